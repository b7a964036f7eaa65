"""What each effect does to pixels, on small pictures."""

from collections.abc import Mapping

import cv2
import numpy as np
import pytest

from engine.emulator.draft.catalogue import MAKERS, stages_for
from engine.emulator.draft.effects.stage import Moment, Sample, Scene
from engine.emulator.draft.frame import Size
from engine.emulator.draft.language.filling import PARTED
from engine.emulator.draft.language.instruction import parse
from engine.emulator.draft.language.operation import WAYS, Op, Part, Slots
from engine.emulator.draft.language.places import COLOURS, SCENES as PLACES
from engine.emulator.draft.scenery.scenes import SCENES, colour_plate, scene_plate
from engine.emulator.draft.wording import REASONS
from tests.emulator.draft.clips import picture

SIZE = Size(480, 270)
NO_IMAGES: Mapping[int, np.ndarray] = {}


def mask() -> np.ndarray:
    found = np.zeros((SIZE.height, SIZE.width), np.float32)
    found[90:, 180:300] = 1
    return found


def shown(prompt: str, seconds: float = 1.0, seed: int = 3, images: Mapping[int, np.ndarray] = NO_IMAGES) -> np.ndarray:
    return done(stages_for(parse(prompt, len(images)).performable, images), seconds, seed)


def done(stages: list, seconds: float = 1.0, seed: int = 3) -> np.ndarray:
    before = picture(0, SIZE.pair)
    small = cv2.resize(before, (240, 135), interpolation=cv2.INTER_AREA)
    samples = (Sample(small, cv2.resize(mask(), (240, 135))),)
    result = before.copy()
    for stage in stages:
        stage.prepare(Scene(size=SIZE, seconds=2.0, seed=seed, samples=samples))
        result = stage(result, Moment(seconds, mask()))
        assert result.shape == before.shape
        assert result.dtype == np.uint8
    return result


def light(frame: np.ndarray) -> float:
    return float(cv2.cvtColor(frame, cv2.COLOR_BGR2GRAY).mean())


def ratio(frame: np.ndarray, over: int, under: int) -> float:
    means = frame.reshape(-1, 3).mean(0)
    return float(means[over] / max(means[under], 1))


BEFORE = picture(0, SIZE.pair)
BLUE, GREEN, RED = 0, 1, 2


def test_pixel_has_few_colours_in_square_blocks() -> None:
    frame = shown("8-bit pixel")
    colours = np.unique(frame.reshape(-1, 3), axis=0)
    assert len(colours) <= 28
    changes = (np.diff(frame.astype(int), axis=1) != 0).any(-1).mean()
    assert changes < 0.3


def test_night_is_dark_and_blue() -> None:
    assert light(shown("night")) < 0.45 * light(BEFORE)
    assert ratio(shown("night"), BLUE, RED) > 1.4 * ratio(BEFORE, BLUE, RED)


def test_warm_and_cool_turn_the_colours() -> None:
    assert ratio(shown("warm light"), RED, BLUE) > 1.3 * ratio(BEFORE, RED, BLUE)
    assert ratio(shown("cool tones"), BLUE, RED) > 1.3 * ratio(BEFORE, BLUE, RED)


def test_winter_is_bright_cold_and_white_below() -> None:
    frame = shown("winter")
    assert light(frame) > light(BEFORE) * 1.15
    assert ratio(frame, BLUE, RED) > ratio(BEFORE, BLUE, RED)
    assert frame[-4:].mean() > 200
    assert frame[:20, :20].mean() > BEFORE[:20, :20].mean() + 20


def test_rain_and_snow_move_with_the_time_alone() -> None:
    for prompt in ("rain", "make it snow", "fog", "autumn leaves", "spring petals"):
        assert np.array_equal(shown(prompt, 1.0), shown(prompt, 1.0))
        assert not np.array_equal(shown(prompt, 1.0), shown(prompt, 1.5))


def test_cinematic_has_black_bars_between_teal_and_orange() -> None:
    frame = shown("cinematic")
    assert frame[:20].max() == 0
    assert frame[-20:].max() == 0
    assert frame[100:170].mean() > 40


def test_black_and_white_has_no_colour() -> None:
    frame = shown("black and white").astype(int)
    assert (frame.max(-1) - frame.min(-1)).max() <= 2


def test_sketch_is_mostly_paper() -> None:
    frame = shown("pencil sketch")
    assert np.median(frame) > 180
    assert frame.min() < 130
    assert (frame.astype(int).max(-1) - frame.astype(int).min(-1)).max() <= 2


def test_watercolor_reaches_the_border_and_is_lighter_there() -> None:
    assert light(shown("watercolor")) > light(BEFORE)
    frame = shown("watercolor").astype(int)
    meadow = (slice(220, 265), slice(40, 180))
    assert frame[meadow][..., 1].mean() > frame[meadow][..., 2].mean() + 30
    low = frame[-3:, 40:180].reshape(-1, 3).mean(0)
    assert low[1] > low[2] + 20


def test_a_style_for_the_background_leaves_the_person() -> None:
    frame = shown("只把背景变成黑白")
    inside = mask() > 0.99
    assert np.array_equal(frame[inside], BEFORE[inside])
    outside = frame[mask() < 0.01].astype(int)
    assert (outside.max(-1) - outside.min(-1)).max() <= 2


def test_a_background_keeps_the_person_and_nothing_else() -> None:
    frame = shown("use a plain green background")
    assert abs(frame[10, 10].astype(int) - (64, 177, 0)).max() <= 2
    middle = (slice(180, 250), slice(220, 260))
    assert abs(frame[middle].astype(int) - BEFORE[middle]).mean() < 25


def test_a_reference_picture_becomes_the_background() -> None:
    red = np.zeros((300, 300, 3), np.uint8)
    red[..., RED] = 200
    frame = shown("把背景换成图片", images={1: red})
    assert frame[10, 10].tolist() == [0, 0, 200]


def test_a_reference_picture_gives_its_colours() -> None:
    blue = np.full((100, 100, 3), (220, 60, 30), np.uint8)
    frame = shown("use the colours of the reference image", images={1: blue})
    assert ratio(frame, BLUE, RED) > 1.5 * ratio(BEFORE, BLUE, RED)


def test_somebody_removed_is_covered_by_the_surroundings() -> None:
    before = picture(0, SIZE.pair)
    assert abs(shown("remove the person").astype(int) - before)[40:60].mean() < 3


def test_a_camera_starts_where_it_says() -> None:
    assert abs(shown("zoom in", 0.0).astype(int) - BEFORE).mean() < 2
    assert abs(shown("zoom in", 2.0).astype(int) - BEFORE).mean() > 8
    assert abs(shown("zoom out", 2.0).astype(int) - BEFORE).mean() < 2
    assert not np.array_equal(shown("pan left", 0.2), shown("pan right", 0.2))


@pytest.mark.parametrize("kind", sorted(MAKERS))
def test_every_effect_changes_the_picture_visibly_and_alike_each_time(kind: str) -> None:
    place = "white" if kind == "background_colour" else "gym"
    slots = Slots(picture=1, look="style", place=place, way=WAYS[kind][0] if kind in WAYS else None)
    op = Op(kind=kind, words=kind, span=(0, 1), slots=slots)
    image = {1: picture(20, (300, 200))[::-1, :, ::-1].copy()}  # of other colours
    first, again = (done(stages_for([op], image), 1.6) for _ in range(2))
    assert np.array_equal(first, again)
    assert abs(first.astype(int) - BEFORE).mean() > 2


@pytest.mark.parametrize("part", ["person", "background"])
@pytest.mark.parametrize("kind", sorted(PARTED))
def test_every_effect_for_a_part_leaves_the_other(kind: str, part: Part) -> None:
    op = Op(kind=kind, words=kind, span=(0, 1), slots=Slots(part=part, picture=1, look="colours"))
    frame = done(stages_for([op], {1: picture(20, (300, 200))[::-1, :, ::-1].copy()}), 1.6)
    person = mask() > 0.99
    other, meant = (~person, person) if part == "person" else (person, ~person)
    assert np.array_equal(frame[other], BEFORE[other])
    assert not np.array_equal(frame[meant], BEFORE[meant])


@pytest.mark.parametrize("name", sorted(SCENES))
def test_every_scene_fills_the_plate_without_holes(name: str) -> None:
    plate = scene_plate(name)(SIZE, np.random.default_rng(1))
    assert plate.shape == (SIZE.height, SIZE.width, 3)
    assert plate.std() > 8
    black = (plate.max(-1) == 0).mean()
    assert black < 0.02
    portrait = scene_plate(name, "sunset")(Size(180, 320), np.random.default_rng(1))
    assert portrait.shape == (320, 180, 3)


def test_language_and_scenery_know_the_same_places() -> None:
    assert {place.kind for place in PLACES} == set(SCENES)
    for name, *_ in COLOURS:
        assert colour_plate(name)(SIZE, np.random.default_rng(1)).shape == (SIZE.height, SIZE.width, 3)


def test_every_operation_of_the_language_can_be_performed_or_explained() -> None:
    from engine.emulator.draft.language import effects, refusal

    assert {rule.kind for rule in effects.ALL} <= set(MAKERS)
    assert {kind for kind, _ in refusal._KINDS} <= set(REASONS)
