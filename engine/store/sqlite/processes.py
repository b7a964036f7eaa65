"""Processes: a lock held for life proves who may still send; its age proves nothing.

A process that sleeps, is stopped or whose clock jumps keeps its lock; the operating system frees it only with its death.
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from engine.errors import OperatorError
from engine.lock import alone, hold
from engine.values.reason import system_words


@contextmanager
def living(folder: Path, process: str) -> Iterator[None]:
    """Hold the lock of this process for as long as the context lasts; raises OperatorError `disk-unwritable`."""
    with ExitStack() as stack:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            _bury(folder)
            stack.enter_context(alone(folder / process))
        except OSError as error:
            raise OperatorError("disk-unwritable", path=str(folder), reason=system_words(error)) from error
        yield


def is_alive(folder: Path, process: str) -> bool:
    """Say whether the process may still act: True while somebody holds its lock, and if that can't be learnt."""
    try:
        held = hold(folder / process, make=False)
    except FileNotFoundError:
        return False
    except OSError:
        return True
    if held is not None:
        held.release(remove=False)
    return held is None


def count_living(folder: Path) -> int:
    """Return how many processes may still act."""
    try:
        names = [path.name for path in folder.iterdir()]
    except FileNotFoundError:
        return 0
    return sum(is_alive(folder, name) for name in names)


def _bury(folder: Path) -> None:
    """Remove what killed processes have left, which says no more than its absence does."""
    for path in folder.iterdir():
        with suppress(FileNotFoundError):  # another was faster
            held = hold(path, make=False)
            if held is not None:
                held.release(remove=True)
