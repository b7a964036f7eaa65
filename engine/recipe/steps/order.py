"""Reading order: steps are read after those that they name, whose results must have types and conditions by then."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from engine.text.nodes import ListNode, MapNode, Node, ScalarNode

_NAMED: Final = re.compile(r"""\bsteps\s*(?:\.\s*(\w+)|\[\s*(?:'(\w+)'|"(\w+)")\s*\])""")
_WHERE: Final = ("foreach", "key", "if", "with")


def in_reading_order(entries: Sequence[MapNode], defaults: Mapping[str, Node]) -> list[MapNode]:
    """Return the entries of all steps, each after those whose names stand in it; in a circle one must come first.

    They are found by their look, before anything is parsed; a name in words that no expression holds does no harm.
    """
    by_id: dict[str, MapNode] = {}
    for entry in entries:
        by_id.setdefault(entry.text("id"), entry)
    ordered: list[MapNode] = []
    begun: set[int] = set()
    for entry in entries:
        waiting = [(entry, _before(entry, by_id, defaults))] if id(entry) not in begun else []
        begun.add(id(entry))
        while waiting:
            needed = next((other for other in waiting[-1][1] if id(other) not in begun), None)
            if needed is None:
                ordered.append(waiting.pop()[0])
            else:
                begun.add(id(needed))
                waiting.append((needed, _before(needed, by_id, defaults)))
    return ordered


def _before(entry: MapNode, by_id: Mapping[str, MapNode], defaults: Mapping[str, Node]) -> Iterator[MapNode]:
    for node in (*map(entry.get, _WHERE), defaults.get(entry.text("uses"))):
        for text in _texts(node):
            for found in _NAMED.finditer(text):
                other = by_id.get(found[1] or found[2] or found[3])
                if other is not None:
                    yield other


def _texts(node: Node | None) -> Iterator[str]:
    match node:
        case ScalarNode() if "steps" in node.text:
            yield node.text
        case MapNode():
            for _, inner in node:
                yield from _texts(inner)
        case ListNode():
            for inner in node.items:
                yield from _texts(inner)
        case _:
            pass
