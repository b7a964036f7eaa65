"""Unwanted: taking away a file that nobody names, unless somebody has put another in its place meanwhile."""

import os
from pathlib import Path
from typing import Final

from engine.store.files.durable import sync_folder

TRASH: Final = ".gc"


def take_away(path: Path, seen: os.stat_result) -> bool:
    """Remove a file that is still the one that was seen; False, and nothing is lost, if it is another by now.

    It is renamed first: what has come under its name since shows then, and gets the name back. Raises OSError.
    """
    trash = path.with_name(f".{path.name}{TRASH}")
    try:
        path.rename(trash)
    except FileNotFoundError:
        return False
    found = trash.stat()
    if (found.st_ino, found.st_dev, found.st_mtime_ns) != (seen.st_ino, seen.st_dev, seen.st_mtime_ns):
        trash.rename(path)
        return False
    trash.unlink()
    sync_folder(path.parent)
    return True


def named_by(trash: Path) -> str | None:
    """Return the name that a file had which somebody who was killed was taking away; None for any other file."""
    name = trash.name
    return name[1 : -len(TRASH)] if name.startswith(".") and name.endswith(TRASH) else None
