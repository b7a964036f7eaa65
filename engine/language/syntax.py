"""Tree: the syntax of expressions and templates, whatever parser read it.

Every node carries its place in the file, so that a fault found while types are inferred, or only when a value is
evaluated, points at the very name. Trees hold no types: those are inferred once, before a tree is kept. Nodes are named
tuples: dataclasses of so many kinds would take longer to make than most recipes to check.
"""

from collections.abc import Iterator
from decimal import Decimal
from typing import Final, NamedTuple

from engine.values.place import Place

MAX_DEPTH: Final = 60
"""Levels of a tree, so that no function that walks it runs out of stack."""
NOTHING: Final = frozenset({"null", "Null", "NULL", "nil", "undefined"})
"""What other languages call a value that isn't there; Jinja knows its own, none."""


class Literal(NamedTuple):
    """A text, number or boolean written out."""

    value: str | int | Decimal | bool
    place: Place


class Name(NamedTuple):
    """A root: `inputs`, `steps`, `prompts`, `item`, or a name that `for` or `set` made."""

    name: str
    place: Place


class Member(NamedTuple):
    """`of.name` or `of['name']`; `named` is the place of the name alone."""

    of: "Tree"
    name: str
    named: Place
    place: Place

    def of_root(self, name: str) -> bool:
        """Tell whether it is a member of a root: `steps.looks` of `steps`."""
        return isinstance(self.of, Name) and self.of.name == name


class Index(NamedTuple):
    """`of[key]` with a key that is not a constant text."""

    of: "Tree"
    key: "Tree"
    place: Place


class Listing(NamedTuple):
    """`[a, b]`."""

    items: "tuple[Tree, ...]"
    place: Place


class Unary(NamedTuple):
    """`not a`, `-a`, `+a`."""

    operator: str
    operand: "Tree"
    place: Place


class Binary(NamedTuple):
    """`a and b`, `a or b`, `a + b`, `a - b`, `a * b`, `a / b`, `a // b`, `a % b`."""

    operator: str
    left: "Tree"
    right: "Tree"
    place: Place


class Comparison(NamedTuple):
    """`a < b <= c`: the operators are "eq", "ne", "lt", "lteq", "gt", "gteq", "in" and "notin"."""

    first: "Tree"
    rest: "tuple[tuple[str, Tree], ...]"
    place: Place


class Concat(NamedTuple):
    """`a ~ b`: text of both."""

    parts: "tuple[Tree, ...]"
    place: Place


class Choice(NamedTuple):
    """`a if test else b`; `otherwise` is None if nothing was written."""

    test: "Tree"
    then: "Tree"
    otherwise: "Tree | None"
    place: Place


class Filter(NamedTuple):
    """`of | name(arguments)`."""

    of: "Tree"
    name: str
    arguments: "tuple[Tree, ...]"
    named: Place
    place: Place


class Test(NamedTuple):
    """`of is name(arguments)`; `is not` is a Unary around it."""

    of: "Tree"
    name: str
    arguments: "tuple[Tree, ...]"
    named: Place
    place: Place


Tree = Literal | Name | Member | Index | Listing | Unary | Binary | Comparison | Concat | Choice | Filter | Test


def parts_of(tree: Tree) -> Iterator[Tree]:
    """Give the trees that a tree directly holds."""
    waiting: list[object] = [*tree]
    while waiting:
        field = waiting.pop(0)
        if isinstance(field, Tree):
            yield field
        elif type(field) is tuple:
            waiting = [*field, *waiting]


def names_in(tree: Tree) -> frozenset[str]:
    """Return the names with which all paths in a tree begin."""
    if isinstance(tree, Name):
        return frozenset((tree.name,))
    return frozenset(name for part in parts_of(tree) for name in names_in(part))


def spanning(first: Place, last: Place) -> Place:
    """Return the place from the beginning of one to the end of another."""
    return Place(first.file, first.line, first.column, last.end_line, last.end_column)


class Text(NamedTuple):
    """Words of a template as they stand."""

    text: str


class Print(NamedTuple):
    """`{{ value }}`."""

    value: Tree


class If(NamedTuple):
    """`{% if %}`; `elif` is an If in `otherwise`."""

    test: Tree
    then: "Block"
    otherwise: "Block"


class For(NamedTuple):
    """`{% for name in over %}`; `otherwise` stands for an empty list."""

    name: str
    over: Tree
    body: "Block"
    otherwise: "Block"
    place: Place


class Set(NamedTuple):
    """`{% set name = value %}`."""

    name: str
    value: Tree
    place: Place


class Tag(NamedTuple):
    """Where a tag stands that does nothing by itself: `{% raw %}` and its end."""


Statement = Text | Print | If | For | Set | Tag
Block = tuple[Statement, ...]
