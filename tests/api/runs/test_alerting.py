"""Alerting: the end of a run waits for its alerts no longer than it says, and what is owed is never let go of too early."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.api.project import Project, open_project
from engine.api.runs.alerting import LAST_S, Teller
from engine.api.runs.handing_over import WAIT_S, AlertCommand
from engine.api.runs.receipts import Receipts
from engine.phrases.messages import Messages
from engine.resources import load_json
from engine.run import events as e

WORDS = Messages(load_json("messages.json"), "en")
RUN = "20261128-050000-aaaaaa"


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with open_project(tmp_path / ".editchain") as opened:
        yield opened


def started(run: str = RUN, process: str = "p") -> e.RunStarted:
    return e.RunStarted(
        run=run, name="launch", plan_digest="p", service="dashscope-cn", realm="dashscope", account="a",
        scope="campaign:launch:", cap_micros=None, currency="CNY", process=process, tasks=("a/edit",), rows=("a",),
    )  # fmt: skip


def held(code: str) -> e.Held:
    return e.Held(task="a/edit", cause="doubt", why=e.Cause(code=code))


def command(tmp_path: Path, text: str) -> AlertCommand:
    return AlertCommand(("sh", "-c", text), tmp_path, {"PATH": "/usr/bin:/bin"})


def test_a_run_that_is_over_waits_no_longer_than_it_says_however_much_is_untold(
    project: Project, tmp_path: Path
) -> None:
    project.journal.record(RUN, started(), *map(held, "abcdefgh"), e.RunEnded(state="held"))
    hanging = command(tmp_path, "echo >> begun; exec sleep 60")
    teller = Teller(project, RUN, hanging, WORDS, time.time, last_s=0.4)
    teller.start()
    began = time.monotonic()
    untold = teller.finish()
    assert time.monotonic() - began < 5
    assert WAIT_S < LAST_S, "one that is on its way as the run ends may take its whole time"
    assert untold is not None
    assert (untold.count, untold.why.code) == (9, "took-too-long")
    assert len((tmp_path / "begun").read_text().splitlines()) == 1
    assert Receipts(project.home).owing() == [RUN], "the next run tells"


def test_what_is_left_of_the_time_alone_says_why_the_rest_is_untold(project: Project, tmp_path: Path) -> None:
    project.journal.record(RUN, started(), *map(held, "abcdefgh"), e.RunEnded(state="held"))
    slow = command(tmp_path, "cat > /dev/null")
    teller = Teller(project, RUN, slow, WORDS, time.time, last_s=0.0)
    teller.start()
    untold = teller.finish()
    assert untold is not None
    assert (untold.count, untold.why.code) == (9, "took-too-long")
