"""Offsets: Jinja's lexer and parser, made to say at which character everything stands.

Offsets are fed to the parser as line numbers: every node then carries the offset where it begins.
"""

import contextlib
import functools
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final, cast

from jinja2 import Environment, TemplateSyntaxError
from jinja2.lexer import Token, TokenStream
from jinja2.parser import Parser

from engine.language.syntax import MAX_DEPTH
from engine.language.syntax_errors import slip_at
from engine.language.unparsable import UnparsableError
from engine.text.marks import Marks
from engine.values.fault import Fault, fault
from engine.values.number import exact_number
from engine.values.place import Place

_AT: Final = re.compile(r" at (\d+)$")
"""How the lexer ends its words about a character that it can't read."""


class _Offsets(Environment):
    """Tokens carry the offset where they start in the place of their line; `ends` is filled as they are read."""

    ends: dict[int, int]
    reached: int = 0

    def _tokenize(
        self, source: str, name: str | None, filename: str | None = None, state: str | None = None
    ) -> TokenStream:
        return TokenStream(self._tokens(source, state), name, filename)

    def _tokens(self, source: str, state: str | None) -> Iterator[Token]:
        at = 0
        for _, kind, value in self._read(source, state):
            at = source.find(value, at)  # whitespace cut by the lexer is all that can lie between
            self.reached = at
            self.ends.setdefault(at, at + len(value))
            if kind in ("integer", "float"):
                yield Token(at, kind, cast("str", _number(value, at)))  # its annotation is too narrow
            else:
                yield from self.lexer.wrap([(at, kind, value)])
            at += len(value)
            self.reached = at

    def _read(self, source: str, state: str | None) -> Iterator[tuple[int, str, str]]:
        """Give what the lexer gives; its errors carry an offset too."""
        try:
            yield from self.lexer.tokeniter(source, None, None, state)
        except TemplateSyntaxError as error:
            named = _AT.search(error.message or "")
            rest = source[self.reached :]
            at = int(named[1]) if named else self.reached + len(rest) - len(rest.lstrip())
            self.ends.setdefault(at, at + 1)
            raise TemplateSyntaxError(error.message or "", at) from error


def _number(text: str, at: int) -> int | Decimal:
    digits = text.replace("_", "").lower()
    try:
        value = exact_number(digits)  # of another base is none of ours
    except ValueError as error:
        raise TemplateSyntaxError("unexpected number", at) from error
    return int(digits) if digits.isdigit() else value


@functools.cache
def _environment() -> _Offsets:
    # "{#" is plain text in a prompt; NUL can't stand in a file, so no comment can begin.
    return _Offsets(
        comment_start_string="\x00{",
        comment_end_string="\x00}",
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        extensions=(),
    )


class Reader:
    """One source being parsed: its tokens' ends, and the way from offsets to places."""

    def __init__(self, source: str, marks: Marks, base: int) -> None:
        # as long as before, so that offsets stay right: the lexer makes every line end one LF
        self.source = source.replace("\r\n", " \n").replace("\r", "\n")
        self.marks = marks
        self.base = base
        self.environment = _environment().overlay()
        self.environment.ends = {}

    def parser(self, state: str | None) -> Parser:
        with self.guarded():
            return Parser(self.environment, self.source, state=state)

    @contextlib.contextmanager
    def guarded(self) -> Iterator[None]:
        """Turn every error of Jinja's lexer and parser into one fault with its place."""
        try:
            yield
        except TemplateSyntaxError as error:
            raise UnparsableError(self._syntax_fault(error)) from error
        except RecursionError as error:
            raise UnparsableError(fault("expression-too-deep", self.place(0, 1), limit=MAX_DEPTH)) from error

    def _syntax_fault(self, error: TemplateSyntaxError) -> Fault:
        at = error.lineno if error.lineno in self.environment.ends else self.environment.reached
        at = min(at, max(len(self.source.rstrip()) - 1, 0))
        slip = slip_at(self.source, at, error.message or "")
        return fault(slip.key, self.place(slip.start, slip.end), **slip.args)

    def place(self, start: int, end: int | None = None) -> Place:
        stop = self.environment.ends.get(start, start + 1) if end is None else end
        return self.marks.place(self.base + start, self.base + stop)
