"""Reading: a clip's frames one after another, upright, fitted to the output, with their times from 0."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from types import TracebackType
from typing import Self

import av
import numpy as np
from av.video.reformatter import Colorspace, Interpolation

from engine.emulator.draft.failure import BAD_MEDIA, DraftFailed, words_of
from engine.emulator.draft.fit import MIDDLE, Focus, cover_size, crop
from engine.emulator.draft.frame import Frame, Size
from engine.media.probe import seconds_of

_HD_LINES = 720
_QUARTER_TURN = 90
_BT709 = 1
_BT601 = (5, 6)


@dataclass(frozen=True, slots=True)
class ClipFacts:
    """What the renderer must know of a clip before its first frame; `size` is as shown, with square pixels."""

    seconds: Fraction
    size: Size
    sound: bool


def clip_facts(path: Path) -> ClipFacts:
    """Read a clip's facts; raise DraftFailed when it is none."""
    try:
        with av.open(str(path)) as container:
            if not container.streams.video:
                raise DraftFailed(BAD_MEDIA, f"{path.name} holds no video")
            stream = container.streams.video[0]
            frame = next(container.decode(stream), None)
            if frame is None:
                raise DraftFailed(BAD_MEDIA, f"{path.name} holds no frame that can be decoded")
            wide = float(stream.sample_aspect_ratio or 1)
            width, height = round(frame.width * wide), frame.height
            if _quarter_turns(frame) % 2:
                width, height = height, width
            return ClipFacts(seconds_of(container, stream), Size(width, height), bool(container.streams.audio))
    except (OSError, av.FFmpegError) as error:
        raise DraftFailed(BAD_MEDIA, f"{path.name} can't be read: {words_of(error)}") from error


class ClipReader:
    """An opened clip; its frames may be walked once.

    A `glance` leaves out frames on which no other builds, where the codec has such: enough to see what is in a clip.
    """

    def __init__(self, path: Path, size: Size, focus: Focus = MIDDLE, *, glance: bool = False) -> None:
        self._name = path.name
        self._size = size
        self._focus = focus
        try:
            self._container = av.open(str(path))
        except (OSError, av.FFmpegError) as error:
            raise DraftFailed(BAD_MEDIA, f"{path.name} can't be read: {words_of(error)}") from error
        self._stream = self._container.streams.video[0]
        if glance:
            self._stream.codec_context.skip_frame = "NONREF"

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._container.close()

    def raw(self) -> Iterator[tuple[float, av.VideoFrame]]:
        """Yield each decoded frame with its time in seconds, the first at 0; frames without a time are left out."""
        start: float | None = None
        try:
            for frame in self._container.decode(self._stream):
                if frame.pts is None:
                    continue
                start = frame.time if start is None else start
                yield max(0.0, frame.time - start), frame
        except (OSError, av.FFmpegError) as error:
            raise DraftFailed(BAD_MEDIA, f"{self._name} is damaged: {words_of(error)}") from error

    def picture(self, frame: av.VideoFrame) -> Frame:
        """Turn a decoded frame upright, scale it to cover the output and cut what overhangs."""
        turns = _quarter_turns(frame)
        shown = Size(frame.width, frame.height)
        wide = float(self._stream.sample_aspect_ratio or 1)
        shown = Size(round(shown.width * wide), shown.height)
        shown = Size(shown.height, shown.width) if turns % 2 else shown
        cover = cover_size(shown, self._size)
        width, height = (cover.height, cover.width) if turns % 2 else cover.pair
        smaller = width < frame.width
        scaled = frame.reformat(
            width=width,
            height=height,
            format="bgr24",
            src_colorspace=_colorspace(frame),
            interpolation=Interpolation.AREA if smaller else Interpolation.BICUBIC,
        )
        picture: Frame = np.asarray(scaled.to_ndarray(), np.uint8)
        if turns:
            picture = np.rot90(picture, turns)
        return np.ascontiguousarray(crop(picture, self._size, self._focus))


def _quarter_turns(frame: av.VideoFrame) -> int:
    """Return how often the frame must be turned left by 90 degrees to stand upright."""
    return round(frame.rotation / _QUARTER_TURN) % 4


def _colorspace(frame: av.VideoFrame) -> Colorspace:
    """Return the matrix that the frame states, or the one that its height makes usual."""
    if int(frame.colorspace) in _BT601:
        return Colorspace.ITU601
    if int(frame.colorspace) == _BT709 or frame.height >= _HD_LINES:
        return Colorspace.ITU709
    return Colorspace.ITU601
