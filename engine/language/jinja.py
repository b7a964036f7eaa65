"""Offsets: Jinja's lexer and parser, made to say at which character everything stands.

Offsets are fed to the parser as line numbers: every node then carries the offset where it begins. Of their errors only
the offset is taken: why a source can't be read on is told by the tokens that were read, in our own words.
"""

import contextlib
import functools
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING, Final, cast

from jinja2 import Environment, TemplateSyntaxError, lexer
from jinja2.parser import Parser

from engine.language.render import BLANKS, with_line_feeds
from engine.language.syntax import MAX_DEPTH
from engine.language.unparsable import UnparsableError
from engine.text.marks import Marks
from engine.values.fault import fault
from engine.values.number import MAX_DIGITS, exact_number
from engine.values.place import Place
from engine.values.reason import Argument

if TYPE_CHECKING:
    from engine.language.foreign_calls import ForeignCall

RAW: Final = "\x00"
"""Stands in the words of a template where a `{% raw %}` begins or ends: no file can hold it."""
_WHITE: Final = frozenset({"data", "whitespace"})
_BEGINS: Final = frozenset({"block_begin", "variable_begin", "raw_begin", "raw_end"})
_ENDS: Final = frozenset({"block_end", "variable_end", "raw_begin", "raw_end"})
_WORDS: Final = frozenset({"and", "or", "if", "else", "in", "is", "not"})
"""What ends a test that has no argument."""
_CUT: Final = BLANKS + "\n"
"""What `-` in a tag cuts: U+3000 and its kin are words."""


@functools.cache
def _environment() -> Environment:
    # "{#" is plain text in a prompt; NUL can't stand in a file, so no comment can begin.
    return Environment(  # noqa: S701 - nothing is ever rendered by it
        comment_start_string="\x00{",
        comment_end_string="\x00}",
        keep_trailing_newline=True,
        extensions=(),
    )


class _Words:
    """The words between the tags of a template: all of them, but what a `-` beside them cuts."""

    def __init__(self, source: str) -> None:
        self.start = 0
        self.within = False
        self._source = source
        self._lead = ""

    def before(self, tag: str, at: int) -> str:
        """Return the words before a tag that begins at an offset, or before the end."""
        self.within = True
        found = self._source[self.start : at]
        return self._lead + (found.rstrip(_CUT) if tag[2:3] == "-" else found)

    def after(self, kind: str, tag: str, at: int) -> None:
        """Begin anew behind a tag; the lexer takes what it cuts itself as part of it."""
        tag = tag.rstrip()
        self.within = False
        self.start = at + len(tag)
        if tag[-3:-2] == "-":
            cut = self._source[self.start :].lstrip(_CUT)
            self.start = len(self._source) - len(cut)
        self._lead = RAW if kind.startswith("raw") else ""


class Reader:
    """One source being parsed: its tokens, and the way from offsets to places.

    `state` says what it begins as: None for a template, "variable" for what stands between braces.
    """

    def __init__(self, source: str, marks: Marks, base: int, state: str | None) -> None:
        self.source = with_line_feeds(source)
        self._marks = marks
        self._base = base
        self._state = state
        self._tokens: list[tuple[str, str, int]] = []
        self._ends: dict[int, int] = {}

    @contextlib.contextmanager
    def parser(self) -> Iterator[Parser]:
        """Give a parser of the source; within, every error of Jinja's becomes an UnparsableError with one fault."""
        parser = Parser(_environment(), "")
        try:
            parser.stream = lexer.TokenStream(self._read(), None, None)
            yield parser
        except TemplateSyntaxError as error:
            is_end = parser.stream.eos and error.lineno == parser.stream.current.lineno
            raise self.stopped(error.lineno, is_end=is_end) from error
        except RecursionError as error:
            raise UnparsableError(fault("expression-too-deep", self.place(0, 1), limit=MAX_DEPTH)) from error

    def stopped(self, at: int, *, is_end: bool = False) -> UnparsableError:
        """Return the error of a source that can't be read on from an offset, at which a token begins, or at its end."""
        from engine.language.syntax_errors import mistake_at  # noqa: PLC0415  loaded when there is one

        found = mistake_at(self.source, self._tokens, at, is_end=is_end)
        return self._unparsable(found.key, found.start, found.end, **found.args)

    def place(self, start: int, end: int | None = None) -> Place:
        """Return where a piece of the source stands; without an end it is the token that begins there."""
        stop = self._ends.get(start, start + 1) if end is None else end
        return self._marks.place(self._base + start, self._base + stop)

    def call(self, name: str, start: int, named: int) -> "tuple[ForeignCall, Place]":
        """Return a call whose path begins at an offset, and whose name stands at another; and where it stands as a whole."""
        from engine.language.foreign_calls import ForeignCall  # noqa: PLC0415  loaded when there is one

        start = self._opened(start, named)
        of = self.source[start:named].strip().removesuffix(".").rstrip() if named > start else None
        arguments, end = self._bracketed(named + len(name))
        return ForeignCall(name, of, arguments), self.place(start, end)

    def test(self, name: str, start: int, asked: int, named: int) -> "tuple[ForeignCall, Place]":
        """Return a test of what begins at an offset, asked by the `is` at another; its argument may stand without brackets."""
        from engine.language.foreign_calls import ForeignCall  # noqa: PLC0415  loaded when there is one

        start = self._opened(start, asked)
        of, behind = self.source[start:asked].strip(), named + len(name)
        if self.source[behind:].lstrip().startswith("("):
            arguments, end = self._bracketed(behind)
        else:
            argument = next((token for token in self._tokens if token[2] >= behind), ("", "", 0))
            given = argument[0] in ("integer", "float", "string", "name") and argument[1] not in _WORDS
            arguments, end = ([argument[1]], argument[2] + len(argument[1])) if given else ([], behind)
        return ForeignCall(name, of, arguments), self.place(start, end)

    def _opened(self, start: int, end: int) -> int:
        """Return where what ends at an offset begins, with the brackets that it closes."""
        while start > 0 and self.source.count(")", start, end) > self.source.count("(", start, end):
            start = max(self.source.rfind("(", 0, start), 0)
        return start

    def _bracketed(self, behind: int) -> tuple[list[str], int]:
        """Return what stands between the brackets behind an offset, by its commas, and where these end."""
        tokens = [token for token in self._tokens if token[2] >= behind]
        cuts, depth = [tokens[0][2] + 1], 0
        end = cuts[0]
        for _, text, at in tokens:
            depth += (text in ("(", "[", "{")) - (text in (")", "]", "}"))
            if depth == 0 or (depth == 1 and text == ","):
                cuts.append(at + 1)
            if depth == 0:
                end = at + 1
                break
        arguments = [self.source[cut : following - 1].strip() for cut, following in pairwise(cuts)]
        return [text for text in arguments if text], end

    def within_quotes(self, start: int) -> Place:
        """Return where the words of a quoted text stand that begins at an offset."""
        return self.place(start + 1, self._ends[start] - 1)

    def _unparsable(self, key: str, start: int, end: int | None, **args: Argument | None) -> UnparsableError:
        return UnparsableError(fault(key, self.place(start, end), **args))

    def _read(self) -> Iterator[lexer.Token]:
        """Give the tokens, each with its offset in the place of its line; words are those between the tags, cut by us."""
        at, words = 0, _Words(self.source)
        tokens = _environment().lexer.tokeniter(self.source, None, None, self._state)
        while True:
            try:
                _, kind, text = next(tokens)
            except StopIteration:
                break
            except TemplateSyntaxError as error:
                raise self.stopped(at) from error
            at = self.source.find(text, at)  # whitespace cut by the lexer is all that can lie between
            self._ends.setdefault(at, at + len(text))
            if kind not in _WHITE:
                self._tokens.append((kind, text.strip(), at))
                self._refuse_plus(kind, text, at)
            if kind in _BEGINS:
                yield lexer.Token(words.start, "data", words.before(text, at))
            if kind in _ENDS:
                words.after(kind, text, at)
            if kind not in _WHITE:
                yield from self._converted(kind, text, at)
            at += len(text)
        if self._state is None and not words.within:
            yield lexer.Token(words.start, "data", words.before("", len(self.source)))

    def _refuse_plus(self, kind: str, text: str, at: int) -> None:
        if kind in _BEGINS | _ENDS and "+" in text:
            plus = at + text.index("+")
            raise self._unparsable("template-plus", plus, plus + 1)

    def _converted(self, kind: str, text: str, at: int) -> Iterator[lexer.Token]:
        """Give the token that the parser takes; none for what it has no use for."""
        if kind in ("integer", "float"):
            yield lexer.Token(at, kind, cast("str", self._number(text, at)))  # its annotation is too narrow
            return
        try:
            yield from _environment().lexer.wrap([(at, kind, text)])
        except TemplateSyntaxError as error:
            if kind == "string":
                raise self._unparsable("expression-escape", at, at + len(text)) from error
            sign = next((char for char in text if not f"a{char}".isidentifier()), text[:1])
            raise self._unparsable("expression-character", at, at + len(text), sign=sign) from error

    def _number(self, text: str, at: int) -> int | Decimal:
        digits = text.replace("_", "").lower()
        try:
            value = exact_number(digits)  # of another base is none of ours
        except ValueError as error:
            sign = text if len(text) <= MAX_DIGITS else f"{text[:MAX_DIGITS]}…"
            raise self._unparsable("expression-number", at, at + len(text), sign=sign, limit=MAX_DIGITS) from error
        return int(digits) if digits.isdigit() else value
