"""Conditions: a step's `if`, of which the part that names no item is decided once, before there are items."""

from collections.abc import Iterable
from functools import reduce
from typing import Final, NamedTuple

from engine.language.names import Names, Where
from engine.language.syntax import Binary, Tree, names_in, spanning
from engine.language.values import Value
from engine.recipe.roots import ITEM, LOOP
from engine.recipe.value_reader import ValueReader
from engine.text.nodes import ScalarNode

OF_AN_ITEM: Final = frozenset((ITEM, LOOP))
"""The roots of what differs from item to item."""


class WrittenCondition(NamedTuple):
    """An `if` as it is parsed: the parts, joined by `and`, that name no item, and those that do."""

    node: ScalarNode | None
    once: Tree | None = None
    each: Tree | None = None


def written_condition(node: ScalarNode | None, reader: ValueReader) -> WrittenCondition:
    """Parse an `if`; what can't be parsed is a fault."""
    tree = reader.condition_tree(node) if node is not None and node.value is not None and "${{" in node.text else None
    if tree is None:
        return WrittenCondition(node)
    parts = _parts(tree)
    once = [part for part in parts if names_in(part).isdisjoint(OF_AN_ITEM)]
    return WrittenCondition(node, _joined(once), _joined(part for part in parts if part not in once))


def read_condition(node: ScalarNode | None, tree: Tree | None, reader: ValueReader, names: Names) -> Value | None:
    """Return a part of an `if`, typed."""
    if node is None or tree is None:
        return None
    return reader.reaching(reader.condition(node, tree, names.at(Where.KNOWN)))


def _parts(tree: Tree) -> list[Tree]:
    if isinstance(tree, Binary) and tree.operator == "and":
        return [*_parts(tree.left), *_parts(tree.right)]
    return [tree]


def _joined(parts: Iterable[Tree]) -> Tree | None:
    found = list(parts)
    return (
        reduce(lambda left, right: Binary("and", left, right, spanning(left.place, right.place)), found)
        if found
        else None
    )
