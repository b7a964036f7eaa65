"""The body: what will be sent, built by the catalog's table of places; media stand in it as references."""

from collections.abc import Mapping, Sequence
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
    for name, parameter in model.media.items():
        for media in media_in(arguments.get(name)):
            index = before.get(parameter.place, 0)
            found.append(MediaUse(reference_of(media), name, media, _stands_at(parameter, index)))
            before[parameter.place] = index + 1
    return tuple(found)


def _stands_at(parameter: Parameter, index: int) -> tuple[str | int, ...]:
    """Return where the URL of a medium stands that is the nth at its parameter's place."""
    folders, last = _parts(parameter.place)
    if parameter.media_type is not None:
        return (*folders, last, index, "url")
    return (*folders, last, index) if parameter.items is not None else (*folders, last)


def body_of(model: Model, arguments: Mapping[str, object], uses: Sequence[MediaUse], sent_name: str) -> dict[str, Any]:
    """Build the body: only what is given stands in it, with the media that it uses, and what the catalog fixes."""
    body: dict[str, Any] = {"model": sent_name, "input": {}, "parameters": {}}
    for place, fixed in model.fixed.items():
        target, last = _target(body, place)
        target[last] = fixed
    for name, parameter in model.parameters.items():
        if name not in arguments:
            continue
        if parameter.media is None:
            if (value := arguments[name]) != "":
                target, last = _target(body, parameter.place)
                target[last] = _plain(value)
        elif references := [use.reference for use in uses if use.parameter == name]:
            target, last = _target(body, parameter.place)
            if parameter.media_type is not None:
                items = [{"type": parameter.media_type, "url": reference} for reference in references]
                target[last] = [*target.get(last, ()), *items]
            else:
                target[last] = references if parameter.items is not None else references[0]
    if not body["parameters"]:
        del body["parameters"]
    return body


def _target(body: dict[str, Any], place: str) -> tuple[dict[str, Any], str]:
    """Return the object in which a dotted place lies, made where it isn't yet, and its last name."""
    folders, last = _parts(place)
    for folder in folders:
        body = body.setdefault(folder, {})
    return body, last


@cache
def _parts(place: str) -> tuple[tuple[str, ...], str]:
    """Take a dotted place apart; there are as many as the catalog has."""
    *folders, last = place.split(".")
    return tuple(folders), last


def _plain(value: object) -> Any:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value
