"""Unseen: characters that nobody sees, those that turn the direction of the text around them, and those that a terminal obeys."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from engine.text.composed import replaced
from engine.values.fault import Fault, fault
from engine.values.place import Place

# Patterns are made when they are first needed: most texts are ASCII.
_UNSEEN: Final = (
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\u3164\ufeff\uffa0"
    "\U000e0001-\U000e007f]"
)
_OBEYED: Final = (*range(9), *range(11, 32), *range(127, 160), 0x2028, 0x2029, *range(0xD800, 0xE000))
_SIGNS: Final = dict.fromkeys(_OBEYED, "�")
_JOINERS: Final = "\u200c\u200d"
_CJK: Final = "[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]"
_TAGGED: Final = "\U0001f3f4[\U000e0020-\U000e007e]+\U000e007f"


def unseen(text: str) -> str | None:
    """Return the code and the name of the first character of a text that nobody sees, as in "U+200B ZERO WIDTH SPACE".

    Joiners are fine where emoji and scripts need them, tags within the flags of countries' parts.
    """
    if text.isascii():
        return None
    found = next((one for one in re.finditer(_UNSEEN, re.sub(_TAGGED, "", text)) if not _is_needed(one)), None)
    return None if found is None else f"{_code(found[0])} {unicodedata.name(found[0], '')}".strip()


def doubts_of(text: str, place: Place) -> Iterator[Fault]:
    """Warn of a text, given at a place, with characters that nobody sees, or ideographs in whose place others are kept."""
    if text.isascii():
        return
    if (character := unseen(text)) is not None:
        yield fault("unseen-character", place, character=character)
    if (pair := replaced(text)) is not None:
        yield fault("replaced-ideograph", place, sign=pair[0], code=_code(pair[0]), other=pair[1])


def visible(text: str) -> str:
    """Return a text in which a code, as in `<U+200B>`, stands for each character that nobody sees."""
    return (
        text
        if text.isascii()
        else re.sub(_UNSEEN, lambda one: one[0] if _is_needed(one) else f"<{_code(one[0])}>", text)
    )


def shown(text: str) -> str:
    """Return a text, its tabs and ends of lines as they are, with nothing else in it that a terminal obeys or nobody sees."""
    return text if text.isascii() and text.isprintable() else visible(text.replace("\r\n", "\n")).translate(_SIGNS)


def _code(character: str) -> str:
    return f"U+{ord(character):04X}"


def _is_needed(found: re.Match[str]) -> bool:
    """Tell whether a joiner stands between two characters of which writing is joined: neither Latin nor Chinese."""
    around = found.string[max(0, found.start() - 1) : found.start()], found.string[found.end() : found.end() + 1]
    return found[0] in _JOINERS and all(one and not one.isascii() and not re.match(_CJK, one) for one in around)
