"""Previews: kept by digest in a folder, those that are missing drawn by one child of low priority."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from engine import version
from engine.errors import OperatorError
from engine.media.preview import DrawnPreview, look_of
from engine.values.reason import system_words

PREVIEWS: Final = "previews-"
KIND: Final = f"{PREVIEWS}1"
"""The name of the folder; another one when previews come to look otherwise."""
Heard = Callable[[int, int], None]
"""Hears how many of how many are drawn."""


def in_silence(done: int, of: int) -> None:
    """Hear nothing."""


def draw_all(media: Mapping[str, Path | None], folder: Path, heard: Heard = in_silence) -> dict[str, DrawnPreview]:
    """Return what was made of each medium by digest, now or earlier; one that is gone has what was drawn while it was there.

    What can't be decoded is left out. Raises OperatorError `disk-unwritable`.
    """
    missing = [(digest, path) for digest, path in media.items() if path is not None and look_of(folder, digest) is None]
    if missing:
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise OperatorError("disk-unwritable", path=str(folder), reason=system_words(error)) from error
        _draw(missing, folder, heard)
    found = {digest: look_of(folder, digest) for digest in media}
    return {digest: look for digest, look in found.items() if look is not None}


def _draw(missing: list[tuple[str, Path]], folder: Path, heard: Heard) -> None:
    """Have them drawn one after the other; a medium on which the child dies is passed over by the next child."""
    left = list(missing)
    heard(0, len(missing))
    while left:
        with _child() as child:
            while left and _drawn(child, *left.pop(0), folder):
                heard(len(missing) - len(left), len(missing))


def _drawn(child: "subprocess.Popen[bytes]", digest: str, source: Path, folder: Path) -> bool:
    """Have one drawn; tell whether the child lives on."""
    assert child.stdin is not None
    assert child.stdout is not None
    asked = {"source": str(source.absolute()), "folder": str(folder.absolute()), "name": digest}
    with suppress(BrokenPipeError):
        child.stdin.write(json.dumps(asked).encode() + b"\n")
        return bool(child.stdout.readline())
    return False


@contextmanager
def _child() -> "Iterator[subprocess.Popen[bytes]]":
    root = str(Path(version.__file__).parent.parent)
    path = os.pathsep.join(filter(None, (root, os.environ.get("PYTHONPATH"))))
    with subprocess.Popen(
        [sys.executable, "-P", "-m", "engine.media.previewing"],
        bufsize=0, env={**os.environ, "PYTHONPATH": path},
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
    ) as child:  # fmt: skip
        yield child
