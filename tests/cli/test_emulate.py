"""`editchain emulate`: the same service for any client, until somebody stops it."""

import json
import re
import signal

import httpx
import pytest

from engine.emulator.state.record import read_record
from tests.cli.cli_project import FIRST, KEY, SECOND, Project


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_serves_until_it_is_stopped(project: Project, number: int) -> None:
    serving = project.start("emulate", "--port", "0", "--renderer", "stamp", "--folder", "service")
    found = re.search(r"http://127\.0\.0\.1:\d+/api/v1", serving.until("serving"))
    assert found is not None
    ended = project.at(found[0]).call("run", "two.yaml", "--service", "dashscope-cn")
    assert ended.exit == 0, ended.text
    serving.signal(number)
    stopped = serving.finish()
    assert (stopped.exit, stopped.out) == (0, found[0] + "\n")
    log = re.findall(r"^\d\d:\d\d:\d\d (\w+) (\S+) (\d+) \d+ ms$", stopped.err, re.MULTILINE)
    assert log.count(("POST", "/api/v1/services/aigc/video-generation/video-synthesis", "200")) == 2
    assert "Signature" not in stopped.err
    record = read_record(project.root / "service")
    assert [job["prompt"] for job in record["accepted"]] == [FIRST, SECOND]
    assert len(record["meter"]) == 2
    assert list((project.root / "service" / "tmp").iterdir()) == []


def test_its_options_are_taken(project: Project) -> None:
    options = (
        "--limits",
        "submits=9",
        "--queue-s",
        "1",
        "--run-s",
        "1",
        "--unsupported",
        "slate",
        "--log",
        "none",
        "--hooks",
    )
    serving = project.start("emulate", "--port", "0", "--renderer", "stamp", *options)
    found = re.search(r"(http://127\.0\.0\.1:\d+)/api/v1", serving.until("serving"))
    assert found is not None
    meter = httpx.get(f"{found[1]}/_editchain/meter").json()
    serving.signal(signal.SIGTERM)
    stopped = serving.finish()
    assert (stopped.exit, len(stopped.err.splitlines())) == (0, 1)
    assert "unsupported=slate" in meter["declaration"]


@pytest.mark.parametrize(
    ("args", "exit", "word"),
    [
        (("--host", "0.0.0.0"), 2, "0.0.0.0"),
        (("--advertise", "emulator"), 2, "http://emulator:8787"),
        (("--config", "none.yaml"), 2, "none.yaml"),
        (("--config", "wrong.yaml"), 2, "wrong.yaml:2:1"),
        (("--port", "1000000"), 2, "65535"),
        (("--renderer", "real"), 2, "stamp"),
        (("--offline-media", "none.mp4"), 2, "none.mp4"),
    ],
)
def test_only_on_this_machine(project: Project, args: tuple[str, ...], exit: int, word: str) -> None:
    (project.root / "wrong.yaml").write_text("emulator: 1\nprot: 1\n", "utf-8")
    ended = project.call("emulate", *args)
    assert ended.exit == exit, ended.text
    assert word in ended.err


CONFIG = """\
emulator: 1
port: 0
renderer: stamp
folder: service
limits: none
scenario: {rules: [{fault: moderated, prompt: no such words}, {fault: throttled, nth: 1}]}
"""


def test_a_file_says_how_and_options_win(project: Project) -> None:
    """Served beyond this machine, as in a container, with a warning; the log is JSON without keys."""
    (project.root / "emulator.yaml").write_text(CONFIG, "utf-8")
    args = ("--config", "emulator.yaml", "--renderer", "none", "--host", "0.0.0.0", "--public", "--log", "json")
    serving = project.start("emulate", *args)
    found = re.search(r"http://127\.0\.0\.1:\d+/api/v1", serving.until("serving"))
    assert found is not None
    ended = project.at(found[0]).call("run", "two.yaml", "--service", "dashscope-cn")
    assert ended.exit == 0, ended.text
    serving.signal(signal.SIGTERM)
    stopped = serving.finish()
    assert "renderer none" in stopped.err
    assert "warning: whoever reaches 0.0.0.0" in stopped.err
    entries = [json.loads(line) for line in stopped.err.splitlines() if line.startswith("{")]
    submits = [entry for entry in entries if entry["method"] == "POST" and "video-synthesis" in entry["path"]]
    assert [(entry["status"], entry.get("struck")) for entry in submits] == [
        (429, "throttled"),
        (200, None),
        (200, None),
    ]
    assert {"at", "ms", "request_id", "account", "key_id", "job"} <= submits[-1].keys()
    assert KEY not in stopped.err
    assert len(read_record(project.root / "service")["meter"]) == 2
