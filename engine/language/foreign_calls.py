"""Foreign calls: functions and methods of other languages and tools, each written as the filter or operator that it is here."""

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final, NamedTuple

_SIMPLE: Final = re.compile(r"[\w.]+|'[^']*'|\"[^\"]*\"|[\w.]+\[[^\[\]]*\]")

FUNCTIONS: Final[Mapping[str, str]] = MappingProxyType(
    {
        **dict.fromkeys(
            ("fromJSON", "fromJson", "toJSON", "toJson", "str", "string", "String", "bool", "list", "tostring"), "{0}"
        ),
        **dict.fromkeys(("len", "length", "count", "size"), "{0} | length"),
        **dict.fromkeys(("int", "parseInt", "floor"), "{0} | int"),
        **dict.fromkeys(("float", "number", "Number", "parseFloat", "tonumber"), "{0} | number"),
        **dict.fromkeys(("lower", "toLower"), "{0} | lower"),
        **dict.fromkeys(("upper", "toUpper"), "{0} | upper"),
        **dict.fromkeys(("trim", "trimspace", "strip"), "{0} | trim"),
        "round": "{0} | round",
        "first": "{0} | first",
        "last": "{0} | last",
        "contains": "{1} in {0}",
        "join": "{0} | join({1})",
        **dict.fromkeys(("coalesce", "default", "lookup"), "{0} or {1}"),
        "replace": "{0} | replace({1}, {2})",
    }
)
"""How a function is written here, by its arguments."""
METHODS: Final[Mapping[str, str]] = MappingProxyType(
    {
        **dict.fromkeys(("lower", "toLowerCase", "casefold"), "{0} | lower"),
        **dict.fromkeys(("upper", "toUpperCase"), "{0} | upper"),
        **dict.fromkeys(("strip", "trim"), "{0} | trim"),
        **dict.fromkeys(("replace", "replaceAll"), "{0} | replace({1}, {2})"),
        **dict.fromkeys(("includes", "contains"), "{1} in {0}"),
        **dict.fromkeys(("length", "size"), "{0} | length"),
        **dict.fromkeys(("toString", "valueOf"), "{0}"),
        "join": "{1} | join({0})",
    }
)
"""How a method is written here, by what it is called of and its arguments."""
STATUS: Final = frozenset({"success", "failure", "always", "cancelled", "failed", "succeeded"})
"""What asks how the steps before have ended."""


class ForeignCall(NamedTuple):
    """A call as it is written: of a method `of` is what stands before it, of a function None."""

    name: str
    of: str | None
    arguments: Sequence[str]


def meant_by(call: ForeignCall) -> str | None:
    """Return how a call is written here; None if there is nothing like it."""
    known = FUNCTIONS if call.of is None else METHODS
    values = [*([call.of] if call.of is not None else []), *call.arguments]
    pattern = known.get(call.name)
    if pattern is None or pattern.count("{") != len(values):
        return None
    return pattern.format(*map(_operand, values))


def _operand(text: str) -> str:
    return text if _SIMPLE.fullmatch(text) else f"({text})"
