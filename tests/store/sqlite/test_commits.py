"""How the journal commits: each commit is on disk when it returns, and what decides is read where it is written."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from engine.store.sqlite.journal import SqliteJournal, open_journal
from tests.store.sqlite.test_decisions import FACTS, intent, started


@pytest.fixture
def connections(monkeypatch: pytest.MonkeyPatch) -> list[sqlite3.Connection]:
    """Every connection that is opened from now on."""
    opened, real = list[sqlite3.Connection](), sqlite3.connect

    def connect(*args: Any, **kwargs: Any) -> sqlite3.Connection:
        opened.append(real(*args, **kwargs))
        return opened[-1]

    monkeypatch.setattr(sqlite3, "connect", connect)
    return opened


@pytest.fixture
def journal(connections: list[sqlite3.Connection], tmp_path: Path) -> Iterator[SqliteJournal]:
    with open_journal(tmp_path / "j.sqlite", lambda: 1.0, lambda _: True, lambda _: FACTS) as opened:
        yield opened


def test_a_commit_is_on_disk_when_it_returns(journal: SqliteJournal, connections: list[sqlite3.Connection]) -> None:
    (connection,) = connections
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert connection.execute("PRAGMA synchronous").fetchone() == (2,), "FULL"
    assert connection.execute("PRAGMA fullfsync").fetchone() == (1,)


def test_claim_cap_and_intent_are_one_transaction(
    journal: SqliteJournal, connections: list[sqlite3.Connection]
) -> None:
    """Whoever decides by what it read holds the lock of the writer from before it reads until it has written."""
    journal.record("run", started("run", cap=500, realm="draft:x:", scope="scope"))
    said = list[str]()
    connections[0].set_trace_callback(said.append)
    assert journal.intend("run", intent("run", "a1")) is None
    words = [line.split()[0] for line in said if not line.startswith("PRAGMA")]
    assert (words[0], words[-1]) == ("BEGIN", "COMMIT")
    assert "IMMEDIATE" in next(line for line in said if line.startswith("BEGIN"))
    assert words.count("BEGIN") == words.count("COMMIT") == 1
    reads = [place for place, line in enumerate(said) if line.startswith("SELECT")]
    writes = [place for place, line in enumerate(said) if line.startswith("INSERT INTO attempts")]
    assert reads
    assert writes
