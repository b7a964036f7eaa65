"""Filters and tests: the whole table of what may stand after `|` and `is`.

Each says which types it takes, what it gives, how it is done, and shows itself in an example that a test runs.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Any, NamedTuple

from engine.language.arithmetic import MAX_DECIMALS, cut, decimals_of, number_in, rounded
from engine.language.render import BLANKS
from engine.language.types import BOOLEAN, INTEGER, NUMBER, STRING, Kind, Type, joined, optional
from engine.values.absent import ABSENT
from engine.values.canonical import canonical

TypeRule = Callable[[Type, Sequence[Type]], Type | None]
Doing = Callable[..., Any]


class Rule(NamedTuple):
    """A filter or test: `typing` gives the result's type, or None if it doesn't take these types.

    `takes_absent`: the value before it may be absent. `passes_skip`: of a list that is absent because a step is skipped it
    gives nothing, for the same reason. `example` is an expression and what it is. `meaning` and `shown`
    (how it is written) are for the table in docs/language.md.
    """

    arguments: tuple[int, int]
    typing: TypeRule
    doing: Doing
    example: tuple[str, object]
    meaning: str
    shown: str
    takes_absent: bool = False
    passes_skip: bool = False


def _text_to(result: Type) -> TypeRule:
    def typing(of: Type, arguments: Sequence[Type]) -> Type | None:
        return result if all(STRING.accepts(known) for known in (of, *arguments)) else None

    return typing


def _round(of: Type, arguments: Sequence[Type]) -> Type | None:
    if not of.is_number or not all(INTEGER.accepts(known) for known in arguments):
        return None
    return NUMBER if arguments else INTEGER


def _int(of: Type, _: Sequence[Type]) -> Type | None:
    return INTEGER if of.is_number else None


def _number(of: Type, _: Sequence[Type]) -> Type | None:
    return NUMBER if STRING.accepts(of) else None


def _default(of: Type, arguments: Sequence[Type]) -> Type | None:
    return joined(of.sure(), arguments[0])


def _join(of: Type, arguments: Sequence[Type]) -> Type | None:
    printable = of.items is not None and (STRING.accepts(of.items) or of.items.is_number) and not of.items.optional
    return STRING if of.kind is Kind.LIST and printable and all(STRING.accepts(known) for known in arguments) else None


def _length(of: Type, _: Sequence[Type]) -> Type | None:
    return INTEGER if of.kind in (Kind.LIST, Kind.STRING, Kind.UNKNOWN) else None


def _edge(of: Type, _: Sequence[Type]) -> Type | None:
    if of.kind is not Kind.LIST or of.items is None:
        return None
    return of.items if of.filled else optional(of.items)


def _present(of: Type, _: Sequence[Type]) -> Type | None:
    if of.kind is not Kind.LIST:
        return None
    gaps = of.items is not None and of.items.optional
    return replace(of, items=of.items.sure() if of.items else None, least=0 if gaps else of.least)


def _anything(_of: Type, _: Sequence[Type]) -> Type | None:
    return BOOLEAN


class UnroundedError(ValueError):
    """A number that is printed has more than six decimals."""


def text_of(value: object) -> str:
    """Return how a text or a number is printed: 5.0 as 5, 0.50 as 0.5; raise UnroundedError for too many decimals."""
    if decimals_of(value) > MAX_DECIMALS:
        raise UnroundedError(str(value))
    return str(canonical(value))


FILTERS: Mapping[str, Rule] = MappingProxyType(
    {
        "default": Rule(
            (1, 1),
            _default,
            lambda of, other: other if of is ABSENT else of,
            ("'a' | default('b')", "a"),
            "the other value if this one is absent; `0`, `''` and `false` stay",
            "any | default(any)",
            takes_absent=True,
        ),
        "first": Rule(
            (0, 0),
            _edge,
            lambda of: of[0] if of else ABSENT,
            ("['a', 'b'] | first", "a"),
            "the first member; absent if there is none",
            "list | first",
            passes_skip=True,
        ),
        "int": Rule(
            (0, 0), _int, cut, ("-2.7 | int", -2), "the integer before the point, cut towards zero", "number | int"
        ),
        "join": Rule(
            (0, 1),
            _join,
            lambda of, by="": by.join(map(text_of, of)),
            ("['a', 'b'] | join(', ')", "a, b"),
            "the members as one text, with a text between them",
            "list | join(text)",
        ),
        "last": Rule(
            (0, 0),
            _edge,
            lambda of: of[-1] if of else ABSENT,
            ("['a', 'b'] | last", "b"),
            "the last member; absent if there is none",
            "list | last",
            passes_skip=True,
        ),
        "length": Rule(
            (0, 0), _length, len, ("'abc' | length", 3), "how many characters or members", "text or list | length"
        ),
        "lower": Rule((0, 0), _text_to(STRING), str.lower, ("'Ab' | lower", "ab"), "in small letters", "text | lower"),
        "number": Rule(
            (0, 0),
            _number,
            number_in,
            ("'12' | number", 12),
            "the number that a text is; a fault of its row if it is none",
            "text | number",
        ),
        "present": Rule(
            (0, 0),
            _present,
            lambda of: tuple(v for v in of if v is not ABSENT),
            ("['a'] | present", ("a",)),
            "the list without its absent members; a keyed list keeps its keys",
            "list | present",
            passes_skip=True,
        ),
        "replace": Rule(
            (2, 2),
            _text_to(STRING),
            str.replace,
            ("'a-b' | replace('-', ' ')", "a b"),
            "every place of one text taken by another",
            "text | replace(text, text)",
        ),
        "round": Rule(
            (0, 1),
            _round,
            rounded,
            ("2.5 | round", 3),
            "the nearest integer; with a number from 0 to 6, so many decimals are kept; halves go away from zero",
            "number | round, number | round(decimals)",
        ),
        "trim": Rule(
            (0, 0),
            _text_to(STRING),
            lambda of: of.strip(BLANKS + "\r\n"),
            ("' a ' | trim", "a"),
            "no blanks and line ends at its ends",
            "text | trim",
        ),
        "upper": Rule((0, 0), _text_to(STRING), str.upper, ("'Ab' | upper", "AB"), "in capitals", "text | upper"),
    }
)

TESTS: Mapping[str, Rule] = MappingProxyType(
    {
        "defined": Rule(
            (0, 0),
            _anything,
            lambda of: of is not ABSENT,
            ("'a' is defined", True),
            "whether it is there",
            "any is defined",
            takes_absent=True,
        ),
        "undefined": Rule(
            (0, 0),
            _anything,
            lambda of: of is ABSENT,
            ("'a' is undefined", False),
            "whether it is absent",
            "any is undefined",
            takes_absent=True,
        ),
    }
)
