"""Parameter: one thing that a step may give to what it uses."""

import enum
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Final, NamedTuple

from engine.row import Row
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


class Role(enum.StrEnum):
    """What a parameter of a model is for, so that nothing else need know its name.

    A model has at most one parameter of each role but `reference`.
    """

    SOURCE = "source"  # the medium that is edited
    REFERENCE = "reference"  # media that the edit takes something from
    PROMPT = "prompt"
    NEGATIVE = "negative"  # what must not appear
    SEED = "seed"
    TIER = "tier"  # the output's size class; its choices go from the cheapest to the dearest
    RATIO = "ratio"  # the output's sides
    CUT = "cut"  # how many first seconds of the source are used
    LENGTH = "length"  # the output's seconds
    SOUND = "sound"  # whose sound the output has
    LABEL = "label"  # the visible label of generated content
    REWRITE = "rewrite"  # whether the service may rewrite the prompt


class TextLimit(NamedTuple):
    """How long a text may be, as the service counts: a Chinese, Japanese or Korean character is `cjk` units, any other one.

    `cut` says what the service does with a longer one: it cuts it silently, or else refuses it.
    """

    units: int
    cjk: int = 1
    cut: bool = False

    def units_of(self, text: str) -> int:
        """Count a text as the service does."""
        return len(text) if self.cjk == 1 else sum(self.cjk if _is_wide(char) else 1 for char in text)


class Bound(NamedTuple):
    """Another greatest value that holds where the parameter `given` is given."""

    given: str
    maximum: int


Scalar = str | int | bool
"""A default: what holds for a parameter that is left out."""


class LaterDefault(NamedTuple):
    """What the service takes from a day on if the parameter is left out; None: nothing."""

    since: date
    value: Scalar | None


class Parameter(NamedTuple):
    """One parameter of a model or tool, as a step's `with` may give it.

    `place` is where it stands in a model's body, as a dotted path; media with a `media_type` are items of the list there,
    with that as their type, media without one stand there as their URLs. `default` is what holds for a parameter left
    out, by the service's documents; None: nothing. `first` is the default with which it entered the catalog, which never
    changes, `later` those that came after it, in the order of their days. `same` are words that ask for the same as a
    number. `text` parameters take templates; one with `must_hold` must hold one of these words. `words` are texts that may
    stand in place of a number. `media` is the kind of medium that it takes, one or a list of them, held against the limits
    named `limits`. `auto` is the number beyond the bounds with which the service chooses. `keeps` is the value with which
    the source's own sound stays. `meanings` and `example` are for those who write: a word on each choice, and a value to
    begin with.
    """

    name: str
    type: ParameterType
    description: str
    roles: frozenset[Role] = frozenset()
    place: str = ""
    required: bool = False
    text: bool = False
    items: ParameterType | None = None
    media_type: str | None = None
    limits: str | None = None
    default: Scalar | None = None
    first: Scalar | None = None
    later: tuple[LaterDefault, ...] = ()
    same: Mapping[str, int] = MappingProxyType({})
    enum: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    minimum: int | Decimal | None = None
    maximum: int | Decimal | None = None
    auto: int | None = None
    bounds: tuple[Bound, ...] = ()
    max_length: TextLimit | None = None
    must_hold: tuple[str, ...] = ()
    min_items: int | None = None
    max_items: int | None = None
    keeps: str | bool | None = None
    meanings: tuple[str, ...] = ()
    example: str | int | bool | None = None
    media: MediaKind | None = None
    description_zh: str = ""

    @property
    def defaults(self) -> "Iterator[Scalar | None]":
        """Go through all defaults that it ever had, the oldest first."""
        yield self.first
        yield from (one.value for one in self.later)

    def on(self, day: date) -> "Parameter":
        """Return the parameter with the default that holds on a day."""
        in_force = [one.value for one in self.later if one.since <= day]
        return self._replace(default=in_force[-1] if in_force else self.first)


_MEDIA: Final = {kind.value: kind for kind in MediaKind}
_TYPES: Final = {kind.value: kind for kind in ParameterType}
_ROLES: Final = {role.value: role for role in Role}
_OVER: Final = {"cut": True, "error": False}


def parameter_of(name: str, row: Row) -> Parameter:
    """Build a parameter from its JSON; bounds with a fraction are written as texts there."""
    kind = _type(row, "type")
    items = _type(row, "items") if row.has("items") else None
    later = tuple(map(_later_default, row.rows("later_defaults")))
    first = row.plain("default")
    found = Parameter(
        name=name,
        type=kind,
        items=items,
        media=_MEDIA.get((items or kind).value),
        description=row.text("description"),
        description_zh=row.text_if("description_zh"),
        roles=_roles(row),
        place=row.text("place") if row.has("place") else "",
        required=row.flag("required"),
        text=row.flag("text"),
        media_type=row.text("media_type") if row.has("media_type") else None,
        limits=row.text("limits") if row.has("limits") else None,
        default=later[-1].value if later else first,
        first=first,
        later=later,
        same=_same(row.row_if("same")),
        enum=row.texts("enum"),
        words=row.texts("words"),
        minimum=_bound(row, "minimum", kind),
        maximum=_bound(row, "maximum", kind),
        auto=row.whole_if("auto"),
        bounds=tuple(map(_bound_where, row.rows("bounds"))),
        max_length=_text_limit(row.row_if("max_length")),
        must_hold=row.texts("must_hold"),
        min_items=row.whole_if("min_items"),
        max_items=row.whole_if("max_items"),
        keeps=row.plain("keeps"),
        meanings=row.texts("meanings"),
        example=row.plain("example"),
    )
    row.wholes("left_out")  # values that the service reads as "left out": only the service itself asks
    row.end()
    return found


def _type(row: Row, key: str) -> ParameterType:
    word = row.text(key)
    if word not in _TYPES:
        row.refuse(f"can't be {word}: it is one of {', '.join(_TYPES)}", key)
    return _TYPES[word]


def _roles(row: Row) -> frozenset[Role]:
    words = row.text_or_texts("role")
    for word in words:
        if word not in _ROLES:
            row.refuse(f"can't be {word}: it is one of {', '.join(_ROLES)}", "role")
    return frozenset(_ROLES[word] for word in words)


def _bound(row: Row, key: str, kind: ParameterType) -> int | Decimal | None:
    return row.number_if(key) if kind is ParameterType.NUMBER else row.whole_if(key)


def _later_default(row: Row) -> LaterDefault:
    found = LaterDefault(row.day("from"), row.plain("default"))
    row.end()
    return found


def _same(row: Row | None) -> Mapping[str, int]:
    return (
        MappingProxyType({word: row.whole(word) for word in row.names()}) if row is not None else MappingProxyType({})
    )


def _bound_where(row: Row) -> Bound:
    found = Bound(given=row.text("given"), maximum=row.whole("maximum"))
    row.end()
    return found


def _text_limit(row: Row | None) -> TextLimit | None:
    if row is None:
        return None
    over = row.text("over")
    if over not in _OVER:
        row.refuse(f"can't be {over}: it is cut or error", "over")
    cjk = row.whole_if("cjk")
    found = TextLimit(units=row.whole("units"), cjk=1 if cjk is None else cjk, cut=_OVER[over])
    row.end()
    return found


def _is_wide(char: str) -> bool:
    """Tell whether a character is Chinese, Japanese or Korean, their punctuation included."""
    return unicodedata.east_asian_width(char) in ("W", "F")
