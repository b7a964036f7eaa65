"""Receipts: which alerts of a run were delivered, in a file of its own, so that the next process knows after a kill, too.

The file is made before the run begins and goes once all is told: while it is there, something may be owed.
"""

import json
from contextlib import suppress
from pathlib import Path
from typing import Final

from engine.store.files.durable import write_text

FOLDER: Final = "alerts"


class Receipts:
    """Those of one project; `home` is its state folder."""

    def __init__(self, home: Path) -> None:
        self._folder = home / FOLDER

    def owing(self) -> list[str]:
        """Return the runs of which something may still have to be told, the oldest first."""
        return sorted(path.stem for path in self._folder.glob("*.json"))

    def told(self, run: str) -> set[str]:
        """Return the keys of what was delivered; nothing where that can't be read: it is told once more."""
        with suppress(OSError, ValueError):
            data = json.loads(self._path(run).read_bytes())
            if isinstance(data, list):
                return {key for key in data if isinstance(key, str)}
        return set()

    def keep(self, run: str, keys: set[str]) -> None:
        """Write down what was delivered, atomically and durably; raises OperatorError `disk-unwritable`."""
        write_text(self._path(run), json.dumps(sorted(keys)) + "\n")

    def drop(self, run: str) -> None:
        """Take away those of a run of which all is told."""
        with suppress(OSError):
            self._path(run).unlink(missing_ok=True)

    def _path(self, run: str) -> Path:
        return self._folder / f"{run}.json"
