"""A log of JSON: one object a line, with when, how much it matters and what it is; whatever goes to stderr is such a line."""

import json
from collections.abc import Sequence
from typing import Any

import pytest

from engine.cli.root import root
from engine.phrases.messages import Messages
from engine.resources import load_json
from engine.run import events as e
from engine.terminal.json_log import JsonLog, level_of
from engine.values.reason import quoted

ENGLISH = Messages(load_json("messages.json"), "en")
STARTED = e.RunStarted(
    run="r1", name="launch", plan_digest="p", service="dashscope-cn", realm="dashscope", account="a", scope="s",
    cap_micros=9_000_000, currency="CNY", process="x", tasks=("a/edit",), rows=("a",),
)  # fmt: skip
SIGNED = quoted("https://oss.example/clip.mp4?Signature=s3cret&Expires=1 is gone")


def logged(capsys: pytest.CaptureFixture[str], events: Sequence[e.Event]) -> list[dict[str, Any]]:
    log = JsonLog(ENGLISH, clock=lambda: 1_795_392_000.5)
    for event in events:
        log(event)
    return [json.loads(line) for line in capsys.readouterr().err.splitlines()]


def test_an_event_is_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    failed = e.JobFailed(
        task="a/edit", attempt="x", job="j1", cause=e.Cause(code="InternalError", message="Out of order.")
    )
    started, found = logged(capsys, [STARTED, failed])
    assert (started["event"], started["level"], started["run"], "tasks" in started["data"]) == (
        "run-started",
        "info",
        "r1",
        False,
    )
    assert started["data"]["cap"] == {"amount": "9.00", "currency": "CNY"}
    assert found == {
        "time": "2026-11-23T00:00:00.500Z", "level": "error", "event": "job-failed", "run": "r1", "task": "a/edit",
        "message": found["message"], "data": {"job": "j1", "cause": found["data"]["cause"]},
    }  # fmt: skip
    assert "Out of order." in found["message"]


def test_progress_is_a_line_only_where_it_says_something_new(capsys: pytest.CaptureFixture[str]) -> None:
    seen = [
        e.JobSeen(task="a", job="j", phase=phase, progress=None)
        for phase in ("PENDING", "PENDING", "RUNNING", "RUNNING")
    ]
    quiet = [
        e.Begun(task="a"),
        e.Ticked(task="a"),
        e.StillAway(party="service", since=0, next_at=1, reason=quoted("x")),
    ]
    assert [one["data"]["phase"] for one in logged(capsys, [STARTED, *seen, *quiet])[1:]] == ["PENDING", "RUNNING"]


def test_nothing_that_is_secret_is_in_it(capsys: pytest.CaptureFixture[str]) -> None:
    events = [
        e.Away(party="uploads", since=0, next_at=1, reason=SIGNED),
        e.Prepared(task="a", urls={"x": "?Signature=s3cret"}, expires=1),
    ]
    assert "s3cret" not in json.dumps(logged(capsys, events))


@pytest.mark.parametrize(
    ("event", "level"),
    [
        (e.RunEnded(state="done"), "info"), (e.RunEnded(state="failed"), "error"), (e.RunEnded(state="held"), "warning"),
        (e.Held(task="a", cause="doubt", why=e.Cause(code="x")), "warning"), (e.Halted(cause=e.Cause(code="x")), "error"),
        (STARTED, "info"),
    ],
)  # fmt: skip
def test_how_much_it_matters(event: e.Event, level: str) -> None:
    assert level_of(event) == level


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("run", "nothing.yaml"), "nothing.yaml"),
        (("run", "x.yaml", "--rows", ","), "--rows"),
        (("run", "x.yaml", "--nonsense"), "--nonsense"),
        (("resume", "r1"), ""),
    ],
)
def test_what_stands_in_the_way_is_a_line_too(
    args: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit):
        root.main([*args, "--log-format", "json"], "editchain")
    (line,) = [json.loads(one) for one in capsys.readouterr().err.splitlines()]
    assert (line["level"], line["event"], said in line["message"]) == ("error", "said", True)
