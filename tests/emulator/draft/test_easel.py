"""Painted pictures are calm where the clip is, and follow it where it moves."""

import itertools

import numpy as np
import pytest

from engine.emulator.draft.catalogue import stages_for
from engine.emulator.draft.effects.easel import Calm
from engine.emulator.draft.effects.stage import Moment, Scene, Stage
from engine.emulator.draft.frame import Size
from engine.emulator.draft.language.instruction import parse
from tests.emulator.draft.clips import picture

SIZE = (480, 270)
GRAIN = np.random.default_rng(7)


def grainy(index: int) -> np.ndarray:
    """A picture as a camera gives it: a disc moves, all else stands still but for grain."""
    grain = GRAIN.normal(0, 2.0, (SIZE[1], SIZE[0], 1))
    return np.clip(picture(index * 3, SIZE) + grain, 0, 255).astype(np.uint8)


def stage_of(prompt: str) -> Stage:
    (stage,) = stages_for(parse(prompt, 0).performable, {})
    stage.prepare(Scene(size=Size(*SIZE), seconds=1.0, seed=3))
    return stage


def flicker(frames: list[np.ndarray]) -> float:
    """Return how much a part that stands still changes from frame to frame, in levels of 255."""
    still = [frame[:, 330:].astype(np.int16) for frame in frames]
    return float(np.mean([np.abs(one - other).mean() for one, other in itertools.pairwise(still)]))


@pytest.mark.parametrize(
    "prompt", ["oil painting", "cartoon", "anime", "watercolor", "ink wash painting", "claymation"]
)
def test_a_painting_flickers_less_than_its_clip(prompt: str) -> None:
    stage, clip = stage_of(prompt), [grainy(index) for index in range(8)]
    painted = [stage(frame, Moment(index / 30)) for index, frame in enumerate(clip)]
    assert flicker(painted) < 0.2 * flicker(clip)


def test_a_painting_is_drawn_on_twos() -> None:
    stage = stage_of("cartoon")
    painted = [stage(grainy(index), Moment(index / 30)) for index in range(6)]
    same = [np.array_equal(one, other) for one, other in itertools.pairwise(painted)]
    assert same == [True, False, True, False, True]


def test_what_moves_leaves_no_trail() -> None:
    calm = Calm()
    for index in range(12):
        shown = calm(grainy(index))
    away = picture(33, SIZE)
    assert np.abs(shown.astype(int) - away).mean(-1).max() < 40
    assert np.abs(shown.astype(int) - away).mean() < 2.5


def test_a_cut_is_followed_at_once() -> None:
    calm = Calm()
    calm(picture(0, SIZE))
    other = picture(0, SIZE)[::-1].copy()
    assert np.abs(calm(other).astype(int) - other).mean() < 1
