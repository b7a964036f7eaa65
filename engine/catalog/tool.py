"""Tool: what one media tool takes and gives; it works on this machine and costs nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from engine.catalog.parameter import Parameter, ParameterType, parameter_of
from engine.values.media_kind import MediaKind


@dataclass(frozen=True, slots=True)
class ToolOutput:
    """One medium that a tool makes, or one of each piece."""

    name: str
    kind: MediaKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Tool:
    """One media tool.

    At least one parameter of `one_of` is given, never both of a pair of `not_both`. A `keyed` tool counts as a foreach
    step: its outputs are keyed lists, and each of its items has the fields of `item_fields`.
    """

    name: str
    title: str
    parameters: Mapping[str, Parameter]
    outputs: Mapping[str, ToolOutput]
    one_of: tuple[str, ...] = ()
    not_both: tuple[tuple[str, str], ...] = ()
    keyed: bool = False
    item_fields: Mapping[str, ParameterType] = field(default_factory=dict)


def tool_of(data: Mapping[str, Any]) -> Tool:
    """Build a tool from its JSON in `schemas/tools/`."""
    outputs = {name: ToolOutput(name, MediaKind(kind)) for name, kind in data["outputs"].items()}
    fields = {name: ParameterType(word) for name, word in data.get("item", {}).items()}
    return Tool(
        name=data["tool"],
        title=data["title"],
        parameters=MappingProxyType({name: parameter_of(name, row) for name, row in data["parameters"].items()}),
        outputs=MappingProxyType(outputs),
        one_of=tuple(data.get("one_of", ())),
        not_both=tuple((one, other) for one, other in data.get("not_both", ())),
        keyed=data.get("keyed", False),
        item_fields=MappingProxyType(fields),
    )
