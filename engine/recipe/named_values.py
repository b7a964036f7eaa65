"""Named values: the `values` of a recipe, each read when it is first named, in whatever order they stand."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from engine.language.items_type import items_type
from engine.language.names import Broken, Declaration, Group, Names
from engine.language.narrow import Meant
from engine.language.syntax import MAX_DEPTH, Literal
from engine.language.types import UNKNOWN, list_of
from engine.language.value_types import type_of_value
from engine.language.values import Constant, Expression, ListValue, Value, references_of
from engine.recipe.roots import VALUES, names_of_values
from engine.recipe.value_reader import ValueReader
from engine.text.nodes import MapNode, Node
from engine.values.cycles import cycles
from engine.values.fault import Faults


@dataclass(slots=True, eq=False, repr=False)
class NamedValues:
    """Reads the values of one document; `known` are those that hold no fault."""

    root: MapNode
    reader: ValueReader
    outside: Names
    faults: Faults
    known: dict[str, Value] = field(default_factory=dict)
    _types: dict[str, Declaration] = field(default_factory=dict)

    @property
    def names(self) -> Names:
        """All names of the recipe, the values among them."""
        return self.outside.with_roots({VALUES: self._group})

    @property
    def _group(self) -> Group:
        broken = Broken(whole=self.root.is_no_map(VALUES))
        return Group(self._find, self.root.keys(VALUES), "unknown-value", broken)

    def read(self) -> Mapping[str, Value]:
        """Return all values; that they name each other in a circle is a fault."""
        for key, _ in self.root.pairs(VALUES):
            try:
                self._find(key.text)
            except RecursionError:  # values may name others as deep as they like
                self.faults.add("expression-too-deep", key.place, limit=MAX_DEPTH)
        self.reader.values = self.known
        for circle in cycles({name: references_of(value).of(VALUES) for name, value in self.known.items()}):
            self.faults.add("value-cycle", self.known[circle[0]].place, names=" → ".join((*circle, circle[0])))
        return MappingProxyType(self.known)

    def _find(self, name: str) -> Declaration | None:
        node = next((inner for key, inner in self.root.pairs(VALUES) if key.text == name), None)
        if node is not None and name not in self._types:
            self._types[name] = Declaration(UNKNOWN)  # for one that comes back to itself
            self._types[name] = self._declared(name, node)
        return self._types.get(name)

    def _declared(self, name: str, node: Node) -> Declaration:
        before = self.faults.told
        names = names_of_values(self.names)
        value = self.reader.data(node, names)
        known = type_of_value(value)
        if isinstance(value, ListValue):
            known = list_of(items_type(value, self.faults))
        if self.faults.told > before:
            return Declaration(UNKNOWN)
        self.known[name] = value
        same = names.declared(value.tree) if isinstance(value, Expression) else None
        return Declaration(known, same.values if same is not None else (), _meant(value))


def _meant(value: Value) -> Meant | None:
    """Return what conditions understand of a value."""
    match value:
        case Expression():
            return Meant(value.tree, value.fallbacks)
        case Constant():
            return Meant(Literal(value.value, value.place))
        case _:
            return None
