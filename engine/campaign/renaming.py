"""Renaming: `row.sku` and `matrix.style` become names that the language's own typing and evaluation know.

A campaign names cells, values of the matrix and, for file names, a few single words. Each becomes an input of a
pretended recipe (`inputs['row.sku']`), so that types, absence, conditions and comparisons are judged by the same rules
as in a recipe, and evaluated by the same evaluator.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from engine.language.declared import Input
from engine.language.syntax import Binary, Block, For, Member, Name, Set, Tree
from engine.language.types import UNKNOWN
from engine.values import hints
from engine.values.fault import Fault
from engine.values.faults import Faults
from engine.values.place import Place

_PRETENDED: Final = "inputs"


class CampaignFaults(Faults):
    """Collects faults; the names in them are put back to what the author wrote."""

    def put(self, found: Fault) -> None:
        name = found.args.get("name")
        if isinstance(name, str) and name.startswith(f"{_PRETENDED}."):
            found = replace(found, args={**found.args, "name": name.removeprefix(f"{_PRETENDED}.")})
        super().put(found)


@dataclass(frozen=True, slots=True)
class Roots:
    """What may be named: `groups` by root, such as "row", each finding the declaration of a member or None.

    `singles` are names that stand alone.
    """

    groups: Mapping[str, "Group"]
    singles: Mapping[str, Input]

    @property
    def words(self) -> tuple[str, ...]:
        return (*(f"{name}.…" for name in self.groups), *self.singles)


@dataclass(frozen=True, slots=True)
class Group:
    """The members of one root: `find` gives a declaration, `known` all names for a hint, `unknown` the fault's key.

    Of one that is `broken`, because what declares it has another shape, no member is unknown.
    """

    find: Callable[[str], Input | None]
    known: Mapping[str, object]
    unknown: str
    broken: bool = False


class Renamer:
    """Renames what trees name; `declared` are the pretended inputs, `reads` the places of every name by its root."""

    def __init__(self, roots: Roots, faults: Faults) -> None:
        self.declared: dict[str, Input] = {}
        self.reads: dict[tuple[str, str], list[Place]] = {}
        self._roots = roots
        self._faults = faults
        self._local: frozenset[str] = frozenset()

    def tree(self, tree: Tree) -> Tree:
        self._local = frozenset()
        renamed: Tree = self._renamed(tree)
        return renamed

    def block(self, body: Block) -> Block:
        """Rename within a template, where `for` and `set` make names of their own."""
        made = tuple(_made_names(body))
        for statement in made:
            if statement.name in self._roots.groups or statement.name in self._roots.singles:
                self._faults.add("name-taken", statement.place, name=statement.name)
        self._local = frozenset(statement.name for statement in made) | {"loop"}
        renamed: Block = self._renamed(body)
        return renamed

    def _renamed(self, node: Any) -> Any:
        match node:
            case Binary() if (hyphened := self._hyphened(node)) is not None:
                root, name = hyphened
                self._faults.add("column-needs-brackets", node.place, name=name, fix=f"{root}['{name}']")
                return self._pretended(f"{root}.{name}", self._roots.groups[root].find(name), node.place, node.place)
            case Member(of=Name() as root) if root.name in self._roots.groups and root.name not in self._local:
                return self._member(node, root)
            case Name() if node.name not in self._local:
                return self._single(node)
            case Place():
                return node
            case tuple():
                inner = [self._renamed(item) for item in node]
                return tuple(inner) if type(node) is tuple else type(node)(*inner)
        return node

    def _hyphened(self, tree: Binary) -> tuple[str, str] | None:
        """Return the root and the name of a column that was taken for a subtraction: `row.my-city`."""
        parts: list[str] = []
        left: Any = tree
        while isinstance(left, Binary) and left.operator == "-" and isinstance(left.right, Name):
            parts.insert(0, left.right.name)
            left = left.left
        if not parts or not (isinstance(left, Member) and isinstance(left.of, Name)):
            return None
        group, name = self._roots.groups.get(left.of.name), "-".join((left.name, *parts))
        return (left.of.name, name) if group is not None and name in group.known else None

    def _member(self, tree: Member, root: Name) -> Tree:
        group = self._roots.groups[root.name]
        found = group.find(tree.name)
        if found is None and not group.broken:
            near, known = hints.near(tree.name, group.known), hints.listed(group.known)
            self._faults.add(group.unknown, tree.named, name=tree.name, near=near, known=known)
        self.reads.setdefault((root.name, tree.name), []).append(tree.named)
        return self._pretended(f"{root.name}.{tree.name}", found, tree.named, tree.place)

    def _single(self, tree: Name) -> Tree:
        found = self._roots.singles.get(tree.name)
        if tree.name in self._roots.groups:
            self._faults.add("name-alone", tree.place, name=tree.name)
        elif found is None:
            words = self._roots.words
            near = hints.near(tree.name, (*self._roots.groups, *self._roots.singles))
            near = near or next((f"{root}.{tree.name}" for root in self._holding(tree.name)), None)
            self._faults.add("campaign-unknown-name", tree.place, name=tree.name, near=near, known=hints.listed(words))
        else:
            self.reads.setdefault((tree.name, ""), []).append(tree.place)
        return self._pretended(tree.name, found, tree.place, tree.place)

    def _holding(self, name: str) -> Iterator[str]:
        return (root for root, group in self._roots.groups.items() if name in group.known)

    def _pretended(self, name: str, found: Input | None, named: Place, place: Place) -> Tree:
        self.declared[name] = found or Input(name=name, type=UNKNOWN, place=place)
        start = Place(place.file, place.line, place.column, place.line, place.column)
        return Member(Name(_PRETENDED, start), name, named, place)


def _made_names(node: Any) -> Iterator[For | Set]:
    if isinstance(node, For | Set):
        yield node
    if isinstance(node, tuple):
        for item in node:
            yield from _made_names(item)
