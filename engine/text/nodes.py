"""Nodes: a YAML document with the place of everything in it, before it is known to be a recipe."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from engine.text.scalars import Plain
from engine.values.place import Place

if TYPE_CHECKING:
    from collections.abc import Iterator


class ScalarNode(NamedTuple):
    """One word or text: `text` as YAML gives it, `value` as the core schema reads it.

    `style` is "" for plain, else one of `'`, `"`, `|`, `>`. `decorated` tells of an anchor before it, `aliased` that
    it is put in place by an alias and stands elsewhere. `comment` is the place of a comment behind it on its last line.
    `last_line` is where the text ends; a block's `place` is its `|` alone.
    """

    text: str
    value: Plain
    style: str
    place: Place
    decorated: bool = False
    comment: Place | None = None
    last_line: int = 0
    aliased: bool = False


@dataclass(frozen=True, slots=True)
class ListNode:
    items: "tuple[Node, ...]"
    place: Place


@dataclass(frozen=True, slots=True)
class MapNode:
    """Keys are texts and occur once; they keep the order of the file."""

    entries: "tuple[tuple[ScalarNode, Node], ...]"
    place: Place

    def __iter__(self) -> "Iterator[tuple[ScalarNode, Node]]":
        return iter(self.entries)

    def get(self, name: str) -> "Node | None":
        return next((node for key, node in self.entries if key.text == name), None)

    def key(self, name: str) -> ScalarNode | None:
        return next((key for key, _ in self.entries if key.text == name), None)


Node = ScalarNode | ListNode | MapNode


def exact(node: Node) -> object:
    """Return the document as plain data with its numbers exact."""
    if isinstance(node, ScalarNode):
        return node.value
    if isinstance(node, ListNode):
        return [exact(item) for item in node.items]
    return {key.text: exact(value) for key, value in node.entries}


def plain(node: Node) -> Any:
    """Return the document as plain data, as a JSON Schema sees it; numbers with a fraction become floats."""
    if isinstance(node, ScalarNode):
        return node.value if node.value is None or isinstance(node.value, str | int) else float(node.value)
    if isinstance(node, ListNode):
        return [plain(item) for item in node.items]
    return {key.text: plain(value) for key, value in node.entries}
