"""Scalars: what a plain word of YAML means, by the core schema of YAML 1.2.

YAML 1.1 reads `16:9` as 969, `no` as false and `2026-04-02` as a date; here all of them are texts. See
https://yaml.org/spec/1.2.2/#103-core-schema.
"""

import re
from decimal import Decimal
from typing import Final

from engine.values.number import MAX_DIGITS, exact_number

Plain = bool | int | Decimal | str | None

_WORDS: dict[str, bool | None] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
}  # fmt: skip
_INTEGER = re.compile(r"[-+]?(?:0|[1-9][0-9]*)")
_BASED = re.compile(r"0o([0-7]+)|0x([0-9a-fA-F]+)")
_FRACTION = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_LEADING_ZERO = re.compile(r"[-+]?0[0-9]+")
_NOT_FINITE = re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")


UNCLEAR: Final = ("leading-zero", "not-finite", "number-too-long")
"""The kinds of words that readers of YAML disagree on; what to write instead depends on what is wanted."""


class UnclearScalarError(ValueError):
    """A plain word that readers of YAML disagree on; `args[0]` is the key of its fault."""


def resolve(text: str) -> Plain:
    """Return the value of a plain scalar; raise UnclearScalarError for one that must be quoted or written otherwise."""
    if text in _WORDS:
        return _WORDS[text]
    if text[0] not in "+-.0123456789":
        return text
    if _LEADING_ZERO.fullmatch(text):
        raise UnclearScalarError("leading-zero")
    if _NOT_FINITE.fullmatch(text):
        raise UnclearScalarError("not-finite")
    if _INTEGER.fullmatch(text):
        return int(_bounded(text))
    based = _BASED.fullmatch(text)
    if based:
        return int(_bounded(based[1]), 8) if based[1] else int(_bounded(based[2]), 16)
    return _fraction(text) if _FRACTION.fullmatch(text) else text


def quoted(text: str) -> str:
    """Return a text of one line as a scalar in quotes, which can stand anywhere."""
    return f'"{text}"' if not set('"\\') & set(text) else "'" + text.replace("'", "''") + "'"


def _fraction(text: str) -> Decimal:
    try:
        return exact_number(text)
    except ValueError as error:
        raise UnclearScalarError("number-too-long") from error


def _bounded(text: str) -> str:
    if len(text) > MAX_DIGITS:
        raise UnclearScalarError("number-too-long")
    return text
