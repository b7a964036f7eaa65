"""How the face network's figures become faces."""

import numpy as np
import pytest

from engine.emulator.draft.anchors import Face, anchors, decoded, overlap

AT = anchors()
NO, SURE, SURER = -6.0, 2.0, 4.0


def seen(*faces: tuple[int, float, tuple[float, ...]]) -> tuple[Face, ...]:
    """Decode figures of which all anchors are unsure but some: their number, the score, and 16 numbers from the box on."""
    figures, scores = np.zeros((896, 16), np.float32), np.full(896, NO, np.float32)
    for index, score, numbers in faces:
        figures[index, : len(numbers)] = numbers
        scores[index] = score
    return decoded(figures, scores, AT)


def face(x: float, y: float, side: float) -> Face:
    return Face(x, y, side, side, (x - side / 4, y), (x + side / 4, y), (x, y + side / 4), 0.9)


def test_anchors_lie_in_the_middle_of_cells_two_in_fine_ones_and_six_in_coarse_ones() -> None:
    assert AT.shape == (896, 2)
    assert AT[0].tolist() == AT[1].tolist() == [1 / 32, 1 / 32]
    assert AT[2].tolist() == [3 / 32, 1 / 32]
    assert AT[511].tolist() == [31 / 32, 31 / 32]
    assert AT[512].tolist() == AT[517].tolist() == [1 / 16, 1 / 16]
    assert AT[895].tolist() == [15 / 16, 15 / 16]


def test_a_face_is_measured_from_its_anchor() -> None:
    # box middle, box sides, right eye, left eye, nose, mouth, in pixels of the input
    (found,) = seen((512, SURE, (8, 16, 32, 64, -4, -8, 12, -8, 0, 0, 4, 20)))
    assert (found.x, found.y, found.width, found.height) == (0.125, 0.1875, 0.25, 0.5)
    assert (found.right_eye, found.left_eye, found.mouth) == ((1 / 32, 0), (5 / 32, 0), (3 / 32, 7 / 32))
    assert found.score == pytest.approx(1 / (1 + np.exp(-2)))


@pytest.mark.parametrize(("score", "count"), [(-0.1, 0), (0.1, 1), (-5000.0, 0), (5000.0, 1)])
def test_what_is_rather_no_face_is_none(score: float, count: int) -> None:
    assert len(seen((600, score, (0, 0, 32, 32)))) == count


def test_a_face_that_is_seen_from_several_anchors_is_one_and_the_surest_counts_most() -> None:
    (found,) = seen((0, SURE, (0, 0, 40, 40)), (1, SURER, (4, 0, 40, 40)))
    assert 1 / 32 + 2 / 128 < found.x < 1 / 32 + 4 / 128
    assert found.score == pytest.approx(1 / (1 + np.exp(-4)))


def test_faces_apart_are_two_and_the_surest_comes_first() -> None:
    first, second = seen((0, SURE, (0, 0, 20, 20)), (895, SURER, (0, 0, 20, 20)))
    assert (first.x, second.x) == (15 / 16, 1 / 32)


@pytest.mark.parametrize(
    ("other", "share"),
    [((0.5, 0.5, 0.2), 1.0), ((0.6, 0.5, 0.2), 1 / 3), ((0.8, 0.5, 0.2), 0.0), ((0.5, 0.5, 0.1), 0.25)],
)
def test_two_boxes_share_what_both_cover(other: tuple[float, float, float], share: float) -> None:
    assert overlap(face(0.5, 0.5, 0.2), face(*other)) == pytest.approx(share)


def test_a_face_in_a_part_of_a_picture_has_its_place_in_the_whole() -> None:
    found = face(0.5, 0.5, 0.4).within(0.25, 0.5, 0.5, 0.25)
    assert (found.x, found.y, found.width, found.height) == (0.5, 0.625, 0.2, 0.1)
    assert (found.right_eye, found.mouth) == ((0.45, 0.625), (0.5, pytest.approx(0.65)))
