"""A stretch of a clip: exactly its frames, exactly its sound."""

import hashlib
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import av
import numpy as np
import pytest

from engine.errors import AuthorError, OperatorError
from engine.media import decode_check, share, trim
from engine.media.clip import read_clip
from tests.media.clips import (
    RATE,
    lag,
    likeness,
    make_clip,
    noise,
    read_frames,
    read_numbers,
    read_sound,
    read_times,
)

NTSC = Fraction(30000, 1001)
D = Decimal


def seconds(path: Path) -> Fraction:
    facts = decode_check(path)
    assert facts.seconds is not None
    return Fraction(facts.seconds.low)


@pytest.mark.parametrize(
    ("rate", "suffix"), [(25, "mp4"), (NTSC, "mp4"), (30, "mp4"), (24, "mkv"), (NTSC, "mkv"), (60, "mkv")]
)
def test_a_stretch_has_the_frames_of_its_time_and_no_other(tmp_path: Path, rate: Fraction | int, suffix: str) -> None:
    count = round(1.2 * rate)
    source = make_clip(tmp_path / f"a.{suffix}", frames=count, rate=rate)
    for start, length in (("0", "0.4"), ("0.333", "0.25"), ("0.9", "0.3")):
        facts = trim(source, tmp_path / "b.mp4", start=D(start), seconds=D(length))
        from_begin = [index for index in range(count) if index / Fraction(rate) >= Fraction(start)]
        longest = Fraction(length) + Fraction(1, 1000)  # lengths are told in milliseconds, cut
        wanted = [index for at, index in enumerate(from_begin, 1) if at / Fraction(rate) < longest]
        assert read_numbers(tmp_path / "b.mp4") == wanted
        assert read_times(tmp_path / "b.mp4") == [index / Fraction(rate) for index in range(len(wanted))]
        assert abs(seconds(tmp_path / "b.mp4") - len(wanted) / Fraction(rate)) <= Fraction(1, 1000)
        assert (facts.width, facts.height, facts.sound, facts.format) == (64, 48, False, "mp4")
        assert read_clip(tmp_path / "b.mp4").rate == rate


@pytest.mark.parametrize(
    ("suffix", "codec"), [("webm", "libvpx"), ("ts", "libx264"), ("avi", "mpeg4"), ("mov", "mjpeg")]
)
def test_other_containers_lose_no_frame_either(tmp_path: Path, suffix: str, codec: str) -> None:
    pixels = "yuvj420p" if codec == "mjpeg" else "yuv420p"
    source = make_clip(tmp_path / f"a.{suffix}", frames=60, codec=codec, pixels=pixels)
    trim(source, tmp_path / "b.mp4", start=D("0.8"), seconds=D("0.7"))
    assert read_numbers(tmp_path / "b.mp4") == list(range(24, 45))


def test_stretches_that_adjoin_share_no_frame_and_lose_none(tmp_path: Path) -> None:
    source = make_clip(tmp_path / "a.mp4", frames=70, rate=NTSC)
    cuts = [D(0), D("0.7"), D("1.234"), D("2.335")]
    numbers: list[int] = []
    for begin, end in pairwise(cuts):
        trim(source, tmp_path / "b.mp4", start=begin, seconds=end - begin)
        numbers += read_numbers(tmp_path / "b.mp4")
    assert numbers == list(range(70))


def test_an_uneven_clip_is_laid_on_its_average_rate(tmp_path: Path) -> None:
    times = [0, 40, 80, 200, 240, 280, 520, 560, 600, 640, 680, 720, 760, 800, 840]  # 15 frames in 0.88 s
    source = make_clip(tmp_path / "a.mp4", frames=len(times), times=times)
    clip = read_clip(source)
    assert clip.count == 15
    trim(source, tmp_path / "b.mp4", start=D(0), seconds=D(f"{float(clip.seconds):.3f}"))
    even = read_times(tmp_path / "b.mp4")
    assert even == [index / clip.rate for index in range(15)]
    for number, time in zip(read_numbers(tmp_path / "b.mp4"), even, strict=True):
        assert times[number] <= 1000 * (time + 1 / (4 * clip.rate))  # shown no sooner than a quarter of a frame before
        assert number + 1 == len(times) or times[number + 1] > 1000 * time
    trim(source, tmp_path / "c.mp4", start=D("0.4"), seconds=D("0.2"))
    assert read_numbers(tmp_path / "c.mp4")[0] == 5  # the picture that is held from 0.28 to 0.52


@pytest.mark.parametrize(
    ("suffix", "sound_rate", "rate"), [("mp4", 48_000, NTSC), ("mp4", 44_100, 25), ("mov", 44_100, NTSC)]
)
def test_sound_is_cut_at_the_sample_of_the_first_frame(
    tmp_path: Path, suffix: str, sound_rate: int, rate: Fraction | int
) -> None:
    codec = "pcm_s16le" if suffix == "mov" else "aac"
    played = noise(2, sound_rate)
    source = make_clip(
        tmp_path / f"a.{suffix}",
        frames=2 * round(rate),
        rate=rate,
        sound=played,
        sound_rate=sound_rate,
        sound_codec=codec,
    )
    facts = trim(source, tmp_path / "b.mp4", start=D("1.21"), seconds=D("0.6"))
    assert facts.sound
    first = read_numbers(tmp_path / "b.mp4")[0] / Fraction(rate)
    expected, got = read_sound(source)[round(first * RATE) :], read_sound(tmp_path / "b.mp4")
    assert lag(expected[: len(got)], got) == 0
    length = len(read_frames(tmp_path / "b.mp4")) / Fraction(rate)
    assert likeness(expected, got[: round(length * RATE)]) > 0.97
    assert 0 <= len(got) - round(length * RATE) < 1024  # an AAC frame has 1024 samples
    ratio = np.std(got[: RATE // 2]) / np.std(expected[: RATE // 2])
    assert 0.9 < ratio < 1.1  # one channel is no softer as two


@pytest.mark.parametrize("suffix", ["mp4", "mkv"])
def test_sound_that_begins_late_stays_late(tmp_path: Path, suffix: str) -> None:
    played = noise(1)
    source = make_clip(tmp_path / f"a.{suffix}", frames=60, sound=played, sound_late=Fraction(1, 2))
    trim(source, tmp_path / "b.mp4", start=D("0.2"), seconds=D("1.8"))
    got = read_sound(tmp_path / "b.mp4")
    assert abs(lag(played, got) - round(0.3 * RATE)) <= RATE // 1000  # Matroska counts in milliseconds
    assert np.abs(got[: round(0.28 * RATE)]).max() < 0.01
    assert np.abs(got[round(1.33 * RATE) :]).max() < 0.01
    assert len(got) >= round(1.8 * RATE)


def test_a_gap_in_the_sound_stays_a_gap(tmp_path: Path) -> None:
    played = noise(2)
    source = make_clip(tmp_path / "a.mkv", frames=60, sound=played, sound_codec="pcm_s16le", gap=(24_576, 49_152))
    trim(source, tmp_path / "b.mp4", start=D("0.2"), seconds=D("1.8"))
    got = read_sound(tmp_path / "b.mp4")
    assert lag(played[9_600:24_576], got[:14_000]) == 0
    assert np.abs(got[16_000:38_500]).max() < 0.01
    assert abs(lag(played[49_152:], got[39_552:])) <= RATE // 1000


def test_frames_that_an_edit_list_hides_do_not_count(tmp_path: Path) -> None:
    played = noise(2)
    source = make_clip(tmp_path / "a.mp4", frames=60, sound=played)
    with av.open(str(source)) as whole, av.open(str(tmp_path / "b.mp4"), "w") as cut:
        streams = [cut.add_stream_from_template(stream) for stream in whole.streams]
        for packet in whole.demux():
            if packet.dts is not None:
                packet.pts -= int(Fraction(17, 30) / packet.time_base)
                packet.dts -= int(Fraction(17, 30) / packet.time_base)
                packet.stream = streams[packet.stream.index]
                cut.mux(packet)
    trim(tmp_path / "b.mp4", tmp_path / "c.mp4", start=D("0.5"), seconds=D("0.2"))
    assert read_numbers(tmp_path / "c.mp4") == list(range(32, 38))
    assert lag(played[round(32 * RATE / 30) :][:9_600], read_sound(tmp_path / "c.mp4")) == 0


def test_a_silent_stretch_of_a_clip_with_sound_keeps_its_track(tmp_path: Path) -> None:
    source = make_clip(tmp_path / "a.mp4", frames=60, sound=noise(0.5))
    assert trim(source, tmp_path / "b.mp4", start=D(1), seconds=D("0.5")).sound
    assert np.abs(read_sound(tmp_path / "b.mp4")).max() == 0


def test_a_portrait_clip_stands_upright(tmp_path: Path) -> None:
    plain = make_clip(tmp_path / "a.mp4", frames=12)
    turned = make_clip(tmp_path / "t.mp4", frames=12, turned=90)
    facts = trim(turned, tmp_path / "b.mp4", start=D(0), seconds=D("0.4"))
    assert (facts.width, facts.height) == (48, 64)
    assert read_frames(tmp_path / "b.mp4")[0].rotation == 0
    left = np.rot90(read_frames(plain)[11].to_ndarray(format="gray").astype(int))
    assert read_frames(turned)[11].rotation == 90
    assert np.abs(read_frames(tmp_path / "b.mp4")[11].to_ndarray(format="gray") - left).mean() < 4


@pytest.mark.parametrize("turned", [-90, 180])
def test_every_turn_is_the_right_way_round(tmp_path: Path, turned: int) -> None:
    source = make_clip(tmp_path / "a.mp4", frames=6, turned=turned, size=(64, 48), first=0b10110010)
    trim(source, tmp_path / "b.mp4", start=D(0), seconds=D("0.1"))
    shown = read_frames(tmp_path / "b.mp4")[0].to_ndarray(format="gray").astype(int)
    plain = np.rot90(read_frames(source)[0].to_ndarray(format="gray").astype(int), turned // 90)
    assert np.abs(shown - plain).mean() < 4


def test_odd_sides_lose_a_pixel_and_pixels_keep_their_shape(tmp_path: Path) -> None:
    source = make_clip(
        tmp_path / "a.mkv", frames=6, size=(65, 49), pixels="yuv444p", aspect=Fraction(16, 15), sound=noise(0.2)
    )
    facts = trim(source, tmp_path / "b.mp4", start=D(0), seconds=D("0.2"))
    assert (facts.width, facts.height) == (64, 48)
    with av.open(str(tmp_path / "b.mp4")) as container:
        video, audio = container.streams.video[0], container.streams.audio[0]
        assert (video.pix_fmt, video.sample_aspect_ratio) == ("yuv420p", Fraction(16, 15))
        assert (audio.codec_context.name, audio.rate, audio.layout.name) == ("aac", RATE, "stereo")
    assert read_numbers(tmp_path / "b.mp4") == list(range(6))


def test_full_range_pictures_are_not_washed_out(tmp_path: Path) -> None:
    source = make_clip(tmp_path / "a.mov", frames=6, codec="mjpeg", pixels="yuvj420p", first=85)
    trim(source, tmp_path / "b.mp4", start=D(0), seconds=D("0.2"))
    before, after = (read_frames(path)[0].to_rgb().to_ndarray().astype(int) for path in (source, tmp_path / "b.mp4"))
    assert np.abs(before - after).mean() < 4
    with av.open(str(tmp_path / "b.mp4")) as container:
        assert container.streams.video[0].color_range == 1


def test_the_same_stretch_has_the_same_bytes_and_the_index_first(tmp_path: Path) -> None:
    source = make_clip(tmp_path / "a.mp4", frames=40, sound=noise(1.4))
    for name in ("b", "c"):
        trim(source, tmp_path / f"{name}.mp4", start=D("0.3"), seconds=D("0.9"))
    first, second = ((tmp_path / f"{name}.mp4").read_bytes() for name in ("b", "c"))
    assert hashlib.sha256(first).digest() == hashlib.sha256(second).digest()
    assert first.index(b"moov") < first.index(b"mdat")


@pytest.mark.parametrize(
    ("start", "length"), [("-0.1", "0.5"), ("0.8", "0.3"), ("1", "0.1"), ("9", "1"), ("0", "0"), ("0.98", "0.01")]
)
def test_a_stretch_outside_the_clip_or_between_two_frames_is_the_authors_mistake(
    tmp_path: Path, start: str, length: str
) -> None:
    source = make_clip(tmp_path / "a.mp4", frames=25, rate=25)
    with pytest.raises(AuthorError) as failed:
        trim(source, tmp_path / "b.mp4", start=D(start), seconds=D(length))
    assert failed.value.key == "trim-beyond-clip"
    assert failed.value.args_by_name == {"start": start, "seconds": length, "length": "1"}
    assert [path.name for path in tmp_path.iterdir()] == ["a.mp4"]


def test_a_length_that_was_rounded_up_by_a_millisecond_is_taken(tmp_path: Path) -> None:
    source = make_clip(tmp_path / "a.mp4", frames=20, rate=NTSC)  # 0.66733 s
    trim(source, tmp_path / "b.mp4", start=D(0), seconds=D("0.668"))
    assert read_numbers(tmp_path / "b.mp4") == list(range(20))


@pytest.mark.parametrize("keep", [0.3, 0.7])
def test_a_clip_that_was_cut_off_is_refused_and_leaves_nothing(tmp_path: Path, keep: float) -> None:
    whole = make_clip(tmp_path / "whole.mp4", frames=60, sound=noise(2))
    trim(whole, tmp_path / "a.mp4", start=D(0), seconds=D(2))
    data = (tmp_path / "a.mp4").read_bytes()
    (tmp_path / "a.mp4").write_bytes(data[: round(len(data) * keep)])
    with pytest.raises(AuthorError, match="media-unreadable"):
        trim(tmp_path / "a.mp4", tmp_path / "b.mp4", start=D("1.5"), seconds=D("0.5"))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.mp4", "whole.mp4"]


def test_damage_that_shows_while_writing_leaves_what_stood_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = make_clip(tmp_path / "a.mp4", frames=30)
    (tmp_path / "b.mp4").write_bytes(b"older")

    def ends_early(path: Path, since: Fraction) -> object:
        yield Fraction(0), read_frames(source)[0]
        raise AuthorError("media-unreadable", path=str(path), reason="damaged")

    monkeypatch.setattr("engine.media.piece.pictures", ends_early)
    with pytest.raises(AuthorError, match="damaged"):
        trim(source, tmp_path / "b.mp4", start=D(0), seconds=D(1))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.mp4", "b.mp4"]
    assert (tmp_path / "b.mp4").read_bytes() == b"older"


def test_what_is_no_clip_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.mp4").write_bytes(b"only words, no picture")
    picture = Path(__file__).parents[2] / "recipes" / "media" / "kite.png"
    for source in (tmp_path / "a.mp4", tmp_path / "none.mp4", picture):
        with pytest.raises(AuthorError, match="media-unreadable"):
            trim(source, tmp_path / "b.mp4", start=D(0), seconds=D(1))


def test_a_folder_that_is_not_there_is_the_operators_affair(tmp_path: Path) -> None:
    source = make_clip(tmp_path / "a.mp4")
    with pytest.raises(OperatorError, match="disk-unwritable"):
        trim(source, tmp_path / "none" / "b.mp4", start=D(0), seconds=D("0.5"))


@pytest.mark.parametrize(
    ("start", "length", "numbers"),
    [
        ("1.5", "0.6", range(45, 60)),
        ("1.98", "0.02", [59]),
        ("2", "0.1", [59]),
        ("2.9", "1", [59]),
        ("0.5", "0.01", [15]),
        ("0.5", "0.1", [15, 16, 17]),
    ],
)
def test_of_a_length_that_was_foretold_what_is_there_is_taken(
    tmp_path: Path, start: str, length: str, numbers: list[int]
) -> None:
    source = make_clip(tmp_path / "a.mp4", frames=60)
    trim(source, tmp_path / "b.mp4", start=D(start), seconds=D(length), foretold=True)
    assert read_numbers(tmp_path / "b.mp4") == list(numbers)


@pytest.mark.parametrize(("start", "foretold"), [("3", True), ("-0.1", True), ("1.9", False)])
def test_where_nothing_is_there_at_all_nothing_is_taken(tmp_path: Path, start: str, *, foretold: bool) -> None:
    source = make_clip(tmp_path / "a.mp4", frames=60)
    with pytest.raises(AuthorError, match="trim-beyond-clip"):
        trim(source, tmp_path / "b.mp4", start=D(start), seconds=D("0.5"), foretold=foretold)


@pytest.mark.parametrize(("frames", "count"), [(59, 2), (61, 3), (2, 3)])
def test_shares_lose_no_frame_of_any_length_and_each_has_one(tmp_path: Path, frames: int, count: int) -> None:
    source = make_clip(tmp_path / "a.mp4", frames=frames)
    cuts = [Fraction(number, count) for number in range(count + 1)]
    found: list[list[int]] = []
    for since, until in pairwise(cuts):
        share(source, tmp_path / "b.mp4", since=since, until=until)
        found.append(read_numbers(tmp_path / "b.mp4"))
    assert sorted({number for numbers in found for number in numbers}) == list(range(frames))
    assert all(found)
    assert sum(map(len, found)) == max(frames, count)
