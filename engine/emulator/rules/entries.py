"""Entries: the models of this emulator, read from the JSON of the catalog by a reader of its own.

The client reads the same data by other code: a mistake of one is not a mistake of both, and a test holds them equal.
"""

import functools
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fnmatch import fnmatchcase
from types import MappingProxyType
from typing import Any

from engine.emulator.rules.model import Field, Length, MediaRule, Model, Rules, Sides, Term
from engine.emulator.rules.prices import prices_of
from engine.emulator.rules.rates import Limits
from engine.resources import data_folder, load_json
from engine.values.media import MediaKind

Json = Mapping[str, Any]


def models(entries: Iterable[Json] = (), day: date = date.max) -> Mapping[str, Model]:
    """Return every model under `schemas/models` and those given as JSON, by name, as the service takes them on a day."""
    return MappingProxyType({**_shipped(day), **{data["name"]: model_of(data, day) for data in entries}})


@functools.cache
def _shipped(day: date) -> Mapping[str, Model]:
    folder = data_folder("schemas") / "models"
    names = sorted(f"models/{file.name}" for file in folder.glob("*.json") if not file.name.endswith(".schema.json"))
    return MappingProxyType({data["name"]: model_of(data, day) for data in map(load_json, names)})


def model_of(data: Json, day: date = date.max) -> Model:
    """Build a model from its JSON, with the defaults that hold on a day."""
    rows: Json = data["parameters"]
    plain = {name: row for name, row in rows.items() if "limits" not in row}
    media = {name: row for name, row in rows.items() if "limits" in row}
    output: Json = next(iter(data["outputs"].values()))
    roles = _roles(rows)
    return Model(
        name=data["name"],
        sent_names=MappingProxyType(_sent_names(data["model"], data["regions"])),
        endpoint=data["endpoint"],
        fixed=MappingProxyType(dict(data.get("fixed", {}))),
        fields=tuple(_field(name, row, day) for name, row in plain.items()),
        media=MappingProxyType({name: _media(name, row, data["limits"]) for name, row in media.items()}),
        roles=MappingProxyType(roles),
        references=tuple(name for name, row in media.items() if "reference" in _listed(row.get("role"))),
        rules=_rules(data.get("rules", {}), tuple(rows)),
        length=_length(output["seconds"]),
        terms=tuple(map(_term, data["billing"]["terms"])),
        most_seconds=_decimal(data["billing"].get("most")),
        sizes=MappingProxyType(
            {
                tier: {ratio: (sides[0], sides[1]) for ratio, sides in row.items()}
                for tier, row in output.get("size", {}).items()
            }
        ),
        result_path=output["path"],
        usage=MappingProxyType(dict(data["usage"])),
        hours=output["hours"],
        group=data["rates"]["group"],
        by_key=data["rates"]["scope"] == "key",
        limits=_limits(data["rates"]),
        prices=prices_of(data["prices"], roles.get("tier")),
    )


def _sent_names(named: str | Mapping[str, str], regions: Sequence[str]) -> dict[str, str]:
    return dict.fromkeys(regions, named) if isinstance(named, str) else dict(named)


def _field(name: str, row: Json, day: date) -> Field:
    text: Json = row.get("max_length", {})
    return Field(
        name=name,
        place=row["place"],
        type=row["type"],
        required=row.get("required", False),
        default=_default(row, day),
        enum=tuple(row.get("enum", ())),
        minimum=_bound(row.get("minimum")),
        maximum=_bound(row.get("maximum")),
        auto=row.get("auto"),
        left_out=tuple(row.get("left_out", ())),
        bounds=tuple((bound["given"], bound["maximum"]) for bound in row.get("bounds", ())),
        most_units=text.get("units"),
        wide=text.get("cjk", 1),
        cuts=text.get("over") != "error",
        must_hold=tuple(row.get("must_hold", ())),
    )


def _default(row: Json, day: date) -> Any:
    """Return what is taken for a field left out: the newest default in force, else that with which it came."""
    begun = [later["default"] for later in row.get("later_defaults", ()) if date.fromisoformat(later["from"]) <= day]
    return begun[-1] if begun else row.get("default")


def _media(name: str, row: Json, limits: Json) -> MediaRule:
    limit: Json = limits[row["limits"]]
    fps = limit.get("fps")
    return MediaRule(
        name=name,
        place=row["place"],
        media_type=row.get("media_type"),
        many="items" in row,
        kind=MediaKind(row.get("items", row["type"])),
        least=1 if row.get("required") else 0,
        most=row.get("max_items", 1),
        formats=tuple(limit["formats"]),
        max_bytes=limit["max_bytes"],
        sides=_sides(limit.get("sides")),
        long_side=_sides(limit.get("long_side")),
        short_side=_sides(limit.get("short_side")),
        max_ratio=_decimal(limit.get("max_ratio")),
        min_seconds=_decimal(limit.get("min_seconds")),
        max_seconds=_decimal(limit.get("max_seconds")),
        fps=(Decimal(fps["low"]), Decimal(fps["high"])) if fps else None,
        codecs=tuple(limit.get("codecs", ())),
        alpha=not limit.get("opaque", False),
    )


def _roles(rows: Json) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, row in rows.items():
        for role in _listed(row.get("role")):
            found.setdefault(role, name)
    return found


def _rules(row: Json, names: Sequence[str]) -> Rules:
    return Rules(
        one_of=_named(row.get("one_of", ()), names),
        excludes=tuple(_named(group, names) for group in row.get("excludes", ())),
        together=tuple(
            (_named(one["of"], (*names, "output")), one.get("max_items"), _decimal(one.get("max_seconds")))
            for one in row.get("together", ())
        ),
        longer_than=tuple(row.get("longer_than", {}).items()),
    )


def _named(patterns: Iterable[str], names: Sequence[str]) -> tuple[str, ...]:
    return tuple(name for pattern in patterns for name in names if fnmatchcase(name, pattern))


def _length(row: Json) -> Length:
    auto: Json = row.get("auto", {})
    return Length(
        like=row.get("like"),
        cut=row.get("cut"),
        at_most=_decimal(row.get("at_most")),
        parameter=row.get("parameter"),
        low=_decimal(auto.get("low")),
        total=_decimal(auto.get("total")),
        fixed=_decimal(row.get("fixed")),
    )


def _term(row: Json) -> Term:
    return Term(
        of=row["of"],
        cut=row.get("cut"),
        at_most=_decimal(row.get("at_most")),
        certain=row.get("certain", True),
        round=row.get("round", "none"),
    )


def _limits(rates: Json) -> Limits:
    return Limits(
        submits=rates["submits"]["count"],
        submits_within_s=rates["submits"]["per_s"],
        running=rates["running"],
        queued=rates["queued"],
        queries_per_second=rates["queries"]["count"],
    )


def _listed(value: Any) -> Sequence[str]:
    return [value] if isinstance(value, str) else value or ()


def _bound(written: int | str | None) -> int | Decimal | None:
    return Decimal(written) if isinstance(written, str) else written


def _decimal(text: str | None) -> Decimal | None:
    return Decimal(text) if text is not None else None


def _sides(sides: Sequence[int] | None) -> Sides | None:
    return (sides[0], sides[1]) if sides else None
