"""What SQLite refuses, as the operator's errors: every room above hears of no other."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from engine.errors import OperatorError
from engine.values.reason import quoted

_DAMAGED: Final = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
"""Primary result codes that say so of the file (SQLite's documentation of its result codes)."""
_BUSY: Final = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})
"""Those of a file that another connection holds."""


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Raise OperatorError for what SQLite says of a file: `journal-damaged`, `journal-busy`, else `journal-unwritable`."""
    try:
        yield
    except sqlite3.Error as error:
        # An extended code holds the primary one in its low byte; errors of the module itself have none.
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        key = "journal-damaged" if code in _DAMAGED else "journal-busy" if code in _BUSY else "journal-unwritable"
        raise OperatorError(key, path=str(path), reason=quoted(str(error))) from error
