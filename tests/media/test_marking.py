"""A draft says of itself that it is one, and nothing else does."""

import json
from pathlib import Path
from typing import Any

import av
import pytest
from av.video.stream import VideoStream

from engine.media import says_draft


def written(path: Path, comment: str) -> Path:
    with av.open(str(path), "w", format="mp4") as container:
        container.metadata["comment"] = comment
        stream = container.add_stream("libx264", rate=30)
        assert isinstance(stream, VideoStream)
        stream.width = stream.height = 64
        for packet in (*stream.encode(av.VideoFrame(64, 64, "yuv420p")), *stream.encode()):
            container.mux(packet)
    return path


@pytest.mark.parametrize(
    ("told", "draft"),
    [
        ({"editchain": "draft", "renderer": "draft-3", "performed": True}, True), ({"editchain": "final"}, False), ([], False),
        ("draft", False), (None, False),
    ],
)  # fmt: skip
def test_a_mark_is_read(tmp_path: Path, told: Any, draft: bool) -> None:
    assert says_draft(written(tmp_path / "clip.mp4", json.dumps(told))) is draft


def test_what_is_no_mark_or_no_clip_says_nothing(tmp_path: Path) -> None:
    assert not says_draft(written(tmp_path / "clip.mp4", "shot in the park {"))
    (tmp_path / "notes.mp4").write_bytes(b'{"editchain": "draft"}')
    assert not says_draft(tmp_path / "notes.mp4")
    assert not says_draft(tmp_path / "none.mp4")
