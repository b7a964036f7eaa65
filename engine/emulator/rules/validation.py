"""Validation: what the service checks of a request's body before it makes a job (pure)."""

import json
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from engine.emulator.rules.model import Field, MediaRule, Model
from engine.emulator.rules.places import at
from engine.emulator.rules.refusal import NOT_RESOLVED, Refused, invalid
from engine.values.media import MediaKind

_TYPES: dict[str, tuple[type | tuple[type, ...], str]] = {
    "string": (str, "string"),
    "integer": (int, "integer"),
    "number": ((int, float), "number"),
    "boolean": (bool, "boolean"),
}
_SDK_EXTRAS = frozenset({"input.extend_prompt", "input.function", "function", "task", "task_group"})
_HALF = re.compile(rb"\\u[dD][89a-fA-F]")
"""Half of a character beyond 16 bits, in JSON: alone it is no text that could be kept."""
_KNOWN_SECTIONS = frozenset({"model", "input", "parameters"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Medium:
    """One medium that a body names; `name` is the parameter that it belongs to, `type` what the service calls it."""

    name: str
    type: str
    kind: MediaKind
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """A request's body, understood: texts are cut where the service cuts them, defaults are filled in.

    `values` are those of the plain parameters, None for one that has neither value nor default; `given` are the parameters
    that the body has. `unknown` are fields that the service does not document, `cut` those whose text was too long.
    """

    model: Model
    media: tuple[Medium, ...]
    values: Mapping[str, Any]
    given: frozenset[str]
    unknown: tuple[str, ...]
    cut: tuple[str, ...]

    def of(self, role: str) -> Any:
        """Return the value of the parameter of a role, None if there is none."""
        return self.values.get(self.model.roles.get(role, ""))

    @property
    def tier(self) -> str:
        return self.of("tier") or self.model.default_tier


def read_body(raw: bytes) -> Mapping[str, Any]:
    """Parse the bytes of a body; raises Refused when they are no JSON object."""
    try:
        body = json.loads(raw)
        if _HALF.search(raw):
            json.dumps(body, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        raise invalid("Required body invalid, please check the request body format.") from None
    if not isinstance(body, dict):
        raise invalid("Required body invalid, please check the request body format.")
    return body


def order_of(body: Mapping[str, Any], model: Model, *, resolves_oss: bool) -> Order:
    """Check a body against its model; raises Refused with the service's words for the first thing that is wrong."""
    sections = {name: _section(body, name) for name in ("input", "parameters")}
    _check_fixed(sections, model)
    read = {field.name: _value(at(sections, field.place), field) for field in model.fields}
    media = tuple(_media(sections, model))
    given = frozenset([name for name, (value, _) in read.items() if value is not None] + [one.name for one in media])
    _check_rules(model, given, read, media)
    if not resolves_oss and any(medium.url.startswith("oss://") for medium in media):
        raise Refused(NOT_RESOLVED)
    return Order(
        model=model,
        media=media,
        values={field.name: _or_default(read[field.name][0], field) for field in model.fields},
        given=given,
        unknown=_unknown(body, sections, model),
        cut=tuple(field.place for field in model.fields if read[field.name][1]),
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


def _check_fixed(sections: Mapping[str, Any], model: Model) -> None:
    for place, value in model.fixed.items():
        if at(sections, place) != value:
            raise invalid(f"Input should be {value!r}: {place}")


def _or_default(value: Any, field: Field) -> Any:
    return field.default if value is None else value


def _value(value: Any, field: Field) -> tuple[Any, bool]:
    """Return a plain value as the service takes it, and whether its text was cut."""
    if value is None or value in field.left_out:
        if field.required:
            raise invalid(f"Field required: {field.place}")
        return None, False
    wanted, word = _TYPES[field.type]
    if not isinstance(value, wanted) or (wanted is not bool and isinstance(value, bool)):
        raise invalid(f"Input should be a valid {word}: {field.place}")
    if field.enum and value not in field.enum:
        raise invalid(f"Input should be {' or '.join(map(repr, field.enum))}: {field.place}")
    if isinstance(value, int | float) and not isinstance(value, bool):
        _check_range(value, field)
    return _within(value, field) if isinstance(value, str) else (value, False)


def _check_range(value: float, field: Field) -> None:
    if value == field.auto:
        return
    if field.minimum is not None and value < field.minimum:
        raise invalid(f"Input should be greater than or equal to {field.minimum}: {field.place}")
    if field.maximum is not None and value > field.maximum:
        raise invalid(f"Input should be less than or equal to {field.maximum}: {field.place}")


def _within(text: str, field: Field) -> tuple[str, bool]:
    kept = field.within(text)
    if kept != text and not field.cuts:
        raise invalid(f"String should have at most {field.most_units} characters: {field.place}")
    return kept, kept != text


def _media(sections: Mapping[str, Any], model: Model) -> Iterator[Medium]:
    """Give the media in the order of the body: those of lists of `{type, url}`, then those whose URLs stand alone."""
    for place in dict.fromkeys(rule.place for rule in model.media.values() if rule.media_type is not None):
        yield from _listed(at(sections, place), place, model)
    for rule in model.media.values():
        if rule.media_type is None:
            yield from _alone(at(sections, rule.place), rule)


def _listed(entries: Any, place: str, model: Model) -> tuple[Medium, ...]:
    rules = {rule.media_type or "": rule for rule in model.media.values() if rule.place == place}
    if entries is None and not any(rule.least for rule in rules.values()):
        return ()
    if entries is None:
        raise invalid(f"Field required: {place}")
    if not isinstance(entries, list):
        raise invalid(f"Input should be a valid list: {place}")
    media = tuple(_medium(entry, f"{place}.{index}", rules) for index, entry in enumerate(entries))
    for rule in rules.values():
        count = sum(medium.type == rule.type for medium in media)
        if count < rule.least:
            raise invalid(f"Field required: {place} of type {rule.type}")
        if count > rule.most:
            raise invalid(f"List should have at most {rule.most} item of type {rule.type}: {place}")
    return media


def _medium(entry: Any, place: str, rules: Mapping[str, MediaRule]) -> Medium:
    if not isinstance(entry, dict):
        raise invalid(f"Input should be a valid dictionary: {place}")
    for name in ("type", "url"):
        if entry.get(name) in (None, ""):
            raise invalid(f"Field required: {place}.{name}")
        if not isinstance(entry[name], str):
            raise invalid(f"Input should be a valid string: {place}.{name}")
    if entry["type"] not in rules:
        raise invalid(f"Input should be {' or '.join(map(repr, rules))}: {place}.type")
    return _at_url(entry["url"], rules[entry["type"]], f"{place}.url")


def _alone(value: Any, rule: MediaRule) -> tuple[Medium, ...]:
    if value in (None, "", []):
        if rule.least:
            raise invalid(f"Field required: {rule.place}")
        return ()
    urls = value if rule.many else [value]
    if not isinstance(urls, list):
        raise invalid(f"Input should be a valid list: {rule.place}")
    if len(urls) > rule.most:
        raise invalid(f"List should have at most {rule.most} item: {rule.place}")
    if not all(isinstance(url, str) for url in urls):
        raise invalid(f"Input should be a valid string: {rule.place}")
    return tuple(_at_url(url, rule, rule.place) for url in urls)


def _at_url(url: str, rule: MediaRule, place: str) -> Medium:
    schemes = ("http://", "https://", "oss://") + (("data:image/",) if rule.kind is MediaKind.IMAGE else ())
    if not url.lower().startswith(schemes):
        raise invalid(f"The URL is not valid, it must begin with one of {', '.join(schemes)}: {place}")
    return Medium(name=rule.name, type=rule.type, kind=rule.kind, url=url)


def _check_rules(
    model: Model, given: Collection[str], read: Mapping[str, tuple[Any, bool]], media: tuple[Medium, ...]
) -> None:
    """Check the rules between parameters that need no look into a medium."""
    groups = [next((name for name in group if name in given), None) for group in model.rules.excludes]
    clash = [name for name in groups if name is not None]
    if len(clash) > 1:
        raise invalid(f"{clash[0]} and {clash[1]} can't be given together")
    for names, most, _ in model.rules.together:
        if most is not None and sum(medium.name in names for medium in media) > most:
            raise invalid(f"List should have at most {most} item in all: {', '.join(names)}")
    for field in model.fields:
        for other, most in field.bounds:
            value = read[field.name][0]
            if other in given and isinstance(value, int) and value > most:
                raise invalid(f"Input should be less than or equal to {most}: {field.place}")


def _unknown(body: Mapping[str, Any], sections: Mapping[str, Mapping[str, Any]], model: Model) -> tuple[str, ...]:
    known = {field.place for field in model.fields} | {rule.place for rule in model.media.values()}
    known |= set(model.fixed) | _SDK_EXTRAS
    known |= {place.rpartition(".")[0] for place in known if place.count(".") > 1}
    found = [name for name in body if name not in _KNOWN_SECTIONS and name not in _SDK_EXTRAS]
    found += [f"{section}.{name}" for section, row in sections.items() for name in row]
    return tuple(sorted(name for name in found if name not in known))
