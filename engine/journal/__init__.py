"""The journal: SQLite record of events, open attempts, results and money of one project."""

from engine.journal.attempts import OpenAttempt
from engine.journal.journal import SqliteJournal, open_journal

__all__ = ["OpenAttempt", "SqliteJournal", "open_journal"]
