"""Whoever writes a file of ours is waited for, however long that takes, and it is said for whom."""

import os
import signal
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from engine.store.sqlite.opening import open_file
from engine.store.sqlite.turns import TurnAwaited, Turns, writer_of
from engine.values.reason import because
from tests.store.sqlite.holder import stopped_in_a_commit

STEPS = ("CREATE TABLE one (value INTEGER NOT NULL) STRICT;",)
LINUX = pytest.mark.skipif(not Path("/proc/locks").exists(), reason="only Linux tells who holds a lock")


@pytest.fixture
def file(tmp_path: Path) -> Iterator[tuple[sqlite3.Connection, Path]]:
    path = tmp_path / "journal.sqlite"
    with closing(open_file(path, STEPS)) as db:
        yield db, path


@LINUX
def test_who_was_stopped_while_it_wrote_is_waited_for_and_named(file: tuple[sqlite3.Connection, Path]) -> None:
    db, path = file
    told: list[TurnAwaited] = []
    with stopped_in_a_commit(path) as process:

        def hear(held: TurnAwaited) -> None:
            told.append(held)
            if held.until is None:
                os.kill(process, signal.SIGCONT)

        Turns(db, path, hear, said_after_s=0).begin()
        assert db.in_transaction
    first, *_, last = told
    assert first.why == because("held-by-stopped", process=str(process))
    assert last.until is not None
    assert (last.path, last.since) == (path, first.since)


@LINUX
def test_a_process_that_writes_is_named_and_one_that_is_us_is_not(file: tuple[sqlite3.Connection, Path]) -> None:
    db, path = file
    assert writer_of(path) == because("held-by-another")
    with stopped_in_a_commit(path) as process:
        assert writer_of(path) == because("held-by-stopped", process=str(process))
    db.execute("BEGIN IMMEDIATE")
    assert writer_of(path) == because("held-by-another")


def test_a_turn_that_may_not_wait_is_refused_without_a_word(file: tuple[sqlite3.Connection, Path]) -> None:
    db, path = file
    told: list[TurnAwaited] = []
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(sqlite3.OperationalError):
            Turns(db, path, told.append, said_after_s=0).begin(most_s=0)
        other.execute("ROLLBACK")
    Turns(db, path, told.append, said_after_s=0).begin(most_s=0)
    assert (db.in_transaction, told) == (True, [])
