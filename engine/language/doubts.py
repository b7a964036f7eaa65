"""Doubts: what a text says that was probably not meant, found while it is read."""

import re
from collections.abc import Callable
from typing import Final

from engine.language.names import Names
from engine.language.stray_braces import misread, named_whole, unopened
from engine.text.marks import MAX_LENGTH, Marks, marks_of
from engine.text.nodes import ScalarNode
from engine.text.source import Source
from engine.values.fault import Faults

_BLOCK: Final = re.compile(r"\{%.*?%\}", re.DOTALL)
_ROUND_ENDS: Final = re.compile(r"\s*\{%[-+]?\s*endfor")
_BLOCK_ENDS: Final = re.compile(r"(?<![-+])%\}\n")
_CHINESE_GAP: Final = "[\u3000-\u9fff\uff00-\uffef] (?=[\u3000-\u9fff\uff00-\uffef])"


def warn_of_braces(text: str, names: Names, marked: Callable[[], Marks], warnings: Faults) -> None:
    """Warn of names that were meant to be put in place and are sent as they stand."""
    whole = named_whole(text, names) if "{{" not in text else None
    found = [(len(text) - len(text.lstrip()), len(text.rstrip()), whole)] if whole else list(misread(text, names))
    for start, end, path in found:
        warnings.add("lint-other-braces", marked().place(start, end), name=path, fix=f"{{{{ {path} }}}}")
    for at in () if found else unopened(text):
        warnings.add("lint-stray-braces", marked().place(at, at + 2))


def warn_of_joining(text: str, marked: Callable[[], Marks], warnings: Faults) -> None:
    """Warn of words of two lines that run together: the line end right behind a block is dropped with it."""
    for found in _BLOCK_ENDS.finditer(text if "{%" in text and "raw" not in text else ""):
        start = text.rfind("\n", 0, found.start()) + 1
        before = _BLOCK.sub("", text[start : found.end()]).strip()
        following = text[found.end() :].partition("\n")[0]
        after = before if _ROUND_ENDS.match(following) else _BLOCK.sub("", following)
        if before and after[:1].isascii() and after[:1].strip():
            warnings.add(
                "lint-joined-lines", marked().place(found.start(), found.start() + 2), words=after[:20].strip()
            )


def warn_of_folding(node: ScalarNode, source: Source, warnings: Faults) -> None:
    """Warn of a line end between two Chinese characters: folding puts a blank there."""
    if node.style == "|" or node.place.line == node.last_line or node.text.isascii() or len(node.text) > MAX_LENGTH:
        return
    marks = marks_of(node, source)
    for blank in re.finditer(_CHINESE_GAP, node.text):
        before, after = blank.start(), blank.start() + 2
        if marks.line_of(before) != marks.line_of(after):
            warnings.add("lint-folded-chinese", marks.place(before, before + 1))
