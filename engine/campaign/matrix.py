"""Matrix: the values that rows are crossed with, written out and counted."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from engine.campaign.keys import word_of
from engine.language.names import Declaration
from engine.language.types import UNKNOWN, Type, joined
from engine.language.value_types import type_of
from engine.language.values import Scalar
from engine.recipe.bind import bind_json
from engine.recipe.limits import check_input
from engine.recipe.model import Recipe
from engine.text.composed import composed
from engine.text.nodes import Node, Pairs, members_of, words_of
from engine.values.absent import Absent
from engine.values.fault import Faults

MAX_COMBOS: Final = 10_000
"""More points of a matrix are a mistake unless the campaign's own limit of tasks says otherwise."""


def read_matrix(written: Pairs, faults: Faults) -> Mapping[str, tuple[Scalar, ...]]:
    """Return the axes with their values; equal values of one axis would give two rows one id."""
    axes = {key.text: _values(key.text, inner, faults) for key, inner in written}
    return MappingProxyType({name: values for name, values in axes.items() if values})


def _values(name: str, node: Node, faults: Faults) -> tuple[Scalar, ...]:
    found: dict[str, Scalar] = {}
    for item in words_of(node):
        if item.value is None:
            continue
        if "${{" in item.text or "{{" in item.text:
            faults.add("data-not-evaluated", item.place)
        elif item.text == "":
            faults.add("empty-given", item.place)
        elif word_of(item.value) in found:
            faults.add("repeated-item", item.place, name=name)
        else:
            found[word_of(item.value)] = composed(item.value) if isinstance(item.value, str) else item.value
    return tuple(found.values())


def check_values(written: Pairs, recipe: Recipe, overridden: Mapping[str, object], faults: Faults) -> None:
    """Hold the values of an axis that fills an input against what that input takes."""
    for key, inner in written:
        declared = recipe.inputs.get(key.text)
        if declared is None or key.text in overridden:
            continue
        for item in words_of(inner):
            if item.value is not None and not faults.at(item.place):
                value = bind_json(key.text, declared.type, item.value, item.place, faults)
                if not isinstance(value, Absent):
                    check_input(key.text, declared.limits, value, item.place, faults)


def check_size(written: Pairs, combos: int, limit: int | None, faults: Faults) -> None:
    """Refuse a matrix with more points than anybody can have meant."""
    most = MAX_COMBOS if limit is None else limit
    if combos > most and written:
        names = " x ".join(str(len(members_of(inner))) for _, inner in written)
        faults.add("matrix-too-big", written[0][0].place, count=combos, names=names, limit=most)


def axis(values: tuple[Scalar, ...], allowed: tuple[Scalar, ...] = ()) -> Declaration:
    """Return the declaration of an axis: its type is that of all its values, which are also all that it can be.

    A value that is not among the allowed ones has a fault of its own, and nobody knows what it should have been.
    """
    known: Type | None = None
    for value in values:
        other = type_of(value)
        known = other if known is None else joined(known, other) or UNKNOWN
    return Declaration(known or UNKNOWN, () if allowed and not set(values) <= set(allowed) else values)
