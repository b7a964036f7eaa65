"""Model: what the service checks and allows for one model, read from the data that both sides share."""

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from engine.emulator.rules.rates import Limits
from engine.resources import data_folder, load_json
from engine.values.media import MediaKind

ENDPOINT = "/services/aigc/video-generation/video-synthesis"


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One plain field of a request's body; `max_length` is where the service cuts a text, silently."""

    section: str
    name: str
    type: str
    enum: tuple[str, ...] = ()
    minimum: int | None = None
    maximum: int | None = None
    max_length: int | None = None
    zero: bool = False

    @property
    def place(self) -> str:
        return f"{self.section}.{self.name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaRule:
    """How many media of one `type` a request holds, and what their content must be."""

    type: str
    kind: MediaKind
    least: int
    most: int
    formats: tuple[str, ...]
    min_side: int
    max_side: int
    max_ratio: Decimal
    max_bytes: int
    min_seconds: Decimal | None
    max_seconds: Decimal | None
    alpha: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """One model as the service sees it."""

    name: str
    fields: tuple[Field, ...]
    media: Mapping[str, MediaRule]
    default_tier: str
    sizes: Mapping[str, Mapping[str, tuple[int, int]]]
    limits: Limits
    kept_hours: int


@functools.cache
def models() -> Mapping[str, Model]:
    """Read every model under `schemas/models`, once."""
    files = sorted((data_folder("schemas") / "models").glob("*.json"))
    found = [model_of(data) for file in files if "endpoint" in (data := load_json(f"models/{file.name}"))]
    return MappingProxyType({model.name: model for model in found})


def model_of(data: Mapping[str, Any]) -> Model:
    """Build a model from its JSON."""
    plain = [row | {"name": name} for name, row in data["parameters"].items() if "media_type" not in row]
    media = [row for row in data["parameters"].values() if "media_type" in row]
    return Model(
        name=data["model"],
        fields=tuple(_field(row) for row in plain),
        media=MappingProxyType({row["media_type"]: _media_rule(row, data["limits"]) for row in media}),
        default_tier=data["parameters"]["resolution"]["default"],
        sizes=data["outputs"]["video"]["size"],
        limits=_limits(data["rates"]),
        kept_hours=data["outputs"]["video"]["hours"],
    )


def _limits(rates: Mapping[str, Any]) -> Limits:
    return Limits(
        submits_per_second=rates["submits"]["count"],
        running=rates["running"],
        queued=rates["queued"],
        queries_per_second=rates["queries"]["count"],
    )


def _field(row: Mapping[str, Any]) -> Field:
    section, _, name = row["place"].partition(".")
    return Field(
        section=section,
        name=name,
        type=row["type"],
        enum=tuple(row.get("enum", ())),
        minimum=row.get("minimum"),
        maximum=row.get("maximum"),
        max_length=row["max_length"]["units"] if "max_length" in row else None,
        zero=0 in row.get("left_out", ()),
    )


def _media_rule(row: Mapping[str, Any], limits: Mapping[str, Mapping[str, Any]]) -> MediaRule:
    kind = MediaKind(row.get("items", row["type"]))
    limit = limits[row["limits"]]
    seconds = {name: Decimal(limit[name]) if name in limit else None for name in ("min_seconds", "max_seconds")}
    return MediaRule(
        type=row["media_type"],
        kind=kind,
        least=1 if row.get("required") else 0,
        most=row.get("max_items", 1),
        formats=tuple(limit["formats"]),
        min_side=limit["sides"][0],
        max_side=limit["sides"][1],
        max_ratio=Decimal(limit["max_ratio"]),
        max_bytes=limit["max_bytes"],
        alpha=not limit.get("opaque", False),
        **seconds,
    )
