"""Display width: how many columns of a terminal a text takes."""

import unicodedata


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
    kept = ""
    for char in text:
        if width_of(kept) + _columns(char) > columns - 1:
            break
        kept += char
    return kept + "…"


def _columns(char: str) -> int:
    if unicodedata.combining(char) or unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1
