"""The renderer as a child process: its lines, its end, its parent's end."""

import json
import os
import select
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.emulator.draft.clips import make_clip

COMMAND = [sys.executable, "-m", "engine.emulator.draft"]


@pytest.fixture
def child() -> Iterator[subprocess.Popen[str]]:
    with subprocess.Popen(COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        yield process
        process.kill()


def ask(process: subprocess.Popen[str], line: str) -> list[dict]:
    process.stdin.write(line + "\n")
    process.stdin.flush()
    answers = []
    for answer in process.stdout:
        answers.append(json.loads(answer))
        if "done" in answers[-1] or "failed" in answers[-1]:
            break
    return answers


def order(clip: Path, prompt: str, **more: object) -> str:
    given = {"id": "7", "prompt": prompt, "video": str(clip), "output": str(clip.with_name("o.mp4"))}
    return json.dumps({**given, "resolution": "720P", "preset": "ultrafast", **more}, ensure_ascii=False)


def test_jobs_are_served_one_after_another_until_stdin_closes(child: subprocess.Popen[str], tmp_path: Path) -> None:
    clip = make_clip(tmp_path / "in.mp4", seconds=0.3)
    first = ask(child, order(clip, "水彩风格"))
    assert [answer["id"] for answer in first] == ["7"] * len(first)
    assert first[0]["progress"] == 0.0
    assert first[-2]["progress"] == 1.0
    done = first[-1]["done"]
    assert (done["output_seconds"], done["width"], done["height"], done["performed"]) == ("0.3", 1280, 720, True)
    assert done["operations"] == [{"kind": "watercolor", "fidelity": "full", "words": "水彩"}]
    whole = (tmp_path / "o.mp4").read_bytes()
    assert ask(child, order(clip, "flurbify"))[-1]["failed"]["code"] == "LocalRenderer.UnsupportedEdit"
    assert ask(child, "{")[-1]["failed"]["code"] == "LocalRenderer.BadJob"
    assert ask(child, "[]")[-1]["failed"]["code"] == "LocalRenderer.BadJob"
    assert ask(child, json.dumps({"id": "x"}))[-1]["failed"]["code"] == "LocalRenderer.BadJob"
    ask(child, order(clip, "水彩风格"))
    assert (tmp_path / "o.mp4").read_bytes() == whole
    child.stdin.close()
    assert child.wait(5) == 0


def test_another_process_gives_the_same_bytes(tmp_path: Path) -> None:
    clip = make_clip(tmp_path / "in.mp4", seconds=0.2, tone=True)
    results = []
    for _ in range(2):
        with subprocess.Popen(COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
            ask(process, order(clip, "clay, make it rain"))
            process.stdin.close()
        results.append((tmp_path / "o.mp4").read_bytes())
    assert results[0] == results[1]


def test_a_closed_stdin_ends_a_job_under_way(child: subprocess.Popen[str], tmp_path: Path) -> None:
    clip = make_clip(tmp_path / "in.mp4", seconds=8.0, size=(256, 256))
    child.stdin.write(order(clip, "oil painting") + "\n")
    child.stdin.flush()
    assert "progress" in json.loads(child.stdout.readline())
    child.stdin.close()
    assert child.wait(5) == 0
    assert not (tmp_path / "o.mp4").exists()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child of its parent's death")
def test_the_renderer_dies_with_its_parent(tmp_path: Path) -> None:
    script = (
        "import signal, subprocess\n"
        f"p = subprocess.Popen({COMMAND!r}, stdin=subprocess.PIPE, stdout=subprocess.PIPE)\n"
        "print(p.pid, flush=True)\n"
        "signal.pause()\n"
    )
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True) as parent:
        handle = os.pidfd_open(int(parent.stdout.readline()))
        try:
            assert not select.select([handle], [], [], 0)[0]  # it lives
            parent.send_signal(signal.SIGKILL)
            assert select.select([handle], [], [], 10)[0]  # and is gone with its parent
        finally:
            os.close(handle)
