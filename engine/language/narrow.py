"""Narrowing: what a condition says about what is there.

In `inputs.logo if inputs.logo else inputs.mark` the first `inputs.logo` is surely there, though the input is optional.
"""

from collections.abc import Iterable
from typing import NamedTuple

from engine.language.syntax import Binary, Comparison, Filter, Index, Listing, Literal, Member, Name, Test, Tree, Unary

Path = tuple[str, ...]
"""The names from a root on: ("inputs", "logo")."""


class Fact(NamedTuple):
    """What is sure of a path: it is there; or, of the printed form of its values, that it is one of these, or none of those."""

    path: Path
    among: frozenset[str] | None = None
    without: frozenset[str] = frozenset()

    @property
    def is_presence(self) -> bool:
        return self.among is None and not self.without


Facts = frozenset[Fact]
_NOTHING: Facts = frozenset()


def path_of(tree: Tree) -> Path | None:
    """Return the names that a tree is a path of, or None for any other tree."""
    if isinstance(tree, Name):
        return (tree.name,)
    if isinstance(tree, Member):
        of = path_of(tree.of)
        return None if of is None else (*of, tree.name)
    return None


def written(tree: Tree) -> str:
    """Return a tree as it may be written, what is long in it left out."""
    match tree:
        case Name():
            return tree.name
        case Member():
            return written(tree.of) + (f".{tree.name}" if tree.name.isidentifier() else f"[{tree.name!r}]")
        case Index():
            return f"{written(tree.of)}[{written(tree.key)}]"
        case Literal():
            return repr(tree.value) if isinstance(tree.value, str) else str(tree.value)
        case Filter():
            return f"{written(tree.of)} | {tree.name}" + ("(…)" if tree.arguments else "")
        case _:
            return "(…)"


def sure_if_true(tree: Tree) -> Facts:
    """Return what is sure when the condition holds."""
    match tree:
        case Name() | Member():
            path = path_of(tree)
            return frozenset((Fact(path),)) if path else _NOTHING
        case Unary(operator="not"):
            return sure_if_false(tree.operand)
        case Binary(operator="and"):
            return sure_if_true(tree.left) | sure_if_true(tree.right)
        case Binary(operator="or"):
            return sure_if_true(tree.left) & sure_if_true(tree.right)
        case Test(name="defined"):
            return sure_if_true(tree.of)
        case Comparison(rest=(("eq" | "in", _),)):
            return sure_if_true(tree.first) | _of_values(tree, among=True)
        case Comparison(rest=(("ne" | "notin", _),)):
            return _of_values(tree, among=False)
        case _:
            return _NOTHING


def sure_if_false(tree: Tree) -> Facts:
    """Return what is sure when the condition does not hold."""
    match tree:
        case Unary(operator="not"):
            return sure_if_true(tree.operand)
        case Binary(operator="or"):
            return sure_if_false(tree.left) | sure_if_false(tree.right)
        case Binary(operator="and"):
            return sure_if_false(tree.left) & sure_if_false(tree.right)
        case Test(name="undefined"):
            return sure_if_true(tree.of)
        case Comparison(rest=(("ne" | "notin", _),)):
            return _of_values(tree, among=True)
        case Comparison(rest=(("eq" | "in", _),)):
            return _of_values(tree, among=False)
        case _:
            return _NOTHING


def values_left(path: Path | None, values: Iterable[str], sure: Facts) -> tuple[str, ...]:
    """Return those of a path's values that the conditions around leave."""
    facts = [fact for fact in sure if fact.path == path]
    return tuple(
        value
        for value in values
        if all((fact.among is None or value in fact.among) and value not in fact.without for fact in facts)
    )


def of_values(sure: Facts) -> Facts:
    """Return what is sure of values, without what is only there."""
    return frozenset(fact for fact in sure if not fact.is_presence)


def _of_values(tree: Comparison, *, among: bool) -> Facts:
    """Return what a comparison with constants says of the values of a path."""
    path, right = path_of(tree.first), tree.rest[0][1]
    items = right.items if isinstance(right, Listing) else (right,)
    values = frozenset(str(item.value) for item in items if isinstance(item, Literal))
    if path is None or not items or not all(isinstance(item, Literal) for item in items):
        return _NOTHING
    return frozenset((Fact(path, among=values) if among else Fact(path, without=values),))
