"""Rendering: the one step in which a text gets its final form."""

import re

_LINE_END_BLANKS = re.compile(r"[ \t]+(?=\n|$)")


def normalised(text: str) -> str:
    """Return a text with LF as its line ends, no blanks before them, and nothing blank around it."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return (_LINE_END_BLANKS.sub("", text) if "\n" in text else text).strip()
