"""What is known of a medium, by its own bytes."""

from decimal import Decimal
from pathlib import Path

import av
import cv2
import numpy as np
import pytest

from engine.errors import AuthorError
from engine.media import probe
from engine.values.media import MediaFacts, MediaKind

SAMPLES = Path(__file__).parents[2] / "recipes" / "media"
BUNNY = SAMPLES / "bunny.mp4"
UNTURNED = bytes.fromhex("00010000 00000000 00000000 00000000 00010000 00000000 00000000 00000000 40000000")
TURNED_RIGHT = bytes.fromhex("00000000 00010000 00000000 ffff0000 00000000 00000000 00000000 00000000 40000000")


def clip(
    path: Path, *, frames: int = 12, fps: int = 24, size: tuple[int, int] = (64, 48), codec: str = "libx264"
) -> Path:
    with av.open(str(path), "w") as container:
        video = container.add_stream(codec, rate=fps)
        video.width, video.height = size
        video.pix_fmt = "yuv420p"
        for index in range(frames):
            picture = np.full((size[1], size[0], 3), index * 9 % 256, np.uint8)
            container.mux(video.encode(av.VideoFrame.from_ndarray(picture, format="bgr24")))
        container.mux(video.encode(None))
    return path


def seconds(facts: MediaFacts) -> Decimal:
    assert facts.seconds is not None
    assert facts.seconds.exact is not None
    return facts.seconds.exact


def test_the_seconds_are_those_of_the_pictures_and_not_of_the_sound() -> None:
    facts = probe(BUNNY)
    assert seconds(facts) == Decimal("5.28")
    assert (facts.kind, facts.width, facts.height, facts.fps) == (MediaKind.VIDEO, 1280, 720, 25)
    assert (facts.sound, facts.format, facts.size) == (True, "mp4", BUNNY.stat().st_size)


@pytest.mark.parametrize(
    ("name", "codec", "format"),
    [
        ("a.mp4", "libx264", "mp4"),
        ("a.mov", "libx264", "mov"),
        ("a.mkv", "libx264", "mkv"),
        ("a.webm", "libvpx-vp9", "webm"),
    ],
)
def test_a_clip_is_known_by_its_bytes_whatever_its_name(tmp_path: Path, name: str, codec: str, format: str) -> None:
    facts = probe(clip(tmp_path / name, codec=codec).rename(tmp_path / "clip"))
    assert (facts.format, facts.fps, facts.sound) == (format, 24, False)
    assert abs(seconds(facts) - Decimal("0.5")) <= Decimal("0.001")  # Matroska counts in milliseconds


@pytest.mark.parametrize(
    ("frames", "fps", "expected"), [(7, 30, "0.233"), (300, 30, "10"), (48, 24, "2"), (10, 60, "0.166")]
)
def test_seconds_are_cut_to_the_millisecond_and_never_rounded_up(
    tmp_path: Path, frames: int, fps: int, expected: str
) -> None:
    assert seconds(probe(clip(tmp_path / "a.mp4", frames=frames, fps=fps))) == Decimal(expected)


def test_a_clip_that_was_filmed_upright_has_its_sides_as_shown(tmp_path: Path) -> None:
    path = clip(tmp_path / "a.mp4")
    data = path.read_bytes()
    head = data.index(b"tkhd")
    at = data.index(UNTURNED, head)
    path.write_bytes(data[:at] + TURNED_RIGHT + data[at + len(UNTURNED) :])
    facts = probe(path)
    assert (facts.width, facts.height) == (48, 64)


@pytest.mark.parametrize(
    ("suffix", "format", "alpha"),
    [
        (".png", "png", False),
        (".png", "png", True),
        (".jpg", "jpeg", False),
        (".bmp", "bmp", False),
        (".webp", "webp", False),
        (".webp", "webp", True),
    ],
)
def test_a_picture_has_a_format_sides_and_perhaps_alpha(tmp_path: Path, suffix: str, format: str, alpha: bool) -> None:
    picture = np.full((50, 70, 4 if alpha else 3), 90, np.uint8)
    written = cv2.imencode(suffix, picture)[1].tobytes()
    path = tmp_path / "picture"
    path.write_bytes(written)
    assert probe(path) == MediaFacts(
        kind=MediaKind.IMAGE, width=70, height=50, alpha=alpha, format=format, size=len(written)
    )


@pytest.mark.parametrize("content", [b"", b"only words, no picture", b"\x89PNG\r\n\x1a\n broken", b"\xff\xd8\xff\xe0"])
def test_what_is_no_medium_is_the_authors_mistake(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.mp4"
    path.write_bytes(content)
    with pytest.raises(AuthorError) as failed:
        probe(path)
    assert failed.value.key == "media-unreadable"
    assert failed.value.args_by_name["path"] == str(path)
    assert failed.value.args_by_name["reason"]


def test_a_missing_file_is_unreadable_too(tmp_path: Path) -> None:
    with pytest.raises(AuthorError, match="media-unreadable"):
        probe(tmp_path / "none.mp4")


def test_sound_alone_is_no_medium(tmp_path: Path) -> None:
    path = tmp_path / "a.mp4"
    with av.open(str(path), "w") as container:
        sound = container.add_stream("aac", rate=48000, layout="stereo")
        frame = av.AudioFrame.from_ndarray(np.zeros((2, 1024), np.float32), format="fltp", layout="stereo")
        frame.sample_rate = 48000
        container.mux(sound.encode(frame))
        container.mux(sound.encode(None))
    with pytest.raises(AuthorError, match="no-picture"):
        probe(path)
