"""Nodes: a YAML document with the place of everything in it, before it is known to be a recipe."""

from dataclasses import dataclass
from decimal import Decimal
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
    """Keys are texts and occur once; they keep the order of the file.

    What stands under a key is asked for as what it should be. Anything else is a fault that its shape has already, so it
    counts as not there: "", None or nothing.
    """

    entries: "Pairs"
    place: Place

    def __iter__(self) -> "Iterator[tuple[ScalarNode, Node]]":
        return iter(self.entries)

    def get(self, name: str) -> "Node | None":
        return next((node for key, node in self.entries if key.text == name), None)

    def key(self, name: str) -> ScalarNode | None:
        return next((key for key, _ in self.entries if key.text == name), None)

    def scalar(self, name: str) -> ScalarNode | None:
        node = self.get(name)
        return node if isinstance(node, ScalarNode) else None

    def map(self, name: str) -> "MapNode | None":
        node = self.get(name)
        return node if isinstance(node, MapNode) else None

    def text(self, name: str) -> str:
        return text_of(self.get(name))

    def flag(self, name: str) -> bool | None:
        value = value_of(self.get(name))
        return value if isinstance(value, bool) else None

    def number(self, name: str) -> Decimal | None:
        value = value_of(self.get(name))
        return Decimal(value) if isinstance(value, int | Decimal) and not isinstance(value, bool) else None

    def whole(self, name: str) -> int | None:
        value = self.number(name)
        return int(value) if value is not None and value == int(value) else None

    def pairs(self, name: str) -> "Pairs":
        return pairs_of(self.get(name))

    def keys(self, name: str) -> tuple[str, ...]:
        return tuple(key.text for key, _ in self.pairs(name))

    def members(self, name: str) -> "tuple[Node, ...]":
        return members_of(self.get(name))

    def words(self, name: str) -> tuple[ScalarNode, ...]:
        return words_of(self.get(name))

    def maps(self, name: str) -> "tuple[MapNode, ...]":
        return tuple(node for node in self.members(name) if isinstance(node, MapNode))

    def is_no_map(self, name: str) -> bool:
        """Tell whether something else than a map stands under a key that is for one."""
        return not isinstance(self.get(name), MapNode | None)


Node = ScalarNode | ListNode | MapNode
Pairs = tuple[tuple[ScalarNode, Node], ...]


def value_of(node: Node | None) -> Plain:
    """Return the value of a scalar; None for anything else."""
    return node.value if isinstance(node, ScalarNode) else None


def text_of(node: Node | None) -> str:
    """Return what is written where a text should stand: "" for a number, a list, a map or nothing."""
    return node.text if isinstance(node, ScalarNode) and isinstance(node.value, str) else ""


def members_of(node: Node | None) -> tuple[Node, ...]:
    """Return the members of a list; none of anything else."""
    return node.items if isinstance(node, ListNode) else ()


def words_of(node: Node | None) -> tuple[ScalarNode, ...]:
    """Return the members of a list that are neither lists nor maps."""
    return tuple(item for item in members_of(node) if isinstance(item, ScalarNode))


def pairs_of(node: Node | None) -> Pairs:
    """Return the entries of a map; none of anything else."""
    return node.entries if isinstance(node, MapNode) else ()


def maps_in(node: Node) -> "tuple[MapNode, ...] | None":
    """Return the members of a list of maps; None if it is none."""
    if not isinstance(node, ListNode):
        return None
    maps = tuple(item for item in node.items if isinstance(item, MapNode))
    return maps if len(maps) == len(node.items) else None


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
