"""Shown: the texts of numbers, dates and booleans of a workbook's cells, and what a spreadsheet program shows for them."""

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Final

_PLAIN: Final = re.compile(r"(?P<thousands>#,##)?(?P<whole>0+)(?:\.(?P<part>0+))?(?P<percent>%)?")
_TEXT: Final = "@"
_WIDTH: Final = 11
"""So many characters of a number does the format General show; a longer one gets an exponent or loses decimals."""


def text_of(value: object) -> str:
    """Return what a cell holds as text: whole numbers as digits, others with at most 15 and no exponent, TRUE and FALSE."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        number = Decimal(format(value, ".15g"))
        return format(number.normalize() if number != number.to_integral_value() else number.to_integral_value(), "f")
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    if isinstance(value, date | time):
        return value.isoformat(" ") if isinstance(value, datetime) else value.isoformat()
    return str(value)


def shown(value: object, code: str) -> str:
    """Return what is seen in a cell of a format; where the format is none of the plain ones, its code stands for it."""
    if isinstance(value, date | time | timedelta):
        return f"{text_of(value)} ({code})"  # in which order and words, only the program knows
    if isinstance(value, bool) or not isinstance(value, int | float):
        return text_of(value)
    if code in ("General", _TEXT, ""):
        return _general(Decimal(text_of(value)))
    plain = _PLAIN.fullmatch(code)
    return code if plain is None else _formatted(Decimal(text_of(value)), plain)


def _general(value: Decimal) -> str:
    whole = len(str(abs(int(value))))
    if whole > _WIDTH:
        return f"{value:.5E}"
    places = max(0, _WIDTH - 1 - whole)
    return _without_zeros(f"{value:.{places}f}")


def _formatted(value: Decimal, plain: re.Match[str]) -> str:
    if plain["percent"]:
        value *= 100
    places = len(plain["part"] or "")
    text = f"{abs(value):{',' if plain['thousands'] else ''}.{places}f}"
    whole, point, part = text.partition(".")
    return ("-" if value < 0 else "") + whole.rjust(len(plain["whole"]), "0") + point + part + (plain["percent"] or "")


def _without_zeros(text: str) -> str:
    return text.rstrip("0").rstrip(".") if "." in text else text
