"""Braces: names in a text that were meant to be put in place, and stand there as words."""

import functools
import re
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from engine.language.names import Group, Names, Word
from engine.language.types import Kind

_SIGNS: Final = re.compile("[{$\uff5b]")
_OURS: Final = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
_NAME: Final = r"[a-z][a-z0-9_]*"
_RAW: Final = re.compile(r"\{%-?\s*raw\b")

_Found = tuple[int, int, str]
"""Where something begins and ends in a text, and the path that was meant."""


class _Patterns(NamedTuple):
    """How paths of some roots are found: a whole text that is one, one marked as other tools do, one that is printed."""

    whole: re.Pattern[str]
    marked: re.Pattern[str]
    printed: re.Pattern[str]


@functools.cache
def _patterns(roots: tuple[str, ...]) -> _Patterns:
    path = rf"(?:{'|'.join(map(re.escape, roots))})(?:\.[^\W\d]\w*)*"
    return _Patterns(
        re.compile(rf"\s*(?:\$?[{{\uff5b]{{1,2}}\s*|\$\(?\s*|<)?({path})(?:\s*[}}\uff5d]{{1,2}}|\s*\)|>)?\s*"),
        re.compile(
            rf"\$?[{{\uff5b]{{1,2}}\s*({path}|{_NAME})\s*[}}\uff5d]{{1,2}}|\$\(\s*({path}|{_NAME})\s*\)|\$({path}|{_NAME})"
        ),
        re.compile(rf"\{{\{{\s*(?:{path})\b"),
    )


def named_whole(text: str, names: Names) -> str | None:
    """Return the path that a text is, in braces of any kind or none, or with slashes, if there is something of that name."""
    found = _patterns(tuple(names.roots)).whole.fullmatch(text.replace("/", "."))
    return found[1] if found and _declares(found[1], names) else None


def misread(text: str, names: Names) -> Iterator[_Found]:
    """Give the paths in other marks than `{{ }}`, and the names of inputs: of one kind of name only, those that there are."""
    if not _SIGNS.search(text) or holds_raw(text):
        return
    for found in _patterns(tuple(names.roots)).marked.finditer(text):
        is_printed = found[0].startswith("{{") and found[0].endswith("}}")
        path = None if is_printed else _path(found[found.lastindex or 0], names)
        if path is not None:
            yield found.start(), found.end(), path


def _path(name: str, names: Names) -> str | None:
    """Return the path that is written as one, or as the name of an input alone, if there is something of that name."""
    if name.partition(".")[0] in names.roots:
        return name if _declares(name, names) else None
    for root, group in names.roots.items():
        declared = group.find(name) if isinstance(group, Group) and "." not in name else None
        if declared is not None and (declared.type.kind is Kind.STRING or declared.type.is_number):
            return f"{root}.{name}"
    return None


def unopened(text: str) -> Iterator[int]:
    """Give the places of `}}` that close nothing; braces in pairs are words as any others."""
    if "}}" not in text or holds_raw(text):
        return
    depth, closed = 0, -2
    for at, char in enumerate(_OURS.sub(lambda found: " " * len(found[0]), text)):
        if char == "{":
            depth += 1
        elif char == "}" and depth:
            depth -= 1
        elif char == "}" and closed == at - 1:
            yield at - 1
            closed = -2
        elif char == "}":
            closed = at


def holds_raw(text: str) -> bool:
    """Tell whether something in a text is marked as words, whatever braces are in it."""
    return _RAW.search(text) is not None


def is_expression(text: str, roots: Iterable[str]) -> bool:
    """Tell whether a value that is only data was meant to be evaluated: it prints something of one of the roots."""
    return "${{" in text or ("{{" in text and _patterns(tuple(roots)).printed.search(text) is not None)


def _declares(path: str, names: Names) -> bool:
    first, *rest = path.split(".")
    root = names.roots[first]
    if not isinstance(root, Word):
        return bool(rest) and rest[0] in root.known
    return root.type is not None and (bool(rest) or root.type.kind is not Kind.RECORD)
