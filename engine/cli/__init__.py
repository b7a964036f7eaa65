"""The command line: one file a command, each a thin face of a use case; the only room that prints."""

import os
import sys
from gc import callbacks, freeze, set_threshold

from engine.version import __version__

_YOUNG = 100_000
_STDERR = 2


def main() -> None:
    """Run the command line of this process."""
    _fill_streams()
    if sys.argv[1:] == ["--version"]:  # answered without click, which takes twice as long to load as Python to start
        print(f"editchain, version {__version__}")
        return
    look_rarely_for_cycles()
    from engine.cli.root import root  # noqa: PLC0415 - click is loaded when a command runs, not when the package is imported

    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
        sys.stderr.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    try:
        root(prog_name="editchain")
    finally:
        freeze()  # Python looks through everything for cycles again when it ends; whatever is left ends with it


def look_rarely_for_cycles() -> None:
    """Let Python look for cycles among young objects only, and rarely: what is loaded is there for good.

    By itself it looks a hundred times while modules are loaded, and finds none; the first look of ours would go through all of
    them, which takes as long as planning two hundred tasks.
    """
    set_threshold(_YOUNG)
    callbacks.append(_set_aside)


def _set_aside(_phase: str, _info: dict[str, int]) -> None:
    """Take what is there at the first look out of all looks."""
    callbacks.remove(_set_aside)
    freeze()


def _fill_streams() -> None:
    """Put the null device in the place of each standard stream that was closed.

    Else a file of ours would get its number, and whatever a library prints would be written into it.
    """
    while (number := os.open(os.devnull, os.O_RDWR)) <= _STDERR:
        os.set_inheritable(number, True)
    os.close(number)
    if sys.stdout is None:
        sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115 - it ends with the process
    if sys.stderr is None:
        sys.stderr = open(_STDERR, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
