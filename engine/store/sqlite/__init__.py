"""The journal: SQLite record of events, open attempts, results and money of one project."""

from engine.store.sqlite.journal import SqliteJournal, open_journal

__all__ = ["SqliteJournal", "open_journal"]
