"""Problems: what stops a YAML parser, told by the kind of its error, by its two marks and by the characters there.

The words of its errors are never read: they are English, and those of another release may be others.
"""

import enum
import re
from collections.abc import Sequence
from typing import Any, Final

from yaml.scanner import ScannerError

_QUOTED: Final = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*'(?!')", re.DOTALL)
_UNSEEN: Final = re.compile(_QUOTED.pattern + r"|(?:^|(?<=[\s{\[,\"']))#[^\n]*", re.DOTALL | re.MULTILINE)
"""Texts in quotes, and comments."""
_ENDS: Final = ("---", "...")
_TOKENLESS: Final = "@`%|>\t"
"""Characters that begin no token, some only within braces or brackets."""
_FLOW: Final = ("{", "[")
_MARKED: Final = "&*!%"
"""What begins an anchor, an alias, a tag and a directive."""


class Problem(enum.Enum):
    """What stops a parser."""

    QUOTE = "a text in quotes does not end"
    ESCAPE = "a backslash in double quotes begins nothing"
    DEPTH = "deeper than the parser itself goes"
    NO_COLON = "what must be a key has no colon behind it"
    STRAY_COLON = "a colon stands where no key can"
    BLOCK = "something else follows the sign of a block of text"
    MAP = "no key begins where one must"
    LIST = "no item begins where one must"
    FLOW = "braces or brackets are not closed, or a comma is missing"
    CLOSING = "a brace or bracket closes nothing"
    START = "a value can't begin so"
    OTHER = "anything else"


def problem_of(error: Any, lines: Sequence[str]) -> Problem:
    """Return what an error of PyYAML's that has a mark is about; `lines` are those of the text."""
    return _of_scanner(error, lines) if isinstance(error, ScannerError) else _of_parser(error, lines)


def line_at(lines: Sequence[str], mark: Any) -> str:
    """Return the line of a mark, "" past the end."""
    return lines[mark.line] if mark.line < len(lines) else ""


def char_at(lines: Sequence[str], mark: Any) -> str:
    """Return the character at a mark, "" at the end of a line."""
    return line_at(lines, mark)[mark.column : mark.column + 1]


def _of_scanner(error: Any, lines: Sequence[str]) -> Problem:
    mark, opened = error.problem_mark, error.context_mark
    here = char_at(lines, mark)
    if opened is None:
        return Problem.STRAY_COLON if here == ":" else Problem.OTHER
    if _is_same(mark, opened):
        return Problem.START if here in _TOKENLESS else Problem.DEPTH
    sign, is_below = char_at(lines, opened), mark.line > opened.line
    if sign in "\"'" and not _QUOTED.match(_between(lines, opened, mark)):
        return Problem.QUOTE if sign == "'" or _is_end(lines, mark) else Problem.ESCAPE
    if sign in "|>":
        return Problem.OTHER if is_below else Problem.BLOCK
    if here == "\t" or (sign in _MARKED and not is_below):
        return Problem.OTHER
    return Problem.NO_COLON if is_below or not here or sign in _FLOW else Problem.OTHER


def _of_parser(error: Any, lines: Sequence[str]) -> Problem:
    mark, opened = error.problem_mark, error.context_mark
    here = char_at(lines, mark).strip()
    if opened is None:
        return Problem.OTHER
    if _is_same(mark, opened) and here not in ("}", "]"):
        return Problem.START if here else Problem.OTHER
    sign = line_at(lines, opened)[opened.column : opened.column + 2].rstrip()
    if sign[:1] in _FLOW and _is_open(_between(lines, opened, mark)):
        return Problem.FLOW
    if here in ("}", "]"):
        return Problem.CLOSING
    return Problem.LIST if sign == "-" else Problem.MAP


def _is_open(text: str) -> bool:
    """Tell whether more braces and brackets begin in a text than end there."""
    bare = _UNSEEN.sub("", text)
    return sum(map(bare.count, "{[")) > sum(map(bare.count, "}]"))


def _is_same(mark: Any, other: Any) -> bool:
    return (mark.line, mark.column) == (other.line, other.column)


def _is_end(lines: Sequence[str], mark: Any) -> bool:
    """Tell whether a document ends at a mark."""
    rest = line_at(lines, mark)[mark.column :]
    is_last = mark.line + 1 >= len(lines)
    return (is_last and not rest) or (mark.column == 0 and rest.startswith(_ENDS))


def _between(lines: Sequence[str], start: Any, end: Any) -> str:
    if start.line == end.line:
        return line_at(lines, start)[start.column : end.column]
    first, last = line_at(lines, start)[start.column :], line_at(lines, end)[: end.column]
    return "\n".join((first, *lines[start.line + 1 : end.line], last))
