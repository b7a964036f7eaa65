"""Braces: names in a text that were meant to be put in place, and stand there as words."""

import re
from collections.abc import Iterator
from typing import Final

from engine.language.scope_types import Names

_PATH: Final = r"(?:inputs|prompts|steps)(?:\.[A-Za-z_]\w*)+|item(?:\.[A-Za-z_]\w*)*"
_WHOLE: Final = re.compile(rf"\s*(?:\$?[{{\uff5b]{{1,2}}\s*)?({_PATH})(?:\s*[}}\uff5d]{{1,2}})?\s*")
_IN_BRACES: Final = re.compile(rf"\$?[{{\uff5b]{{1,2}}\s*({_PATH})\s*[}}\uff5d]{{1,2}}")
_OURS: Final = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
_RAW: Final = re.compile(r"\{%-?\s*raw\b")
_PRINTED: Final = re.compile(rf"\{{\{{\s*(?:{_PATH})\b")

Found = tuple[int, int, str]
"""Where something begins and ends in a text, and the path that was meant."""


def named_whole(text: str, names: Names) -> str | None:
    """Return the path that a text is, in braces of any kind or in none, if there is something of that name."""
    found = _WHOLE.fullmatch(text)
    return found[1] if found and _declares(found[1], names) else None


def misread(text: str, names: Names) -> Iterator[Found]:
    """Give the paths in other braces than `{{ }}`: of one kind of name only, those that there are."""
    if _RAW.search(text):
        return
    for found in _IN_BRACES.finditer(text):
        is_printed = found[0].startswith("{{") and found[0].endswith("}}")
        if not is_printed and _declares(found[1], names):
            yield found.start(), found.end(), found[1]


def unopened(text: str) -> Iterator[int]:
    """Give the places of `}}` that close nothing; braces in pairs are words as any others."""
    if "}}" not in text or _RAW.search(text):
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


def is_expression(text: str) -> bool:
    """Tell whether a value that is only data was meant to be evaluated."""
    return "${{" in text or _PRINTED.search(text) is not None


def _declares(path: str, names: Names) -> bool:
    root, *rest = path.split(".")
    if root == "item":
        return names.item is not None
    known = {"inputs": tuple(names.inputs), "prompts": tuple(names.prompts), "steps": tuple(names.outputs)}
    return rest[0] in known[root]
