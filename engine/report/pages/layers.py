"""Layers: where the nodes of a graph without circles stand, left to right, so that few of its lines cross."""

from bisect import bisect_right, insort
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

SWEEPS: Final = 8
"""So often the order is gone over in both directions; it rarely gets better after the fourth time."""
Node = str | tuple[str, str, int]
"""What has a name; or a bend, (from, to, layer), where a line passes through a layer between its ends."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A graph laid out: `layers` hold the names and bends from left to right, each from top to bottom.

    `lines` are (from, to), each with the bends between.
    """

    layers: tuple[tuple[Node, ...], ...]
    lines: Mapping[tuple[str, str], tuple[Node, ...]]

    @property
    def crossings(self) -> int:
        """How often lines cross."""
        return _crossings(self.layers, _links(self.lines))


def laid_out(needs: Mapping[str, Sequence[str]]) -> Drawing:
    """Lay out nodes, each behind all that it needs and as near as can be; what is needed and isn't there is left out.

    Layers are those of the longest path. Their order is by barycentres, the best of some sweeps; equal graphs are drawn equally.
    """
    depth = depths_of(needs)
    lines: dict[tuple[str, str], tuple[Node, ...]] = {}
    layers: list[list[Node]] = [[] for _ in range(max(depth.values(), default=-1) + 1)]
    for name in needs:
        layers[depth[name]].append(name)
    for name, others in needs.items():
        for other in dict.fromkeys(others):
            if other in depth:
                bends = [(other, name, at) for at in range(depth[other] + 1, depth[name])]
                lines[other, name] = (other, *bends, name)
                for bend in bends:
                    layers[bend[2]].append(bend)
    return Drawing(_ordered(layers, _links(lines)), lines)


def depths_of(needs: Mapping[str, Sequence[str]]) -> dict[str, int]:
    """Return the layer of each node: one more than the greatest of what it needs."""
    depth: dict[str, int] = {}
    for start in needs:
        waiting = [start]
        while waiting:
            name = waiting[-1]
            others = [other for other in needs[name] if other in needs]
            missing = [other for other in others if other not in depth and other not in waiting]
            if missing and name not in depth:
                waiting += missing
                continue
            depth.setdefault(name, 1 + max((depth.get(other, -1) for other in others), default=-1))
            waiting.pop()
    return depth


def _links(lines: Mapping[tuple[str, str], tuple[Node, ...]]) -> list[tuple[Node, Node]]:
    return [pair for line in lines.values() for pair in pairwise(line)]


def _ordered(layers: list[list[Node]], links: list[tuple[Node, Node]]) -> tuple[tuple[Node, ...], ...]:
    before: dict[Node, list[Node]] = {}
    behind: dict[Node, list[Node]] = {}
    for left, right in links:
        before.setdefault(right, []).append(left)
        behind.setdefault(left, []).append(right)
    best, fewest = tuple(map(tuple, layers)), _crossings(layers, links)
    for _ in range(SWEEPS):
        if not fewest:
            break
        for around, way in ((before, range(1, len(layers))), (behind, range(len(layers) - 2, -1, -1))):
            for at in way:
                step = at - 1 if around is before else at + 1
                layers[at] = _by_centres(layers[at], layers[step], around)
            found = _crossings(layers, links)
            if found < fewest:
                best, fewest = tuple(map(tuple, layers)), found
    return best


def _by_centres(layer: list[Node], beside: list[Node], around: Mapping[Node, list[Node]]) -> list[Node]:
    """Order a layer by the mean places of what its nodes are joined to in the layer beside; who is joined to nothing stays."""
    places = {node: n for n, node in enumerate(beside)}
    centres = dict[Node, float]()
    for n, node in enumerate(layer):
        others = around.get(node, ())
        centres[node] = sum(places[other] for other in others) / len(others) if others else float(n)
    return sorted(layer, key=centres.__getitem__)


def _crossings(layers: Sequence[Sequence[Node]], links: list[tuple[Node, Node]]) -> int:
    """Count the pairs of lines between neighbouring layers that cross, by insertion into a sorted list of ends."""
    place = {node: (at, n) for at, layer in enumerate(layers) for n, node in enumerate(layer)}
    by_layer: dict[int, list[tuple[int, int]]] = {}
    for left, right in links:
        at, n = place[left]
        by_layer.setdefault(at, []).append((n, place[right][1]))
    return sum(_inversions([end for _, end in sorted(pairs)]) for pairs in by_layer.values())


def _inversions(ends: list[int]) -> int:
    """Count the pairs that stand in the wrong order."""
    seen: list[int] = []
    count = 0
    for end in ends:
        count += len(seen) - bisect_right(seen, end)
        insort(seen, end)
    return count
