"""Inputs: what somebody gives for a recipe's inputs becomes typed values, or faults."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from engine.language.types import Kind
from engine.language.values import InputValue
from engine.recipe.bind import bind_given
from engine.recipe.declared import Declared, Input
from engine.recipe.given import Given, Json
from engine.recipe.limits import check_input
from engine.text.unseen import doubts_of
from engine.values.absent import ABSENT, Absent
from engine.values.fault import Fault, Faults


@dataclass(frozen=True, slots=True)
class BoundInputs:
    """The value of every declared input; media stay names. What has a fault is ABSENT."""

    values: Mapping[str, InputValue | Absent]
    faults: tuple[Fault, ...]


def bind_inputs(declared: Declared, given: Mapping[str, Given]) -> BoundInputs:
    """Read what is given by the declarations; unknown names, missing inputs and broken limits are faults."""
    faults = Faults()
    for name, entry in given.items():
        if name not in declared.inputs and name not in declared.broken:
            names = (*declared.inputs, *declared.broken)
            faults.unknown("input-unknown", entry.place, name, names)
    values = {name: _value(one, given.get(name), faults) for name, one in declared.inputs.items()}
    return BoundInputs(MappingProxyType(values), faults.sorted())


def doubts_of_given(declared: Declared, given: Mapping[str, Given]) -> Iterator[Fault]:
    """Warn of texts that are given with characters that nobody sees, or with ideographs in whose place others are sent."""
    for name, entry in given.items():
        known = declared.inputs[name].type if name in declared.inputs else None
        if known is not None and (known.items or known).kind is Kind.STRING:
            for text in _texts(entry.value) if isinstance(entry, Json) else entry.texts:
                yield from doubts_of(text, entry.place)


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    for member in value if isinstance(value, list | tuple) else ():
        yield from _texts(member)


def _value(declared: Input, given: Given | None, faults: Faults) -> InputValue | Absent:
    before = faults.told
    found = ABSENT if given is None else bind_given(declared.name, declared.type, given, faults)
    if not isinstance(found, Absent):
        assert given is not None
        check_input(declared.name, declared.limits, found, given.place, faults)
        return found
    if declared.required and faults.told == before:
        faults.add("input-missing", declared.place if given is None else given.place, name=declared.name)
    return declared.default if faults.told == before else ABSENT
