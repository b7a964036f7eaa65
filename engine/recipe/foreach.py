"""Repetition: what a step's `foreach` says, and what `item` is in it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from engine.catalog import Tool
from engine.language.items_type import items_type
from engine.language.names import Makers, Names, Where
from engine.language.syntax import Member
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
from engine.recipe.callee import Callee, item_fields, result_types
from engine.recipe.model import ForEach, axis_step
from engine.recipe.roots import ITEM, STEPS, names_of_key
from engine.recipe.value_reader import ValueReader, source_of
from engine.text.nodes import ListNode, MapNode, Node, ScalarNode
from engine.values.fault import Faults

_KEYS: Final = (Kind.STRING, Kind.INTEGER)


@dataclass(frozen=True, slots=True)
class Entry:
    """A step as far as it is known before it is read: its node, what it uses, whether it may be skipped."""

    node: MapNode
    callee: Callee | None
    skippable: bool

    @property
    def foreach(self) -> Node | None:
        return self.node.get("foreach")

    @property
    def repeated(self) -> bool:
        return self.foreach is not None

    @property
    def splits(self) -> bool:
        return isinstance(self.callee, Tool) and self.callee.keyed


@dataclass(slots=True)
class ForEachReader:
    """Reads every `foreach` once; one over another step first reads that step's."""

    entries: Mapping[str, Entry]
    reader: ValueReader
    names: Names
    faults: Faults
    _known: dict[str, ForEach | None] = field(default_factory=dict)

    def of(self, step: str) -> ForEach | None:
        """Return a step's repetition; None if it has none, or one that stands in a circle with itself."""
        if step not in self._known:
            self._known[step] = None  # for one that comes back to itself; the circle is a fault of its own
            entry = self.entries[step]
            key = entry.node.key("foreach")
            if entry.foreach is not None and key is not None:
                self._known[step] = self._read(entry.foreach, entry.node.get("key"), key)
        return self._known[step]

    def _read(self, node: Node, key: Node | None, at: ScalarNode) -> ForEach:
        before = self.faults.told
        pairs: list[tuple[str, Node]] = [("", node)]
        if isinstance(node, MapNode):
            pairs = [(name.text, inner) for name, inner in node]
        axes: dict[str, Value] = {}
        types: dict[str, Type] = {}
        for name, inner in pairs:
            axes[name], types[name] = self._axis(inner)
        item = types[""] if "" in types else record_of(types)
        found = ForEach(MappingProxyType(axes), self._key(key, item), at.place, item)
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

    def _key(self, node: Node | None, item: Type) -> Value | None:
        if not isinstance(node, ScalarNode) or "${{" not in node.text:
            return None  # a fault of its shape
        names = names_of_key(self.names.at(Where.KNOWN), item)
        value = self.reader.reaching(self.reader.expression(node, UNKNOWN, names))
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

    def _axis(self, node: Node) -> tuple[Value, Type]:
        names = self.names.at(Where.KNOWN)
        if isinstance(node, ListNode):
            listed = self.reader.data(node, names)
            return listed, items_type(listed, self.faults)
        if not isinstance(node, ScalarNode) or "${{" not in node.text:
            return Constant("", node.place), UNKNOWN  # a fault of its shape
        tree = self.reader.tree(node)
        if tree is None:
            return Constant("", node.place), UNKNOWN
        if isinstance(tree, Member) and tree.of_root(STEPS):
            known, references = self._over_step(tree), References((Named(STEPS, tree.name, tree.named),))
            return Expression(source_of(node), node.place, keyed_list_of(known), references, tree), known
        if isinstance(tree, Member) and isinstance(tree.of, Member) and tree.of.of_root(STEPS):
            step = self.entries.get(tree.of.name)
            if step is not None and (step.repeated or step.splits):
                fix = f"steps.{tree.of.name}"
                self.faults.add("foreach-over-output", tree.place, name=tree.name, fix=fix)
                return Constant("", node.place), UNKNOWN
        value = self.reader.reaching(self.reader.typed(node, tree, UNKNOWN, names))
        known = type_of_value(value)
        if known.optional:
            self.faults.add("possibly-absent", tree.place, name=source_of(node))
        elif known.kind not in (Kind.LIST, Kind.UNKNOWN):
            self.faults.add("foreach-type", tree.place, type=str(known))
        return value, known.items or UNKNOWN

    def _over_step(self, tree: Member) -> Type:
        """Return the type of another step's items, with its outputs."""
        entry = self.entries.get(tree.name)
        if entry is None or entry.callee is None:
            steps = self.names.roots[STEPS]
            if not (isinstance(steps, Makers) and tree.name in steps.broken):
                self.faults.unknown("unknown-step", tree.named, tree.name, self.entries)
            return UNKNOWN
        outputs = result_types(entry.callee, tree.name, skippable=entry.skippable)
        if entry.splits and isinstance(entry.callee, Tool):
            if entry.skippable:  # nothing to repeat over is not the same as nothing wanted
                self.faults.add("possibly-absent", tree.place, name=f"steps.{tree.name}")
            sure = {name: known.sure() for name, known in outputs.items()}
            return record_of({**item_fields(entry.callee), **sure})
        if not entry.repeated:
            self.faults.add("foreach-over-step", tree.place, name=tree.name)
            return UNKNOWN
        base = self.of(tree.name)
        if base is None:
            return UNKNOWN
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
