"""Evaluation: a value of a recipe and bindings give what a request will hold.

Trees are walked, never compiled, and every text and number stays within bounds, so that no recipe can run for long.
Types were inferred before: what is left to go wrong here depends on the values themselves.
"""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any, Final

from engine.errors import FaultsFound
from engine.language.arithmetic import COMPARISONS, MAX_DECIMALS, computed
from engine.language.bindings import Bindings, Evaluated, Keyed, Record, position
from engine.language.filters import FILTERS, TESTS, UnroundedError, text_of
from engine.language.known_facts import fact
from engine.language.media_facts import FACTS
from engine.language.render import TemplateLines
from engine.language.syntax import (
    MAX_DEPTH,
    Binary,
    Block,
    Choice,
    Comparison,
    Concat,
    Filter,
    For,
    If,
    Index,
    Listing,
    Literal,
    Member,
    Name,
    Print,
    Set,
    Tag,
    Test,
    Text,
    Tree,
    Unary,
)
from engine.language.types import Kind
from engine.language.values import (
    Constant,
    Expression,
    ListValue,
    MapValue,
    MediaConstant,
    Piece,
    PieceMap,
    Template,
    Value,
)
from engine.values.absent import ABSENT
from engine.values.address import named
from engine.values.fault import fault, unknown_name
from engine.values.media import Media, may_fail
from engine.values.names import unescaped
from engine.values.place import Place
from engine.values.reason import Argument

MAX_TEXT: Final = 100_000
"""Characters of any text on its way; a prompt may have 5,000."""
MAX_WORK: Final = 50_000
"""Statements done for one template."""
_WRITTEN: Final = (Constant, Template, Expression, ListValue)
_MAPS: Final = (dict, MappingProxyType)  # what bindings hold; to ask for any Mapping takes ten times as long


def evaluate(value: Value, bindings: Bindings) -> Evaluated:
    """Return what the value is under these bindings; raise FaultsFound for what can be wrong only now.

    Absent members of a list are dropped; a keyed list keeps them. A template gives its text normalised.
    """
    try:
        return _evaluated(value, bindings)
    except RecursionError as error:  # named prompts may name others as deep as they like
        raise _stop("expression-too-deep", value.place, limit=MAX_DEPTH) from error


def _evaluated(value: Value, bindings: Bindings, work: "TemplateWork | None" = None) -> Evaluated:
    match value:
        case Constant():
            return value.value
        case MediaConstant():
            return bindings.media.get(value.name, ABSENT)
        case Expression():
            return _present_members(Evaluator(bindings, value, work).tree(value.tree, {}))
        case Template():
            return Evaluator(bindings, value, work).text(value)
        case ListValue():
            return _flat(tuple(_evaluated(item, bindings, work) for item in value.items))
        case MapValue():
            return Record(
                MappingProxyType({name: _member(name, item, bindings, work) for name, item in value.items.items()})
            )
        case _:
            return ABSENT


def holds(value: Value, bindings: Bindings) -> bool:
    """Tell whether a condition holds: a boolean as it is, anything else if it is there."""
    return _truth(evaluate(value, bindings))


def _member(name: str, value: Value, bindings: Bindings, work: "TemplateWork | None" = None) -> Evaluated:
    """Return a member of a map; a text that comes out empty is none, though its type says that it is there."""
    found = _evaluated(value, bindings, work)
    if found == "":
        raise _stop("empty-text", value.place, name=name)
    return found


def _present_members(value: Evaluated) -> Evaluated:
    return tuple(item for item in value if item is not ABSENT) if isinstance(value, tuple) else value


def _flat(items: tuple[Evaluated, ...]) -> Evaluated:
    found: list[Evaluated] = []
    for item in items:
        if isinstance(item, tuple):
            found += item
        elif isinstance(item, Keyed):
            found += item.media
        elif item is not ABSENT and item != "":
            found.append(item)
    return tuple(found)


def _truth(value: object) -> bool:
    return value if isinstance(value, bool) else value is not ABSENT


def _stop(key: str, place: Place, **args: Argument | None) -> FaultsFound:
    return FaultsFound([fault(key, place, **args)])


Local = dict[str, Any]


class TemplateWork:
    """Counts what is done for one value, so that no template can run for long; each named value is worked out once."""

    def __init__(self) -> None:
        self._done = 0
        self.values: dict[Place, Evaluated] = {}

    def count(self, place: Place) -> None:
        self._done += 1
        if self._done > MAX_WORK:
            raise _stop("template-too-long", place, limit=MAX_WORK)


class Evaluator:
    """Evaluates the trees of one value; prompts put in place count as work of the value that they are put in."""

    def __init__(self, bindings: Bindings, value: Expression | Template, work: "TemplateWork | None" = None) -> None:
        self.bindings = bindings
        self._roots = bindings.roots
        self.pieces: Mapping[str, Piece] = value.pieces
        self._fallbacks = value.fallbacks
        self.work = work or TemplateWork()

    # texts

    def text(self, template: Template) -> str:
        lines = TemplateLines()
        self.block(template.body, {}, lines)
        return _bounded(lines.text(), template.place)

    def block(self, body: Block, local: Local, out: TemplateLines) -> None:
        for statement in body:
            match statement:
                case Text():
                    out.words(statement.text)
                case Print():
                    self.work.count(statement.value.place)
                    self.printed(statement.value, local, out)
                case If():
                    chosen = statement.then if _truth(self.tree(statement.test, local)) else statement.otherwise
                    out.tag()
                    self.block(chosen, local, out)
                    out.tag()
                case For():
                    out.tag()
                    self._for(statement, local, out)
                case Set():
                    self.work.count(statement.place)
                    local[statement.name] = self.tree(statement.value, local)
                    out.tag()
                case Tag():
                    out.tag()

    def printed(self, tree: Tree, local: Local, out: TemplateLines) -> str:
        """Put in place what a `{{ }}` stands for, and return it."""
        text = _printed(self.tree(tree, local), tree.place)
        out.tag(text)
        return text

    def _for(self, statement: For, local: Local, out: TemplateLines) -> None:
        items = [item for item in self.tree(statement.over, local) if item is not ABSENT]
        if not items:
            self.block(statement.otherwise, dict(local), out)
            out.tag()
        for index, item in enumerate(items, 1):
            self.work.count(statement.place)
            loop = position(index, len(items))
            self.block(statement.body, {**local, statement.name: item, "loop": loop}, out)
            out.tag()

    # expressions

    def tree(self, tree: Tree, local: Local) -> Any:
        """Return what a tree is; of a value with members that is something itself, only that."""
        match tree:
            case Literal():
                return tree.value
            case Name() | Member() | Index():
                found = self._path(tree, local)
                return found.value if isinstance(found, Record) else found
            case Listing():
                return tuple(self.tree(item, local) for item in tree.items)
            case Filter() | Test():
                return self._rule(tree, local)
            case _:
                return self._operation(tree, local)

    def _operation(self, tree: Unary | Binary | Comparison | Concat | Choice, local: Local) -> Any:
        match tree:
            case Concat():
                return _bounded(
                    "".join(_printed(self.tree(part, local), part.place) for part in tree.parts), tree.place
                )
            case Choice():
                chosen = tree.then if _truth(self.tree(tree.test, local)) else tree.otherwise
                return ABSENT if chosen is None else self.tree(chosen, local)
            case Unary(operator="not"):
                return not _truth(self.tree(tree.operand, local))
            case Unary():
                value = self.tree(tree.operand, local)
                return -value if tree.operator == "-" else value
            case Comparison():
                return self._comparison(tree, local)
            case Binary(operator="and"):
                return _truth(self.tree(tree.left, local)) and _truth(self.tree(tree.right, local))
            case Binary(operator="or"):
                return self._or(tree, local)
            case Binary():
                left, right = self.tree(tree.left, local), self.tree(tree.right, local)
                return computed(tree.operator, left, right, tree.place)

    def _or(self, tree: Binary, local: Local) -> Any:
        """Take the right side for an absent left one (0, "" and false stay); between sure booleans `or` is logic."""
        left = self.tree(tree.left, local)
        if tree.place in self._fallbacks:
            return self._instead(left, tree.right, local)
        return _truth(left) or _truth(self.tree(tree.right, local))

    def _instead(self, left: Any, right: Tree, local: Local) -> Any:
        """Take the right side for an absent left one; for one that may still fail, keep it beside."""
        if left is ABSENT:
            return self.tree(right, local)
        if not (isinstance(left, Media) and may_fail(left)):
            return left
        other = self.tree(right, local)
        return (
            replace(left, instead=(*left.instead, replace(other, instead=()), *other.instead))
            if isinstance(other, Media)
            else left
        )

    def _comparison(self, tree: Comparison, local: Local) -> bool:
        left = self.tree(tree.first, local)
        for name, right_tree in tree.rest:
            right = self.tree(right_tree, local)
            absent = left is ABSENT or right is ABSENT  # which equals nothing, not even another absent
            held = name in ("ne", "notin") if absent else COMPARISONS[name](left, right)
            if not held:
                return False
            left = right
        return True

    def _rule(self, tree: Filter | Test, local: Local) -> Any:
        rule = (FILTERS if isinstance(tree, Filter) else TESTS)[tree.name]
        of = self.tree(tree.of, local)
        if isinstance(tree, Filter) and tree.name == "default":
            return self._instead(of, tree.arguments[0], local)
        if of is ABSENT and rule.passes_skip:
            return ABSENT
        arguments = [self.tree(argument, local) for argument in tree.arguments]
        if isinstance(of, Keyed):
            if tree.name == "present":
                return of.present
            of = tuple(medium for _, medium in of.members)
        if tree.name == "replace" and len(of) * max(len(arguments[1]), 1) > MAX_TEXT * 10:
            raise _stop("text-too-long", tree.place, limit=MAX_TEXT)
        try:
            found = rule.doing(of, *arguments)
        except UnroundedError:
            raise _unrounded(tree.place) from None
        except ValueError:
            raise _stop("text-not-number", tree.of.place, value=of[:60]) from None
        return _bounded(found, tree.place) if isinstance(found, str) else found

    # names

    def _path(self, tree: Tree, local: Local) -> Any:
        match tree:
            case Name():
                return self._name(tree, local)
            case Member():
                return self._member(tree, local)
            case Index():
                return self._index(tree, local)
            case _:
                return self.tree(tree, local)

    def _name(self, tree: Name, local: Local) -> Any:
        if tree.name in local:
            return local[tree.name]
        # What is no root of the bindings is that of the named texts: no other name has passed the types.
        return self._roots.get(tree.name, self.pieces)

    def _member(self, tree: Member, local: Local) -> Any:
        of = self._path(tree.of, local)
        if isinstance(of, _MAPS):
            found = of.get(tree.name, ABSENT)
            return self.put(found) if isinstance(found, _WRITTEN) else found
        if isinstance(of, Record):
            if tree.name in of.members:
                return of.members[tree.name]
            of = of.value
        if isinstance(of, Keyed):
            return _of_key(of, tree.name, tree.named)
        if isinstance(of, Media):
            return self._fact(of, tree)
        return self.put(of.pieces.get(tree.name, ABSENT)) if isinstance(of, PieceMap) else ABSENT

    def _index(self, tree: Index, local: Local) -> Any:
        of, key = self._path(tree.of, local), self.tree(tree.key, local)
        if of is ABSENT:
            return ABSENT
        if isinstance(of, Keyed):
            return _of_key(of, text_of(key), tree.key.place)
        if isinstance(of, PieceMap | Mapping):
            pieces = of.pieces if isinstance(of, PieceMap) else of
            if str(key) not in pieces:
                raise FaultsFound([unknown_name("unknown-prompt", tree.place, str(key), pieces, near=None)])
            return self.put(pieces[str(key)])
        return of[key] if -len(of) <= key < len(of) else ABSENT

    def put(self, piece: Any) -> Any:
        """Put a named prompt in place as its own text, in its final form, and a named value as what it comes to."""
        if isinstance(piece, Constant):
            return piece.value
        if isinstance(piece, Template):
            return Evaluator(self.bindings, piece, self.work).text(piece)
        if isinstance(piece, Expression | ListValue):
            known = self.work.values
            if piece.place not in known:
                known[piece.place] = _evaluated(piece, self.bindings, self.work)
            return known[piece.place]
        return piece

    def _fact(self, medium: Media, tree: Member) -> Any:
        known = fact(medium, tree.name) if tree.name in FACTS[Kind(medium.kind.value)] else None
        if known is None:
            raise _stop("fact-not-known", tree.place, name=tree.name)
        return known


def _of_key(of: Keyed, key: str, place: Place) -> Evaluated:
    found = {unescaped(name): medium for name, medium in of.members}
    if (name := named(key)) not in found:
        raise FaultsFound([unknown_name("no-such-item", place, name, found)])
    return found[name]


def _printed(value: object, place: Place) -> str:
    try:
        return text_of(value)
    except UnroundedError:
        raise _unrounded(place) from None


def _unrounded(place: Place) -> FaultsFound:
    return _stop("number-unrounded", place, limit=MAX_DECIMALS)


def _bounded(text: str, place: Place) -> str:
    if len(text) > MAX_TEXT:
        raise _stop("text-too-long", place, limit=MAX_TEXT)
    return text
