"""Rendering: a template's lines become a text, and the one step in which a text gets its final form.

A line is what stands between two line ends of the template itself; those within a tag or a value don't count.
"""

import re
from typing import Final

from engine.text.composed import composed

BLANKS: Final = " \t"
_LINE_END_BLANKS: Final = re.compile(r"[ \t]+(?=\n|$)")


def with_line_feeds(text: str) -> str:
    """Return a text whose every line ends in LF, as long as before, so that offsets in it stay right."""
    return text.replace("\r\n", " \n").replace("\r", "\n") if "\r" in text else text


def normalised(text: str) -> str:
    """Return a text in its final form: NFC, LF as line ends, no blanks before them, and nothing blank around it."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = _LINE_END_BLANKS.sub("", text) if "\n" in text else text
    return composed(text.strip(BLANKS + "\n"))


class TemplateLines:
    """A text on its way, line by line of its template.

    A line with a tag of which only blanks are left leaves nothing; every other line keeps its words, its indentation and
    its end.
    """

    def __init__(self) -> None:
        self._done: list[str] = []
        self._line: list[str] = []
        self._tagged = False

    def words(self, text: str) -> None:
        """Add words of the template, whose line ends end lines."""
        first, *others = text.split("\n")
        self._line.append(first)
        for other in others:
            self._end("\n")
            self._line.append(other)

    def tag(self, value: str = "") -> None:
        """Add what a tag leaves, which is part of one line, whatever it holds."""
        self._tagged = True
        self._line.append(value)

    def text(self) -> str:
        """Return all that was added, in its final form."""
        self._end("")
        return normalised("".join(self._done))

    def _end(self, end: str) -> None:
        line = "".join(self._line)
        if line.strip(BLANKS) or not self._tagged:
            self._done.append(line + end)
        self._line.clear()
        self._tagged = False
