"""The journal: SQLite record of events, open attempts, results and money of one project."""

from engine.store.sqlite.account import SqliteAccount, open_account
from engine.store.sqlite.journal import SqliteJournal, open_journal

__all__ = ["SqliteAccount", "SqliteJournal", "open_account", "open_journal"]
