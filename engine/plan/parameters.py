"""Parameters: a request read back as the parameters that a step's `with` gives."""

from collections.abc import Mapping
from decimal import Decimal

from engine.catalog import Model, Parameter, ParameterType, Tool
from engine.plan.model import Request
from engine.values.media import Media


def parameters_of(request: Request, callee: Model | Tool) -> dict[str, object]:
    """Return what a request holds, by parameter: scalars as they are sent, media as tuples; what is not sent is not there."""
    found: dict[str, object] = {}
    for name, parameter in callee.parameters.items():
        media = tuple(use.media for use in request.media if use.parameter == name)
        value: object = media or None
        if parameter.media is None:
            value = _number(parameter, _at(request.body, parameter.place or f"input.{name}"))
        if value is not None:
            found[name] = _single(value) if parameter.items is None else value
    return found


def _number(parameter: Parameter, value: object) -> object:
    """Return the number that a tool's request writes as text; a word that may stand in its place stays."""
    is_written = parameter.type is ParameterType.NUMBER and isinstance(value, str) and value not in parameter.words
    return Decimal(str(value)) if is_written else value


def _single(value: object) -> object:
    return value[0] if isinstance(value, tuple) and len(value) == 1 and isinstance(value[0], Media) else value


def _at(body: Mapping[str, object], place: str) -> object:
    found: object = body
    for part in place.split("."):
        found = found.get(part) if isinstance(found, Mapping) else None
    return found
