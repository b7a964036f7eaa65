"""Doubts: what a text says that was probably not meant, found while it is read."""

import re
from collections.abc import Callable
from typing import Final

from engine.language.names import Names
from engine.language.stray_braces import holds_raw, misread, named_whole, unopened
from engine.language.types import Kind
from engine.text.composed import replaced
from engine.text.marks import MAX_LENGTH, Marks, marks_of
from engine.text.nodes import ScalarNode
from engine.text.source import Source
from engine.text.unseen import unseen
from engine.values.fault import Faults
from engine.values.place import Place

_BLOCK: Final = r"(?s)\{%(-?).*?(-?)%\}"
_COMMENT: Final = r"(?s)\{#.*?#\}"
_CHINESE_GAP: Final = "[\u3000-\u9fff\uff00-\uffef] (?=[\u3000-\u9fff\uff00-\uffef])"


def warn_of_braces(text: str, names: Names, marked: Callable[[], Marks], warnings: Faults) -> None:
    """Warn of names that were meant to be put in place, and of comments of another language: they are sent as they stand."""
    whole = named_whole(text, names) if "{{" not in text else None
    found = [(len(text) - len(text.lstrip()), len(text.rstrip()), whole)] if whole else list(misread(text, names))
    for start, end, path in found:
        warnings.add("lint-other-braces", marked().place(start, end), name=path, fix=_printed(path, names))
    for comment in re.finditer(_COMMENT, text) if "{#" in text and not holds_raw(text) else ():
        warnings.add("lint-comment", marked().place(*comment.span()))
    for at in () if found else unopened(text):
        warnings.add("lint-stray-braces", marked().place(at, at + 2))


def _printed(path: str, names: Names) -> str | None:
    """Return how a path is printed, one that may be absent only if it is there; None for what is no text and no number."""
    known = names.known(tuple(path.split(".")))
    if known is None or known.type.kind is Kind.UNKNOWN:
        return f"{{{{ {path} }}}}"
    kind = known.type.kind
    words = f"{path} | join(', ')" if kind is Kind.LIST else path
    if kind not in (Kind.STRING, Kind.LIST) and not known.type.is_number:
        return None
    printed = f"{{{{ {words} }}}}"
    return f"{{% if {path} %}}{printed}{{% endif %}}" if known.type.optional else printed


def warn_of_signs(text: str, place: Place, marked: Callable[[], Marks], warnings: Faults) -> None:
    """Warn of characters that nobody sees, and of ideographs in whose place others are sent."""
    if text.isascii():
        return
    character, pair = unseen(text), replaced(text)
    if character is not None:
        at = _place_of(text, chr(int(character[2:].split()[0], 16)), place, marked)
        warnings.add("lint-unseen-character", at, character=character)
    if pair is not None:
        at = _place_of(text, pair[0], place, marked)
        warnings.add("lint-replaced-ideograph", at, sign=pair[0], code=f"U+{ord(pair[0]):04X}", other=pair[1])


def _place_of(text: str, sign: str, place: Place, marked: Callable[[], Marks]) -> Place:
    at = text.find(sign)
    return marked().place(at, at + 1) if len(text) <= MAX_LENGTH else place


def warn_of_folding(node: ScalarNode, source: Source, warnings: Faults) -> None:
    """Warn of line ends that YAML folds to blanks where none is wanted: amid Chinese, and beside a block."""
    if node.style == "|" or node.place.line == node.last_line or len(node.text) > MAX_LENGTH:
        return
    gaps = [] if node.text.isascii() else [found.start() for found in re.finditer(_CHINESE_GAP, node.text)]
    blocks = list(re.finditer(_BLOCK, node.text)) if "{%" in node.text and not holds_raw(node.text) else []
    if not gaps and not blocks:
        return
    marks = marks_of(node, source)
    for before in gaps:
        if marks.line_of(before) != marks.line_of(before + 2):
            warnings.add("lint-folded-chinese", marks.place(before, before + 1))
    for block in blocks:
        if any(marks.line_of(at) != marks.line_of(at + 2) for at in _blanks_beside(block, node.text)):
            warnings.add("lint-folded-block", marks.place(block.start(), block.start() + 2))


def _blanks_beside(block: re.Match[str], text: str) -> list[int]:
    """Return the offsets before the blanks on both sides of a block that it doesn't cut."""
    start, end = block.span()
    before = [start - 2] if text[max(start - 2, 0) : start][1:] == " " and not block[1] else []
    return before + ([end - 1] if text[end : end + 2][:1] == " " and end + 1 < len(text) and not block[2] else [])
