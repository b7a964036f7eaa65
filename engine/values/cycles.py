"""Cycles: names that need each other in a circle."""

from collections.abc import Iterator, Mapping, Sequence


def cycles(graph: Mapping[str, Sequence[str]]) -> list[tuple[str, ...]]:
    """Return circles of a graph, each beginning at its name that stands first; no name is in two of them.

    An edge goes from a name to one that it needs; names that aren't in the graph are passed over.
    """
    done: set[str] = set()
    found: list[tuple[str, ...]] = []
    order = {name: position for position, name in enumerate(graph)}
    for start in graph:
        circle = _circle_from(start, graph, done)
        if circle:
            first = min(range(len(circle)), key=lambda index: order[circle[index]])
            found.append(circle[first:] + circle[:first])
    return found


def _circle_from(start: str, graph: Mapping[str, Sequence[str]], done: set[str]) -> tuple[str, ...] | None:
    """Walk depth first without recursion: a chain of steps may be as long as it likes."""
    path: dict[str, None] = {}
    stack: list[Iterator[str]] = [iter((start,))]
    while stack:
        name = next(stack[-1], None)
        if name is None:
            stack.pop()
            if path:
                done.add(path.popitem()[0])
        elif name in path:
            names = tuple(path)
            done.update(names)
            return names[names.index(name) :]
        elif name in graph and name not in done:
            path[name] = None
            stack.append(iter(graph[name]))
    return None
