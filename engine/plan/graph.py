"""The graph of tasks: what leads to the outputs."""

from collections.abc import Iterable, Mapping


def closure(wanted: Iterable[str], needs: Mapping[str, Iterable[str]]) -> set[str]:
    """Return the wanted tasks and all that they need, directly or not."""
    found: set[str] = set()
    open_ = list(wanted)
    while open_:
        task = open_.pop()
        if task not in found:
            found.add(task)
            open_ += needs[task]
    return found
