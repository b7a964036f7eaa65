"""The same pictures give the same bytes, over and over and on every machine."""

import hashlib
import io
from decimal import Decimal
from pathlib import Path

import av
import pytest

from engine.media import join, trim
from engine.media.x264 import SAME_BYTES
from tests.media.clips import make_clip, numbered

ENGINE = Path(__file__).parent.parent.parent / "engine"
SETS = ("AVX512", "AVX2", "SSE4.2", "SSE2", "0")  # of instructions; what the processor lacks is left out


def digests(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.mark.parametrize("size", [(64, 48), (66, 50)], ids=str)
def test_a_tool_gives_the_same_bytes_over_and_over(tmp_path: Path, size: tuple[int, int]) -> None:
    clips = [make_clip(tmp_path / f"{index}.mp4", frames=10, size=size) for index in range(2)]
    made = tmp_path / "made.mp4"
    joined, trimmed = set[str](), set[str]()
    for _ in range(30):
        join(clips, made)
        joined.add(digests(made))
        trim(clips[0], made, start=Decimal(0), seconds=Decimal("0.3"))
        trimmed.add(digests(made))
    assert (len(joined), len(trimmed)) == (1, 1)


def encoded(options: dict[str, str]) -> bytes:
    file = io.BytesIO()
    with av.open(file, "w", format="h264") as container:
        stream = container.add_stream("libx264", rate=30, options=options)
        stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
        stream.codec_context.flags |= av.codec.context.Flags.bitexact
        for index in range(20):
            frame = av.VideoFrame.from_ndarray(numbered(index % 10, (64, 48)), format="rgb24")
            frame.pts = index
            container.mux(stream.encode(frame.reformat(format="yuv420p")))
        container.mux(stream.encode(None))
    return file.getvalue()


@pytest.mark.parametrize("preset", ["veryfast", "medium"])
def test_x264_gives_the_same_bytes_whatever_instructions_the_processor_knows(preset: str) -> None:
    own = encoded({**SAME_BYTES, "preset": preset})
    params = SAME_BYTES["x264-params"]
    for instructions in SETS:
        assert encoded({**SAME_BYTES, "preset": preset, "x264-params": f"{params}:asm={instructions}"}) == own


def test_whatever_encodes_with_x264_asks_for_the_same_bytes() -> None:
    users = [path for path in ENGINE.rglob("*.py") if '"libx264"' in path.read_text("utf-8")]
    assert users
    assert [path.name for path in users if "SAME_BYTES" not in path.read_text("utf-8")] == []
