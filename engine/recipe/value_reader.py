"""Values: a node of the document becomes a constant, an expression or a template, typed and checked."""

import re
from collections.abc import Mapping
from decimal import Decimal
from functools import partial
from types import MappingProxyType
from typing import Final

from engine.language.doubts import warn_of_braces, warn_of_folding, warn_of_signs
from engine.language.fast_path import path_in, plain_template
from engine.language.infer import Inference
from engine.language.names import Names, Where
from engine.language.narrow import written
from engine.language.render import normalised
from engine.language.statements import check_template
from engine.language.stray_braces import is_expression, named_whole
from engine.language.syntax import Block, Tree
from engine.language.types import BOOLEAN, STRING, UNKNOWN, Kind, Type, list_of
from engine.language.unparsable import UnparsableError
from engine.language.value_types import type_of, whole
from engine.language.values import (
    Constant,
    Expression,
    ListValue,
    MapValue,
    MediaConstant,
    MediaName,
    Piece,
    Removed,
    Scalar,
    Template,
    Value,
)
from engine.recipe.addresses import check_address
from engine.recipe.relative import rebased
from engine.recipe.roots import reaching
from engine.text.composed import composed
from engine.text.lost_text import check_text, check_words
from engine.text.marks import MAX_LENGTH, Marks, marks_of, marks_of_file
from engine.text.nodes import ListNode, MapNode, Node, ScalarNode
from engine.text.scalars import quoted
from engine.text.source import Source
from engine.values.fault import Faults, fault
from engine.values.hints import near
from engine.values.media_kind import MediaKind
from engine.values.place import Place

_WHOLE: Final = re.compile(r"\s*\$\{\{(.*)\}\}\s*", re.DOTALL)
_QUOTED: Final = re.compile(r"'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"", re.DOTALL)
_BRACES: Final = re.compile(r"(?<=\s)\$\{\{\s*|^\s*\$\{\{\s*|\s*\}\}")
_OPENS: Final = re.compile(r"\s*\$\{\{")


class ValueReader:
    """Reads the values of one document; mistakes go to `faults`, what is only doubtful to `warnings`.

    `pieces` and `values` are the named ones that its expressions may name, once they are read.
    """

    def __init__(self, source: Source, faults: Faults, warnings: Faults, folder: str = "") -> None:
        self._source = source
        self._faults = faults
        self._warnings = warnings
        self._folder = folder
        self.pieces: Mapping[str, Piece] = {}
        self.values: Mapping[str, Value] = {}

    # structure: a literal or one whole expression

    def structure(self, node: Node, wanted: Type, names: Names) -> Value:
        """Return the value where the type `wanted` is taken; wrong types and half expressions are faults."""
        match node:
            case ScalarNode(value=None):
                return Removed(node.place)
            case ScalarNode() if "${{" in node.text:
                return self.expression(node, wanted, names)
            case ScalarNode():
                return self._literal(node, wanted, names)
            case ListNode():
                return self._list(node, wanted, names)
            case MapNode() if wanted.kind is Kind.RECORD and wanted.fields:
                return self._map(node, wanted, names)
            case MapNode():
                return self._pinned(node, wanted, names)

    def data(self, node: Node, names: Names) -> Value:
        """Return a value of no type that is wanted: a scalar or an expression, or lists and maps of these.

        An empty text is no member of theirs.
        """
        match node:
            case MapNode():
                members = {key.text: self.data(inner, names) for key, inner in node if not _is_empty(inner)}
                return MapValue(MappingProxyType(members), node.place)
            case ListNode():
                items = (self.data(inner, names) for inner in node.items if not _is_empty(inner))
                return ListValue(tuple(items), node.place)
            case _:
                self.lost_words(node)
                value = self.structure(node, UNKNOWN, names)
                return whole(value) if isinstance(value, Constant) else value

    def reaching(self, value: Value) -> Value:
        """Return a value whose references are all that it names, through named prompts and values too."""
        return reaching(value, self.pieces, self.values)

    def _list(self, node: ListNode, wanted: Type, names: Names) -> Value:
        if wanted.kind not in (Kind.LIST, Kind.UNKNOWN):
            self._faults.add("wrong-type", node.place, given="list", wanted=str(wanted))
        member = wanted.items or UNKNOWN
        items = (self._member(item, member, names) for item in node.items if not _is_empty(item))
        return ListValue(tuple(items), node.place)

    def _member(self, node: Node, wanted: Type, names: Names) -> Value:
        """Return a member of a list: one value, or a list of them that is put in its place."""
        if isinstance(node, ScalarNode) and "${{" in node.text:
            return self.expression(node, wanted, names, or_list=True)
        return self.structure(node, wanted, names)

    def _literal(self, node: ScalarNode, wanted: Type, names: Names) -> Value:
        if node.value == "":
            return Constant("", node.place)  # which is absent, whatever is wanted
        if "{{" in node.text:
            inner = node.text.strip().removeprefix("{{").removesuffix("}}").strip()
            fix = f"${{{{ {inner} }}}}" if "{{" not in inner else None
            self._faults.add("braces-in-structure", node.place, fix=fix)
        path = named_whole(node.text, names) if isinstance(node.value, str) else None
        if path is not None:
            self._faults.add("not-an-expression", node.place, value=node.text.strip(), fix=f"${{{{ {path} }}}}")
        if wanted.is_media and isinstance(node.value, str):
            check_address(node.text, wanted, node.place, self._faults)
            return self._medium(MediaName(node.text), wanted, node.place)
        value = _scalar(node)
        given = type_of(value)
        if not wanted.accepts(given):
            fix = _meant(node, wanted)
            self._faults.add("wrong-type", node.place, given=str(given), wanted=str(wanted), fix=fix)
        return Constant(value, node.place)

    def _map(self, node: MapNode, wanted: Type, names: Names) -> MapValue:
        """Return a map whose members are wanted; one that is unknown, and one that must be there, is a fault.

        A misspelt one is not missed as well.
        """
        found: dict[str, Value] = {}
        misspelt: set[str | None] = set()
        for key, inner in node:
            member = wanted.members.get(key.text)
            if member is None:
                misspelt.add(near(key.text, wanted.members))
                self._faults.unknown("unknown-key", key.place, key.text, wanted.members)
            elif not isinstance(value := self.structure(inner, member.sure(), names), Removed):
                found[key.text] = value
        there = found.keys() | misspelt
        lacking = [name for name, member in wanted.members.items() if not member.optional and name not in there]
        if lacking:
            example = ", ".join(f"{name}: …" for name in lacking)
            self._faults.add("missing-key", node.place, name=", ".join(lacking), example=example)
        return MapValue(MappingProxyType(found), node.place)

    def _pinned(self, node: MapNode, wanted: Type, names: Names) -> Value:
        url, pin = node.get("url"), node.get("sha256")
        if wanted.is_media and isinstance(url, ScalarNode) and isinstance(pin, ScalarNode):
            if is_expression(url.text, names.roots):
                self._faults.add("expression-in-data", url.place)
            else:
                check_address(url.text, wanted, url.place, self._faults)
            return self._medium(MediaName(url.text, pin.text), wanted, node.place)
        self._faults.add("wrong-type", node.place, given="map", wanted=str(wanted))
        return Constant("", node.place)

    def _medium(self, name: MediaName, wanted: Type, place: Place) -> MediaConstant:
        return MediaConstant(rebased(name, self._folder), place, MediaKind(wanted.kind.value))

    def expression(self, node: ScalarNode, wanted: Type, names: Names, *, or_list: bool = False) -> Value:
        """Return a whole-value expression; with `or_list` a list of what is wanted does as well."""
        tree = self.tree(node)
        if tree is None:
            return Constant(node.text, node.place)
        return self.typed(node, tree, wanted, names, or_list=or_list)

    def typed(self, node: ScalarNode, tree: Tree, wanted: Type, names: Names, *, or_list: bool = False) -> Value:
        """Return the expression of a tree that was read from a node."""
        inference = Inference(self._faults)
        known = inference.type_of(tree, names)
        if not (wanted.accepts(known) or (or_list and list_of(wanted).accepts(known))):
            self._refuse_type(node, tree, known, wanted)
            known = UNKNOWN
        return self._expression(node, tree, known, inference)

    def _refuse_type(self, node: ScalarNode, tree: Tree, known: Type, wanted: Type) -> None:
        if known.keyed and known.made and known.items and wanted.accepts(known.items):
            step, output = known.made
            args = {"wanted": str(wanted), "step": step, "output": output, "name": written(tree)}
            self._faults.add("keyed-list-for-one", tree.place, **args)
        else:
            found = fault("wrong-type", tree.place, given=str(known), wanted=str(wanted))
            if known.kind is Kind.NUMBER and wanted.kind is Kind.INTEGER and not known.optional:
                found = found.curing(tree.place, f"({source_of(node)}) | round")
            elif wanted.items is not None and wanted.items.accepts(known) and not known.is_unknown:
                found = found.curing(node.place, f"[{quoted(node.text.strip())}]")
            self._faults.put(found)

    def condition_tree(self, node: ScalarNode) -> Tree | None:
        """Return the tree of a condition, as `tree` does; of one whose braces end too early it is clear what was meant.

        One that can't be parsed, but has a cure, is read as that: what stands under it is judged as it was meant.
        """
        whole = _WHOLE.fullmatch(node.text)
        if "}}" in node.text and (whole is None or "}}" in _without_quotes(whole[1])):
            fix = f"${{{{ {_BRACES.sub('', node.text).strip()} }}}}"
            self._faults.add("condition-not-whole", node.place, fix=fix)
            return None
        return self.tree(node, cured=True)

    def condition(self, node: ScalarNode, tree: Tree, names: Names) -> Expression:
        """Return a condition, or a part of one, read from a node: a boolean, or what may be absent."""
        inference = Inference(self._faults)
        inference.condition(tree, names)
        return self._expression(node, tree, BOOLEAN, inference)

    def _expression(self, node: ScalarNode, tree: Tree, known: Type, inference: Inference) -> Expression:
        return Expression(
            source_of(node), node.place, known, inference.references, tree, inference.fallbacks, self.pieces
        )

    def tree(self, node: ScalarNode, *, cured: bool = False) -> Tree | None:
        """Return the tree of a whole-value expression; None, with a fault, if it is none, or that of its cure if there is one."""
        if self._too_long(node.text, node.place):
            return None
        found = _WHOLE.fullmatch(node.text)
        if found is None:
            self._half(node)
            return None
        inner = found[1]
        bare = _without_quotes(inner)
        if "${{" in bare or "}}" in bare:
            self._faults.add("expression-not-alone", node.place)
            return None
        lead = len(inner) - len(inner.lstrip())
        if not inner.strip():
            self._faults.add("expression-empty", node.place)
            return None
        marks = marks_of(node, self._source)
        return _parsed(inner.strip(), marks, found.start(1) + lead, self._faults, cured=cured)

    def _half(self, node: ScalarNode) -> None:
        if "}}" not in node.text:
            key = "expression-cut" if node.comment else "expression-unclosed"
            self._faults.add(key, node.comment or node.place)
        else:
            self._faults.add("expression-not-alone", node.place)

    # texts: templates

    def text(self, node: Node, names: Names, pieces: Mapping[str, Piece]) -> Value:
        """Return the value of a text field: a constant, a template, or one whole expression that gives a text."""
        if not isinstance(node, ScalarNode):
            given = "list" if isinstance(node, ListNode) else "map"
            self._faults.add("wrong-type", node.place, given=given, wanted=str(STRING))
            return Constant("", node.place)
        if node.value is None:
            return Removed(node.place)
        if _is_whole(node.text):
            return self.expression(node, STRING, names)
        self.losses(node)
        marked = "{{" in node.text or "{%" in node.text
        if marked and self._too_long(node.text, node.place):
            return Constant("", node.place)
        warn_of_folding(node, self._source, self._warnings)
        if "${{" in node.text:
            self._inner_expression(node)
            return Constant(normalised(node.text), node.place)
        marked_by = partial(marks_of, node, self._source)
        warn_of_braces(node.text, names, marked_by, self._warnings)
        warn_of_signs(node.text, node.place, marked_by, self._warnings)
        return self._template(node, names, pieces) if marked else Constant(normalised(node.text), node.place)

    def _too_long(self, text: str, place: Place) -> bool:
        if len(text) <= MAX_LENGTH:
            return False
        self._faults.add("expression-too-long", place, limit=MAX_LENGTH)
        return True

    def losses(self, node: ScalarNode) -> None:
        """Refuse what YAML would drop from a text without a word."""
        check_text(node, self._source, self._faults)

    def lost_words(self, node: Node) -> None:
        """Refuse what YAML drops from the texts of a value."""
        check_words(node, self._source, self._faults)

    def _inner_expression(self, node: ScalarNode) -> None:
        at = node.text.index("${{")
        self._faults.add("expression-in-text", marks_of(node, self._source).place(at, at + 3))

    def _template(self, node: ScalarNode, names: Names, pieces: Mapping[str, Piece]) -> Value:
        return self.words(node.text, marks_of(node, self._source), node.place, names, pieces)

    def file(self, source: Source, names: Names, pieces: Mapping[str, Piece]) -> Constant | Template:
        """Return the text of a whole file."""
        place, text = Place.point(source.file), source.text
        at = text.find("${{")
        marks = marks_of_file(source)
        if at >= 0:
            self._faults.add("expression-in-text", marks.place(at, at + 3))
        else:
            warn_of_braces(text, names, lambda: marks, self._warnings)
            warn_of_signs(text, place, lambda: marks, self._warnings)
        if at >= 0 or ("{{" not in text and "{%" not in text):
            return Constant(normalised(text), place)
        if self._too_long(text, place):
            return Constant("", place)
        return self.words(text, marks, place, names, pieces)

    def words(
        self, text: str, marks: Marks, place: Place, names: Names, pieces: Mapping[str, Piece]
    ) -> Constant | Template:
        """Return a text in which `{{ }}` and `{% %}` have their meaning; `marks` say where its characters stand."""
        found: Block | None = plain_template(text, marks)
        if found is None:
            from engine.language.parse import parse_template  # noqa: PLC0415  Jinja, imported if needed

            found = parse_template(text, marks, self._faults)
        if found is None:
            return Constant(text, place)
        checked = check_template(found, names.at(Where.KNOWN), self._faults)
        return Template(text, place, checked.references, found, pieces, checked.fallbacks)


def _parsed(source: str, marks: Marks, base: int, faults: Faults, *, cured: bool) -> Tree | None:
    tree = path_in(source, marks, base)
    if tree is not None:
        return tree
    from engine.language.parse import parse_cured, parse_expression  # noqa: PLC0415  Jinja, imported if needed

    try:
        return parse_expression(source, marks, base)
    except UnparsableError as error:
        faults.put(error.fault)
        return parse_cured(source, marks, base, error.fault) if cured else None


def _is_whole(text: str) -> bool:
    """Tell whether a text begins as an expression and nothing stands behind it; one that isn't closed is whole too."""
    found = _WHOLE.fullmatch(text)
    if found is None:
        return _OPENS.match(text) is not None and "}}" not in text
    bare = _without_quotes(found[1])
    return "${{" not in bare and "}}" not in bare


def _without_quotes(inner: str) -> str:
    return _QUOTED.sub(lambda found: " " * len(found[0]), inner)


def source_of(node: ScalarNode) -> str:
    """Return what stands between the braces of a whole-value expression."""
    return node.text.strip()[3:-2].strip()


def _meant(node: ScalarNode, wanted: Type) -> str | None:
    """Return another reading of a scalar that is of the wanted type: `4s` as 4, "4" as 4; None if there is none."""
    from engine.shape.rewrites import readings  # noqa: PLC0415  loaded when there is a mistake

    for words, value in readings(node):
        plain = Decimal(str(value)) if isinstance(value, float) else value
        if isinstance(plain, str | int | Decimal) and "${{" not in words and wanted.accepts(type_of(plain)):
            return words
    return None


def _scalar(node: ScalarNode) -> Scalar:
    assert node.value is not None, "a null was handled before"
    return composed(node.value) if isinstance(node.value, str) else node.value


def _is_empty(node: Node) -> bool:
    return isinstance(node, ScalarNode) and node.value == ""
