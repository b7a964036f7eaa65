"""Graph: the tasks of a report as a picture, each in its state; of many, steps with how many tasks each stands for."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from engine.report.pages.layers import Drawing, Node, depths_of, laid_out
from engine.report.pages.overview import ShownRow, ShownStep

MOST: Final = 150
"""Of more tasks nobody finds one in a picture: steps are drawn."""
WIDTH: Final = 190
HEIGHT: Final = 40
GAP: Final = 14
ASIDE: Final = 70
"""Pixels of a node, between two, and between two layers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnNode:
    """A node: its upper left corner, what it is, and of its tasks how many are in which state; `row` is whose page tells more."""

    x: int
    y: int
    name: str
    step: str
    states: Mapping[str, int]
    row: ShownRow | None

    @property
    def count(self) -> int:
        return sum(self.states.values())

    @property
    def state(self) -> str:
        """The state that most needs a look."""
        order = ("failed", "held", "running", "waiting", "done", "reused", "skipped")
        return min(self.states, key=lambda name: order.index(name) if name in order else len(order))


@dataclass(frozen=True, slots=True)
class DrawnGraph:
    """A picture of so many pixels; `lines` are paths of SVG. `collapsed`: each node stands for all tasks of a step."""

    width: int
    height: int
    nodes: tuple[DrawnNode, ...]
    lines: tuple[str, ...]
    collapsed: bool
    tasks: int


def graph_of(rows: Iterable[ShownRow]) -> DrawnGraph:
    """Draw the tasks of rows, each once; more than `MOST` by their steps, and these by how far they are from the start."""
    owners: dict[str, tuple[ShownStep, ShownRow]] = {}
    for row in rows:
        for step in row.steps:
            if step.own or step.task not in owners:
                owners[step.task] = (step, row)
    needs = {name: step.needs for name, (step, _) in owners.items()}
    if len(needs) <= MOST:
        return _drawn(needs, {name: name for name in needs}, owners, collapsed=False)
    groups = {name: step.path for name, (step, _) in owners.items()}
    if len(set(groups.values())) > MOST:
        groups = {name: str(depth + 1) for name, depth in depths_of(needs).items()}
    return _drawn(_joined(needs, groups), groups, owners, collapsed=True)


def _joined(needs: Mapping[str, tuple[str, ...]], groups: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for name, others in needs.items():
        mine = found.setdefault(groups[name], {})
        mine.update((groups[other], None) for other in others if other in groups and groups[other] != groups[name])
    return {name: tuple(others) for name, others in found.items()}


def _drawn(
    needs: Mapping[str, tuple[str, ...]],
    groups: Mapping[str, str],
    owners: Mapping[str, tuple[ShownStep, ShownRow]],
    *,
    collapsed: bool,
) -> DrawnGraph:
    drawing = laid_out(needs)
    members: dict[str, list[str]] = {}
    for task, group in groups.items():
        members.setdefault(group, []).append(task)
    places = _places(drawing)

    def node(name: str) -> DrawnNode:
        tasks = members[name]
        step, row = owners[tasks[0]]
        states = Counter(owners[task][0].record.state for task in tasks)
        x, y = places[name]
        return DrawnNode(
            x=x, y=y, name=name, step=name if collapsed else step.step, states=states, row=None if collapsed else row
        )

    return DrawnGraph(
        width=max(len(drawing.layers) * (WIDTH + ASIDE) - ASIDE, 0),
        height=max((y + HEIGHT for _, y in places.values()), default=0),
        nodes=tuple(map(node, needs)),
        lines=tuple(_path(line, places) for line in drawing.lines.values()),
        collapsed=collapsed,
        tasks=len(groups),
    )


def _places(drawing: Drawing) -> dict[Node, tuple[int, int]]:
    """Place the tallest layer evenly, and from it to both sides every node as near as can be to the middle of its neighbours."""
    joined: dict[Node, list[Node]] = {}
    for line in drawing.lines.values():
        for left, right in pairwise(line):
            joined.setdefault(left, []).append(right)
            joined.setdefault(right, []).append(left)
    layers = drawing.layers
    tallest = max(range(len(layers)), key=lambda at: len(layers[at]), default=0)
    high: dict[Node, float] = {}
    for at in (*range(tallest, len(layers)), *range(tallest - 1, -1, -1)):
        wanted = list[float]()
        for n, node in enumerate(layers[at]):
            near = [high[other] for other in joined.get(node, ()) if other in high]
            wanted.append(sum(near) / len(near) if near else float(n))
        high |= zip(layers[at], _apart(wanted), strict=True)
    top, step = min(high.values(), default=0.0), HEIGHT + GAP
    return {
        node: (at * (WIDTH + ASIDE), round((high[node] - top) * step))
        for at, layer in enumerate(layers)
        for node in layer
    }


def _apart(wanted: list[float]) -> list[float]:
    """Return places in their order, at least one apart, and on the average where they are wanted."""
    found = list[float]()
    for place in wanted:
        found.append(max(place, found[-1] + 1) if found else place)
    off = (sum(found) - sum(wanted)) / len(wanted) if wanted else 0.0
    return [place - off for place in found]


def _path(line: tuple[Node, ...], places: Mapping[Node, tuple[int, int]]) -> str:
    """Write a line through its bends as curves that leave and arrive level."""
    return "".join(_curves(line, places))


def _curves(line: tuple[Node, ...], places: Mapping[Node, tuple[int, int]]) -> Iterator[str]:
    middle, half = HEIGHT // 2, ASIDE // 2
    for n, (left, right) in enumerate(pairwise(line)):
        (x, y), (to_x, to_y) = places[left], places[right]
        yield f"M{x + WIDTH} {y + middle}" if n == 0 else f"H{x + WIDTH}"
        yield f"C{x + WIDTH + half} {y + middle} {to_x - half} {to_y + middle} {to_x} {to_y + middle}"
