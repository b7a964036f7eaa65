"""Display width: how many columns of a terminal a text takes."""

import unicodedata
from typing import Final

_OBEYED: Final = dict.fromkeys((*range(32), *range(127, 160)), "�") | dict.fromkeys(
    map(ord, "\t\n\v\f\r\x85\u2028\u2029"), " "
)


def width_of(text: str) -> int:
    """Count columns: wide and full-width characters take two, combining marks none."""
    return sum(_columns(char) for char in text)


def padded(text: str, columns: int) -> str:
    """Fill a text up with blanks to so many columns."""
    return text + " " * max(0, columns - width_of(text))


def clipped(text: str, columns: int) -> str:
    """Cut a text to so many columns, the last one an ellipsis."""
    if width_of(text) <= columns:
        return text
    kept, taken = "", 0
    for char in text:
        taken += _columns(char)
        if taken > columns - 1:
            break
        kept += char
    return kept + "…"


def one_line(text: str) -> str:
    """Put a text on one line, with nothing in it that a terminal obeys."""
    return text.translate(_OBEYED)


def _columns(char: str) -> int:
    if unicodedata.combining(char) or unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1
