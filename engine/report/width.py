"""Display width: how many columns of a terminal a text takes."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from engine.text.unseen import shown

_BLANKS: Final = dict.fromkeys(map(ord, "\t\n\v\f\r\x85\u2028\u2029"), " ")
_CHINESE: Final = "\u2e80-\u9fff\uff00-\uffef\u3000-\u303f"
_CLOSING: Final = "，。、；：！？）】》”’"
_PIECES: Final = re.compile(f"(?:[{_CHINESE}]|[^\\s{_CHINESE}]+)[{_CLOSING}]*\\s*")
"""What stays together: a word, or a Chinese character, with the signs and blanks behind it."""


def width_of(text: str) -> int:
    """Count columns: wide and full-width characters take two, combining marks none."""
    return sum(_columns(char) for char in text)


def padded(text: str, columns: int) -> str:
    """Fill a text up with blanks to so many columns."""
    return text + " " * max(0, columns - width_of(text))


def padded_front(text: str, columns: int) -> str:
    """Put blanks before a text until it takes so many columns."""
    return " " * max(0, columns - width_of(text)) + text


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


def clipped_front(text: str, columns: int) -> str:
    """Cut the front off a text until it takes so many columns, the first one an ellipsis."""
    return text if width_of(text) <= columns else clipped(text[::-1], columns)[::-1]


def wrapped(text: str, columns: int) -> Iterator[str]:
    """Break a text into lines of so many columns: at blanks, and anywhere in Chinese but before a sign of punctuation."""
    line = ""
    for piece in _PIECES.findall(text.replace("\n", " ")):
        if line and width_of(line + piece.rstrip()) > columns:
            yield line.rstrip()
            line = ""
        line += piece
    yield line.rstrip()


def one_line(text: str) -> str:
    """Put a text on one line, with nothing in it that a terminal obeys."""
    return shown(text.translate(_BLANKS))


def _columns(char: str) -> int:
    if unicodedata.combining(char) or unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1
