"""Alerting: the end of a run waits for its alerts no longer than it says, and what is owed is never let go of too early."""

import json
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from engine.api.project import Project, open_project
from engine.api.runs.alerting import LAST_S, Teller
from engine.api.runs.handing_over import WAIT_S, AlertCommand
from engine.api.runs.receipts import FOLDER, Receipt, Receipts
from engine.phrases.messages import Messages
from engine.resources import load_json
from engine.run import events as e
from engine.store.sqlite.processes import living

WORDS = Messages(load_json("messages.json"), "en")
RUN, OTHER = "20261128-050000-aaaaaa", "20261128-050001-bbbbbb"


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
    teller = Teller(project, RUN, "p", hanging, WORDS, time.time, last_s=0.4)
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
    teller = Teller(project, RUN, "p", slow, WORDS, time.time, last_s=0.0)
    teller.start()
    untold = teller.finish()
    assert untold is not None
    assert (untold.count, untold.why.code) == (9, "took-too-long")


def told(tmp_path: Path) -> list[tuple[str, str, int]]:
    path = tmp_path / "told.jsonl"
    lines = path.read_text("utf-8").splitlines() if path.exists() else []
    return [(one["run_id"], one["state"], one["seq"]) for one in map(json.loads, lines)]


def tell(project: Project, tmp_path: Path, run: str = RUN) -> None:
    """Tell of a run that is over, and of whatever else is owed by then."""
    teller = Teller(project, run, "p", command(tmp_path, "cat >> told.jsonl"), WORDS, time.time)
    teller.start()
    assert teller.finish() is None


def test_what_another_run_owes_is_kept_while_that_is_just_beginning(project: Project, tmp_path: Path) -> None:
    """It owes before its first event is journaled, which may be seconds later; then it is killed, and told of."""
    project.journal.record(RUN, started(), e.RunEnded(state="done"))
    receipts = Receipts(project.home)
    with living(project.processes, "beginning"):
        receipts.keep(OTHER, Receipt("beginning"))
        tell(project, tmp_path)
        assert receipts.owing() == [OTHER]
        project.journal.record(OTHER, started(OTHER, "beginning"))
    third = "20261128-050002-cccccc"
    project.journal.record(third, started(third), e.RunEnded(state="done"))
    tell(project, tmp_path, third)
    assert told(tmp_path) == [(RUN, "done", 2), (OTHER, "cut off", 3), (third, "done", 5)]
    assert receipts.owing() == []


def test_what_is_owed_is_let_go_of_only_once_its_process_is_known_to_be_dead(project: Project, tmp_path: Path) -> None:
    project.journal.record(RUN, started(), e.RunEnded(state="done"))
    receipts = Receipts(project.home)
    receipts.keep(OTHER, Receipt("dead"))
    (project.home / FOLDER / "20261128-050003-dddddd.json").write_text("no receipt")
    tell(project, tmp_path)
    assert receipts.owing() == ["20261128-050003-dddddd"], "nothing says whose that is"


def test_what_another_process_has_delivered_until_it_died_is_not_told_again(project: Project, tmp_path: Path) -> None:
    """One that is seen while it lives goes on to deliver; what counts is what it has written down in the end."""
    project.journal.record(OTHER, started(OTHER, "other"), held("a"), held("b"))
    project.journal.record(RUN, started())
    receipts = Receipts(project.home)
    teller = Teller(project, RUN, "p", command(tmp_path, "cat >> told.jsonl"), WORDS, time.time)
    with living(project.processes, "other"):
        receipts.keep(OTHER, Receipt("other"))
        with closing(project.reader()) as reader:
            teller.look(reader)
        receipts.keep(OTHER, Receipt("other", frozenset({"held:2", "held:3"})))
    with closing(project.reader()) as reader:
        teller.look(reader)
    assert told(tmp_path) == [(OTHER, "cut off", 1)]


@pytest.mark.parametrize(
    "text", ["no receipt", "[]", '{"process": 3, "told": []}', '{"process": "p", "told": [1]}', "\xff"]
)
def test_a_receipt_that_cannot_be_read_says_of_nothing_that_it_was_told(tmp_path: Path, text: str) -> None:
    receipts = Receipts(tmp_path)
    assert receipts.of(RUN) is None
    receipts.keep(RUN, Receipt("p", frozenset({"end:1"})))
    assert receipts.of(RUN) == Receipt("p", frozenset({"end:1"}))
    (tmp_path / FOLDER / f"{RUN}.json").write_bytes(text.encode("latin-1"))
    assert receipts.of(RUN) == Receipt("")
