"""Model: what the service checks, allows and bills for one model; read from the data that both sides share."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from engine.emulator.rules.prices import Price
from engine.emulator.rules.rates import Limits
from engine.values.media import MediaKind

Sides = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One plain field of a request's body, at a dotted place.

    A text counts a Chinese, Japanese or Korean character as `wide` units; one of more than `most_units` is cut silently
    with `cuts`, or else refused. `left_out` are numbers that mean that nothing was given, `auto` the one that leaves the
    choice to the service; `bounds` are greatest values that hold beside other parameters. By a word of `must_hold` in its
    text a mode is told from others of one name.
    """

    name: str
    place: str
    type: str
    required: bool = False
    default: Any = None
    enum: tuple[str, ...] = ()
    minimum: int | Decimal | None = None
    maximum: int | Decimal | None = None
    auto: int | None = None
    left_out: tuple[int, ...] = ()
    bounds: tuple[tuple[str, int], ...] = ()
    most_units: int | None = None
    wide: int = 1
    cuts: bool = True
    must_hold: tuple[str, ...] = ()

    def within(self, text: str) -> str:
        """Return as much of a text as the service takes."""
        units = 0
        for index, char in enumerate(text):
            units += self.wide if self.wide != 1 and unicodedata.east_asian_width(char) in ("W", "F") else 1
            if self.most_units is not None and units > self.most_units:
                return text[:index]
        return text


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaRule:
    """How many media of one parameter a request holds, where, and what their content must be.

    With a `media_type` they are items of the list at `place`, else their URLs stand there.
    """

    name: str
    place: str
    media_type: str | None
    many: bool
    kind: MediaKind
    least: int
    most: int
    formats: tuple[str, ...]
    max_bytes: int
    sides: Sides | None = None
    long_side: Sides | None = None
    short_side: Sides | None = None
    max_ratio: Decimal | None = None
    min_seconds: Decimal | None = None
    max_seconds: Decimal | None = None
    fps: tuple[Decimal, Decimal] | None = None
    codecs: tuple[str, ...] = ()
    alpha: bool = True

    @property
    def type(self) -> str:
        """What the service calls such a medium."""
        return self.media_type or self.place.rpartition(".")[2]


@dataclass(frozen=True, slots=True, kw_only=True)
class Length:
    """How long a result is: like the media of a parameter, as a parameter says, or always as long."""

    like: str | None = None
    cut: str | None = None
    at_most: Decimal | None = None
    parameter: str | None = None
    low: Decimal | None = None
    total: Decimal | None = None
    fixed: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One part of the seconds that are counted: of a parameter's media, or of the "output"."""

    of: str
    cut: str | None = None
    at_most: Decimal | None = None
    certain: bool = True
    round: str = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """Rules between parameters: one of them at least, one group of them at most, so many or so long together, longer than."""

    one_of: tuple[str, ...] = ()
    excludes: tuple[tuple[str, ...], ...] = ()
    together: tuple[tuple[tuple[str, ...], int | None, Decimal | None], ...] = ()
    longer_than: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """One model, or one mode of it, as the service sees it: `sent_names` are what bodies call it, by region.

    `roles` names the parameter of each role. `hours` is how long a result can be read, None for ever.
    """

    name: str
    sent_names: Mapping[str, str]
    endpoint: str
    fixed: Mapping[str, Any]
    fields: tuple[Field, ...]
    media: Mapping[str, MediaRule]
    roles: Mapping[str, str]
    references: tuple[str, ...]
    rules: Rules
    length: Length
    terms: tuple[Term, ...]
    most_seconds: Decimal | None
    sizes: Mapping[str, Mapping[str, tuple[int, int]]]
    result_path: str
    usage: Mapping[str, str]
    hours: int | None
    group: str
    by_key: bool
    limits: Limits
    prices: tuple[Price, ...]

    def auto(self, name: str) -> int | None:
        """Return the number with which a parameter leaves the choice to the service, None if it can't."""
        return next((field.auto for field in self.fields if field.name == name), None)

    @property
    def tiers(self) -> tuple[str, ...]:
        """The tiers that may be asked for, none if the model has none."""
        return self._tier.enum if self._tier is not None else ()

    @property
    def default_tier(self) -> str:
        """The tier that holds where none is asked for, "" if the model has none."""
        return str(self._tier.default or "") if self._tier is not None else ""

    @property
    def _tier(self) -> Field | None:
        return next((field for field in self.fields if field.name == self.roles.get("tier")), None)
