"""Meant: a document with its slips put right, so that what follows from a slip is no fault of its own.

A key in other letters is read under its right name, a parameter that stands beside `uses` as if it stood under `with`, a
number as the text that it was to be. Each slip has its own fault; nothing that holds one is ever run.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from engine.text.nodes import ListNode, MapNode, Node, ScalarNode

Path = tuple[str | int, ...]
"""Where a node stands: the keys and indexes that lead to it."""
Rewrite = Callable[[Node], Node]


@dataclass(slots=True)
class Repairs:
    """The changes that one look at a document asks for; all of them are made at once."""

    changes: list[tuple[Path, Rewrite]] = field(default_factory=list)

    def rename(self, path: Path, names: Mapping[str, str]) -> None:
        """Give keys of a map other names; one whose name is taken stays as it is."""
        self.changes.append((path, lambda node: _renamed(node, names)))

    def move(self, path: Path, keys: Sequence[str], under: str) -> None:
        """Put entries of a map into the map under another key, which is made if it isn't there."""
        self.changes.append((path, lambda node: _moved(node, keys, under)))

    def split(self, path: Path, old: str, new: str, value: ScalarNode | None) -> None:
        """Put a name in the place of a key that runs on into its value; `value` is that value, if it has no other."""
        self.changes.append((path, lambda node: _split(node, old, new, value)))

    def put(self, path: Path, value: Node) -> None:
        """Put another node in the place of one."""
        self.changes.append((path, lambda _: value))

    def made(self, root: Node) -> Node:
        """Return the document with all changes, the innermost first: so no path leads astray."""
        for path, change in sorted(self.changes, key=lambda one: -len(one[0])):
            root = _changed(root, path, change)
        return root


def _changed(node: Node, path: Sequence[str | int], change: Rewrite) -> Node:
    if not path:
        return change(node)
    first, rest = path[0], path[1:]
    if isinstance(node, ListNode):
        items = (_changed(item, rest, change) if index == first else item for index, item in enumerate(node.items))
        return replace(node, items=tuple(items))
    if isinstance(node, MapNode):
        pairs = ((key, _changed(inner, rest, change) if key.text == first else inner) for key, inner in node)
        return replace(node, entries=tuple(pairs))
    return node


def _renamed(node: Node, names: Mapping[str, str]) -> Node:
    if not isinstance(node, MapNode):
        return node
    taken = {key.text for key, _ in node}
    new = {old: name for old, name in names.items() if name not in taken}
    return replace(node, entries=tuple((key._replace(text=new.get(key.text, key.text)), inner) for key, inner in node))


def _moved(node: Node, names: Sequence[str], under: str) -> Node:
    if not isinstance(node, MapNode):
        return node
    moved = tuple((key, inner) for key, inner in node if key.text in names)
    kept = tuple((key, inner) for key, inner in node if key.text not in names)
    if node.key(under) is None:
        key, inner = moved[0]
        return replace(node, entries=(*kept, (key._replace(text=under), MapNode(moved, inner.place))))
    grown = tuple(
        (
            key,
            replace(inner, entries=inner.entries + moved)
            if key.text == under and isinstance(inner, MapNode)
            else inner,
        )
        for key, inner in kept
    )
    return replace(node, entries=grown)


def _split(node: Node, old: str, new: str, value: ScalarNode | None) -> Node:
    node = _renamed(node, {old: new})
    if value is None or not isinstance(node, MapNode):
        return node
    return replace(node, entries=tuple((key, value if key.text == new else inner) for key, inner in node))
