"""What is asked of runs that go on, and caps that are set at any time."""

from contextlib import ExitStack
from pathlib import Path

from engine.run import events as e
from engine.run.requests import RequestKind
from tests.store.sqlite.test_decisions import World

ME = {"who": "me@here", "command": "editchain cap n 7 CNY", "currency": "CNY"}


def test_a_cap_holds_at_once_and_each_run_that_goes_on_answers(tmp_path: Path) -> None:
    with ExitStack() as stack:
        world = World(tmp_path / "journal.sqlite", stack)
        first, second, other = (
            world.run("first", cap=5),
            world.run("second", cap=6),
            world.run("other", scope="another"),
        )
        (scope,) = [one for one in first.scopes() if one.scope == "scope"]
        assert (scope.run, scope.cap) == ("second", 6)
        event = e.CapSet(cap_micros=7, before_micros=6, **ME)
        assert set(first.set_cap(scope, event)) == {"first", "second"}
        assert second.scope("scope", "draft:x:", "CNY").cap == 7
        assert other.asked("other") == []
        for run, journal in (("first", first), ("second", second)):
            (asked,) = journal.asked(run)
            assert (asked.kind, asked.who, asked.told) == (RequestKind.CAP, "me@here", event)
            journal.answer(run, asked.seq, event)
            assert journal.asked(run) == []
            assert [told for _, told in journal.events(run)][-1] == event


def test_a_journal_is_shared_once_others_have_written_it_since_it_was_looked_at_first(tmp_path: Path) -> None:
    with ExitStack() as stack:
        world = World(tmp_path / "journal.sqlite", stack)
        first = world.run("first", cap=5)
        second = world.run("second", cap=6)
        assert (first.asked("first"), first.shared()) == ([], False)
        first.record("first", e.Making(task="t"))
        assert (first.asked("first"), first.shared()) == ([], False)
        second.record("second", e.Making(task="t"))
        assert (first.asked("first"), first.shared()) == ([], True)


def test_where_no_run_goes_on_the_newest_is_told(tmp_path: Path) -> None:
    with ExitStack() as stack:
        world = World(tmp_path / "journal.sqlite", stack)
        journal = world.run("first")
        world.run("second")
        world.alive.clear()
        (scope,) = journal.scopes()
        event = e.CapSet(cap_micros=7, before_micros=None, **ME)
        assert journal.set_cap(scope, event) == []
        assert journal.asked("second") == []
        assert [told for _, told in journal.events("second")][-1] == event
        assert journal.scope("scope", "draft:x:", "CNY").cap == 7


def test_a_run_is_asked_to_stop_and_what_a_later_version_asks_is_left_to_it(tmp_path: Path) -> None:
    with ExitStack() as stack:
        journal = World(tmp_path / "journal.sqlite", stack).run("first")
        journal.ask("first", RequestKind.STOP, "me@here")
        with journal._books.writing() as db:
            db.execute("INSERT INTO requests (run, kind, data, who, at) VALUES ('first', 'dance', '{}', 'me', 0)")
        (asked,) = journal.asked("first")
        assert (asked.kind, asked.who, asked.told) == (RequestKind.STOP, "me@here", None)
