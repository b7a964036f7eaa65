"""The type of the items of a list that is written out: what all of them have in common."""

from engine.language.types import UNKNOWN, Type, joined
from engine.language.value_types import type_of_value
from engine.language.values import ListValue, MapValue, Value
from engine.values.fault import Faults


def items_type(value: Value, faults: Faults) -> Type:
    """Return the type that all items have; UNKNOWN, with a fault, if there is none, and for no list."""
    found: Type | None = None
    for member in value.items if isinstance(value, ListValue) else ():
        known = type_of_value(member)
        wider = known if found is None else joined(found, known)
        if wider is None:
            _mixed(member, found or known, known, faults)
            return UNKNOWN
        found = wider
    return found or UNKNOWN


def _mixed(member: Value, found: Type, known: Type, faults: Faults) -> None:
    """Say which items differ, or which of their members do."""
    for name, inner in member.items.items() if isinstance(member, MapValue) else ():
        left, right = found.members.get(name), known.members[name]
        if left is not None and joined(left, right) is None:
            faults.add("mixed-members", inner.place, name=name, left=str(left), right=str(right))
            return
    faults.add("mixed-types", member.place, left=str(found), right=str(known))
