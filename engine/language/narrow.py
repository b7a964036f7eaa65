"""Narrowing: what a condition says, as a formula: what is there when it holds, and what values are left.

In `inputs.logo if inputs.logo else inputs.mark` the first `inputs.logo` is surely there, though the input is optional.
"""

from collections.abc import Collection
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from types import MappingProxyType
from typing import Final, NamedTuple, Protocol

from engine.language.arithmetic import COMPARISONS
from engine.language.syntax import (
    Binary,
    Choice,
    Comparison,
    Filter,
    Index,
    Listing,
    Literal,
    Member,
    Name,
    Test,
    Tree,
    Unary,
    names_in,
)
from engine.language.truth import ALWAYS, NEVER, Asks, Formula, Question, Subject, every, is_long, negated, some
from engine.language.types import Kind, Type
from engine.values.place import Place

Path = tuple[str, ...]
"""The names from a root on: ("inputs", "logo")."""
MAX_MEANINGS: Final = 12
"""How often a name is taken for what it stands for in one reading: values that name others twice would double each time."""
EACH: Final = "*"
"""In a path, every member of a list."""


class Meant(NamedTuple):
    """What a name stands for: the tree of its value, and the places of those `or` in it that stand for an absent left side."""

    tree: Tree
    fallbacks: frozenset[Place] = frozenset()


class Known(NamedTuple):
    """What is known of a path: its type as declared, if it can be only some values all of those, and when it is there.

    `there` is None if nothing but its type tells that. `means` is what it stands for, None if that is itself. `given`: it is
    what somebody gives, an input, a cell or a member, and so never an empty text.
    """

    type: Type
    values: tuple[str | int | Decimal | bool, ...] = ()
    there: Formula | None = None
    means: Meant | None = None
    given: bool = False


class Knowing(Protocol):
    """Tells what is known of a path; None if it is none, or one that tells nothing."""

    def known(self, path: Path) -> Known | None: ...


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
        case Unary(operator="-" | "+"):
            return tree.operator + written(tree.operand)
        case _:
            return "(…)"


def holds(tree: Tree, names: Knowing, fallbacks: Collection[Place]) -> Formula:
    """Return when a condition holds; `fallbacks` are the places of those `or` that stand for an absent left side."""
    return _Reading(names, fallbacks).true(tree)


def there(tree: Tree, names: Knowing, fallbacks: Collection[Place] = ()) -> Formula:
    """Return when what a tree gives is there."""
    return _Reading(names, fallbacks).there(tree)


def subject_of(path: Path, names: Knowing) -> Subject:
    """Return a path as what questions are about."""
    known = names.known(path)
    sure = _presence(path, names) == ALWAYS
    return Subject(path, frozenset(path[:1]), known.values if known is not None else (), sure)


def _presence(path: Path, names: Knowing) -> Formula:
    """Return when a path is there: what has a member must be there too."""
    known = names.known(path)
    own: Formula = Question(Subject(path, frozenset(path[:1]), known.values if known is not None else ()), Asks.THERE)
    if known is not None and known.there is not None:
        own = known.there
    elif known is not None and not known.type.optional:
        own = ALWAYS
    before = path[:-1]
    return every(_presence(before, names), own) if before and names.known(before) is not None else own


class _Reading:
    """Reads trees; what it doesn't understand is a question of its own, equal to that of any tree written alike."""

    def __init__(self, names: Knowing, fallbacks: Collection[Place]) -> None:
        self._names = names
        self._fallbacks = frozenset(fallbacks)
        self._meanings = MAX_MEANINGS

    def _meant(self, tree: Tree) -> Tree:
        """Return what a path stands for, the path itself if that is nothing else."""
        if not isinstance(tree, Member):
            return tree
        path = path_of(tree)
        known = self._names.known(path) if path is not None else None
        if known is not None and known.means is not None and self._meanings > 0:
            self._meanings -= 1
            self._fallbacks |= known.means.fallbacks
            return self._meant(known.means.tree)
        of = self._meant(tree.of)
        return tree if of is tree.of else tree._replace(of=of)

    def true(self, tree: Tree) -> Formula:
        """Return when a tree counts as true: as a boolean if it is one, else if it is there."""
        tree = self._meant(tree)
        match tree:
            case Literal():
                return NEVER if tree.value is False else ALWAYS
            case Name() | Member():
                return self._true_path(tree)
            case Unary(operator="not"):
                return negated(self.true(tree.operand))
            case Binary(operator="and"):
                return every(self.true(tree.left), self.true(tree.right))
            case Binary(operator="or") | Filter(name="default", arguments=(_,)):
                return self._alternative(tree)
            case Choice(otherwise=otherwise) if otherwise is not None:
                return self._chosen(tree, Asks.TRUE, self.true(tree.then), self.true(otherwise))
            case Test(name="defined"):
                return self.there(tree.of)
            case Test(name="undefined"):
                return negated(self.there(tree.of))
            case Comparison():
                return self._comparison(tree)
            case Index() | Filter() | Test() | Choice():
                return _opaque(tree, Asks.TRUE)
            case _:
                return ALWAYS

    def there(self, tree: Tree) -> Formula:
        """Return when a tree gives anything."""
        tree = self._meant(tree)
        match tree:
            case Name() | Member():
                path = path_of(tree)
                return _opaque(tree, Asks.THERE) if path is None else _presence(path, self._names)
            case Binary(operator="or") if tree.place in self._fallbacks:
                return some(self.there(tree.left), self.there(tree.right))
            case Filter(name="default", arguments=(other,)):
                return some(self.there(tree.of), self.there(other))
            case Choice(otherwise=otherwise) if otherwise is not None:
                return self._chosen(tree, Asks.THERE, self.there(tree.then), self.there(otherwise))
            case Index() | Filter() | Choice():
                return _opaque(tree, Asks.THERE)
            case _:
                return ALWAYS

    def _true_path(self, tree: Name | Member) -> Formula:
        path = path_of(tree)
        if path is None:
            return _opaque(tree, Asks.TRUE)
        known = self._names.known(path)
        if known is None or known.type.kind in (Kind.BOOLEAN, Kind.UNKNOWN):
            return self._of(path, Asks.TRUE)
        return _presence(path, self._names)

    def _of(self, path: Path, asks: Asks, value: str | int | Decimal | None = None) -> Formula:
        """Return a question about a path, which is there if the answer is yes."""
        subject, present = subject_of(path, self._names), _presence(path, self._names)
        question = Question(subject, asks, value)
        return question if present == Question(subject, Asks.THERE) else every(present, question)

    def _alternative(self, tree: Binary | Filter) -> Formula:
        left, right = (tree.left, tree.right) if isinstance(tree, Binary) else (tree.of, tree.arguments[0])
        first, second = self.true(left), self.true(right)
        if isinstance(tree, Binary) and tree.place not in self._fallbacks:
            return some(first, second)
        present = self.there(left)
        return some(first, second if first == present else every(negated(present), second))

    def _chosen(self, tree: Choice, asks: Asks, then: Formula, otherwise: Formula) -> Formula:
        test = self.true(tree.test)
        if is_long(test):  # it stands there twice, and so would those in it
            return _opaque(tree, asks)
        return some(every(test, then), every(negated(test), otherwise))

    # comparisons

    def _comparison(self, tree: Comparison) -> Formula:
        found, left = [], tree.first
        for operator, right in tree.rest:
            found.append(self._compared(left, operator, right))
            left = right
        return every(*found)

    def _compared(self, left: Tree, operator: str, right: Tree) -> Formula:
        left, right = self._meant(left), self._meant(right)
        match operator:
            case "ne":
                return negated(self._compared(left, "eq", right))
            case "notin":
                return negated(self._compared(left, "in", right))
            case "in" if isinstance(right, Listing):
                return some(*(self._compared(left, "eq", item) for item in right.items))
            case "gt" | "gteq" if _constant(right) is None:
                return self._compared(right, {"gt": "lt", "gteq": "lteq"}[operator], left)
            case _:
                found = self._with_constant(left, operator, right)
                alike = _opaque(Comparison(left, ((operator, right),), left.place), Asks.TRUE)
                return every(self.there(left), self.there(right), alike) if found is None else found

    def _with_constant(self, left: Tree, operator: str, right: Tree) -> Formula | None:
        """Return what a comparison of a path with a constant says; None for any other."""
        if path_of(left) is None and operator in _MIRRORED:
            left, operator, right = right, _MIRRORED[operator], left
        path, value = path_of(left), _constant(right)
        known = self._names.known(path) if path is not None else None
        if path is None or known is None or value is None or operator not in _MIRRORED:
            return None
        if isinstance(value, bool) or known.type.kind is Kind.BOOLEAN:
            return self._is_boolean(path, known, value) if operator == "eq" else None
        is_number = known.type.is_number and not isinstance(value, str)
        if known.given and value == "" and operator == "eq":
            return negated(_presence(path, self._names))  # a mistake, of which it is clear what is meant
        if known.values and (operator == "eq" or is_number):
            compared = COMPARISONS[operator]
            return some(*(self._of(path, Asks.IS, one) for one in known.values if compared(one, value)))
        if known.type.kind is Kind.STRING and isinstance(value, str) and operator == "eq":
            return self._of(path, Asks.IS, value)
        return self._bound(path, known, operator, value) if is_number and not isinstance(value, str) else None

    def _is_boolean(self, path: Path, known: Known, value: object) -> Formula | None:
        if known.type.kind is not Kind.BOOLEAN or not isinstance(value, bool):
            return None
        true = self._of(path, Asks.TRUE)
        return true if value else every(_presence(path, self._names), negated(true))

    def _bound(self, path: Path, known: Known, operator: str, value: int | Decimal) -> Formula:
        def at_most(limit: int | Decimal) -> Formula:
            whole = Decimal(limit).to_integral_value(ROUND_FLOOR)
            return self._of(path, Asks.AT_MOST, int(whole) if known.type.kind is Kind.INTEGER else limit)

        def below(limit: int | Decimal) -> Formula:
            whole = Decimal(limit).to_integral_value(ROUND_CEILING)
            is_whole = known.type.kind is Kind.INTEGER
            return at_most(int(whole) - 1) if is_whole else self._of(path, Asks.BELOW, limit)

        present = _presence(path, self._names)
        match operator:
            case "lt":
                return below(value)
            case "lteq":
                return at_most(value)
            case "gt":
                return every(present, negated(at_most(value)))
            case "gteq":
                return every(present, negated(below(value)))
            case _:
                return every(at_most(value), negated(below(value)))


_MIRRORED: Final = MappingProxyType({"eq": "eq", "lt": "gt", "lteq": "gteq", "gt": "lt", "gteq": "lteq"})
"""What comparisons with constants say the same with their sides changed."""


def _constant(tree: Tree) -> str | int | Decimal | bool | None:
    if isinstance(tree, Unary) and tree.operator in "+-" and isinstance(tree.operand, Literal):
        value = tree.operand.value
        if isinstance(value, bool | str):
            return None
        return -value if tree.operator == "-" else value
    return tree.value if isinstance(tree, Literal) else None


def _opaque(tree: Tree, asks: Asks) -> Question:
    return Question(Subject(_without_places(tree), names_in(tree)), asks)


def _without_places(tree: object) -> object:
    if isinstance(tree, Place):
        return None
    if isinstance(tree, tuple):
        return (type(tree).__name__, *map(_without_places, tree))
    return (type(tree).__name__, tree)
