"""Model: what one model of the catalog takes, gives, allows and costs."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from engine.catalog.parameter import Parameter, parameter_of
from engine.values.media_kind import MediaKind


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaLimits:
    """What the service accepts of one kind of medium: seconds and ratio as Decimal, sides in pixels, size in bytes."""

    formats: tuple[str, ...]
    min_side: int
    max_side: int
    max_ratio: Decimal
    max_bytes: int
    min_seconds: Decimal | None = None
    max_seconds: Decimal | None = None
    alpha: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """What a model gives: a medium as long as the parameter named by `like`, at a fixed rate and format."""

    name: str
    kind: MediaKind
    like: str
    fps: Decimal
    format: str
    min_seconds: Decimal
    max_seconds: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceRow:
    """Prices in micro-units of `currency` per billed second, by output tier, in force from a day on."""

    since: date
    region: str
    currency: str
    micros_per_second: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rates:
    """The service's limits for one account and model."""

    submits_per_second: int
    running: int
    queued: int
    queries_per_second: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """One model: its parameters, outputs, limits, sizes, rates and prices; data, no behaviour but look-ups."""

    name: str
    title: str
    endpoint: str
    parameters: Mapping[str, Parameter]
    one_of: tuple[str, ...]
    outputs: Mapping[str, Output]
    media_limits: Mapping[MediaKind, MediaLimits]
    tier_parameter: str
    sizes: Mapping[str, Mapping[str, tuple[int, int]]]
    rates: Rates
    result_hours: int
    prices: tuple[PriceRow, ...]

    def price_on(self, region: str, day: date) -> PriceRow | None:
        """Return the newest price row of a region that is in force on that day, or None."""
        rows = [row for row in self.prices if row.region == region and row.since <= day]
        return max(rows, key=lambda row: row.since, default=None)


def model_of(data: Mapping[str, Any]) -> Model:
    """Build a model from its JSON in `schemas/models/`."""
    return Model(
        name=data["model"],
        title=data["title"],
        endpoint=data["endpoint"],
        parameters=MappingProxyType({name: parameter_of(name, row) for name, row in data["parameters"].items()}),
        one_of=tuple(data["one_of"]),
        outputs=MappingProxyType({name: _output(name, row) for name, row in data["outputs"].items()}),
        media_limits=MappingProxyType({MediaKind(kind): _limits(row) for kind, row in data["media_limits"].items()}),
        tier_parameter=data["tier_parameter"],
        sizes=MappingProxyType(
            {
                tier: MappingProxyType({ratio: (w, h) for ratio, (w, h) in row.items()})
                for tier, row in data["sizes"].items()
            }
        ),
        rates=Rates(**data["rates"]),
        result_hours=data["result_hours"],
        prices=tuple(_price(row) for row in data["prices"]),
    )


def _output(name: str, row: Mapping[str, Any]) -> Output:
    return Output(
        name=name,
        kind=MediaKind(row["type"]),
        like=row["like"],
        fps=Decimal(row["fps"]),
        format=row["format"],
        min_seconds=Decimal(row["min_seconds"]),
        max_seconds=Decimal(row["max_seconds"]),
    )


def _limits(row: Mapping[str, Any]) -> MediaLimits:
    seconds = {name: Decimal(row[name]) for name in ("min_seconds", "max_seconds") if name in row}
    return MediaLimits(
        formats=tuple(row["formats"]),
        min_side=row["min_side"],
        max_side=row["max_side"],
        max_ratio=Decimal(row["max_ratio"]),
        max_bytes=row["max_bytes"],
        alpha=row.get("alpha", True),
        **seconds,
    )


def _price(row: Mapping[str, Any]) -> PriceRow:
    micros = {tier: int(Decimal(price).scaleb(6)) for tier, price in row["per_second"].items()}
    return PriceRow(
        since=date.fromisoformat(row["from"]),
        region=row["region"],
        currency=row["currency"],
        micros_per_second=MappingProxyType(micros),
    )
