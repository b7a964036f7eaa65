"""Parameter: one thing that a step may give to what it uses."""

import enum
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from engine.values.media_kind import MediaKind


class ParameterType(enum.Enum):
    """The type of a parameter; the value is the word in `schemas/models/*.json` and `schemas/tools/*.json`."""

    VIDEO = "video"
    IMAGE = "image"
    LIST = "list"
    STRING = "string"
    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """One parameter of a model or tool, as a step's `with` may give it.

    `place` is where it stands in a model's body, as a dotted path; media parameters are items of the list there, with
    `media_type` as their type. `default` is what holds for a parameter left out, by the service's documents; None:
    nothing. `text` parameters take templates. `max_length` counts characters as the service does: every letter and
    every Chinese character is one. `words` are texts that may stand in place of a number. `media` is the kind of medium
    that it takes, one or a list of them.
    """

    name: str
    type: ParameterType
    description: str
    place: str = ""
    required: bool = False
    text: bool = False
    items: ParameterType | None = None
    media_type: str | None = None
    default: str | int | bool | None = None
    enum: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    minimum: int | Decimal | None = None
    maximum: int | Decimal | None = None
    max_length: int | None = None
    min_items: int | None = None
    max_items: int | None = None
    media: MediaKind | None = None


_LISTS: Final = ("enum", "words")
_BOUNDS: Final = ("minimum", "maximum")
_MEDIA: Final = {kind.value: kind for kind in MediaKind}


def parameter_of(name: str, row: Mapping[str, Any]) -> Parameter:
    """Build a parameter from its JSON; bounds with a fraction are written as texts there."""
    known: dict[str, Any] = dict(row)
    kind, items = ParameterType(known.pop("type")), known.pop("items", None)
    known |= {key: _bound(known[key]) for key in _BOUNDS if key in known}
    known |= {key: tuple(known[key]) for key in _LISTS if key in known}
    return Parameter(
        name=name,
        type=kind,
        items=ParameterType(items) if items else None,
        media=_MEDIA.get(items or kind.value),
        **known,
    )


def _bound(value: int | str) -> int | Decimal:
    return value if isinstance(value, int) else Decimal(value)
