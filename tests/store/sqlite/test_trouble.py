"""What SQLite refuses is the operator's to mend, whatever is asked of the journal; no error of the module leaves the room."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from threading import Barrier

import pytest

from engine.errors import OperatorError
from engine.run import events as e
from engine.store.sqlite.journal import SqliteJournal, open_journal
from engine.store.sqlite.opening import open_file
from engine.store.sqlite.reader import JournalReader
from engine.store.sqlite.trouble import translated
from engine.values.media import MediaFacts, MediaKind

PAGE = 4096


def opened(path: Path, busy_s: float = 30) -> SqliteJournal:
    return open_journal(
        path, lambda: 1.0, lambda _: False, lambda _: MediaFacts(kind=MediaKind.VIDEO), busy_s=busy_s
    )  # fmt: skip


def started(run: str) -> e.RunStarted:
    return e.RunStarted(
        run=run, name="n", plan_digest="p", service="s", realm="m", account="a", scope="n", cap_micros=None, currency="CNY",
        process="p", tasks=("t",), rows=("",),
    )  # fmt: skip


@pytest.fixture
def journal(tmp_path: Path) -> Path:
    """A journal of one run, of which every page is overwritten but those that say which tables there are."""
    path = tmp_path / "journal.sqlite"
    with opened(path) as made:
        made.record("r", started("r"))
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    data = path.read_bytes()
    pages = [data[start : start + PAGE] for start in range(0, len(data), PAGE)]
    kept = [page if number == 0 or b"CREATE " in page else b"\xa5" * PAGE for number, page in enumerate(pages)]
    path.write_bytes(b"".join(kept))
    return path


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    path = tmp_path / "journal.sqlite"
    path.write_bytes(b"something else entirely" * 1000)
    with pytest.raises(OperatorError) as raised:
        opened(path)
    assert (raised.value.key, raised.value.args_by_name["path"]) == ("journal-damaged", str(path))


def test_damaged_pages(journal: Path) -> None:
    with opened(journal) as found:
        for ask in (found.runs, found.open_attempts, found.reserved, lambda: found.events("r")):
            with pytest.raises(OperatorError) as raised:
                ask()
            assert raised.value.key == "journal-damaged"
        with pytest.raises(OperatorError) as raised:
            found.record("other", started("other"))
        assert raised.value.key == "journal-damaged"


def test_damaged_pages_for_a_reader(journal: Path) -> None:
    reader = JournalReader(journal, lambda _: False)
    with pytest.raises(OperatorError) as raised:
        reader.after("r", 0)
    assert raised.value.key == "journal-damaged"
    reader.close()


def test_what_contradicts_itself_is_not_recorded(tmp_path: Path) -> None:
    with opened(tmp_path / "journal.sqlite") as found:
        found.record("r", started("r"))
        with pytest.raises(OperatorError) as raised:
            found.record("r", started("r"))
        assert raised.value.key == "journal-unwritable"
        assert len(found.events("r")) == 1


def test_who_holds_it_is_let_go_on(tmp_path: Path) -> None:
    path = tmp_path / "journal.sqlite"
    with opened(path, busy_s=0) as found, closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(OperatorError) as raised:
            found.record("other", started("other"))
    assert (raised.value.key, raised.value.exit_code) == ("journal-busy", 3)


@pytest.mark.parametrize(
    "error",
    [sqlite3.OperationalError("database is locked"), sqlite3.ProgrammingError("closed"), sqlite3.DataError("?")],
)
def test_every_other_error_says_that_it_cannot_be_written(error: sqlite3.Error) -> None:
    with pytest.raises(OperatorError) as raised, translated(Path("journal.sqlite")):
        raise error
    assert raised.value.key == "journal-unwritable"


def test_whoever_opens_a_new_file_at_once_with_others_waits_for_them(tmp_path: Path) -> None:
    steps = ("CREATE TABLE probe (value INTEGER NOT NULL) STRICT;",)
    for number in range(20):
        start, path = Barrier(6), tmp_path / f"{number}.sqlite"

        def opened(start: Barrier = start, path: Path = path) -> None:
            start.wait()
            open_file(path, steps).close()

        with ThreadPoolExecutor(6) as pool:
            for one in [pool.submit(opened) for _ in range(6)]:
                one.result()
