"""An accepted job is never lost because the journal can't take its id at that moment."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from engine.errors import OperatorError
from engine.run import events as e
from engine.run.money.attempt import AttemptState
from engine.store.files.durable import write_text
from engine.store.sqlite.journal import SqliteJournal, open_journal
from engine.store.sqlite.spool import BALLAST, Spool
from engine.values.media import MediaFacts, MediaKind
from tests.store.sqlite.test_decisions import accepted, doubted, intent, started, succeeded


def opened(folder: Path, *alive: str) -> SqliteJournal:
    """Open a journal that waits for no other writer."""
    facts = MediaFacts(kind=MediaKind.VIDEO)
    return open_journal(folder / "journal.sqlite", lambda: 1.0, alive.__contains__, lambda _: facts, busy_s=0)


def begun(folder: Path) -> SqliteJournal:
    """A journal in which a submit is on its way."""
    journal = opened(folder, "one")
    journal.record("one", started("one", cap=None, realm="r", scope="scope"))
    assert journal.intend("one", intent("one", "a1")) is None
    return journal


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Let another process write for as long as the context lasts."""
    with closing(sqlite3.connect(folder / "journal.sqlite", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


def spooled(folder: Path) -> list[str]:
    return [path.name for path in (folder / "accepted").glob("*")]


def kinds(journal: SqliteJournal) -> list[str]:
    return [type(event).__name__ for _, event in journal.events("one")]


def test_what_a_locked_journal_could_not_take_is_recorded_before_anything_else(tmp_path: Path) -> None:
    with begun(tmp_path) as journal:
        with locked(tmp_path):
            assert journal.accept("one", accepted("a1")) == accepted("a1")
            assert spooled(tmp_path) == ["a1.json"]
            with pytest.raises(OperatorError):
                journal.record("one", succeeded("a1", 90))
        journal.record("one", succeeded("a1", 90))
        assert kinds(journal) == ["RunStarted", "Intended", "Accepted", "JobSucceeded"]
        (known,) = journal.open_of("f")
        assert (known.job, known.state) == ("j", AttemptState.SUCCEEDED)
    assert spooled(tmp_path) == []


@pytest.mark.parametrize("doubt", [False, True], ids=["sender-died", "in-doubt"])
def test_who_opens_the_journal_next_finds_the_job(tmp_path: Path, doubt: bool) -> None:
    with begun(tmp_path) as journal:
        if doubt:
            journal.record("one", doubted("a1"))
        with locked(tmp_path):
            journal.accept("one", accepted("a1"))
    with opened(tmp_path) as journal:
        (known,) = journal.open_of("f")
        assert (known.job, known.state) == ("j", AttemptState.ACCEPTED)
    assert spooled(tmp_path) == []


def test_a_journal_that_is_still_locked_can_be_read_and_takes_it_later(tmp_path: Path) -> None:
    with begun(tmp_path) as journal, locked(tmp_path):
        journal.accept("one", accepted("a1"))
    with locked(tmp_path), opened(tmp_path) as journal:
        assert kinds(journal) == ["RunStarted", "Intended"]
    assert spooled(tmp_path) == ["a1.json"]
    with opened(tmp_path) as journal:
        assert kinds(journal)[-1] == "Accepted"


def test_what_stands_in_the_journal_already_is_not_recorded_twice(tmp_path: Path) -> None:
    with begun(tmp_path) as journal:
        journal.accept("one", accepted("a1"))
        journal.record("one", succeeded("a1", 90))
    Spool(tmp_path).keep("one", accepted("a1"))  # as if its process had died before it could remove the file
    with opened(tmp_path) as journal:
        assert kinds(journal) == ["RunStarted", "Intended", "Accepted", "JobSucceeded"]
        (known,) = journal.open_of("f")
        assert known.state is AttemptState.SUCCEEDED
    assert spooled(tmp_path) == []


def test_what_this_journal_knows_nothing_of_is_kept(tmp_path: Path) -> None:
    Spool(tmp_path).keep("one", accepted("a9"))
    (tmp_path / "accepted" / "other.json").write_text("no JSON")
    with begun(tmp_path) as journal:
        assert kinds(journal) == ["RunStarted", "Intended"]
    assert sorted(spooled(tmp_path)) == ["a9.json", "other.json"]


def test_on_a_full_disk_the_ballast_makes_room(tmp_path: Path) -> None:
    def write(path: Path, text: str) -> None:
        """Write as on a disk that is full while the ballast is there."""
        if ballast.exists():
            raise OperatorError("disk-unwritable", path=str(path), reason="full")
        write_text(path, text)

    ballast = tmp_path / "ballast"
    spool = Spool(tmp_path, write)
    spool.take_ballast()
    assert ballast.stat().st_size == BALLAST
    spool.keep("one", accepted("a1"))
    (kept,) = spool.kept()
    assert (kept.run, kept.event) == ("one", accepted("a1"))


def test_what_cannot_be_written_at_all_is_said(tmp_path: Path) -> None:
    (tmp_path / "accepted").write_text("no folder")
    with begun(tmp_path) as journal, locked(tmp_path), pytest.raises(OperatorError, match="disk-unwritable"):
        journal.accept("one", accepted("a1"))


def test_a_refusal_to_double_a_job_holds_for_what_waited_too(tmp_path: Path) -> None:
    with begun(tmp_path) as journal:
        assert journal.intend("one", intent("one", "a2", fingerprint="g", prompt_class="d")) is None
        with locked(tmp_path):
            journal.accept("one", accepted("a1"))
        told = journal.accept("one", accepted("a2"))
        assert isinstance(told, e.Doubted)
        assert {known.attempt: known.job for (known,) in journal.open_attempts().values()} == {"a1": "j", "a2": None}
