"""Validation: what the service checks of a request's body before it makes a job (pure)."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from engine.emulator.rules.model import Field, Model
from engine.emulator.rules.refusal import NOT_RESOLVED, Refused, invalid
from engine.values.media import MediaKind

_TYPES: dict[str, tuple[type, str]] = {
    "string": (str, "string"),
    "integer": (int, "integer"),
    "boolean": (bool, "boolean"),
}
_SDK_EXTRAS = frozenset({"input.extend_prompt", "input.function", "function", "task", "task_group"})
_KNOWN_SECTIONS = frozenset({"model", "input", "parameters"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Medium:
    """One entry of `input.media`."""

    type: str
    kind: MediaKind
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """A request's body, understood: texts are cut where the service cuts them, defaults are filled in.

    `seconds` is the wanted `duration`, None for the whole source; `unknown` are fields that the service does not
    document, `cut` those whose text was too long.
    """

    model: str
    media: tuple[Medium, ...]
    prompt: str | None
    values: Mapping[str, Any]
    tier: str
    seconds: int | None
    unknown: tuple[str, ...]
    cut: tuple[str, ...]

    @property
    def uses_oss(self) -> bool:
        return any(medium.url.startswith("oss://") for medium in self.media)


def read_body(raw: bytes) -> Mapping[str, Any]:
    """Parse the bytes of a body; raises Refused when they are no JSON object."""
    try:
        body = json.loads(raw)
    except (ValueError, RecursionError):
        raise invalid("Required body invalid, please check the request body format.") from None
    if not isinstance(body, dict):
        raise invalid("Required body invalid, please check the request body format.")
    return body


def model_name(body: Mapping[str, Any], known: Mapping[str, Model]) -> Model:
    """Return the model that a body names: the service checks that before anything else."""
    name = body.get("model")
    if name is None or name == "":
        raise invalid("Field required: model")
    if not isinstance(name, str) or name not in known:
        raise invalid("Model not exist.")
    return known[name]


def order_of(body: Mapping[str, Any], model: Model, *, resolves_oss: bool) -> Order:
    """Check a body against its model; raises Refused with the service's words for the first thing that is wrong."""
    sections = {name: _section(body, name) for name in ("input", "parameters")}
    values: dict[str, Any] = {}
    cut: list[str] = []
    for field in model.fields:
        value = _value(sections[field.section].get(field.name), field)
        if isinstance(value, str) and field.max_length is not None and len(value) > field.max_length:
            value = value[: field.max_length]
            cut.append(field.place)
        values[field.name] = value
    media = _media(sections["input"].get("media"), model)
    if not resolves_oss and any(medium.url.startswith("oss://") for medium in media):
        raise Refused(NOT_RESOLVED)
    return Order(
        model=model.name,
        media=media,
        prompt=values["prompt"],
        values=values,
        tier=values["resolution"] or model.default_tier,
        seconds=values["duration"] or None,
        unknown=_unknown(body, sections, model),
        cut=tuple(cut),
    )


def _section(body: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    section = body.get(name)
    if section is None:
        if name == "input":
            raise invalid("Field required: input")
        return {}
    if not isinstance(section, dict):
        raise invalid(f"Input should be a valid dictionary: {name}")
    return section


def _value(value: Any, field: Field) -> Any:
    if value is None:
        return None
    wanted, word = _TYPES[field.type]
    if not isinstance(value, wanted) or (wanted is int and isinstance(value, bool)):
        raise invalid(f"Input should be a valid {word}: {field.place}")
    if field.enum and value not in field.enum:
        raise invalid(f"Input should be {' or '.join(map(repr, field.enum))}: {field.place}")
    if isinstance(value, int) and not isinstance(value, bool) and not (field.zero and value == 0):
        if field.minimum is not None and value < field.minimum:
            raise invalid(f"Input should be greater than or equal to {field.minimum}: {field.place}")
        if field.maximum is not None and value > field.maximum:
            raise invalid(f"Input should be less than or equal to {field.maximum}: {field.place}")
    return value


def _media(entries: Any, model: Model) -> tuple[Medium, ...]:
    if entries is None:
        raise invalid("Field required: input.media")
    if not isinstance(entries, list):
        raise invalid("Input should be a valid list: input.media")
    media = tuple(_medium(entry, f"input.media.{index}", model) for index, entry in enumerate(entries))
    for rule in model.media.values():
        count = sum(medium.type == rule.type for medium in media)
        if count < rule.least:
            raise invalid(f"Field required: input.media of type {rule.type}")
        if count > rule.most:
            raise invalid(f"List should have at most {rule.most} item of type {rule.type}: input.media")
    return media


def _medium(entry: Any, place: str, model: Model) -> Medium:
    if not isinstance(entry, dict):
        raise invalid(f"Input should be a valid dictionary: {place}")
    for name in ("type", "url"):
        if entry.get(name) in (None, ""):
            raise invalid(f"Field required: {place}.{name}")
        if not isinstance(entry[name], str):
            raise invalid(f"Input should be a valid string: {place}.{name}")
    if entry["type"] not in model.media:
        raise invalid(f"Input should be {' or '.join(map(repr, model.media))}: {place}.type")
    kind = model.media[entry["type"]].kind
    schemes = ("http://", "https://", "oss://") + (("data:image/",) if kind is MediaKind.IMAGE else ())
    if not entry["url"].lower().startswith(schemes):
        raise invalid(f"The URL is not valid, it must begin with one of {', '.join(schemes)}: {place}.url")
    return Medium(type=entry["type"], kind=kind, url=entry["url"])


def _unknown(body: Mapping[str, Any], sections: Mapping[str, Mapping[str, Any]], model: Model) -> tuple[str, ...]:
    known = {field.place for field in model.fields} | {"input.media"} | _SDK_EXTRAS
    found = [name for name in body if name not in _KNOWN_SECTIONS and name not in _SDK_EXTRAS]
    found += [f"{section}.{name}" for section, row in sections.items() for name in row]
    return tuple(sorted(name for name in found if name not in known))
