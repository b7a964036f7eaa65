"""Giving: what a campaign file itself gives for inputs: the values under `with`."""

import re
from types import MappingProxyType
from typing import Final

from engine.campaign.roots import MATRIX, ROW
from engine.language.names import Names
from engine.language.syntax import Member, Tree
from engine.language.types import STRING, UNKNOWN, Kind, Type
from engine.language.values import Constant, Expression, ListValue, MapValue, MediaConstant, Removed, Value
from engine.recipe.declared import Input
from engine.recipe.given import Json
from engine.recipe.inputs import bind_input
from engine.recipe.value_reader import ValueReader
from engine.text.nodes import ListNode, MapNode, Node, ScalarNode
from engine.values.fault import Faults

_BARE: Final = re.compile(rf"(?:{ROW}|{MATRIX})(?:\.[^\W\d]\w*|\[(?:'[^']+'|\"[^\"]+\")\])")


class GivingReader:
    """Reads the value given for one input: written out, one cell as it stands, or an expression."""

    def __init__(self, reader: ValueReader, names: Names, faults: Faults) -> None:
        self._reader = reader
        self._names = names
        self._faults = faults

    def given(self, node: Node, declared: Input) -> Value:
        """Return the value, checked as far as it is known without any row."""
        before = self._faults.told
        if not declared.limits.enum:  # an enum holds cut words itself
            self._reader.lost_words(node)
        value = self._value(node, declared.taken)
        if self._faults.told == before and is_written_out(value) and not isinstance(value, Removed):
            bind_input(declared, Json(json_of(value), node.place), self._faults)
        return value

    def unchecked(self, node: Node) -> Value:
        """Return the value for an input of which nothing is known."""
        return self._value(node, UNKNOWN)

    def _value(self, node: Node, wanted: Type) -> Value:
        if isinstance(node, ListNode):
            if wanted.kind not in (Kind.LIST, Kind.UNKNOWN):
                self._faults.add("wrong-type", node.place, given="list", wanted=str(wanted))
            member = wanted.items or UNKNOWN
            return ListValue(tuple(self._value(item, member) for item in node.items), node.place)
        is_map = wanted.kind is Kind.RECORD or (
            wanted.kind is Kind.UNKNOWN and isinstance(node, MapNode) and not node.get("url")
        )
        if isinstance(node, MapNode) and is_map:
            members = {key.text: self._value(inner, wanted.members.get(key.text, UNKNOWN)) for key, inner in node}
            return MapValue(MappingProxyType(members), node.place)
        if isinstance(node, ScalarNode) and "${{" in node.text:
            value = self._reader.expression(node, UNKNOWN, self._names)
            self._check(value, wanted)
            return value
        if isinstance(node, ScalarNode) and isinstance(node.value, str) and _BARE.fullmatch(node.text):
            self._faults.add("name-given-as-text", node.place, name=node.text, fix=f"${{{{ {node.text} }}}}")
        return self._reader.structure(node, wanted, self._names)

    def _check(self, value: Value, wanted: Type) -> None:
        """Refuse a value of a type that the input doesn't take; a text is read by the input's type, as a cell is."""
        if not isinstance(value, Expression) or is_bare(value.tree):
            return
        if not (STRING.accepts(value.type) or wanted.accepts(value.type)):
            self._faults.add("wrong-type", value.tree.place, given=str(value.type), wanted=str(wanted))


def is_bare(tree: Tree) -> bool:
    """Tell whether a tree is one cell or one value of the matrix and nothing else."""
    return isinstance(tree, Member) and (tree.of_root(ROW) or tree.of_root(MATRIX))


def is_written_out(value: Value) -> bool:
    """Tell whether nothing of a value depends on a row."""
    if isinstance(value, ListValue):
        return all(is_written_out(item) for item in value.items)
    if isinstance(value, MapValue):
        return all(is_written_out(item) for item in value.items.values())
    return isinstance(value, Constant | MediaConstant | Removed)


def json_of(value: Value) -> object:
    """Return a value that is written out as plain data."""
    match value:
        case Constant():
            return value.value
        case MediaConstant(name=name) if name.sha256 is None:
            return name.text
        case MediaConstant(name=name):
            return {"url": name.text, "sha256": name.sha256}
        case ListValue():
            return [json_of(item) for item in value.items]
        case MapValue():
            return {name: json_of(item) for name, item in value.items.items()}
        case _:
            return None
