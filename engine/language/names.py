"""Names: what a value at one point of a file may name, and with which types.

Which roots there are is said by whoever reads the file: `inputs`, `prompts`, `steps` and `item` in a recipe, `row`,
`matrix` and a few single words in a campaign.
"""

import enum
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from types import MappingProxyType
from typing import NamedTuple

from engine.language.media_facts import FACTS
from engine.language.narrow import EACH, Known, Meant, Path, holds, path_of, subject_of, there
from engine.language.syntax import Member, Name, Tree
from engine.language.truth import ALWAYS, Asks, Every, Formula, Question, follows, possible, questions_in
from engine.language.types import Type
from engine.language.values import Expression, Scalar, Value

PromptNames = Mapping[str, "PromptNames | None"]
"""The names of prompts; a map of them has names of its own, a text None."""


class Where(enum.Enum):
    """What kind of place a value stands in: all is known there before spending, or it takes media that steps make."""

    KNOWN = "known"
    MEDIA = "media"


class Declaration(NamedTuple):
    """What is known of a member: its type and, if it can be only some values, all of those; `means` is what it stands for.

    `low` and `high` are the bounds of a number, `longest` the most characters of a text; None: no limit is written.
    """

    type: Type
    values: tuple[Scalar, ...] = ()
    means: Meant | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    longest: int | None = None


@dataclass(frozen=True, slots=True)
class Broken:
    """The names under a root that have a fault where they are declared: nothing more is said of them.

    `whole`: what declares them can't be read at all, so that any name may be one of them.
    """

    names: frozenset[str] = frozenset()
    whole: bool = False

    def __contains__(self, name: str) -> bool:
        return self.whole or name in self.names


class Group(NamedTuple):
    """A root with declared members, such as `inputs` or `row`.

    `find` gives what is declared under a name, None if nothing is. `known` are all names, for hints. `unknown` is the
    key of the fault of a name that is not there.
    """

    find: Callable[[str], Declaration | None]
    known: Collection[str]
    unknown: str
    broken: Broken = Broken()


class Texts(NamedTuple):
    """A root of named texts, `prompts`."""

    known: PromptNames
    broken: Broken = Broken()


class Makers(NamedTuple):
    """A root of what makes media, `steps`: the types of all outputs by the name of the step and their own."""

    known: Mapping[str, Mapping[str, Type]]
    broken: Broken = Broken()


class Word(NamedTuple):
    """A root that is a value itself, such as `item`; without a type it has no meaning here: `unknown` is the fault's key."""

    type: Type | None
    unknown: str = ""


Root = Group | Texts | Makers | Word


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """All that may be named.

    `unknown` is the key of the fault of a name that is no root. `local` are names made by `for` and `set`; `sure` is
    what the conditions around say, all of which holds. `presence` tells when what steps make is there, by path.
    """

    roots: Mapping[str, Root]
    unknown: str
    where: Where = Where.KNOWN
    local: Mapping[str, Type] = field(default_factory=lambda: MappingProxyType({}))
    sure: tuple[Formula, ...] = ()
    presence: Mapping[Path, Formula] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def shown(self) -> tuple[str, ...]:
        """The roots as they may be written here: "row.…", "key"."""
        words = [name for name, root in self.roots.items() if isinstance(root, Word) and root.type is not None]
        return (*(f"{name}.…" for name, root in self.roots.items() if not isinstance(root, Word)), *words)

    def at(self, where: Where) -> "Names":
        return replace(self, where=where)

    def with_roots(self, roots: Mapping[str, Root]) -> "Names":
        """Return the names with other roots beside these, or in their place."""
        return replace(self, roots=MappingProxyType({**self.roots, **roots}))

    def surely(self, formula: Formula) -> "Names":
        """Return the names where something holds besides."""
        parts = formula.parts if isinstance(formula, Every) else (formula,)
        return replace(self, sure=(*self.sure, *parts)) if parts else self

    def with_local(self, name: str, known: Type) -> "Names":
        sure = tuple(one for one in self.sure if not any(name in question.of.roots for question in questions_in(one)))
        return replace(self, local=MappingProxyType({**self.local, name: known}), sure=sure)

    def declares(self, path: Path) -> bool:
        """Tell whether something is declared under a path, as far as its root knows; what steps make only where it is named."""
        root = self.roots.get(path[0])
        match root:
            case Word(type=Type() as known):
                return len(path) == 1 or path[1] in known.members
            case Makers(known=makers):
                return len(path) > 2 and path[2] in makers.get(path[1], {}) and self.where is Where.MEDIA
            case Group(known=members) | Texts(known=members):
                return len(path) > 1 and path[1] in members
            case _:
                return False

    # what the conditions around say

    def known(self, path: Path) -> Known | None:
        """Return what is known of a path."""
        root, members = (None if path[0] in self.local else self.roots.get(path[0])), path[1:]
        declared: Declaration | None = None
        match root:
            case None if path[0] in self.local:
                declared = Declaration(self.local[path[0]])
            case Word(type=Type() as known):
                declared = Declaration(known)
            case Group() if members:
                declared, members = root.find(members[0]), members[1:]
            case Makers() if len(members) > 1 and members[1] in root.known.get(members[0], {}):
                declared, members = Declaration(root.known[members[0]][members[1]]), members[2:]
            case _:
                pass
        for name in members:
            declared = _member_of(declared.type, name) if declared is not None else None
        if declared is None:
            return None
        present = self.presence.get(path) or self.presence.get((*path[:-1], EACH))
        given = isinstance(root, Group | Word) and declared.means is None
        return Known(declared.type, declared.values, present, declared.means, given)

    def is_sure(self, tree: Tree) -> bool:
        """Tell whether what a tree gives is there wherever the conditions around hold."""
        return self.follows(there(tree, self))

    def without_gaps(self, known: Type, tree: Member) -> Type:
        """Return the type of a list whose members are all there if the conditions around say so."""
        path, items = path_of(tree), known.items
        every_member = self.presence.get((*path, EACH)) if path is not None else None
        if items is None or not items.optional or every_member is None or not self.follows(every_member):
            return known
        return replace(known, items=items.sure())

    def is_given(self, tree: Tree) -> bool:
        """Tell whether a path names what somebody gives: an input, a cell, a member; or a value that is just one of these."""
        path = path_of(tree)
        known = self.known(path) if path is not None else None
        if known is not None and known.means is not None:
            return self.is_given(known.means.tree)
        return known is not None and known.given

    def meant(self, tree: Tree) -> Meant | None:
        """Return what a path stands for, None if that is nothing else."""
        path = path_of(tree)
        known = self.known(path) if path is not None else None
        return known.means if known is not None else None

    def may_be_absent(self, tree: Tree) -> bool:
        """Tell whether a path names what may be absent, whatever the conditions around say."""
        path = path_of(tree)
        known = self.known(path) if path is not None else None
        return known is not None and known.type.optional

    def follows(self, formula: Formula) -> bool:
        """Tell whether something holds wherever the conditions around do."""
        return formula == ALWAYS or follows(self.sure, formula)

    def values_left(self, tree: Tree, values: Iterable[Scalar]) -> tuple[Scalar, ...]:
        """Return those of the values of a path that the conditions around leave."""
        path = path_of(tree)
        if path is None or not self.sure:
            return tuple(values)
        subject = subject_of(path, self)
        return tuple(value for value in values if possible(self.sure, Question(subject, Asks.IS, value)))

    def root(self, tree: Tree) -> Root | None:
        """Return the root that a tree is; None for any other tree, and for a name that `for` or `set` made."""
        return self.roots.get(tree.name) if isinstance(tree, Name) and tree.name not in self.local else None

    def declared(self, tree: Tree) -> Declaration | None:
        """Return the declaration of what a tree names, None if it is no declared member of a group."""
        group = self.root(tree.of) if isinstance(tree, Member) else None
        return group.find(tree.name) if isinstance(group, Group) and isinstance(tree, Member) else None


def where_holds(condition: Value | None, names: Names) -> Names:
    """Return the names for what counts only if a condition holds."""
    if not isinstance(condition, Expression):
        return names
    return names.surely(holds(condition.tree, names, condition.fallbacks))


def _member_of(known: Type, name: str) -> Declaration | None:
    """Return what the member of a value is: one by its key, one by its name, or a fact of a medium."""
    if known.keyed:
        return Declaration(known.items) if known.items is not None else None
    found = known.members.get(name) or FACTS.get(known.kind, {}).get(name)
    return Declaration(found) if found is not None else None
