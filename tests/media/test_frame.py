"""One picture out of a clip."""

from decimal import Decimal
from fractions import Fraction
from itertools import islice
from pathlib import Path
from typing import Literal

import av
import numpy as np
import pytest

from engine.errors import AuthorError
from engine.media import frame
from engine.values.media import MediaFacts, MediaKind
from tests.media.clips import make_clip, number_of, read_frames

D = Decimal


def read_png(path: Path) -> np.ndarray:
    (picture,) = read_frames(path)
    assert picture.format.name == "rgb24"
    return picture.to_ndarray().astype(int)


@pytest.mark.parametrize("suffix", ["mp4", "mkv", "ts"])
@pytest.mark.parametrize(
    ("at", "number"),
    [("first", 0), ("last", 49), (D(0), 0), (D("0.5"), 15), (D("0.033"), 1), (D("0.032"), 0), (D("1.66"), 49)],
)
def test_it_is_the_picture_shown_at_that_time(
    tmp_path: Path, suffix: str, at: Decimal | Literal["first", "last"], number: int
) -> None:
    source = make_clip(tmp_path / f"a.{suffix}", frames=50)
    facts = frame(source, tmp_path / "b.png", at=at)
    size = (tmp_path / "b.png").stat().st_size
    assert facts == MediaFacts(kind=MediaKind.IMAGE, width=64, height=48, alpha=False, format="png", size=size)
    assert number_of(read_png(tmp_path / "b.png")[:, :, 1]) == number


@pytest.mark.parametrize(("size", "codes"), [((64, 48), None), ((96, 720), None), ((64, 48), 1), ((96, 720), 5)])
def test_the_colours_are_those_of_the_clip(tmp_path: Path, size: tuple[int, int], codes: int | None) -> None:
    colour = (200, 90, 40)
    matrix = codes or (1 if size[1] >= 720 else 5)
    with av.open(str(tmp_path / "a.mp4"), "w") as container:
        video = container.add_stream("libx264", rate=25, options={"crf": "1"})
        video.width, video.height, video.pix_fmt = *size, "yuv420p"
        if codes is not None:
            video.codec_context.colorspace = codes
        plain = av.VideoFrame.from_ndarray(np.full((size[1], size[0], 3), colour, np.uint8), format="rgb24")
        container.mux(video.encode(plain.reformat(format="yuv420p", dst_colorspace=matrix)))
        container.mux(video.encode(None))
    frame(tmp_path / "a.mp4", tmp_path / "b.png", at="first")
    assert np.abs(read_png(tmp_path / "b.png") - np.array(colour)).max() <= 3


def test_it_equals_the_decoded_frame(tmp_path: Path) -> None:
    source = Path(__file__).parents[2] / "recipes" / "media" / "bunny.mp4"
    frame(source, tmp_path / "b.png", at=D("1.2"))
    with av.open(str(source)) as container:
        picture = next(islice(container.decode(video=0), 30, None))
    decoded = picture.reformat(format="rgb24", src_colorspace="ITU709").to_ndarray().astype(int)
    assert np.abs(read_png(tmp_path / "b.png") - decoded).mean() < 1.5
    chunks = (tmp_path / "b.png").read_bytes()
    assert not [name for name in (b"gAMA", b"cHRM", b"cICP", b"sRGB") if name in chunks[:200]]


def test_it_stands_upright_and_has_square_pixels(tmp_path: Path) -> None:
    turned = make_clip(tmp_path / "t.mp4", frames=3, turned=90, aspect=Fraction(2), first=0b10110010)
    facts = frame(turned, tmp_path / "b.png", at="first")
    assert (facts.width, facts.height) == (24, 64)  # the long side of its pixels is upright now
    up = read_png(tmp_path / "b.png")[:, :, 1].T[:, ::-1]
    assert number_of(up) == 0b10110010


@pytest.mark.parametrize("at", [D("-0.1"), D(1), D(7)])
def test_a_time_outside_the_clip_is_the_authors_mistake(tmp_path: Path, at: Decimal) -> None:
    source = make_clip(tmp_path / "a.mp4")
    with pytest.raises(AuthorError) as failed:
        frame(source, tmp_path / "b.png", at=at)
    assert failed.value.key == "frame-beyond-clip"
    assert failed.value.args_by_name == {"at": str(at), "length": "1"}
    assert [path.name for path in tmp_path.iterdir()] == ["a.mp4"]


@pytest.mark.parametrize("at", [D("0.999"), D(1), D("1.002"), D("1.9")])
def test_behind_an_end_that_was_foretold_it_is_the_last_one(tmp_path: Path, at: Decimal) -> None:
    source = make_clip(tmp_path / "a.mp4", frames=30)
    frame(source, tmp_path / "b.png", at=at, foretold=True)
    assert number_of(read_png(tmp_path / "b.png")[:, :, 1]) == 29


def test_far_behind_an_end_that_was_foretold_there_is_nothing(tmp_path: Path) -> None:
    source = make_clip(tmp_path / "a.mp4", frames=30)
    with pytest.raises(AuthorError, match="frame-beyond-clip"):
        frame(source, tmp_path / "b.png", at=D(2), foretold=True)


def test_what_is_no_clip_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.mp4").write_bytes(b"only words")
    for source in (tmp_path / "a.mp4", Path(__file__).parents[2] / "recipes" / "media" / "kite.png"):
        with pytest.raises(AuthorError, match="media-unreadable"):
            frame(source, tmp_path / "b.png", at="first")
    assert [path.name for path in tmp_path.iterdir()] == ["a.mp4"]
