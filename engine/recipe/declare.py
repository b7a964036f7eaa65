"""Declarations: the `inputs` of a recipe, each with its type, limits and default."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from engine.language.stray_braces import is_expression
from engine.language.types import UNKNOWN, Kind, Type, list_of, optional
from engine.language.value_types import type_of
from engine.language.values import InputValue, MediaName, Scalar
from engine.recipe.addresses import check_address
from engine.recipe.bind import bind_json
from engine.recipe.declared import Input, Limits
from engine.recipe.limits import check_input
from engine.recipe.relative import rebased
from engine.recipe.roots import ROOTS
from engine.shape.patterns import is_pattern
from engine.text.composed import composed
from engine.text.lost_text import check_words
from engine.text.nodes import ListNode, MapNode, Node, ScalarNode, exact
from engine.text.source import Source
from engine.values.absent import ABSENT, Absent
from engine.values.fault import Faults

_KINDS: Final = frozenset(kind.value for kind in Kind if kind not in (Kind.UNKNOWN, Kind.RECORD))
_TEXT: Final = frozenset({"minLength", "maxLength", "pattern"})
_NUMBER: Final = frozenset({"minimum", "maximum"})
_LIST: Final = frozenset({"minItems", "maxItems"})
_ENUM: Final = frozenset({"enum"})
_ALLOWED: Final[Mapping[Kind, frozenset[str]]] = MappingProxyType(
    {
        Kind.STRING: _TEXT | _ENUM,
        Kind.INTEGER: _NUMBER | _ENUM,
        Kind.NUMBER: _NUMBER | _ENUM,
        Kind.LIST: _LIST,
    }
)
_PAIRS: Final = (("minLength", "maxLength"), ("minimum", "maximum"), ("minItems", "maxItems"))


def declared_inputs(root: MapNode, source: Source, faults: Faults, folder: str = "") -> Mapping[str, Input]:
    """Return the inputs that are declared well enough to be named; mistakes within them are faults.

    Media by default lie in `folder`, the recipe's own.
    """
    found: dict[str, Input] = {}
    for key, entry in root.pairs("inputs"):
        _check_words(entry, source, faults)
        declared = _input(key, entry, faults) if isinstance(entry, MapNode) else None
        if declared is not None:
            found[key.text] = replace(declared, default=_placed(declared.default, folder))
    return MappingProxyType(found)


def _input(key: ScalarNode, entry: MapNode, faults: Faults) -> Input | None:
    kind = _kind(entry)
    if kind is None:
        return None
    items = entry.map("items")
    item_kind = _kind(items) if items is not None else None
    known = list_of(Type(item_kind) if item_kind else UNKNOWN) if kind is Kind.LIST else Type(kind)
    before = faults.told
    limits = _limits(entry, known, faults)
    sound = limits if faults.told == before else Limits()
    is_optional = entry.flag("optional") is True
    default = _default(key.text, entry, known, sound, faults)
    flag, written = entry.key("optional"), entry.get("default")
    if is_optional and default is not ABSENT and flag is not None:
        faults.add("optional-with-default", flag.place, name=key.text)
    return Input(
        name=key.text,
        type=optional(known) if is_optional and default is ABSENT else known,
        place=key.place,
        optional=is_optional,
        default=default,
        default_place=written.place if written is not None else None,
        limits=limits,
        description=entry.text("description"),
    )


def _check_words(entry: Node, source: Source, faults: Faults) -> None:
    """Refuse texts that YAML cuts, and expressions in what is only data; an `enum` holds cut words itself."""
    if not isinstance(entry, MapNode):
        return
    words = (entry, entry.map("items"))
    written = [entry.get("default"), *(node.get("enum") for node in words if node is not None)]
    for node in written:
        _check_data(node, faults)
    if entry.get("enum") is None:
        check_words(entry.get("default"), source, faults)
    for node in written[1:]:
        check_words(node, source, faults)


def _check_data(node: Node | None, faults: Faults) -> None:
    for item in node.items if isinstance(node, ListNode) else (node,):
        if isinstance(item, ScalarNode) and is_expression(item.text, ROOTS):
            faults.add("expression-in-data", item.place)


def _placed(value: InputValue | Absent, folder: str) -> InputValue | Absent:
    if isinstance(value, MediaName):
        return rebased(value, folder)
    if isinstance(value, tuple):
        members = (_placed(member, folder) for member in value)
        return tuple(member for member in members if not isinstance(member, Absent))
    return value


def _kind(entry: MapNode) -> Kind | None:
    word = entry.text("type")
    return Kind(word) if word in _KINDS else None


def _limits(entry: MapNode, known: Type, faults: Faults) -> Limits:
    _check_kind(entry, known, faults)
    _check_pairs(entry, faults)
    items = entry.map("items")
    inner = _limits(items, known.items, faults) if items is not None and known.items else None
    return Limits(
        enum=_enum(entry, known, faults),
        min_length=entry.whole("minLength"),
        max_length=entry.whole("maxLength"),
        pattern=_pattern(entry, faults),
        minimum=entry.number("minimum"),
        maximum=entry.number("maximum"),
        min_items=entry.whole("minItems"),
        max_items=entry.whole("maxItems"),
        items=inner,
    )


def _check_kind(entry: MapNode, known: Type, faults: Faults) -> None:
    allowed = _ALLOWED.get(known.kind, frozenset())
    for key, _ in entry:
        if key.text in _TEXT | _NUMBER | _LIST | _ENUM and key.text not in allowed:
            faults.add("limit-not-for-type", key.place, name=key.text, type=str(known))
        if key.text == "items" and known.kind is not Kind.LIST:
            faults.add("limit-not-for-type", key.place, name=key.text, type=str(known))


def _check_pairs(entry: MapNode, faults: Faults) -> None:
    for low_name, high_name in _PAIRS:
        low, high = entry.number(low_name), entry.number(high_name)
        key = entry.key(high_name)
        if low is not None and high is not None and low > high and key is not None:
            faults.add("limits-crossed", key.place, low=str(low), high=str(high))


def _enum(entry: MapNode, known: Type, faults: Faults) -> tuple[Scalar, ...]:
    found: list[Scalar] = []
    takes = "enum" in _ALLOWED.get(known.kind, frozenset())
    for item in entry.words("enum") if takes else ():
        if item.value is None:
            continue
        given = type_of(item.value)
        if known.accepts(given):
            found.append(composed(item.value) if isinstance(item.value, str) else item.value)
        else:
            fix = f'"{item.text}"' if known.kind is Kind.STRING else None
            faults.add("wrong-type", item.place, given=str(given), wanted=str(known), fix=fix)
    return tuple(found)


def _pattern(entry: MapNode, faults: Faults) -> str | None:
    node = entry.scalar("pattern")
    if node is None or not isinstance(node.value, str):
        return None
    if not is_pattern(node.text):
        faults.add("bad-pattern", node.place, pattern=node.text[:60])
    return node.text


def _default(name: str, entry: MapNode, known: Type, limits: Limits, faults: Faults) -> InputValue | Absent:
    node = entry.get("default")
    if node is None or (isinstance(node, ScalarNode) and node.value is None):
        return ABSENT
    if known.items and known.items.is_unknown:
        return ABSENT  # what its members are is not said, a fault of its own
    value = bind_json(name, known, exact(node), node.place, faults)
    if not isinstance(value, Absent):
        check_input(name, limits, value, node.place, faults)
        _check_addresses(value, known, node, faults)
    return value


def _check_addresses(value: InputValue, known: Type, node: Node, faults: Faults) -> None:
    if isinstance(value, MediaName):
        check_address(value.text, known, node.place, faults)
    elif isinstance(value, tuple) and isinstance(node, ListNode):
        for member, inner in zip(value, node.items, strict=False):  # a null among the members is none
            _check_addresses(member, known.items or known, inner, faults)
