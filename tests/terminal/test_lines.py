"""What a run tells where nothing can be drawn over."""

import re
from dataclasses import replace

import pytest

from engine.report.live.progress import Progress
from engine.run import events as e
from engine.terminal.lines import Lines
from engine.values.reason import quoted
from tests.report import runs as r
from tests.report.runs import ENGLISH
from tests.worlds import CHAIN, plan_of, rows_of

TIME = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d  ")


def said(lines: Lines, events: list[e.Event], capsys: pytest.CaptureFixture[str]) -> list[str]:
    """Return what is told of events, without the times that stand before each line."""
    for event in events:
        lines(event)
    lines.close()
    told = capsys.readouterr().err.splitlines()
    assert all(TIME.match(line) for line in told)
    return [TIME.sub("", line).partition(" (once")[0] for line in told]


def test_a_task_that_goes_well_is_two_lines(capsys: pytest.CaptureFixture[str]) -> None:
    plan = plan_of(CHAIN)
    lines = Lines(ENGLISH, clock=lambda: r.NOW)
    lines.follow(Progress(plan))
    steps = (r.begin, r.intended, r.accepted, r.seen, r.seen, r.succeeded, r.fetched)
    events = [r.started(plan), *(make(task) for task in ("first", "second") for make in steps)]
    assert said(lines, events, capsys) == [
        "first: accepted as job job-of-first",
        "first: done (1/2)",
        "second: accepted as job job-of-second",
        "second: done (2/2)",
    ]


def test_what_is_reused_is_counted(capsys: pytest.CaptureFixture[str]) -> None:
    plan = rows_of(CHAIN, [f"r{n}" for n in range(240)])
    lines = Lines(ENGLISH, clock=lambda: r.NOW)
    lines.follow(Progress(plan))
    reused = [e.Reused(task=f"r{n}/first", fingerprint="f", digest="d", job="j") for n in range(240)]
    published = e.Published(row="r0", output="final", key="", file="r0.mp4", path="out/r0.mp4", digest="d")
    events = [r.started(plan), *reused[:100], published, *reused[100:], r.accepted("r7/second")]
    assert said(lines, events, capsys) == [
        "240 tasks reused, nothing is sent for them",
        "r7/second: accepted as job job-of-r7/second",
    ]


def test_what_does_not_go_well_is_told_once(capsys: pytest.CaptureFixture[str]) -> None:
    lost = quoted("nobody answers")
    events = [
        r.seen("first", trouble=lost),
        r.seen("first", trouble=lost),
        r.job_failed("first"),
        e.Interrupted(cause="interrupted"),
    ]
    assert said(Lines(ENGLISH), events, capsys) == [
        "first: “nobody answers”",
        "first: failed: “An internal error has occurred.” [InternalError]",
        "stopping: nothing more is submitted; jobs that were accepted go on",
    ]


def test_long_words_of_others_are_told_whole_only_at_the_end(capsys: pytest.CaptureFixture[str]) -> None:
    failed = r.job_failed("first")
    assert isinstance(failed, e.JobFailed)
    failed = replace(failed, cause=replace(failed.cause, message="can't " * 40))
    (line,) = said(Lines(ENGLISH, clock=lambda: r.NOW), [failed], capsys)
    assert "“can't can't " in line
    assert f"…” [{failed.cause.code}]" in line
    assert len(line) < 200
