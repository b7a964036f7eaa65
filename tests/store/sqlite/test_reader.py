"""Reading a journal beside those who write it: what comes next, and whether anything still can."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.errors import AuthorError
from engine.run import events as e
from engine.store.sqlite.journal import SqliteJournal, open_journal
from engine.store.sqlite.reader import JournalReader
from engine.values.media import MediaFacts, MediaKind

ALIVE: set[str] = set()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "journal.sqlite"


@pytest.fixture
def journal(path: Path) -> Iterator[SqliteJournal]:
    ALIVE.clear()
    with open_journal(path, lambda: 100.0, ALIVE.__contains__, lambda _: MediaFacts(kind=MediaKind.VIDEO)) as opened:
        yield opened


@pytest.fixture
def reader(path: Path) -> Iterator[JournalReader]:
    made = JournalReader(path, ALIVE.__contains__)
    yield made
    made.close()


def started(run: str, process: str) -> e.RunStarted:
    return e.RunStarted(
        run=run, name="two", plan_digest="d", service="embedded", realm="draft:", account="a", scope="s", cap_micros=None,
        currency="CNY", process=process, tasks=("first",), rows=("",),
    )  # fmt: skip


def test_events_of_one_run_come_in_order_and_once(journal: SqliteJournal, reader: JournalReader) -> None:
    for run in ("one", "two"):
        journal.record(run, started(run, "p"))
    journal.record("one", e.Interrupted(cause="interrupted"))
    first = reader.after("one", 0)
    assert [(found.seq, type(found.event)) for found in first] == [(1, e.RunStarted), (3, e.Interrupted)]
    assert reader.after("one", 3) == []
    journal.record("one", e.RunEnded(state="interrupted"))
    assert [found.seq for found in reader.after("one", 3)] == [4]


def test_of_some_kinds_no_event_is_looked_at_twice(journal: SqliteJournal, reader: JournalReader) -> None:
    assert reader.of_kinds("one", 0, [e.Interrupted]) == (0, [])
    journal.record("one", started("one", "p"), e.Interrupted(cause="interrupted"), e.KeptGoing(who="me@here"))
    journal.record("two", e.Interrupted(cause="interrupted"))
    looked, found = reader.of_kinds("one", 0, [e.Interrupted])
    assert (looked, [one.seq for one in found]) == (3, [2])
    assert reader.of_kinds("one", looked, [e.Interrupted]) == (3, [])


def test_a_run_is_over_when_it_has_ended_or_its_process_is_dead(journal: SqliteJournal, reader: JournalReader) -> None:
    ALIVE.add("p")
    journal.record("one", started("one", "p"))
    assert not reader.is_over("one")
    ALIVE.clear()
    assert reader.is_over("one")
    ALIVE.add("p")
    journal.record("one", e.RunEnded(state="done"))
    assert reader.is_over("one")


def test_a_run_that_nobody_began_is_unknown(journal: SqliteJournal, reader: JournalReader, tmp_path: Path) -> None:
    with pytest.raises(AuthorError, match="unknown-run"):
        reader.is_over("nobody")
    nowhere = JournalReader(tmp_path / "nowhere.sqlite", ALIVE.__contains__)
    with pytest.raises(AuthorError, match="unknown-run"):
        nowhere.is_over("one")
    assert not (tmp_path / "nowhere.sqlite").exists()


def test_a_reader_writes_nothing_and_waits_for_nobody(journal: SqliteJournal, reader: JournalReader) -> None:
    ALIVE.add("p")
    journal.record("one", started("one", "p"))
    with journal._books.writing() as db:
        db.execute("UPDATE runs SET state = 'done'")
        assert not reader.is_over("one")
        assert [found.seq for found in reader.after("one", 0)] == [1]
