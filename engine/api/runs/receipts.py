"""Receipts: which alerts of a run were delivered, in a file of its own, so that the next process knows after a kill, too.

The file is made before the run begins and goes once all is told: while it is there, something may be owed.
"""

import json
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from engine.store.files.durable import write_text

FOLDER: Final = "alerts"


@dataclass(frozen=True, slots=True)
class Receipt:
    """The keys of what was delivered of a run, and the process that carries it out, by its name among the project's living ones.

    The process is known before the journal knows the run; it is "" where nothing says which it is.
    """

    process: str
    told: frozenset[str] = frozenset()


class Receipts:
    """Those of one project; `home` is its state folder."""

    def __init__(self, home: Path) -> None:
        self._folder = home / FOLDER

    def owing(self) -> list[str]:
        """Return the runs of which something may still have to be told, the oldest first."""
        return sorted(path.stem for path in self._folder.glob("*.json"))

    def of(self, run: str) -> Receipt | None:
        """Return that of a run, None if there is none; of one that can't be read nothing was delivered: it is told once more."""
        try:
            return _receipt_of(json.loads(self._path(run).read_bytes()))
        except FileNotFoundError:
            return None
        except (OSError, ValueError):
            return Receipt("")

    def keep(self, run: str, receipt: Receipt) -> None:
        """Write down what was delivered, atomically and durably; raises OperatorError `disk-unwritable`."""
        data = {"process": receipt.process, "told": sorted(receipt.told)}
        write_text(self._path(run), json.dumps(data) + "\n")

    def drop(self, run: str) -> None:
        """Take away those of a run of which all is told."""
        with suppress(OSError):
            self._path(run).unlink(missing_ok=True)

    def _path(self, run: str) -> Path:
        return self._folder / f"{run}.json"


def _receipt_of(data: object) -> Receipt:
    match data:
        case {"process": str(process), "told": [*told]} if all(isinstance(key, str) for key in told):
            return Receipt(process, frozenset(told))
        case _:
            return Receipt("")
