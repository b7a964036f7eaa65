"""Where faces are found, and what becomes of them: strokes, masks, framing."""

from functools import cache
from pathlib import Path

import cv2
import numpy as np
import pytest

from engine.emulator.draft.anchors import Face
from engine.emulator.draft.catalogue import stages_for
from engine.emulator.draft.effects.likeness import strokes
from engine.emulator.draft.effects.stage import Moment, Sample, Scene
from engine.emulator.draft.effects.widescreen import WideScreen
from engine.emulator.draft.face import FaceDetector, FaceFinder
from engine.emulator.draft.focus import clip_focus
from engine.emulator.draft.frame import Size
from engine.emulator.draft.language.instruction import parse
from engine.emulator.draft.person import PersonFinder, SubjectCheck
from tests.emulator.draft.clips import picture, read_frames

MEDIA = Path(__file__).parents[3] / "recipes" / "media"


@cache
def frames(name: str, count: int = 4) -> list[np.ndarray]:
    """Return some frames of a clip, 360 lines high."""
    return [cv2.resize(frame, (640, 360), interpolation=cv2.INTER_AREA) for frame in read_frames(MEDIA / name)[:count]]


@cache
def portrait() -> tuple[np.ndarray, Face]:
    (face,) = FaceDetector()(frames("portrait.mp4")[0])
    return frames("portrait.mp4")[0], face


def window(frame: np.ndarray, at: tuple[float, float], half: int = 14) -> np.ndarray:
    height, width = frame.shape[:2]
    x, y = round(at[0] * width), round(at[1] * height)
    return frame[max(0, y - half) : y + half, max(0, x - half) : x + half]


def test_a_face_has_its_eyes_above_its_mouth_and_the_right_one_at_the_left() -> None:
    _, face = portrait()
    assert face.right_eye[0] < face.mouth[0] < face.left_eye[0]
    assert max(face.right_eye[1], face.left_eye[1]) < face.y < face.mouth[1]
    assert (abs(face.x - 0.43) < 0.05, abs(face.y - 0.3) < 0.05, abs(face.width - 0.2) < 0.05) == (True, True, True)


@pytest.mark.parametrize("corner", [(60, 100), (850, 60), (500, 100)])
def test_a_small_face_is_found_in_a_part_of_the_picture(corner: tuple[int, int]) -> None:
    whole = np.full((720, 1280, 3), 128, np.uint8)
    part = cv2.resize(portrait()[0], (384, 216), interpolation=cv2.INTER_AREA)
    whole[corner[1] : corner[1] + 216, corner[0] : corner[0] + 384] = part
    found = FaceDetector()(whole)
    assert [(abs(face.x * 1280 - corner[0] - 166) < 12, face.width * 1280 < 110) for face in found] == [(True, True)]


def test_there_is_no_face_on_a_lake() -> None:
    assert FaceDetector()(np.asarray(cv2.imread(str(MEDIA / "lake.jpg")), np.uint8)) == ()


def test_a_face_is_kept_over_a_moment_and_gone_after_a_cut() -> None:
    finder, shown = FaceFinder(), portrait()[0]
    hidden = shown.copy()
    hidden[40:180, 180:380] = shown[40:180, 420:620]
    assert [len(finder(frame)) for frame in (shown, shown, hidden, hidden)] == [1, 1, 1, 1]
    dark = np.zeros_like(shown)
    assert [len(finder(frame)) for frame in (dark, dark)] == [0, 0]


@pytest.mark.parametrize(
    "prompt", ["watercolor", "claymation", "ink wash painting", "cartoon", "anime", "oil painting"]
)
def test_painted_faces_keep_their_eyes(prompt: str) -> None:
    frame, face = portrait()
    (stage,) = stages_for(parse(prompt, 0).performable, {})
    stage.prepare(Scene(size=Size(640, 360), seconds=1.0, seed=3))
    painted = {faces: stage(frame, Moment(2.0 * len(faces), None, faces)) for faces in ((), (face,))}

    def likeness(faces: tuple[Face, ...]) -> float:
        grey = [cv2.cvtColor(one, cv2.COLOR_BGR2GRAY) for one in (frame, painted[faces])]
        alike = [
            np.corrcoef(*(window(one, eye).ravel().astype(float) for one in grey))[0, 1]
            for eye in (face.right_eye, face.left_eye)
        ]
        return float(min(alike))

    assert likeness((face,)) > 0.75
    assert likeness((face,)) > likeness(())


def test_strokes_are_finer_on_a_face_and_as_broad_as_ever_beside_it() -> None:
    frame, face = portrait()
    plain, fine = strokes(frame, (6,)), strokes(frame, (6,), (face,))
    changed = np.abs(plain.astype(int) - fine).sum(-1) > 0
    assert changed[: round((face.y + face.height) * 360), : round((face.x + face.width) * 640)].any()
    assert not changed[:, 400:].any()
    assert not changed[300:].any()


def test_a_mask_has_no_hole_in_a_face() -> None:
    frame, face = portrait()
    mask = PersonFinder(Size(640, 360))(frame, (face,))
    for at in (face.right_eye, face.left_eye, face.mouth, (face.x, face.y)):
        assert window(mask, at, 4).min() > 0.95


@pytest.mark.parametrize("colour", ["green", "white", "blue", "black"])
def test_a_plain_backdrop_leaves_skin_alone(colour: str) -> None:
    frame, face = portrait()
    (stage,) = stages_for(parse(f"use a plain {colour} background", 0).performable, {})
    stage.prepare(Scene(size=Size(640, 360), seconds=1.0, seed=3))
    mask = PersonFinder(Size(640, 360))(frame, (face,))
    done = stage(frame, Moment(0.0, mask, (face,)))
    for at in (face.mouth, (face.x, face.y), (face.right_eye[0], face.mouth[1])):
        assert np.array_equal(window(done, at, 6), window(frame, at, 6))


@pytest.mark.parametrize(
    ("name", "absent", "doubtful"), [("portrait.mp4", False, False), ("bunny.mp4", False, True), ("lake", True, True)]
)
def test_who_is_hardly_a_person_is_doubted_and_nobody_is_absent(name: str, absent: bool, doubtful: bool) -> None:
    pictures = frames(name) if name != "lake" else [cv2.imread(str(MEDIA / "lake.jpg"))]
    subject = SubjectCheck()(pictures)
    assert (subject.absent, subject.doubtful) == (absent, doubtful)


def test_a_cut_to_upright_keeps_the_face_in_the_middle() -> None:
    focus = clip_focus(MEDIA / "portrait.mp4", Size(1280, 720), Size(720, 1280), 0.4)
    assert abs(focus.x - portrait()[1].x) < 0.04


@pytest.mark.parametrize(
    ("size", "most"), [((640, 360), 0.13), ((360, 640), 0.13), ((480, 480), 0.13), ((1200, 400), 0.06)]
)
@pytest.mark.parametrize("y", [0.2, 0.5, 0.7])
def test_a_face_stays_between_the_bars_whatever_the_ratio(size: tuple[int, int], most: float, y: float) -> None:
    frame = picture(0, size)
    face = Face(0.5, y, 0.1, 0.1, (0.48, y), (0.52, y), (0.5, y), 0.9)
    at = round(y * size[1])
    frame[at - 3 : at + 3, :] = (0, 0, 255)
    stage = WideScreen()
    stage.prepare(Scene(size=Size(*size), seconds=1.0, seed=1, samples=(Sample(frame, None, (face,)),)))
    shown = stage(frame, Moment(0.0))
    bar = round(size[1] * most)
    assert shown.shape == frame.shape
    assert (shown[: bar - 1].max(), shown[-bar + 1 :].max()) == (0, 0)
    assert (shown[:, 0, 2] > 250).sum() >= 6
    assert shown[bar + 1 : -bar - 1].max(axis=(1, 2)).min() > 0
