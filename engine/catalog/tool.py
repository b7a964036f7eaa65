"""Tool: what one media tool takes and gives; it works on this machine and costs nothing."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from engine.catalog.limits import Rules, rules_of
from engine.catalog.parameter import Parameter, ParameterType, parameter_of
from engine.row import Row
from engine.values.media_kind import MediaKind


class ToolOutput(NamedTuple):
    """One medium that a tool makes, or one of each piece."""

    name: str
    kind: MediaKind


class Tool(NamedTuple):
    """One media tool.

    A `keyed` tool counts as a foreach step: its outputs are keyed lists, and each of its items has the fields of
    `item_fields`.
    """

    name: str
    title: str
    title_zh: str
    parameters: Mapping[str, Parameter]
    outputs: Mapping[str, ToolOutput]
    rules: Rules = Rules()
    keyed: bool = False
    item_fields: Mapping[str, ParameterType] = MappingProxyType({})


def tool_of(data: Mapping[str, Any]) -> Tool:
    """Build a tool from its JSON in `schemas/tools/`; raises AuthorError `catalog-entry` for what can't be said."""
    row = Row(data, str(data.get("tool", "")))
    parameters = {name: parameter_of(name, inner) for name, inner in row.row("parameters").members()}
    fields = row.row("item").words() if row.has("item") else {}
    found = Tool(
        name=row.text("tool"),
        title=row.text("title"),
        title_zh=row.text("title_zh"),
        parameters=MappingProxyType(parameters),
        outputs=MappingProxyType(
            {name: ToolOutput(name, MediaKind(kind)) for name, kind in row.row("outputs").words().items()}
        ),
        rules=rules_of(row.row_if("rules"), tuple(parameters)),
        keyed=row.flag("keyed"),
        item_fields=MappingProxyType({name: ParameterType(word) for name, word in fields.items()}),
    )
    row.end()
    return found
