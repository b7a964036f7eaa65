"""Repetition: what a step's `foreach` says, and what `item` is in it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Final, NamedTuple

from engine.catalog import Tool
from engine.language.items_type import items_type
from engine.language.names import Makers, Names, Where
from engine.language.syntax import Member
from engine.language.truth import ALWAYS, Formula, every
from engine.language.types import UNKNOWN, Kind, Type, keyed_list_of, record_of
from engine.language.value_types import type_of_value
from engine.language.values import (
    Constant,
    Expression,
    ListValue,
    MapValue,
    Named,
    References,
    Removed,
    Value,
)
from engine.recipe.callee import Callee, Repeats, item_fields, result_types
from engine.recipe.model import ForEach, axis_step
from engine.recipe.roots import ITEM, STEPS, names_of_item, names_of_key
from engine.recipe.steps.presence import THERE, Presence, members_there
from engine.recipe.value_reader import ValueReader, source_of
from engine.text.nodes import ListNode, MapNode, Node, ScalarNode
from engine.values.fault import Faults

_KEYS: Final = (Kind.STRING, Kind.INTEGER)


class Entry(NamedTuple):
    """A step: its node, what it uses, and, as soon as it is read, when what it makes is there.

    `filled`: if it is repeated, it surely has an item. `over`: the pieces of the split over whose items it is repeated, by their
    own keys, at most; 0 if it is none.
    """

    node: MapNode
    callee: Callee | None
    presence: Presence = THERE
    filled: bool = False
    over: int = 0

    @property
    def foreach(self) -> Node | None:
        return self.node.get("foreach")

    @property
    def repeated(self) -> bool:
        return self.foreach is not None

    @property
    def repeats(self) -> Repeats | None:
        return Repeats(gaps=self.presence.each != ALWAYS, filled=self.filled) if self.repeated else None

    @property
    def splits(self) -> bool:
        return isinstance(self.callee, Tool) and self.callee.keyed

    @property
    def numbered(self) -> int:
        """How many items it has at most whose keys are their numbers, 0 if they are not."""
        if not self.splits:
            return self.over
        from engine.values.piece_keys import MOST_PIECES  # noqa: PLC0415  few recipes split

        given = self.node.map("with")
        return (given.whole("pieces") if given is not None else None) or MOST_PIECES


@dataclass(slots=True, eq=False, repr=False)
class ForEachReader:
    """Reads every `foreach`; those that one runs over are read before."""

    entries: Mapping[str, Entry]
    reader: ValueReader
    faults: Faults
    _known: dict[str, ForEach] = field(default_factory=dict)

    def of(self, step: str, names: Names) -> ForEach | None:
        """Return a step's repetition, None if it has none; `names` are those that its condition leaves."""
        node = self.entries[step].node
        written, key = node.get("foreach"), node.key("foreach")
        if step not in self._known and written is not None and key is not None:
            self._known[step] = self._read(written, node.get("key"), key, names)
        return self._known.get(step)

    def over(self, foreach: ForEach) -> Formula:
        """Return when the steps that a repetition runs over are there."""
        steps = [axis_step(value) for value in foreach.axes.values()]
        return every(
            *(self.entries[step].presence.whole for step in steps if step is not None and step in self.entries)
        )

    def numbers(self, foreach: ForEach) -> int:
        """Return how many pieces of a split a repetition runs over at most, by their own keys; 0 if it runs over others."""
        steps = [axis_step(value) for value in foreach.axes.values()] if foreach.key is None else []
        entry = self.entries.get(steps[0]) if len(steps) == 1 and steps[0] is not None else None
        return entry.numbered if entry is not None else 0

    def is_filled(self, foreach: ForEach) -> bool:
        """Tell whether a repetition surely has an item."""
        return all(self._has_item(value) for value in foreach.axes.values())

    def _has_item(self, value: Value) -> bool:
        step = axis_step(value)
        entry = self.entries.get(step) if step is not None else None
        if entry is not None:
            return entry.splits or entry.filled
        return bool(value.items) if isinstance(value, ListValue) else type_of_value(value).filled

    def names_within(self, foreach: ForEach, names: Names) -> Names:
        """Return the names within a repetition: `item` is there, with what steps made of it."""
        presence: dict[tuple[str, ...], Formula] = {}
        for axis, value in foreach.axes.items():
            step = axis_step(value)
            entry = self.entries.get(step) if step is not None else None
            if step is not None and entry is not None and entry.callee is not None and entry.repeated:
                results = result_types(entry.callee, step, skippable=False)
                presence |= members_there(results, entry.presence, axis)
        return names_of_item(names, foreach.item, presence)

    def _read(self, node: Node, key: Node | None, at: ScalarNode, names: Names) -> ForEach:
        before = self.faults.told
        pairs: list[tuple[str, Node]] = [("", node)]
        if isinstance(node, MapNode):
            pairs = [(name.text, inner) for name, inner in node]
        axes: dict[str, Value] = {}
        types: dict[str, Type] = {}
        for name, inner in pairs:
            axes[name], types[name] = self._axis(inner, names.at(Where.KNOWN))
        item = types[""] if "" in types else record_of(types)
        found = ForEach(MappingProxyType(axes), None, at.place, item)
        found = replace(found, key=self._key(key, self.names_within(found, names)))
        unread = key is not None and found.key is None
        if key is None:
            self._demand_key(pairs, axes, types)
        sound = self.faults.told == before and axes and not any(known.is_unknown for known in types.values())
        keyed = found.key is None or not type_of_value(found.key).is_unknown
        if sound and keyed and not unread and _is_known(found):
            self._check_items(found)
        return found

    def _check_items(self, foreach: ForEach) -> None:
        """Hold items that are known already against what items must be."""
        from engine.recipe.bindings import RecipeBindings  # noqa: PLC0415
        from engine.recipe.items import items_in  # noqa: PLC0415  few recipes repeat a step

        for one in items_in(foreach, RecipeBindings()).faults:
            self.faults.put(one)

    def _key(self, node: Node | None, names: Names) -> Value | None:
        if not isinstance(node, ScalarNode) or "${{" not in node.text:
            return None  # a fault of its shape
        value = self.reader.reaching(self.reader.expression(node, UNKNOWN, names_of_key(names.at(Where.KNOWN))))
        known = type_of_value(value)
        if known.kind not in (*_KEYS, Kind.UNKNOWN):
            self.faults.add("item-key-type", node.place, type=str(known))
        elif known.optional:
            self.faults.add("possibly-absent", node.place, name=source_of(node))
        return value

    def _demand_key(self, pairs: list[tuple[str, Node]], axes: Mapping[str, Value], types: Mapping[str, Type]) -> None:
        for name, node in pairs:
            if axis_step(axes[name]) is None and types[name].kind not in (*_KEYS, Kind.UNKNOWN):
                self.faults.add("item-key-missing", node.place, type=str(types[name]))

    # one axis

    def _axis(self, node: Node, names: Names) -> tuple[Value, Type]:
        if isinstance(node, ListNode):
            listed = self.reader.data(node, names)
            return listed, items_type(listed, self.faults)
        if not isinstance(node, ScalarNode) or "${{" not in node.text:
            return Constant("", node.place), UNKNOWN  # a fault of its shape
        tree = self.reader.tree(node)
        if tree is None:
            return Constant("", node.place), UNKNOWN
        if isinstance(tree, Member) and tree.of_root(STEPS):
            known, references = self._over_step(tree, names), References((Named(STEPS, tree.name, tree.named),))
            return Expression(source_of(node), node.place, keyed_list_of(known), references, tree), known
        if isinstance(tree, Member) and isinstance(tree.of, Member) and tree.of.of_root(STEPS):
            step = self.entries.get(tree.of.name)
            if step is not None and (step.repeated or step.splits):
                fix = f"steps.{tree.of.name}"
                self.faults.add("foreach-over-output", tree.place, name=tree.name, fix=fix)
                return Constant("", node.place), UNKNOWN
        value = self.reader.reaching(self.reader.typed(node, tree, UNKNOWN, names))
        known = type_of_value(value)
        if known.kind not in (Kind.LIST, Kind.UNKNOWN):
            self.faults.add("foreach-type", tree.place, type=str(known.sure()))
        elif known.optional:
            self.faults.add("possibly-absent", tree.place, name=source_of(node))
        return value, known.items or UNKNOWN

    def _over_step(self, tree: Member, names: Names) -> Type:
        """Return the type of another step's items, with its outputs."""
        entry = self.entries.get(tree.name)
        if entry is None or entry.callee is None:
            steps = names.roots[STEPS]
            if not (isinstance(steps, Makers) and tree.name in steps.broken):
                self.faults.unknown("unknown-step", tree.named, tree.name, self.entries)
            return UNKNOWN
        gaps = entry.repeated and not names.follows(entry.presence.each)
        outputs = result_types(entry.callee, tree.name, skippable=gaps)
        if entry.splits and isinstance(entry.callee, Tool):
            return record_of({**item_fields(entry.callee), **outputs})
        if not entry.repeated:
            self.faults.add("foreach-over-step", tree.place, name=tree.name)
            return UNKNOWN
        base = self._known.get(tree.name)
        if base is None:
            return UNKNOWN  # it stands in a circle with itself, a fault of its own
        for name, member in base.item.members.items():
            if name in outputs and member.made is None:  # of two steps' results the later one is meant
                self.faults.add("item-member-twice", tree.place, name=name, step=tree.name)
        itself = None if base.item.kind is Kind.RECORD else base.item
        return record_of({**base.item.members, **outputs}, itself)


def _is_known(foreach: ForEach) -> bool:
    """Tell whether the items are known without any input; a null among them, a fault of its own, is no item."""
    named = foreach.references
    is_constant = not named.outputs and not named.facts and all(one.root == ITEM for one in named.named)
    return is_constant and not any(map(_lacks, foreach.axes.values()))


def _lacks(value: Value) -> bool:
    if isinstance(value, MapValue):
        return any(map(_lacks, value.items.values()))
    return any(map(_lacks, value.items)) if isinstance(value, ListValue) else isinstance(value, Removed)
