"""Binding of one value: a text or a JSON value is read by the type of the input that it is given for."""

import json
import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Final

from engine.language.types import Kind, Type
from engine.language.values import InputValue, MediaName
from engine.recipe.given import GivenValue, Json
from engine.text.composed import composed
from engine.text.source import unsound
from engine.values.absent import ABSENT, Absent
from engine.values.fault import Faults
from engine.values.number import JSON_NUMBER, MAX_DIGITS, exact_number
from engine.values.place import Place

_SHA256: Final = re.compile(r"[0-9a-f]{64}")
# What spreadsheets and people write; only JSON's own words are taken.
_BOOLEANS: Final = {
    **dict.fromkeys(("true", "yes", "y", "on", "x", "1", "ja", "oui", "是", "对", "有", "√", "✓"), "true"),
    **dict.fromkeys(("false", "no", "n", "off", "0", "nein", "non", "否", "不", "无", "×", "✗"), "false"),
}
_NEARLY: Final = re.compile(r"\s*(-?)0*([0-9]+(?:\.[0-9]+)?)\s*(?:s|sec|secs|seconds?|秒|个|%)?\s*", re.IGNORECASE)
"""A number with zeros before it or a unit behind it, as people and spreadsheets write them."""
_MEDIUM_KEYS: Final = ({"url"}, {"url", "sha256"})

BoundValue = InputValue | Absent


def bind_given(name: str, known: Type, given: GivenValue, faults: Faults) -> BoundValue:
    """Read what is given; several texts, and one that is no JSON, are the members of a list."""
    if isinstance(given, Json):
        return bind_json(name, known, given.value, given.place, faults)
    texts = given.texts
    if known.kind is Kind.LIST and known.items and not (len(texts) == 1 and texts[0].lstrip()[:1] in ("[", "")):
        members = [bind_text(name, known.items, text, given.place, faults) for text in texts]
        return tuple(member for member in members if not isinstance(member, Absent))
    if len(texts) > 1:
        faults.add("input-repeated", given.place, name=name, count=len(texts))
        return ABSENT
    return bind_text(name, known, texts[0] if texts else "", given.place, faults)


def bind_text(name: str, known: Type, text: str, place: Place, faults: Faults) -> BoundValue:
    """Read a text: numbers in JSON form, true or false, lists as JSON, media as a path or URL; empty is absent."""
    if text == "":
        return ABSENT
    if known.kind is Kind.STRING:
        return _string_of(text, place, faults)
    if known.is_media:
        return _medium_text(name, known, text, place, faults)
    return _parsed_text(name, known, text.strip(), place, faults)


def _string_of(text: str, place: Place, faults: Faults) -> BoundValue:
    """Return a text in its one form; its length is counted in that."""
    sound = _sound(text, place, faults)
    return composed(sound) if isinstance(sound, str) else sound


def _sound(text: str, place: Place, faults: Faults) -> BoundValue:
    """Return a text that can be sent; one with a character that no file could hold either is a fault."""
    bad = unsound(text)
    if bad is None:
        return text
    key, character = bad
    faults.add(key, place, character=character)
    return ABSENT


def _medium_text(name: str, known: Type, text: str, place: Place, faults: Faults) -> BoundValue:
    if text.lstrip().startswith("{"):
        return bind_json(name, known, json_of_text(text), place, faults)
    sound = _sound(text.strip(), place, faults)
    return MediaName(sound) if isinstance(sound, str) and sound else ABSENT


def _parsed_text(name: str, known: Type, text: str, place: Place, faults: Faults) -> BoundValue:
    if known.kind is Kind.LIST and text[:1] != "[":
        return _wrong(name, known, text, place, faults)
    if known.is_number and not JSON_NUMBER.fullmatch(text):
        return _wrong(name, known, text, place, faults)
    value = json_of_text(text)
    read = _READERS[known.kind](value)
    if read is None and known.kind is not Kind.LIST:
        return _wrong(name, known, text, place, faults)
    return bind_json(name, known, value, place, faults)


def json_of_text(text: str) -> object:
    """Return what a JSON text is, or the text itself if it isn't JSON; fractions stay exact."""
    try:
        return _DECODER.decode(text)
    except (ValueError, RecursionError):
        return text


def _integer(text: str) -> int:
    if len(text) > MAX_DIGITS:
        raise ValueError(text)
    return int(text)


_DECODER: Final = json.JSONDecoder(parse_float=exact_number, parse_int=_integer)


def bind_json(name: str, known: Type, value: object, place: Place, faults: Faults) -> BoundValue:
    """Read a value of a JSON or YAML file by the input's type; None and an empty text are absent, in a list left out."""
    if value is None or value == "":
        return ABSENT
    read = _READERS[known.kind](value)
    if isinstance(read, str):
        return _string_of(read, place, faults)
    if read is not None:
        return read
    if known.kind is Kind.LIST and isinstance(value, list | tuple):
        return _list(name, known, value, place, faults)
    return _wrong(name, known, shown(value), place, faults)


def _list(name: str, known: Type, value: Any, place: Place, faults: Faults) -> BoundValue:
    members = [bind_json(name, known.items or known, item, place, faults) for item in value]
    return tuple(member for member in members if not isinstance(member, Absent))


def _wrong(name: str, known: Type, text: str, place: Place, faults: Faults) -> Absent:
    key = f"input-not-{known.kind.value}"
    bare = text.strip('"')
    near = _BOOLEANS.get(bare.casefold()) if known.kind is Kind.BOOLEAN else None
    if known.is_number and (number := _NEARLY.fullmatch(bare)) and ("." not in number[2] or known.kind is Kind.NUMBER):
        near = number[1] + number[2] if len(number[2]) <= MAX_DIGITS else None
    faults.add(key, place, name=name, value=text if len(text) <= 60 else text[:59] + "…", near=near)
    return ABSENT


def shown(value: object) -> str:
    """Return a value as JSON would write it."""
    return str(value) if isinstance(value, Decimal) else json.dumps(value, ensure_ascii=False, default=str)


def _string(value: object) -> InputValue | None:
    return value if isinstance(value, str) else None


def _whole(value: object) -> InputValue | None:
    number = _number(value)
    return int(number) if isinstance(number, int | Decimal) and number == int(number) else None


def _number(value: object) -> InputValue | None:
    if isinstance(value, float):
        value = _finite(value)
    return value if isinstance(value, int | Decimal) and not isinstance(value, bool) else None


def _finite(value: float) -> Decimal | None:
    number = Decimal(repr(value))
    return number if number.is_finite() else None


def _boolean(value: object) -> InputValue | None:
    return value if isinstance(value, bool) else None


def _medium(value: object) -> InputValue | None:
    if isinstance(value, str) and value:
        return MediaName(value)
    if not isinstance(value, Mapping) or set(value) not in _MEDIUM_KEYS:
        return None
    url, pin = value["url"], value.get("sha256")
    named = isinstance(url, str) and url and unsound(url) is None
    pinned = pin is None or (isinstance(pin, str) and _SHA256.fullmatch(pin))
    return MediaName(url, pin) if named and pinned else None


def _nothing(_value: object) -> InputValue | None:
    return None


_READERS: Final[Mapping[Kind, Callable[[object], InputValue | None]]] = MappingProxyType(
    {
        Kind.STRING: _string,
        Kind.INTEGER: _whole,
        Kind.NUMBER: _number,
        Kind.BOOLEAN: _boolean,
        Kind.VIDEO: _medium,
        Kind.IMAGE: _medium,
        Kind.LIST: _nothing,
        Kind.RECORD: _nothing,
        Kind.UNKNOWN: _nothing,
    }
)
