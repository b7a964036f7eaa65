"""Previews: small, drawn once, by a child that a broken medium can't take anything along with."""

from pathlib import Path

import av

from engine.media.preview import LONG_SIDE, clip_of, look_of, poster_of
from engine.media.previews import draw_all
from tests.cli.cli_media import write_picture
from tests.media.clips import make_clip, noise


def test_a_clip_gets_a_still_and_a_small_clip_of_the_same_length(tmp_path: Path) -> None:
    source = make_clip(tmp_path / "source.mp4", sound=noise(1.0))
    heard: list[tuple[int, int]] = []
    drawn = draw_all({"a": source, "gone": None}, tmp_path / "drawn", lambda *told: heard.append(told))
    look = drawn["a"]
    assert list(drawn) == ["a"]
    assert heard == [(0, 1), (1, 1)]
    assert (look.moves, look.plays, look.format, look.seconds) == (True, True, "mp4", 1.0)
    assert max(look.width, look.height) <= LONG_SIDE
    with av.open(str(source)) as whole, av.open(str(clip_of(tmp_path / "drawn", "a"))) as small:
        times = [[round(frame.time or 0, 3) for frame in one.decode(video=0)] for one in (whole, small)]
        assert not small.streams.audio
    assert times[0] == times[1], "in step to the frame"
    assert poster_of(tmp_path / "drawn", "a").read_bytes()[:2] == b"\xff\xd8"


def test_nothing_is_drawn_twice(tmp_path: Path) -> None:
    source = tmp_path / "picture.png"
    write_picture(source)
    heard: list[tuple[int, int]] = []
    first = draw_all({"p": source}, tmp_path / "drawn", lambda *told: heard.append(told))
    assert draw_all({"p": None}, tmp_path / "drawn", lambda *told: heard.append(told)) == first
    assert heard == [(0, 1), (1, 1)]
    assert (first["p"].moves, first["p"].seconds) == (False, 0.0)


def test_what_can_not_be_decoded_is_left_out(tmp_path: Path) -> None:
    broken, good = tmp_path / "broken.mp4", tmp_path / "picture.png"
    write_picture(good)
    broken.write_bytes(b"no video at all")
    assert list(draw_all({"b": broken, "p": good}, tmp_path / "drawn")) == ["p"]
    assert look_of(tmp_path / "drawn", "b") is None
