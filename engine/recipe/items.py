"""Items: what a `foreach` comes to once its lists are known, each item under its key."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from math import prod
from types import MappingProxyType
from typing import Final

from engine.errors import FaultsFound
from engine.language.bindings import Evaluated, Keyed, Record
from engine.language.evaluate import evaluate
from engine.language.filters import text_of
from engine.language.values import ListValue, Value
from engine.recipe.bindings import Item, RecipeBindings
from engine.recipe.model import ForEach, Step, axis_step
from engine.values.absent import ABSENT, Absent
from engine.values.address import named
from engine.values.fault import Fault, Faults
from engine.values.filenames import folded
from engine.values.media import Media
from engine.values.names import escaped, unescaped
from engine.values.place import Place

MAX_ITEMS: Final = 10_000
MAX_KEY: Final = 100
_BAD_KEY: Final = re.compile(r"[\ud800-\udfff]|^\s|\s$|^\.{1,2}$")


@dataclass(frozen=True, slots=True)
class Items:
    """The items of a step in their order; with faults they are only as whole as those leave them."""

    items: tuple[Item, ...]
    faults: tuple[Fault, ...]


def items_of(step: Step, bindings: RecipeBindings) -> Items:
    """Expand a repeated step: its lists evaluated and crossed, every item with its key; all faults at once."""
    assert step.foreach is not None, "only a step with foreach has items"
    return items_in(step.foreach, bindings)


def items_in(foreach: ForEach, bindings: RecipeBindings) -> Items:
    """Expand a repetition, as `items_of` does."""
    faults = Faults()
    try:
        axes = [list(_axis(value, bindings)) for value in foreach.axes.values()]
    except FaultsFound as found:
        return Items((), found.faults)
    count = prod(len(axis) for axis in axes)
    if count > MAX_ITEMS:
        faults.add("too-many-tasks", foreach.place, count=count, limit=MAX_ITEMS)
        return Items((), faults.sorted())
    items = [_crossed(foreach, combination) for combination in product(*axes)]
    if foreach.key is not None:
        named = [_keyed(item, foreach.key, bindings, faults) for item in items]
        items = [item for item in named if item is not None]
    return Items(tuple(_distinct(items, faults)), faults.sorted())


def gathered(items: Sequence[Item], outputs: Iterable[str]) -> dict[str, Keyed]:
    """Return the keyed list of every output of a repeated step; the keys of lists within follow after a `/`."""
    return {name: Keyed(tuple(_members(items, name))) for name in outputs}


def _members(items: Iterable[Item], name: str) -> Iterator[tuple[str, Media | Absent]]:
    for item in items:
        result = item.outputs.get(name, ABSENT)
        if isinstance(result, Keyed):
            yield from ((f"{item.key}/{key}", medium) for key, medium in result.members)
        else:
            yield item.key, result


def _axis(value: Value, bindings: RecipeBindings) -> Iterator[Item]:
    step = axis_step(value)
    if step is not None:
        for item in bindings.items[step]:
            yield replace(item, value=_with_outputs(item))
    elif isinstance(value, ListValue):
        for member in value.items:
            yield from _listed(evaluate(member, bindings), member.place)
    else:
        yield from _listed(evaluate(value, bindings), value.place)


def _with_outputs(item: Item) -> Record:
    if isinstance(item.value, Record):
        return Record(MappingProxyType({**item.value.members, **item.outputs}), item.value.value)
    return Record(item.outputs, item.value)


def _listed(value: Evaluated, place: Place) -> Iterator[Item]:
    for member in value if isinstance(value, tuple) else (value,):
        yield Item(_name_of(member), member, place)


def _name_of(value: Evaluated) -> str:
    """Return a text or an integer as it stands in a task's name, "" for what can't stand there; no query of an address does."""
    return escaped(named(text_of(value))) if _is_key(value) else ""


def _is_key(value: Evaluated) -> bool:
    return isinstance(value, str | int) and not isinstance(value, bool)


def _crossed(foreach: ForEach, items: Sequence[Item]) -> Item:
    if "" in foreach.axes:
        return replace(items[0], outputs=MappingProxyType({}))
    members: Mapping[str, Evaluated] = {name: item.value for name, item in zip(foreach.axes, items, strict=True)}
    return Item(",".join(item.key for item in items), Record(MappingProxyType(members)), items[-1].place)


def _keyed(item: Item, key: Value, bindings: RecipeBindings, faults: Faults) -> Item | None:
    try:
        known = evaluate(key, replace(bindings, item=item.value))
        return replace(item, key=_name_of(known))
    except FaultsFound as found:
        for one in found.faults:
            faults.put(one)
        return None


def _distinct(items: Iterable[Item], faults: Faults) -> Iterator[Item]:
    """Give the items whose key can stand in a task's name and in a file's, each key once."""
    seen: dict[str, str] = {}
    for item in items:
        key = unescaped(item.key)
        name = folded(key)
        if not key or len(key) > MAX_KEY or _BAD_KEY.search(key):
            faults.add("item-key-bad", item.place, value=key[:MAX_KEY], limit=MAX_KEY)
        elif seen.get(name) == key:
            faults.add("item-key-twice", item.place, value=key)
        elif name in seen:
            faults.add("item-key-folds", item.place, value=key, other=seen[name])
        else:
            yield item
        seen.setdefault(name, key)
