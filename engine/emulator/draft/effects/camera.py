"""Camera: moves over a picture that is already there; its time is the output's."""

from abc import ABC, abstractmethod
from typing import ClassVar

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.emulator.draft.effects.fill import filled
from engine.emulator.draft.effects.stage import Moment, MovingStage, Need, Scene
from engine.emulator.draft.frame import Frame, Size, mixed

Matrix = NDArray[np.float64]
_CLOSE = 1.5
_PAN_ROOM = 1.32
_REACH = 26


class Move(MovingStage, ABC):
    """A stage that shows the picture through a moving window."""

    def prepare(self, scene: Scene) -> None:
        self._size, self._seconds = scene.size, max(scene.seconds, 1e-3)

    def __call__(self, picture: Frame, moment: Moment) -> Frame:
        matrix = self.window(_eased(moment.seconds / self._seconds), moment.seconds)
        how = cv2.INTER_LINEAR
        return np.asarray(
            cv2.warpPerspective(picture, matrix, self._size.pair, flags=how, borderMode=cv2.BORDER_REFLECT), np.uint8
        )

    @abstractmethod
    def window(self, share: float, seconds: float) -> Matrix:
        """Return where the picture's points go, after that share of the clip."""


class Zoom(Move):
    """Towards the face, or away from it; without one the middle, a little above."""

    needs: ClassVar[frozenset[Need]] = frozenset({"face"})

    def __init__(self, way: str) -> None:
        self._inwards = way == "in"

    def prepare(self, scene: Scene) -> None:
        super().prepare(scene)
        face = scene.face()
        x, y = (face.x, face.y + face.height * 0.15) if face else (0.5, 0.473)
        self._at = _room(x, _CLOSE), _room(y, _CLOSE)

    def window(self, share: float, seconds: float) -> Matrix:  # noqa: ARG002 - a zoom knows only its share
        scale = 1 + (_CLOSE - 1) * (share if self._inwards else 1 - share)
        return _scaled(self._size, scale, *self._at)


class Pan(Move):
    """Sideways over a picture that was enlarged to make room."""

    def __init__(self, way: str) -> None:
        self._sign = 1 if way == "right" else -1

    def window(self, share: float, seconds: float) -> Matrix:  # noqa: ARG002 - a pan knows only its share
        return _scaled(self._size, _PAN_ROOM, 0.5 + self._sign * (share - 0.5), 0.42)


class Tilt(Move):
    """Up or down over a picture that was enlarged to make room: the camera stays where it is."""

    def __init__(self, way: str) -> None:
        self._sign = 1 if way == "down" else -1

    def window(self, share: float, seconds: float) -> Matrix:  # noqa: ARG002 - a tilt knows only its share
        return _scaled(self._size, _PAN_ROOM, 0.5, 0.5 + self._sign * (share - 0.5))


class Crane(Move):
    """Up and over: the window rises while the far side of the picture tips away, or the reverse; a face stays in it."""

    needs: ClassVar[frozenset[Need]] = frozenset({"face"})

    def __init__(self, way: str) -> None:
        self._rises = way == "up"

    def prepare(self, scene: Scene) -> None:
        super().prepare(scene)
        face = scene.face()
        self._at = (face.x, face.y) if face else (0.5, 0.45)

    def window(self, share: float, seconds: float) -> Matrix:  # noqa: ARG002 - a crane knows only its share
        height = share if self._rises else 1 - share
        width, tall = self._size.pair
        tip = 0.17 * height
        corners = np.array([[0, 0], [width, 0], [width, tall], [0, tall]], np.float32)
        tipped = np.array(
            [[-width * tip, 0], [width * (1 + tip), 0], [width * (1 - tip), tall], [width * tip, tall]], np.float32
        )
        lens = np.asarray(cv2.getPerspectiveTransform(corners, tipped), np.float64)
        scale = 1.26 + 0.3 * height
        x, y = self._at
        down = 0.32 + 0.2 * height  # where the face is seen: it sinks as the camera rises
        return _scaled(self._size, scale, _room(x, scale), _room(y, scale, down)) @ lens


class Handheld(Move):
    """A breathing hand: a few slow waves that never meet."""

    def window(self, share: float, seconds: float) -> Matrix:  # noqa: ARG002 - a hand knows only the time
        x = 0.5 + 0.2 * np.sin(seconds * 2.3) + 0.13 * np.sin(seconds * 5.1 + 1)
        y = 0.45 + 0.2 * np.sin(seconds * 2.9 + 2) + 0.12 * np.sin(seconds * 6.3)
        tilt = np.deg2rad(1.7 * np.sin(seconds * 1.9 + 0.5) + 0.6 * np.sin(seconds * 4.7))
        width, tall = self._size.pair
        turned = cv2.getRotationMatrix2D((width / 2, tall / 2), float(np.rad2deg(tilt)), 1.0)
        shifted = _scaled(self._size, 1.14, float(x), float(y))
        return np.asarray(shifted @ np.vstack([turned, [0, 0, 1]]), np.float64)


class Orbit(MovingStage):
    """A parallax: person and place glide past each other and the place turns a little in depth.

    The way is the camera's own, seen from above: clockwise it goes to its left, and what is far away goes left with it.
    """

    needs: ClassVar[frozenset[Need]] = frozenset({"mask"})

    def __init__(self, way: str) -> None:
        self._sign = 1 if way == "clockwise" else -1

    def prepare(self, scene: Scene) -> None:
        self._size, self._seconds = scene.size, max(scene.seconds, 1e-3)
        self._of: int | None = None

    def __call__(self, picture: Frame, moment: Moment) -> Frame:
        assert moment.mask is not None
        if self._of != id(moment.mask):  # the picture behind changes with the source frame only
            self._behind, self._of = filled(picture, moment.mask, _REACH), id(moment.mask)
        angle = self._sign * (_eased(moment.seconds / self._seconds) * 2 - 1)
        width, tall = self._size.pair
        far = _scaled(self._size, 1.3, 0.5 + 0.46 * angle, 0.45) @ _swung(width, tall, 0.18 * angle)
        near = _scaled(self._size, 1.08, 0.5 - 0.5 * angle, 0.4) @ _swung(width, tall, -0.06 * angle)
        place = cv2.warpPerspective(self._behind, far, self._size.pair, borderMode=cv2.BORDER_REFLECT)
        person = cv2.warpPerspective(picture, near, self._size.pair, borderMode=cv2.BORDER_REPLICATE)
        mask = cv2.warpPerspective(moment.mask, near, self._size.pair, borderMode=cv2.BORDER_REPLICATE)
        return mixed(np.asarray(person, np.uint8), np.asarray(place, np.uint8), np.asarray(mask, np.float32))


def _eased(share: float) -> float:
    """Start and end gently."""
    share = min(max(share, 0.0), 1.0)
    return share * share * (3 - 2 * share)


def _room(share: float, scale: float, shown: float = 0.5) -> float:
    """Return the share of an enlargement's room at which a point is shown at a place, as far as that is possible."""
    return min(max((share * scale - shown) / (scale - 1), 0.0), 1.0)


def _scaled(size: Size, scale: float, x: float, y: float) -> Matrix:
    """Return an enlargement whose window stands at a share (0..1) of the room there is."""
    room = scale - 1
    return np.array([[scale, 0, -room * size.width * x], [0, scale, -room * size.height * y], [0, 0, 1]])


def _swung(width: int, tall: int, amount: float) -> Matrix:
    """Return a turn in depth around the upright axis: one side grows, the other shrinks."""
    corners = np.array([[0, 0], [width, 0], [width, tall], [0, tall]], np.float32)
    left, right = tall * amount / 2, -tall * amount / 2
    swung = np.array([[0, -left], [width, -right], [width, tall + right], [0, tall + left]], np.float32)
    return np.asarray(cv2.getPerspectiveTransform(corners, swung), np.float64)
