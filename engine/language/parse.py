"""Grammar: Jinja's own lexer and parser read expressions and templates; only the allowed syntax becomes a tree.

Jinja is used for its grammar alone. Nothing is ever compiled or run by it: `or`, absence, attribute access and printing
mean something else here, and a tree of ours, evaluated by ourselves, holds nothing of Python that a recipe could reach.
"""

from collections.abc import Iterator
from typing import Final

from jinja2 import nodes

from engine.language import syntax
from engine.language.filters import TESTS
from engine.language.jinja import RAW, Reader
from engine.language.narrow import written
from engine.language.syntax import MAX_DEPTH, NOTHING, Block, Statement, Tree, spanning
from engine.language.unparsable import UnparsableError
from engine.text.composed import composed
from engine.text.marks import Marks
from engine.values.fault import Fault, Faults, fault, unknown_name

_ARITHMETIC: Final[dict[type[nodes.BinExpr], str]] = {
    nodes.Add: "+",
    nodes.Sub: "-",
    nodes.Mul: "*",
    nodes.Div: "/",
    nodes.FloorDiv: "//",
    nodes.Mod: "%",
    nodes.And: "and",
    nodes.Or: "or",
}
_REFUSED: Final[dict[type[nodes.Node], str]] = {
    nodes.Call: "expression-call",
    nodes.Slice: "expression-slice",
    nodes.Dict: "expression-map",
    nodes.Tuple: "expression-tuple",
}


def parse_expression(source: str, marks: Marks, base: int) -> Tree:
    """Parse what stands between `${{` and `}}`; `base` is its offset in the marked text."""
    reader = Reader(source, marks, base, "variable")
    with reader.parser() as parser:
        found = parser.parse_expression()
        if not parser.stream.eos:
            raise reader.stopped(parser.stream.current.lineno)
        return _Converter(reader, Faults()).tree(found)


def parse_cured(source: str, marks: Marks, base: int, found: Fault) -> Tree | None:
    """Parse an expression as its fault says that it was meant, None if that says nothing or is none either.

    All of it stands where the fault stands: what else is wrong with it is told once that is put right.
    """
    if found.edit is None:
        return None
    place, fix = found.edit
    at = [marks.place(offset, offset) for offset in range(base, base + len(source) + 1)]
    points = [(one.line, one.column) for one in at]
    try:
        start, end = points.index((place.line, place.column)), points.index((place.end_line, place.end_column))
        here = points.index((found.place.line, found.place.column))
    except ValueError:  # it stands elsewhere, as of a whole line
        return None
    meant = source[:start] + fix + source[end:]
    try:
        return parse_expression(meant, marks._replace(at=[marks.at[base + here]] * (len(meant) + 1)), 0)
    except UnparsableError:
        return None


def parse_template(source: str, marks: Marks, faults: Faults) -> Block | None:
    """Parse a text with `{{ }}` and `{% %}`; nothing is cut but what `-` in a tag cuts.

    What is not allowed in it is left out, each with its fault; None if the rest can't be judged without it.
    """
    try:
        reader = Reader(source, marks, 0, None)
        with reader.parser() as parser:
            converter = _Converter(reader, faults)
            found = converter.block(parser.parse().body)
            return found if converter.sound else None
    except UnparsableError as error:
        faults.put(error.fault)
        return None


class _Converter:
    """Turns Jinja's nodes into trees of ours, refusing what is not allowed."""

    def __init__(self, reader: Reader, faults: Faults) -> None:
        self.sound = True
        self._reader = reader
        self._faults = faults
        self._depth = 0

    def block(self, body: list[nodes.Node]) -> Block:
        found: list[Statement] = []
        for node in body:
            depth = self._depth
            try:
                found += self._statements(node)
            except UnparsableError as error:
                self._faults.put(error.fault)
                self._depth = depth
                # without a block or a name that it makes, what follows would be judged wrongly
                self.sound = self.sound and not isinstance(
                    node, nodes.If | nodes.For | nodes.Assign | nodes.AssignBlock
                )
        return tuple(found)

    def _statements(self, node: nodes.Node) -> Iterator[Statement]:
        match node:
            case nodes.Output():
                for part in node.nodes:
                    yield from self._printed(part)
            case nodes.If():
                yield self._if(node)
            case nodes.For():
                yield self._for(node)
            case nodes.Assign(target=nodes.Name() as target):
                place = self._reader.place(target.lineno)
                yield syntax.Set(target.name, self.tree(node.node), place)
            case nodes.Assign() | nodes.AssignBlock():
                raise self._refused("template-set", node)
            case _:
                raise self._refused("template-tag", node)

    def _printed(self, node: nodes.Node) -> Iterator[Statement]:
        """Give a piece of text, or what is printed; one that is refused leaves the others."""
        if isinstance(node, nodes.TemplateData):
            for index, words in enumerate(node.data.split(RAW)):
                if index:
                    yield syntax.Tag()
                yield syntax.Text(words)
            return
        depth = self._depth
        try:
            yield syntax.Print(self.tree(node))
        except UnparsableError as error:
            self._faults.put(error.fault)
            self._depth = depth

    def _if(self, node: nodes.If) -> Statement:
        otherwise: list[nodes.Node] = list(node.else_)
        for branch in reversed(node.elif_):
            otherwise = [nodes.If(branch.test, branch.body, [], otherwise, lineno=branch.lineno)]
        self._enter(node)
        found = syntax.If(self.tree(node.test), self.block(node.body), self.block(otherwise))
        self._depth -= 1
        return found

    def _for(self, node: nodes.For) -> Statement:
        if not isinstance(node.target, nodes.Name) or node.recursive or node.test is not None:
            raise self._refused("template-for", node)
        place = self._reader.place(node.target.lineno)
        self._enter(node)
        found = syntax.For(node.target.name, self.tree(node.iter), self.block(node.body), self.block(node.else_), place)
        self._depth -= 1
        return found

    def tree(self, node: nodes.Node) -> Tree:
        self._enter(node)
        found = self._tree(node)
        self._depth -= 1
        return found

    def _enter(self, node: nodes.Node) -> None:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise self._refused("expression-too-deep", node, limit=MAX_DEPTH)

    def _tree(self, node: nodes.Node) -> Tree:
        match node:
            case nodes.Const():
                return self._literal(node)
            case nodes.Name():
                return syntax.Name(node.name, self._reader.place(node.lineno))
            case nodes.Getattr():
                return self._member(node)
            case nodes.Getitem():
                return self._item(node)
            case nodes.List():
                items = tuple(self.tree(item) for item in node.items)
                start = self._reader.place(node.lineno)
                return syntax.Listing(items, spanning(start, items[-1].place if items else start))
            case nodes.Filter():
                return self._filter(node)
            case nodes.Test():
                return self._test(node)
            case _:
                return self._operation(node)

    def _operation(self, node: nodes.Node) -> Tree:
        match node:
            case nodes.Not() | nodes.Neg() | nodes.Pos():
                operator = {nodes.Not: "not", nodes.Neg: "-", nodes.Pos: "+"}[type(node)]
                operand = self.tree(node.node)
                return syntax.Unary(operator, operand, spanning(self._reader.place(node.lineno), operand.place))
            case nodes.BinExpr() if type(node) in _ARITHMETIC:
                left, right = self.tree(node.left), self.tree(node.right)
                return syntax.Binary(_ARITHMETIC[type(node)], left, right, spanning(left.place, right.place))
            case nodes.Compare():
                first = self.tree(node.expr)
                self._refuse_nothing(node, first)
                rest = tuple((operand.op, self.tree(operand.expr)) for operand in node.ops)
                return syntax.Comparison(first, rest, spanning(first.place, rest[-1][1].place))
            case nodes.Concat():
                parts = tuple(self.tree(part) for part in node.nodes)
                return syntax.Concat(parts, spanning(parts[0].place, parts[-1].place))
            case nodes.CondExpr():
                return self._choice(node)
            case nodes.Call(node=nodes.Name() | nodes.Getattr() as called):
                raise self._call(called)
            case nodes.Pow():
                raise self._power(self.tree(node.left), self.tree(node.right))
            case _:
                raise self._refused(_REFUSED.get(type(node), "expression-construct"), node)

    def _literal(self, node: nodes.Const) -> Tree:
        place = self._reader.place(node.lineno)
        if node.value is None:
            raise UnparsableError(fault("expression-none", place))
        if isinstance(node.value, str) and any("\ud800" <= char <= "\udfff" for char in node.value):
            raise UnparsableError(fault("control-character", place, character="U+D800"))
        return syntax.Literal(composed(node.value) if isinstance(node.value, str) else node.value, place)

    def _member(self, node: nodes.Getattr) -> Tree:
        of = self.tree(node.node)
        start = self._after(node.lineno + 1)
        named = self._reader.place(start, start + len(node.attr))
        return syntax.Member(of, node.attr, named, spanning(of.place, named))

    def _item(self, node: nodes.Getitem) -> Tree:
        of = self.tree(node.node)
        if isinstance(node.arg, nodes.Const) and isinstance(node.arg.value, str):
            token = self._reader.place(node.arg.lineno)
            named = self._reader.within_quotes(node.arg.lineno)
            return syntax.Member(of, composed(node.arg.value), named, spanning(of.place, token))
        key = self.tree(node.arg)
        return syntax.Index(of, key, spanning(of.place, key.place))

    def _choice(self, node: nodes.CondExpr) -> Tree:
        then, test = self.tree(node.expr1), self.tree(node.test)
        otherwise = self.tree(node.expr2) if node.expr2 is not None else None
        return syntax.Choice(test, then, otherwise, spanning(then.place, (otherwise or test).place))

    def _filter(self, node: nodes.Filter) -> Tree:
        if node.node is None:
            raise self._refused("expression-construct", node)
        of, arguments = self.tree(node.node), self._arguments(node)
        named = self._reader.place(node.lineno)
        return syntax.Filter(of, node.name, arguments, named, spanning(of.place, named))

    def _test(self, node: nodes.Test) -> Tree:
        start = self._after(node.lineno + len("is"))
        denied = self._reader.source.startswith("not ", start)
        if denied:
            start = self._after(start + len("not"))
        if node.name not in TESTS:
            raise self._foreign_test(node, start, denied=denied)
        of, arguments = self.tree(node.node), self._arguments(node)
        named = self._reader.place(start, start + len(node.name))
        return syntax.Test(of, node.name, arguments, named, spanning(of.place, named))

    def _arguments(self, node: nodes.Filter | nodes.Test) -> tuple[Tree, ...]:
        if node.kwargs or node.dyn_args is not None or node.dyn_kwargs is not None:
            raise self._refused("expression-keyword", node)
        return tuple(self.tree(argument) for argument in node.args)

    def _call(self, called: nodes.Name | nodes.Getattr) -> UnparsableError:
        """Return the error of a call, with what is written in its place."""
        from engine.language.foreign_calls import kind_of_call, meant_by  # noqa: PLC0415  loaded when there is one

        named = self._after(called.lineno + 1) if isinstance(called, nodes.Getattr) else called.lineno
        name = called.attr if isinstance(called, nodes.Getattr) else called.name
        call, whole = self._reader.call(name, _leftmost(called), named)
        found = fault(kind_of_call(call), whole, name=name)
        meant = meant_by(call)
        return UnparsableError(found.curing(whole, meant) if meant is not None else found)

    def _foreign_test(self, node: nodes.Test, named: int, *, denied: bool) -> UnparsableError:
        """Return the error of a test that there is not, with what is written in its place."""
        from engine.language.foreign_calls import meant_by_test  # noqa: PLC0415  loaded when there is one

        test, whole = self._reader.test(node.name, _leftmost(node.node), node.lineno, named)
        found = unknown_name("unknown-test", self._reader.place(named, named + len(node.name)), node.name, TESTS)
        meant = meant_by_test(test, denied=denied)
        return UnparsableError(found.curing(whole, meant) if meant is not None else found)

    def _refuse_nothing(self, node: nodes.Compare, first: Tree) -> None:
        """Refuse a comparison with the nothing of another language: what isn't given is asked for by a test."""
        asked, right = {"eq": "undefined", "ne": "defined"}.get(node.ops[0].op), node.ops[0].expr
        is_none = isinstance(right, nodes.Const) and right.value is None
        if is_none or (isinstance(right, nodes.Name) and right.name in NOTHING):
            place = self._reader.place(right.lineno)
            found = fault("expression-none", place)
            is_path = asked is not None and len(node.ops) == 1 and isinstance(first, syntax.Member)
            fix = f"{written(first)} is {asked}"
            raise UnparsableError(found.curing(spanning(first.place, place), fix) if is_path else found)

    def _power(self, base: Tree, exponent: Tree) -> UnparsableError:
        """Return the error of a power, with the product that a small one is."""
        found = fault("expression-power", spanning(base.place, exponent.place))
        times = exponent.value if isinstance(exponent, syntax.Literal) else None
        if times in (2, 3) and isinstance(base, syntax.Name | syntax.Member | syntax.Literal):
            found = found.curing(found.place, " * ".join([written(base)] * int(times)))
        return UnparsableError(found)

    def _after(self, at: int) -> int:
        while self._reader.source[at : at + 1].isspace():
            at += 1
        return at

    def _refused(self, key: str, node: nodes.Node, **args: int) -> UnparsableError:
        if isinstance(node, nodes.Tuple) and node.items:
            node = node.items[0]
        return UnparsableError(fault(key, self._reader.place(_offset(node)), **args))


def _offset(node: nodes.Node) -> int:
    """Return where a node begins; some that Jinja makes up have no place of their own, but hold one that has."""
    at: int | None = node.lineno  # Jinja's annotation knows only those that it parses
    return at if at is not None else next((_offset(child) for child in node.iter_child_nodes()), 0)


def _leftmost(node: nodes.Node) -> int:
    """Return where a path begins: what is asked of something has the offset of what stands behind that."""
    return min([_offset(node), *(_leftmost(child) for child in node.iter_child_nodes())])
