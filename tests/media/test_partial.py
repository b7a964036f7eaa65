"""What is known of a medium from few of its parts is what is known from the whole."""

from fractions import Fraction
from pathlib import Path

import cv2
import numpy as np
import pytest

from engine.errors import AuthorError
from engine.media import probe
from engine.media.blocks import BLOCK, BlockFile, PartMissing
from engine.media.partial import probe_parts
from engine.values.media import MediaFacts, MediaKind
from tests.huge_media import SAMPLES, Sparse, with_zeros
from tests.media.clips import make_clip, noise

WIDE = np.random.default_rng(1).integers(0, 256, (700, 900, 4), np.uint8)


class Parts:
    """A file of which every piece that is taken is counted; `broken` is raised for pieces from `after` on."""

    def __init__(self, data: bytes | Sparse, broken: PartMissing | AuthorError | None = None, after: int = 0) -> None:
        self.data, self.broken, self.after = data, broken, after
        self.size = len(data)
        self.taken: list[tuple[int, int]] = []

    def fetch(self, start: int, stop: int) -> bytes:
        if self.broken is not None and stop > self.after:
            raise self.broken
        self.taken.append((start, stop))
        return self.data[start:stop]

    @property
    def bytes(self) -> int:
        return sum(stop - start for start, stop in self.taken)


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("a.mp4", {}),
        ("sound.mp4", {"sound": noise(1.0)}),
        ("upright.mov", {"turned": 90}),
        ("uneven.mp4", {"frames": 5, "times": [0, 40, 90, 100, 180]}),
        ("ntsc.mp4", {"rate": Fraction(30000, 1001), "frames": 90}),
        ("old.avi", {"codec": "mpeg4"}),
        ("long.mov", {"frames": 400, "size": (320, 240)}),
    ],
)
def test_a_clip_is_known_from_its_parts(tmp_path: Path, name: str, options: dict) -> None:
    path = make_clip(tmp_path / name, **options)
    assert probe_parts(Parts(path.read_bytes()), name) == (probe(path), None)


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.[mpj][pn]*")), ids=lambda path: path.name)
def test_a_sample_is_known_from_its_parts(path: Path) -> None:
    assert probe_parts(Parts(path.read_bytes()), path.name) == (probe(path), None)


@pytest.mark.parametrize("suffix", [".png", ".jpg", ".bmp", ".webp"])
@pytest.mark.parametrize("channels", [3, 4], ids=["opaque", "alpha"])
def test_a_picture_is_known_from_its_head(tmp_path: Path, suffix: str, channels: int) -> None:
    path = tmp_path / "picture"
    path.write_bytes(cv2.imencode(suffix, WIDE[:, :, :channels])[1].tobytes())
    parts = Parts(path.read_bytes())
    assert probe_parts(parts, "picture") == (probe(path), None)
    assert suffix == ".webp" or parts.bytes <= 4 * BLOCK < parts.size


@pytest.mark.parametrize("front", [True, False], ids=["index in front", "index at the end"])
def test_of_a_huge_clip_a_few_blocks_are_read(tmp_path: Path, front: bool) -> None:
    path = make_clip(tmp_path / "a.mp4", frames=60, size=(320, 240))
    parts = Parts(with_zeros(path.read_bytes(), 3 << 30, front=front))
    facts, gap = probe_parts(parts, "a.mp4")
    assert gap is None
    assert facts == MediaFacts(**{**{n: getattr(probe(path), n) for n in MediaFacts.__slots__}, "size": parts.size})
    assert parts.bytes <= 4 * BLOCK
    assert len(parts.taken) <= 3


def test_a_length_that_only_counting_would_tell_stays_unknown(tmp_path: Path) -> None:
    path = make_clip(tmp_path / "a.webm", codec="libvpx-vp9")
    facts, gap = probe_parts(Parts(path.read_bytes()), "a.webm")
    assert facts is not None
    assert (facts.seconds, facts.width, facts.format) == (None, 64, "webm")
    assert gap is not None
    assert "length" in gap.reason.code


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<html>Please log in</html>",
        b"#EXTM3U\n#EXTINF:5,\nfile:///etc/hostname\n#EXT-X-ENDLIST\n",  # a list of addresses must not be followed
        b"ffconcat version 1.0\nfile /etc/hostname\n",
        b"\x89PNG\r\n\x1a\n broken",
        b"\xff\xd8\xff\xe0",
        b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom",
    ],
    ids=["empty", "page", "playlist", "list", "png", "jpeg", "mp4"],
)
def test_what_is_no_medium_is_the_authors_mistake(content: bytes) -> None:
    with pytest.raises(AuthorError) as failed:
        probe_parts(Parts(content), "https://x/a.mp4")
    assert failed.value.key == "media-unreadable"
    assert failed.value.args_by_name["path"] == "https://x/a.mp4"


def test_what_a_missing_part_hides_is_unknown_and_the_rest_is_not() -> None:
    data = (SAMPLES / "bunny.mp4").read_bytes()
    missing = PartMissing("it broke off")
    assert probe_parts(Parts(data, missing), "a") == (None, missing)
    known = MediaFacts(kind=MediaKind.VIDEO, format="mp4", size=len(data))
    assert probe_parts(Parts(data, missing, after=BLOCK), "a") == (known, missing)


def test_parts_of_two_files_are_told_and_never_mixed(capfd: pytest.CaptureFixture[str]) -> None:
    changed = AuthorError("media-url-changing", name="a")
    with pytest.raises(AuthorError) as failed:
        probe_parts(Parts((SAMPLES / "bunny.mp4").read_bytes(), changed, after=BLOCK), "a")
    assert failed.value is changed
    assert capfd.readouterr() == ("", "")  # a decoder that gets an exception prints it


def test_a_block_file_reads_like_the_file_and_fetches_each_block_once() -> None:
    data = bytes(range(256)) * 1000
    parts = Parts(data)
    file = BlockFile(parts)
    draw = np.random.default_rng(7)
    for start, count in draw.integers(0, len(data), (200, 2)):
        file.seek(int(start))
        assert file.read(int(count)) == data[start : start + count]
    assert file.seek(-10, 2) == len(data) - 10
    assert file.read() == data[-10:]
    assert sum(stop - start for start, stop in parts.taken) <= len(data) + 16 * BLOCK
    before = len(parts.taken)
    file.seek(0)
    assert file.read() == data
    assert len(parts.taken) == before
