"""Places of files: what a path that stands in a recipe means, seen from the first recipe's folder."""

import re
from typing import Final

from engine.language.values import MediaName

_ELSEWHERE: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|[/~\\]")
"""How a URL, a drive, an absolute path and a home begin: none of them starts at a folder."""


def joined(folder: str, path: str) -> str:
    """Return a path that stands in a file of that folder, without `.` and, as far as it goes, without `..`."""
    rooted = folder.startswith("/")
    found: list[str] = []
    for part in f"{folder}/{path}".split("/"):
        if part == ".." and found and found[-1] != "..":
            found.pop()
        elif part not in ("", "."):
            found.append(part)
    return ("/" if rooted else "") + "/".join(found)


def folder_of(path: str) -> str:
    """Return the folder of a file: "" for one that stands in none."""
    folder, slash, _ = path.replace("\\", "/").rpartition("/")
    return folder or slash


def starts_elsewhere(path: str) -> bool:
    """Tell whether a path starts at no folder of a recipe: an absolute one, a URL, a drive, a home."""
    return _ELSEWHERE.match(path) is not None


def stays(path: str) -> bool:
    """Tell whether a path names something in the folder of the file that it stands in."""
    return not starts_elsewhere(path) and "\\" not in path and ".." not in path.split("/")


def rebased(name: MediaName, folder: str) -> MediaName:
    """Return a medium's name as the first recipe would write it; what starts at no folder stays as it is."""
    if not folder or starts_elsewhere(name.text):
        return name
    return MediaName(joined(folder, name.text), name.sha256)
