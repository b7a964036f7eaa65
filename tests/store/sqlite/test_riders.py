"""What rides: written with the next transaction, before it; seen by whoever reads here, and lost with its process until then."""

from contextlib import ExitStack
from pathlib import Path

import pytest

from engine.run import events as e
from engine.run.money.attempt import AttemptState
from tests.store.sqlite.test_decisions import World, accepted, intent, succeeded


def making(task: str) -> e.Making:
    return e.Making(task=task)


def test_what_rides_is_written_before_what_it_rides_with_and_only_then(tmp_path: Path) -> None:
    with ExitStack() as stack:
        world = World(tmp_path / "journal.sqlite", stack)
        journal, beside = world.run("run"), world.process("other")
        gone: list[str] = []
        journal.ride("run", making("first"), lambda: gone.append("first"))
        journal.ride("run", making("second"))
        assert ([told.task for _, told in beside.events("run")], gone) == ([""], [])
        journal.record("run", making("third"))
        assert [told.task for _, told in beside.events("run")] == ["", "first", "second", "third"]
        assert gone == ["first"]


def test_whoever_reads_here_finds_it_written(tmp_path: Path) -> None:
    with ExitStack() as stack:
        journal = World(tmp_path / "journal.sqlite", stack).run("run")
        journal.ride("run", making("first"))
        assert [told.task for _, told in journal.events("run")] == ["", "first"]


def test_who_reads_of_an_attempt_finds_what_is_about_that_written(tmp_path: Path) -> None:
    with ExitStack() as stack:
        world = World(tmp_path / "journal.sqlite", stack)
        journal, beside = world.run("run"), world.process("other")
        journal.intend("run", intent("run", "a1"))
        journal.record("run", accepted("a1"))
        before = len(beside.events("run"))
        journal.ride("run", making("other"))
        known = journal.attempt("a1")
        assert (known is not None and known.state, len(beside.events("run"))) == (AttemptState.ACCEPTED, before)
        journal.ride("run", succeeded("a1", 90))
        known = journal.attempt("a1")
        assert (known is not None and known.state, len(beside.events("run"))) == (AttemptState.SUCCEEDED, before + 2)


def test_what_could_not_be_written_rides_on(tmp_path: Path) -> None:
    with ExitStack() as stack:
        journal = World(tmp_path / "journal.sqlite", stack).run("run")
        journal.ride("run", making("first"))
        with pytest.raises(ZeroDivisionError), journal._books.writing():
            _ = 1 / 0
        journal.flush()
        assert [told.task for _, told in journal.events("run")] == ["", "first"]


def test_a_defect_of_what_rides_loses_no_accepted_job(tmp_path: Path) -> None:
    with ExitStack() as stack:
        world = World(tmp_path / "journal.sqlite", stack)
        journal = world.run("run")
        bad = e.RunStarted(
            run="run", name="n", plan_digest="p", service="s", realm="r", account="a", scope="scope", cap_micros=None,
            currency="CNY", process="run", tasks=(), rows=(),
        )  # fmt: skip
        journal.ride("run", bad)  # a run of that name is there: the file refuses it
        accepted = e.Accepted(
            task="t", attempt="a", job="job-1", host="h", request_id="r", server_time=None, at=1.0
        )  # fmt: skip
        assert journal.accept("run", accepted) == accepted
        assert (tmp_path / "accepted" / "a.json").is_file()
