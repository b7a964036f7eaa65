"""Inputs: what somebody gives for a recipe's inputs, and for the members of their maps, becomes typed values, or faults."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

from engine.language.types import Kind
from engine.language.values import InputMap, InputValue
from engine.recipe.bind import bind_given, json_of_text, shown
from engine.recipe.declared import Declared, Input
from engine.recipe.given import Given, GivenMaps, GivenValue, Json
from engine.recipe.limits import check_input
from engine.text.unseen import doubts_of
from engine.values.absent import ABSENT, Absent
from engine.values.fault import Fault, Faults
from engine.values.place import Place

_Map = Mapping[str, GivenValue]


class BoundInputs(NamedTuple):
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
        one = declared.inputs.get(name)
        if one is None:
            continue
        if isinstance(entry, GivenMaps):
            for inner in entry.maps:
                yield from doubts_of_given(Declared(one.members), inner)
        elif one.members or (one.type.items or one.type).kind is Kind.STRING:
            for text in _texts(entry.value) if isinstance(entry, Json) else entry.texts:
                yield from doubts_of(text, entry.place)


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    for member in value.values() if isinstance(value, Mapping) else value if isinstance(value, list | tuple) else ():
        yield from _texts(member)


def _value(declared: Input, given: Given | None, faults: Faults) -> InputValue | Absent:
    before = faults.told
    found = ABSENT if given is None else bind_input(declared, given, faults)
    if not isinstance(found, Absent):
        return found
    is_told = given is None and declared.default_place is not None  # a default that can't be one is its own fault
    if declared.required and faults.told == before and not is_told:
        faults.add("input-missing", declared.place if given is None else given.place, name=declared.name)
    return declared.default if faults.told == before else ABSENT


def bind_input(declared: Input, given: Given, faults: Faults) -> InputValue | Absent:
    """Read what is given for one input, and hold it against its limits; nothing is filled in for what is absent."""
    found = _read(declared, given, faults)
    if not isinstance(found, Absent):
        check_input(declared.name, declared.limits, found, given.place, faults)
    return found


def _read(declared: Input, given: Given, faults: Faults) -> InputValue | Absent:
    if declared.members:
        return _bind_maps(declared.name, declared.members, given, faults)
    assert not isinstance(given, GivenMaps), "only a list of maps is given as such"
    return bind_given(declared.name, declared.type, given, faults)


# -- lists of maps -------------------------------------------------------------------------------------------------------


def _bind_maps(
    name: str, members: Mapping[str, Input], given: Given, faults: Faults
) -> tuple[InputValue, ...] | Absent:
    """Read what is given for a list of maps: the lines of a table, JSON, or a text of JSON for all or for each of them.

    A member that is left out has its default; one that must be given, and one that is unknown, is a fault.
    """
    maps = _maps(name, given, faults)
    if maps is None:
        return ABSENT
    return tuple(_bound(f"{name}[{n}]", members, one, _start(one, given.place), faults) for n, one in enumerate(maps))


def _start(one: _Map, place: Place) -> Place:
    """Return where a map begins, as far as its members tell."""
    return min((given.place for given in one.values()), default=place)


def _maps(name: str, given: Given, faults: Faults) -> tuple[_Map, ...] | None:
    if isinstance(given, GivenMaps):
        return given.maps
    value = given.value if isinstance(given, Json) else _of_texts(given.texts)
    if value is None:
        return None
    if not isinstance(value, list | tuple):
        faults.add("input-not-list-of-maps", given.place, name=name, value=shown(value))
        return None
    return tuple(_each(name, value, given.place, faults))


def _of_texts(texts: tuple[str, ...]) -> object:
    """Return what texts are as JSON: one list, or a map each; None if nothing is said."""
    said = [text for text in texts if text.strip()]
    if len(said) == 1 and said[0].lstrip()[:1] != "{":
        return json_of_text(said[0])
    return [json_of_text(text) for text in said] or None


def _each(name: str, values: list[object] | tuple[object, ...], place: Place, faults: Faults) -> Iterator[_Map]:
    for n, value in enumerate(values):
        if isinstance(value, Mapping):
            yield {str(key): Json(inner, place) for key, inner in value.items()}
        elif value is not None:
            faults.add("input-not-map", place, name=f"{name}[{n}]", value=shown(value))


def _bound(name: str, members: Mapping[str, Input], one: _Map, place: Place, faults: Faults) -> InputMap:
    for key, given in one.items():
        if key not in members:
            faults.unknown("member-unknown", given.place, key, members, input=name)
    found: dict[str, InputValue] = {}
    places: dict[str, Place] = {}
    for key, member in members.items():
        value = _member(f"{name}.{key}", member, one.get(key), place, faults)
        if not isinstance(value, Absent):
            found[key] = value
            places[key] = one[key].place if key in one else member.default_place or member.place
    return InputMap(MappingProxyType(found), MappingProxyType(places))


def _member(name: str, member: Input, given: GivenValue | None, place: Place, faults: Faults) -> InputValue | Absent:
    before = faults.told
    value = bind_given(name, member.type.sure(), given, faults) if given is not None else ABSENT
    if not isinstance(value, Absent):
        check_input(name, member.limits, value, given.place if given is not None else place, faults)
        return value
    if faults.told > before:
        return ABSENT
    if member.required:
        faults.add("member-missing", given.place if given is not None else place, name=name)
    return member.default
