"""Inline rows: a table written out in the campaign file."""

from types import MappingProxyType
from typing import TYPE_CHECKING

from engine.campaign.model import InlineRows, Row
from engine.recipe.given import Json
from engine.text.composed import composed
from engine.text.nodes import ListNode, MapNode, Node, ScalarNode
from engine.values.fault import Faults

if TYPE_CHECKING:
    from engine.campaign.cell import TableCell
    from engine.values.place import Place


def inline_rows(node: ListNode, faults: Faults) -> InlineRows:
    """Return the rows; their columns are those that any of them has, at its first place."""
    columns: dict[str, Place] = {}
    rows: list[Row] = []
    for item in node.items:
        if not isinstance(item, MapNode):
            continue
        cells: dict[str, TableCell] = {}
        for key, inner in item:
            columns.setdefault(composed(key.text), key.place)
            cells[composed(key.text)] = Json(_data(inner, faults), inner.place)
        start = item.entries[0][0].place if item.entries else item.place
        rows.append(Row(len(rows) + 1, start, MappingProxyType(cells)))
    return InlineRows(MappingProxyType(columns), node.place, tuple(rows))


def _data(node: Node, faults: Faults) -> object:
    """Return plain data with exact numbers; what looks like an expression would be sent as it stands."""
    if isinstance(node, ScalarNode):
        if "${{" in node.text:
            faults.add("data-not-evaluated", node.place)
        return node.value
    if isinstance(node, ListNode):
        return [_data(item, faults) for item in node.items]
    return {key.text: _data(inner, faults) for key, inner in node}
