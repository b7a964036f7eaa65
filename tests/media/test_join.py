"""Clips one after the other."""

from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from engine.errors import AuthorError
from engine.media import decode_check, join, trim
from tests.media.clips import (
    RATE,
    lag,
    likeness,
    make_clip,
    noise,
    number_of,
    read_frames,
    read_numbers,
    read_sound,
    read_times,
)

NTSC = Fraction(30000, 1001)


@pytest.mark.parametrize("rate", [25, NTSC, 30])
def test_clips_of_one_kind_come_one_after_the_other_without_a_frame_lost(tmp_path: Path, rate: Fraction | int) -> None:
    sources = [
        make_clip(tmp_path / f"{index}.mp4", frames=count, rate=rate, first=first)
        for index, (count, first) in enumerate([(10, 0), (1, 50), (13, 100)])
    ]
    facts = join(sources, tmp_path / "all.mp4")
    assert read_numbers(tmp_path / "all.mp4") == [*range(10), 50, *range(100, 113)]
    assert read_times(tmp_path / "all.mp4") == [index / Fraction(rate) for index in range(24)]
    assert (facts.sound, facts.width, facts.height) == (False, 64, 48)
    assert decode_check(tmp_path / "all.mp4") == facts


def test_sound_stays_with_its_pictures_over_many_clips(tmp_path: Path) -> None:
    frames = 7  # 0.2336 s: neither a whole number of samples nor of AAC frames
    played = [noise(0.5, seed=seed) for seed in range(16)]  # longer than the pictures
    for index, sound in enumerate(played):
        make_clip(tmp_path / f"{index}.mp4", frames=frames, rate=NTSC, first=index, sound=sound)
    join([tmp_path / f"{index}.mp4" for index in range(16)], tmp_path / "all.mp4")
    got = read_sound(tmp_path / "all.mp4")
    assert 0 <= len(got) - round(len(played) * frames / NTSC * RATE) < 1024
    for index, sound in enumerate(played):
        begin, end = (round(frames * step / NTSC * RATE) for step in (index, index + 1))
        assert lag(sound[: end - begin], got[begin:end]) == 0, index
        assert likeness(sound, got[begin:end]) > 0.95


def test_silent_clips_among_others_are_silent(tmp_path: Path) -> None:
    loud = noise(0.4)  # shorter than its pictures
    sources = [
        make_clip(tmp_path / "a.mp4", frames=15),
        make_clip(tmp_path / "b.mp4", frames=30, sound=loud),
        make_clip(tmp_path / "c.mp4", frames=15),
    ]
    assert join(sources, tmp_path / "all.mp4").sound
    got = read_sound(tmp_path / "all.mp4")
    assert lag(loud, got) == RATE // 2
    assert np.abs(got[: round(0.47 * RATE)]).max() < 0.01
    assert np.abs(got[round(0.95 * RATE) :]).max() < 0.01
    assert 0 <= len(got) - 2 * RATE < 1024


def test_clips_of_other_sizes_are_fitted_with_black_borders(tmp_path: Path) -> None:
    sources = [
        make_clip(tmp_path / "wide.mp4", frames=3, size=(160, 90), first=255),
        make_clip(tmp_path / "tall.mp4", frames=3, size=(90, 160), first=255),
        make_clip(tmp_path / "small.mp4", frames=3, size=(80, 46), first=0b10110101),
        make_clip(tmp_path / "turned.mp4", frames=3, size=(160, 90), turned=90, first=255),
        make_clip(tmp_path / "anamorphic.mp4", frames=3, size=(80, 90), aspect=Fraction(2), first=0b10110101),
    ]
    facts = join(sources, tmp_path / "all.mp4")
    assert (facts.width, facts.height) == (160, 90)
    wide, tall, small, turned, anamorphic = (
        frame.to_ndarray(format="gray") for frame in read_frames(tmp_path / "all.mp4")[::3]
    )
    assert wide.min() > 200
    for upright in (tall, turned):  # 90 lines high, so about 50 wide, in the middle
        assert upright[:, 60:100].min() > 200
        assert max(upright[:, :50].max(), upright[:, 110:].max()) < 20
    assert number_of(small) == number_of(anamorphic) == 0b10110101
    assert anamorphic[:, :5].min() > 200


def test_clips_of_other_rates_last_as_long_as_before(tmp_path: Path) -> None:
    sources = [
        make_clip(tmp_path / "a.mp4", frames=25, rate=25),
        *(make_clip(tmp_path / f"{index}.mp4", frames=61, rate=60, first=100, sound=noise(1)) for index in range(2)),
        make_clip(tmp_path / "z.mp4", frames=10, rate=10, first=200),
    ]
    facts = join(sources, tmp_path / "all.mp4")
    assert facts.fps == 25
    assert facts.seconds is not None
    assert abs(facts.seconds.low - (2 + 2 * Decimal(61) / 60)) <= Decimal("0.02")
    numbers = read_numbers(tmp_path / "all.mp4")
    assert numbers[:25] == list(range(25))
    assert numbers[25:28] == [100, 102, 105]
    assert numbers[-25:] == [200 + step * 10 // 25 for step in range(25)]
    assert all(numbers.count(number) <= 2 for number in range(100, 161))


def test_a_clip_and_its_pieces_joined_again_are_alike(tmp_path: Path) -> None:
    played = noise(1.2)
    source = make_clip(tmp_path / "a.mp4", frames=36, rate=NTSC, sound=played)
    for index in range(3):
        trim(source, tmp_path / f"{index}.mp4", start=Decimal("0.4") * index, seconds=Decimal("0.4"))
    join([tmp_path / f"{index}.mp4" for index in range(3)], tmp_path / "all.mp4")
    assert read_numbers(tmp_path / "all.mp4") == list(range(36))
    assert lag(played, read_sound(tmp_path / "all.mp4")) == 0
    assert likeness(played, read_sound(tmp_path / "all.mp4")) > 0.95


def test_joining_again_gives_the_same_bytes_even_over_one_of_the_clips(tmp_path: Path) -> None:
    sources = [make_clip(tmp_path / f"{index}.mp4", frames=10, sound=noise(0.4)) for index in range(2)]
    join(sources, tmp_path / "all.mp4")
    join(sources, sources[0])
    assert sources[0].read_bytes() == (tmp_path / "all.mp4").read_bytes()


def test_one_bad_clip_leaves_nothing_behind(tmp_path: Path) -> None:
    good, bad = make_clip(tmp_path / "a.mp4"), tmp_path / "b.mp4"
    bad.write_bytes(b"only words")
    with pytest.raises(AuthorError, match="media-unreadable") as failed:
        join([good, bad], tmp_path / "all.mp4")
    assert failed.value.args_by_name["path"] == str(bad)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.mp4", "b.mp4"]


def test_nothing_can_not_be_joined(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="nothing"):
        join([], tmp_path / "all.mp4")
