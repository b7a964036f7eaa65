"""Folder: where an emulator's durable things lie, and the lock that keeps a second server out."""

import contextlib
import json
import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from engine.errors import OperatorError
from engine.lock import HeldLock, hold
from engine.values.reason import system_words

ANNOUNCEMENT = "server.json"


class Folder:
    """The layout `jobs.sqlite`, `server.json`, `uploads/`, `results/`, `tmp/`; open from construction to `close`.

    Raises OperatorError `emulator-folder-busy` while another server, of any process, has it open: a lock of the
    operating system, which ends with its process, so a killed server leaves nothing to clear by hand. Raises
    OperatorError `disk-unwritable` where no such folder can be made.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        try:
            for name in ("uploads", "results", "tmp"):
                (root / name).mkdir(parents=True, exist_ok=True)
            self._lock = _locked(root)
        except OSError as error:
            raise OperatorError("disk-unwritable", path=str(root), reason=system_words(error)) from error
        self.uploads = root / "uploads"
        self.results = root / "results"
        self.tmp = root / "tmp"
        self.clear_tmp()

    @property
    def database(self) -> Path:
        return self.root / "jobs.sqlite"

    def clear_tmp(self) -> None:
        """Remove part files, of this process or of one that was killed."""
        for path in self.tmp.iterdir():
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)
            else:
                path.unlink(missing_ok=True)

    def announce(self, server: Mapping[str, str]) -> None:
        """Tell other processes where this folder is served."""
        part = self.root / "server.json.part"
        part.write_text(json.dumps(server), "utf-8")
        part.replace(self.root / ANNOUNCEMENT)

    def withdraw(self) -> None:
        """Tell nobody any more."""
        (self.root / ANNOUNCEMENT).unlink(missing_ok=True)

    def close(self) -> None:
        self.withdraw()
        self.clear_tmp()
        self._lock.release(remove=False)


def announced(root: Path) -> dict[str, str] | None:
    """Return what the server of a folder says of itself: `base_url`, `account` and `declaration`; None if nobody does.

    A server that was killed has not withdrawn it: only the folder's lock proves that one lives.
    """
    try:
        found = json.loads((root / ANNOUNCEMENT).read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) and {"base_url", "account", "declaration"} <= found.keys() else None


def is_served(root: Path) -> bool:
    """Say whether some process serves a folder now."""
    try:
        held = hold(root / "lock", make=False)
    except OSError:
        return False
    if held is not None:
        held.release(remove=False)
    return held is None


def publish(part: Path, place: Path) -> None:
    """Move a finished file to its place so that it survives a power cut; replaces what stood there."""
    with part.open("rb") as file:
        os.fsync(file.fileno())
    part.replace(place)
    with contextlib.suppress(OSError):  # a system without folder descriptors has nothing to sync
        descriptor = os.open(place.parent, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _locked(root: Path) -> HeldLock:
    held = hold(root / "lock")
    if held is None:
        raise OperatorError("emulator-folder-busy", folder=str(root))
    return held
