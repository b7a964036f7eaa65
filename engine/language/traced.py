"""Tracing: what the words of a text come from: its template, a named prompt, or what somebody gave for a name.

A text is evaluated as always, and beside it its parts are noted as they are put in place. Its final form only leaves blanks
out, so the parts are found in it again one after the other.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple

from engine.language.bindings import Bindings
from engine.language.evaluate import Evaluator, Local, TemplateWork
from engine.language.render import BLANKS, TemplateLines
from engine.language.syntax import Block, For, If, Index, Member, Name, Set, Tree, parts_of
from engine.language.values import Constant, Expression, Piece, PieceMap, Template, Value
from engine.values.place import Place

_BLANK: Final = frozenset(BLANKS + "\n")
Names = tuple[tuple[str, str], ...]
"""Roots and members, such as ("inputs", "style"); a root that is named as a whole has the member ""."""


class TracedWords(NamedTuple):
    """Words of a text: `names` are what they were made from, none if they are written where `place` is.

    `piece` is the named prompt in which they stand, "" for none: `keep`, `looks.pencil`.
    """

    text: str
    names: Names
    piece: str
    place: Place


def traced(value: Value, bindings: Bindings, text: str) -> tuple[TracedWords, ...]:
    """Return in parts the text that a value has been evaluated to under these bindings."""
    match value:
        case Template():
            return _found_in(text, _Tracer(bindings, value).parts(), value.place)
        case Expression():
            tracer = _Tracer(bindings, value)
            tracer.printed(value.tree, {}, TemplateLines())
            return _found_in(text, tracer.noted, value.place)
        case _:
            return (TracedWords(text, (), "", value.place),) if text else ()


class _Tracer(Evaluator):
    """Evaluates a template, and notes the parts that it puts in place; `piece` is what it is called."""

    def __init__(
        self, bindings: Bindings, value: Expression | Template, work: TemplateWork | None = None, piece: str = ""
    ) -> None:  # fmt: skip
        super().__init__(bindings, value, work)
        self.noted: list[TracedWords] = []
        self._value = value
        self._piece = piece
        self._of_local: dict[str, Names] = {}
        self._inner: list[TracedWords] = []

    def parts(self) -> list[TracedWords]:
        assert isinstance(self._value, Template)
        self._know_locals(self._value.body)
        self.block(self._value.body, {}, _NotedLines(self))
        return self.noted

    def words(self, text: str) -> None:
        self.noted.append(TracedWords(text, (), self._piece, self._value.place))

    def printed(self, tree: Tree, local: Local, out: TemplateLines) -> str:
        self._inner.clear()
        text = super().printed(tree, local, out)
        if self._inner and isinstance(tree, Member | Index):
            self.noted += self._inner
        else:
            self.noted.append(TracedWords(text, self._names(tree), self._piece, tree.place))
        return text

    def put(self, piece: Any) -> Any:
        found = super().put(piece)
        if isinstance(piece, Template):
            inner = _Tracer(self.bindings, piece, self.work, _name_in(self.pieces, piece))
            self._inner[:] = _found_in(found, inner.parts(), piece.place)
        elif isinstance(piece, Constant) and (name := _name_in(self.pieces, piece)):
            self._inner[:] = (TracedWords(str(found), (), name, piece.place),)
        return found

    def _names(self, tree: Tree) -> Names:
        return tuple(dict.fromkeys(self._named(tree)))

    def _named(self, tree: Tree) -> Iterator[tuple[str, str]]:
        match tree:
            case Member(of=Name(name=root), name=name) if root not in self._of_local:
                yield root, name
            case Name(name=name) if name in self._of_local:
                yield from self._of_local[name]
            case Name(name=name):
                yield name, ""
            case _:
                for part in parts_of(tree):
                    yield from self._named(part)

    def _know_locals(self, body: Block) -> None:
        """Note what the names that `for` and `set` make are made from."""
        for statement in body:
            match statement:
                case Set(name=name, value=value):
                    self._of_local[name] = self._names(value)
                case For(name=name, over=over, body=inner, otherwise=otherwise):
                    self._of_local[name] = self._names(over)
                    self._know_locals(inner)
                    self._know_locals(otherwise)
                case If(then=then, otherwise=otherwise):
                    self._know_locals(then)
                    self._know_locals(otherwise)
                case _:
                    pass


class _NotedLines(TemplateLines):
    """The lines of a template whose own words are noted."""

    def __init__(self, tracer: _Tracer) -> None:
        super().__init__()
        self._tracer = tracer

    def words(self, text: str) -> None:
        super().words(text)
        self._tracer.words(text)


def _name_in(pieces: Mapping[str, Piece], wanted: Piece) -> str:
    """Return what a piece is called among others, "" if it is none of them."""
    for name, piece in pieces.items():
        if piece is wanted:
            return name
        if isinstance(piece, PieceMap) and (inner := _name_in(piece.pieces, wanted)):
            return f"{name}.{inner}"
    return ""


def _found_in(text: str, parts: list[TracedWords], place: Place) -> tuple[TracedWords, ...]:
    """Return the parts as they stand in the final form of their text; that only leaves blanks out.

    Where more has changed, such as letters that were put together with their accents, nothing is told of the parts.
    """
    found, at = list[TracedWords](), 0
    for part in parts:
        start = at
        for sign in part.text:
            if at < len(text) and text[at] == sign:
                at += 1
            elif sign not in _BLANK and sign != "\r":
                return (TracedWords(text, (), "", place),)
        if at > start:
            found.append(part._replace(text=text[start:at]))
    return tuple(found) if at == len(text) else (TracedWords(text, (), "", place),)
