"""The spool: job ids that the journal could not take when they came, each a durable file beside it until the journal has it.

An accepted job is paid for, and its id is told once. Where the journal is locked or its disk is full at that moment, the id is
written here; a ballast, room that is kept for that, is given up first if the disk has none left.

It decides nothing about money: that a job was accepted is a fact in the table of `run/money`, recorded whoever brings it, and
this is only where the fact waits. So it has no rows there.
"""

import json
import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from engine.errors import OperatorError
from engine.run import events as e
from engine.run.event_data import from_data, to_data
from engine.store.files.durable import make_folder, write_text

BALLAST: Final = 64 << 10
"""Bytes of the ballast: a file here takes two blocks of a disk at most, and one submit is under way at a time."""


@dataclass(frozen=True, slots=True)
class Spooled:
    """An acceptance that waits for the journal, with the run that it belongs to."""

    path: Path
    run: str
    event: e.Accepted


class Spool:
    """What waits beside the journal of a folder; `write` puts a text into a file, durably and at once."""

    def __init__(self, folder: Path, write: Callable[[Path, str], None] = write_text) -> None:
        self._folder = folder / "accepted"
        self._ballast = folder / "ballast"
        self._write = write

    def keep(self, run: str, event: e.Accepted) -> None:
        """Write an acceptance down; raises OperatorError `disk-unwritable` if even that can't be."""
        target = self._folder / f"{event.attempt}.json"
        text = json.dumps({"run": run, "event": to_data(event)}, ensure_ascii=False)
        try:
            self._write(target, text)
        except OperatorError:
            self._ballast.unlink(missing_ok=True)
            self._write(target, text)

    def kept(self) -> Iterator[Spooled]:
        """Give what waits; whatever is no whole file of ours is left alone."""
        for path in sorted(self._folder.glob("*.json")):
            with suppress(
                FileNotFoundError, ValueError, KeyError
            ):  # another process was faster, or it is nothing of ours
                data = json.loads(path.read_bytes())
                event = from_data(data["event"])
                assert isinstance(event, e.Accepted), "nothing else is written here"
                yield Spooled(path, data["run"], event)

    def take_ballast(self) -> None:
        """Set room aside, if there is any."""
        with suppress(OSError):
            if not self._ballast.exists():
                make_folder(self._ballast.parent)
                with self._ballast.open("xb") as file:
                    file.write(bytes(BALLAST))
                    file.flush()
                    os.fsync(file.fileno())
