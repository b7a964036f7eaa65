"""Tree: the syntax of expressions and templates, whatever parser read it.

Every node carries its place in the file, so that a fault found while types are inferred, or only when a value is
evaluated, points at the very name. Trees hold no types: those are inferred once, before a tree is kept.
"""

from dataclasses import dataclass
from decimal import Decimal

from engine.values.place import Place


@dataclass(frozen=True, slots=True)
class Literal:
    """A text, number or boolean written out."""

    value: str | int | Decimal | bool
    place: Place


@dataclass(frozen=True, slots=True)
class Name:
    """A root: `inputs`, `steps`, `prompts`, `item`, or a name that `for` or `set` made."""

    name: str
    place: Place


@dataclass(frozen=True, slots=True)
class Member:
    """`of.name` or `of['name']`; `named` is the place of the name alone."""

    of: "Tree"
    name: str
    named: Place
    place: Place

    def of_root(self, name: str) -> bool:
        """Tell whether it is a member of a root: `steps.looks` of `steps`."""
        return isinstance(self.of, Name) and self.of.name == name


@dataclass(frozen=True, slots=True)
class Index:
    """`of[key]` with a key that is not a constant text."""

    of: "Tree"
    key: "Tree"
    place: Place


@dataclass(frozen=True, slots=True)
class Listing:
    """`[a, b]`."""

    items: "tuple[Tree, ...]"
    place: Place


@dataclass(frozen=True, slots=True)
class Unary:
    """`not a`, `-a`, `+a`."""

    operator: str
    operand: "Tree"
    place: Place


@dataclass(frozen=True, slots=True)
class Binary:
    """`a and b`, `a or b`, `a + b`, `a - b`, `a * b`, `a / b`, `a // b`, `a % b`."""

    operator: str
    left: "Tree"
    right: "Tree"
    place: Place


@dataclass(frozen=True, slots=True)
class Comparison:
    """`a < b <= c`: the operators are "eq", "ne", "lt", "lteq", "gt", "gteq", "in" and "notin"."""

    first: "Tree"
    rest: "tuple[tuple[str, Tree], ...]"
    place: Place


@dataclass(frozen=True, slots=True)
class Concat:
    """`a ~ b`: text of both."""

    parts: "tuple[Tree, ...]"
    place: Place


@dataclass(frozen=True, slots=True)
class Choice:
    """`a if test else b`; `otherwise` is None if nothing was written."""

    test: "Tree"
    then: "Tree"
    otherwise: "Tree | None"
    place: Place


@dataclass(frozen=True, slots=True)
class Filter:
    """`of | name(arguments)`."""

    of: "Tree"
    name: str
    arguments: "tuple[Tree, ...]"
    named: Place
    place: Place


@dataclass(frozen=True, slots=True)
class Test:
    """`of is name(arguments)`; `is not` is a Unary around it."""

    of: "Tree"
    name: str
    arguments: "tuple[Tree, ...]"
    named: Place
    place: Place


Tree = Literal | Name | Member | Index | Listing | Unary | Binary | Comparison | Concat | Choice | Filter | Test


@dataclass(frozen=True, slots=True)
class Text:
    """Words of a template as they stand."""

    text: str


@dataclass(frozen=True, slots=True)
class Print:
    """`{{ value }}`."""

    value: Tree


@dataclass(frozen=True, slots=True)
class If:
    """`{% if %}`; `elif` is an If in `otherwise`."""

    test: Tree
    then: "Block"
    otherwise: "Block"


@dataclass(frozen=True, slots=True)
class For:
    """`{% for name in over %}`; `otherwise` stands for an empty list."""

    name: str
    over: Tree
    body: "Block"
    otherwise: "Block"
    place: Place


@dataclass(frozen=True, slots=True)
class Set:
    """`{% set name = value %}`."""

    name: str
    value: Tree
    place: Place


Statement = Text | Print | If | For | Set
Block = tuple[Statement, ...]
