"""Foreign calls: functions, methods, tests and filters of other languages and tools, each as it is written here."""

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final, NamedTuple

_SIMPLE: Final = re.compile(r"\([^()]*\)|[\w.]+|'[^']*'|\"[^\"]*\"|[\w.]+\[[^\[\]]*\]")

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
TESTS: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        **dict.fromkeys(
            ("none", "None", "null", "nil", "nothing", "empty", "missing"), ("{0} is undefined", "{0} is defined")
        ),
        **dict.fromkeys(("given", "set", "present"), ("{0} is defined", "{0} is undefined")),
        "true": ("{0}", "not {0}"),
        "false": ("not {0}", "{0}"),
        "even": ("{0} % 2 == 0", "{0} % 2 != 0"),
        "odd": ("{0} % 2 == 1", "{0} % 2 != 1"),
        "divisibleby": ("{0} % {1} == 0", "{0} % {1} != 0"),
        **dict.fromkeys(("eq", "equalto", "sameas"), ("{0} == {1}", "{0} != {1}")),
        "ne": ("{0} != {1}", "{0} == {1}"),
        **dict.fromkeys(("gt", "greaterthan"), ("{0} > {1}", "{0} <= {1}")),
        **dict.fromkeys(("lt", "lessthan"), ("{0} < {1}", "{0} >= {1}")),
        "ge": ("{0} >= {1}", "{0} < {1}"),
        "le": ("{0} <= {1}", "{0} > {1}"),
        "in": ("{0} in {1}", "{0} not in {1}"),
    }
)
"""How a test is written here, and one that is denied, by what it asks about and its argument."""
FILTERS: Final[Mapping[str, str]] = MappingProxyType(
    {
        **dict.fromkeys(("d", "coalesce", "fallback", "ifempty", "or"), "default"),
        **dict.fromkeys(("count", "len", "size"), "length"),
        **dict.fromkeys(("lowercase", "downcase", "tolower", "toLowerCase"), "lower"),
        **dict.fromkeys(("uppercase", "upcase", "toupper", "toUpperCase"), "upper"),
        **dict.fromkeys(("strip", "trimspace"), "trim"),
        **dict.fromkeys(("float", "to_number", "tonumber"), "number"),
        "floor": "int",
        "compact": "present",
    }
)
"""The filter that another one is here; both take the same arguments."""
_FIRST_CAPITALS: Final = frozenset({"title", "capitalize", "capitalise", "capfirst", "titlecase", "ucfirst"})
_OF_LISTS: Final = frozenset(
    {
        "batch", "dictsort", "filter", "groupby", "map", "max", "min", "reject", "rejectattr", "reverse", "select", "selectattr",
        "shuffle", "slice", "sort", "sort_by", "split", "splitList", "sum", "unique", "uniq", "where",
    }
)  # fmt: skip
_CHANGING: Final = frozenset(
    {
        "now", "today", "date", "time", "timestamp", "utcnow", "strftime", "random", "rand", "randint", "uuid",
        "uuid4", "uuidv4", "env", "getenv", "environ", "secret", "secrets", "file", "readFile", "lookup_file",
        "hashFiles", "include", "import", "open", "exists", "fileexists", "glob", "run", "exec", "shell",
    }
)  # fmt: skip
_ENDINGS: Final = frozenset({"failure", "always", "cancelled", "failed"})
_GOOD_ENDINGS: Final = frozenset({"success", "succeeded"})
_WHOLE: Final = re.compile(r"[-+]?[0-9]{1,6}")
MAX_WRITTEN: Final = 12
"""Members of a range that are written out; a longer list is an input."""


class ForeignCall(NamedTuple):
    """A call as it is written: of a method `of` is what stands before it, of a function None."""

    name: str
    of: str | None
    arguments: Sequence[str]


def kind_of_call(call: ForeignCall) -> str:
    """Return the key of the fault that a call is: what it asks for tells what is to be said."""
    if call.of is None and call.name == "range":
        return "expression-call-range"
    if call.of is None and call.name in _ENDINGS | _GOOD_ENDINGS:
        return "expression-call-success" if call.name in _GOOD_ENDINGS else "expression-call-status"
    return "expression-call-changing" if call.of is None and call.name in _CHANGING else "expression-call"


def kind_of_filter(name: str) -> str:
    """Return the key of the fault of a filter that there is not."""
    return (
        "filter-capitals" if name in _FIRST_CAPITALS else "filter-of-lists" if name in _OF_LISTS else "unknown-filter"
    )


def meant_filter(name: str) -> str | None:
    """Return the filter of ours that one of another tool is."""
    return FILTERS.get(name)


def meant_by(call: ForeignCall) -> str | None:
    """Return how a call is written here; None if there is nothing like it."""
    if call.name == "range" and call.of is None:
        return _written_out(call.arguments)
    known = FUNCTIONS if call.of is None else METHODS
    values = [*([call.of] if call.of is not None else []), *call.arguments]
    return _filled(known.get(call.name), values)


def meant_by_test(call: ForeignCall, *, denied: bool) -> str | None:
    """Return how a test is written here; `of` is what it asks about."""
    found = TESTS.get(call.name)
    return _filled(found[denied], [call.of or "", *call.arguments]) if found is not None else None


def _filled(pattern: str | None, values: Sequence[str]) -> str | None:
    if pattern is None or pattern.count("{") != len(values):
        return None
    return pattern.format(*map(_operand, values))


def _written_out(arguments: Sequence[str]) -> str | None:
    """Return the list that a range of constants is."""
    if not 1 <= len(arguments) <= 3 or not all(map(_WHOLE.fullmatch, arguments)) or arguments[2:] in (["0"], ["-0"]):
        return None
    members = range(*map(int, arguments))
    return f"[{', '.join(map(str, members))}]" if 0 < len(members) <= MAX_WRITTEN else None


def _operand(text: str) -> str:
    return text if _SIMPLE.fullmatch(text) else f"({text})"
