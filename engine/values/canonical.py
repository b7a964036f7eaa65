"""Canonical JSON and digests: the one way in which values become bytes that are compared."""

import json.encoder
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

_PLAIN: Final = (str, int)


def encoder(*, sort_keys: bool = False) -> Callable[[Any], str]:
    """Return what writes values as JSON, without blanks or escapes that UTF-8 does not need; raises ValueError for NaN.

    A JSONEncoder makes its part in C anew at each call, which takes as long as writing a small object; here it is made once.
    """
    plain = json.JSONEncoder(
        ensure_ascii=False, sort_keys=sort_keys, separators=(",", ":"), allow_nan=False, check_circular=False
    )
    make = getattr(json.encoder, "c_make_encoder", None)  # which other Pythons than CPython need not have
    if make is None:
        return plain.encode
    write = make(
        None,
        plain.default,
        json.encoder.encode_basestring,
        None,
        plain.key_separator,
        plain.item_separator,
        sort_keys,
        plain.skipkeys,
        plain.allow_nan,
    )
    return lambda value: "".join(write(value, 0))


_ENCODE: Final = encoder(sort_keys=True)


def canonical(value: Any) -> Any:
    """Return the value with every number in its one form: 5.0 and Decimal("5.0") become 5.

    Raises TypeError for floats that are not whole: a fraction enters the engine as a Decimal, and leaves as its text.
    """
    if value is None or isinstance(value, _PLAIN):
        return value
    if isinstance(value, dict):  # before Mapping: asking for an abstract class costs more than all the rest
        return {str(key): canonical(item) for key, item in value.items()}
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else format(value.normalize(), "f")
    if isinstance(value, float):
        if value.is_integer():
            return int(value)
        raise TypeError(f"{value!r}: a fraction must be a Decimal")
    if isinstance(value, Mapping):
        return {str(key): canonical(item) for key, item in value.items()}
    if isinstance(value, Sequence):
        return [canonical(item) for item in value]
    raise TypeError(f"{type(value).__name__} has no canonical form")


def number_of(value: Decimal) -> int | float | str:
    """Return the JSON number of a decimal, or its text if a JSON number can't hold it exactly."""
    if value == value.to_integral_value():
        return int(value)
    near = float(value)
    return near if Decimal(repr(near)) == value else format(value, "f")


def canonical_json(value: Any) -> bytes:
    """Return UTF-8 JSON with sorted keys, no blanks and no escapes that UTF-8 does not need."""
    return written(canonical(value))


def written(form: Any) -> bytes:
    """Write what `canonical` gave, or what was put together from that."""
    return bytes_of(_ENCODE(form))


def text_of(form: Any) -> str:
    """Write as text what `canonical` gave, or what was put together from that."""
    return _ENCODE(form)


def member_of(name: str, text: str) -> str:
    """Write a member of an object whose value is written already, under a name that needs no escapes."""
    return f'"{name}":{text}'


def object_of(members: Iterable[str]) -> str:
    """Write an object of members that are written already."""
    return (
        "{" + ",".join(sorted(members)) + "}"
    )  # a quote, which ends each name, comes before all that names are made of


def bytes_of(text: str) -> bytes:
    """Return the bytes of what is written as text."""
    return text.encode("utf-8", "surrogatepass")


def digest_of(data: bytes) -> str:
    """Return the SHA-256 of the bytes as 64 lower-case hexadecimal digits."""
    import hashlib  # noqa: PLC0415  a check of files that are well needs no digest, and OpenSSL takes long to load

    return hashlib.sha256(data).hexdigest()
