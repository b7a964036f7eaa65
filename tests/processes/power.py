"""Power: what is left of a folder when the power goes, and with it everything that was not synced.

A small library that is loaded into the command (`power.c`) copies each file at each of its syncs, and the entries of each folder.
From these copies the folder is built anew: a file has the bytes of its last sync, none if there was none; a folder has the
entries of its last sync, or, where names outlive what they name, those that it had in the end.
"""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

_SYNC_ALL = """
import os, sys
for folder, _, files in os.walk(sys.argv[1]):
    for path in (folder, *(os.path.join(folder, name) for name in files)):
        handle = os.open(path, os.O_RDONLY)
        os.fsync(handle)
        os.close(handle)
"""


@dataclass(frozen=True)
class Power:
    """The power of a folder: `shim` is `power.c`, compiled; copies are kept in a folder beside it."""

    shim: Path
    root: Path
    kept: Path

    def begin(self) -> None:
        """Call all that is there now durable."""
        self._sync_all(self.kept)

    def cut_after(self, syncs: int) -> dict[str, str]:
        """Return the environment of a command that loses its power after so many syncs."""
        return {"LD_PRELOAD": str(self.shim), "POWER_KEPT": str(self.kept), "POWER_CUT": str(syncs)}

    def go(self, *, names_stay: bool) -> None:
        """Put into the folder's place what is left of it."""
        last = self.kept.with_name("last")
        self._sync_all(last)
        (root,) = last.glob(f"{self.root.stat().st_ino}-*")
        gone = self.root.with_name("gone")
        self.root.rename(gone)
        self._build(root.name, self.root, last if names_stay else self.kept)
        shutil.rmtree(gone)
        shutil.rmtree(last)

    def _build(self, folder: str, place: Path, names: Path) -> None:
        place.mkdir()
        listed = names / folder
        for line in listed.read_text("utf-8").splitlines() if listed.exists() else ():
            identity, kind, name = line.split(" ", 2)
            if kind == "d":
                self._build(identity, place / name, names)
            elif (self.kept / identity).exists():
                shutil.copyfile(self.kept / identity, place / name)
            else:
                (place / name).touch()

    def _sync_all(self, kept: Path) -> None:
        kept.mkdir(exist_ok=True)
        env = os.environ | {"LD_PRELOAD": str(self.shim), "POWER_KEPT": str(kept)}
        subprocess.run([sys.executable, "-c", _SYNC_ALL, str(self.root)], env=env, check=True)
