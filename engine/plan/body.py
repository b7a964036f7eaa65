"""The body: what will be sent, built by the catalog's table of places; media stand in it as references."""

from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from typing import Any

from engine.catalog import Model, Parameter
from engine.plan.media import media_in, reference_of
from engine.plan.model import MediaUse


def uses_of(model: Model, arguments: Mapping[str, object]) -> tuple[MediaUse, ...]:
    """Return all media of a request, in the order in which they stand in the body."""
    found: list[MediaUse] = []
    before: dict[str, int] = {}  # place -> how many stand there already
    for name, parameter in model.parameters.items():
        if parameter.media is None or name not in arguments:
            continue
        for media in media_in(arguments[name]):
            index = before.get(parameter.place, 0)
            found.append(MediaUse(reference_of(media), name, media, _stands_at(parameter, index)))
            before[parameter.place] = index + 1
    return tuple(found)


def _stands_at(parameter: Parameter, index: int) -> tuple[str | int, ...]:
    """Return where the URL of a medium stands that is the nth at its parameter's place."""
    place = _parts(parameter.place)
    if parameter.media_type is not None:
        return (*place, index, "url")
    return (*place, index) if parameter.items is not None else tuple(place)


def body_of(model: Model, arguments: Mapping[str, object], sent_name: str) -> dict[str, Any]:
    """Build the body: only what is given stands in it, and what the catalog fixes."""
    body: dict[str, Any] = {"model": sent_name, "input": {}, "parameters": {}}
    for place, value in model.fixed.items():
        _put(body, place, value)
    for name, parameter in model.parameters.items():
        if name in arguments and arguments[name] != "":
            _place(body, parameter, arguments[name])
    if not body["parameters"]:
        del body["parameters"]
    return body


def _place(body: dict[str, Any], parameter: Parameter, value: object) -> None:
    if parameter.media is None:
        _put(body, parameter.place, _plain(value))
        return
    references = [reference_of(media) for media in media_in(value)]
    if parameter.media_type is not None:
        target, last = _target(body, parameter.place)
        items = [{"type": parameter.media_type, "url": reference} for reference in references]
        target[last] = [*target.get(last, ()), *items]
    elif references:
        _put(body, parameter.place, references if parameter.items is not None else references[0])


def _put(body: dict[str, Any], place: str, value: object) -> None:
    target, last = _target(body, place)
    target[last] = value


def _target(body: dict[str, Any], place: str) -> tuple[dict[str, Any], str]:
    """Return the object in which a dotted place lies, made where it isn't yet, and its last name."""
    *folders, last = _parts(place)
    target = body
    for folder in folders:
        target = target.setdefault(folder, {})
    return target, last


@cache
def _parts(place: str) -> tuple[str, ...]:
    """Return the names of a dotted place; there are as many as the catalog has."""
    return tuple(place.split("."))


def _plain(value: object) -> Any:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value
