"""Declarations: the `inputs` of a recipe, each with its type, limits and default."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from engine.language.stray_braces import is_expression
from engine.language.types import UNKNOWN, Kind, Type, list_of, optional, record_of
from engine.language.value_types import type_of
from engine.language.values import InputMap, InputValue, MediaName, Scalar
from engine.recipe.addresses import check_address
from engine.recipe.declared import Input, Limits
from engine.recipe.given import Given, GivenMaps, Json
from engine.recipe.inputs import bind_input
from engine.recipe.relative import rebased
from engine.recipe.roots import ROOTS
from engine.shape.patterns import is_pattern, is_too_big
from engine.text.composed import composed
from engine.text.lost_text import check_words
from engine.text.nodes import ListNode, MapNode, Node, ScalarNode, exact, maps_in
from engine.text.source import Source
from engine.values.absent import ABSENT, Absent
from engine.values.fault import Faults

_KINDS: Final = frozenset(kind.value for kind in Kind if kind is not Kind.UNKNOWN)
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
_OWNERS: Final = {"items": Kind.LIST, "members": Kind.RECORD}
"""What only one type has."""
_PAIRS: Final = (("minLength", "maxLength"), ("minimum", "maximum"), ("minItems", "maxItems"))


def declared_inputs(root: MapNode, source: Source, faults: Faults, folder: str = "") -> Mapping[str, Input]:
    """Return the inputs that are declared well enough to be named; mistakes within them are faults.

    Media by default lie in `folder`, the recipe's own.
    """
    return _inputs(root, "inputs", source, faults, folder)


def _inputs(entry: MapNode, name: str, source: Source, faults: Faults, folder: str) -> Mapping[str, Input]:
    found: dict[str, Input] = {}
    for key, inner in entry.pairs(name):
        _check_words(inner, source, faults)
        declared = _input(key, inner, source, faults, folder) if isinstance(inner, MapNode) else None
        if declared is not None:
            found[key.text] = declared
    return MappingProxyType(found)


def _input(key: ScalarNode, entry: MapNode, source: Source, faults: Faults, folder: str) -> Input | None:
    kind = _kind(entry)
    if kind is None:
        return None
    items = entry.map("items")
    members = _inputs(items, "members", source, faults, folder) if items is not None else {}
    known = list_of(_items_type(items, members)) if kind is Kind.LIST else Type(kind)
    known = replace(known, least=entry.whole("minItems") or 0)
    before = faults.told
    limits = _limits(entry, known, faults)
    declared = Input(
        name=key.text,
        type=known,
        place=key.place,
        optional=entry.flag("optional") is True,
        limits=limits if faults.told == before else Limits(),
        description=entry.text("description"),
        members=members,
    )
    default = _default(declared, entry.get("default"), faults)
    flag, written = entry.key("optional"), entry.get("default")
    if declared.optional and default is not ABSENT and flag is not None:
        faults.add("optional-with-default", flag.place, name=key.text)
    return replace(
        declared,
        type=optional(known) if declared.optional and default is ABSENT else known,
        default=_placed(default, folder),
        default_place=written.place if written is not None else None,
        limits=limits,
    )


def _items_type(items: MapNode | None, members: Mapping[str, Input]) -> Type:
    kind = _kind(items) if items is not None else None
    if members:
        return record_of({name: one.type for name, one in members.items()}) if kind is Kind.RECORD else UNKNOWN
    return Type(kind) if kind not in (Kind.RECORD, None) else UNKNOWN


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
    match node:
        case ListNode(items=items):
            for item in items:
                _check_data(item, faults)
        case MapNode() if node.get("url") is None:  # a pin is looked at where its medium is read
            for _, inner in node:
                _check_data(inner, faults)
        case ScalarNode() if is_expression(node.text, ROOTS):
            faults.add("expression-in-data", node.place)


def _placed(value: InputValue | Absent, folder: str) -> InputValue | Absent:
    match value:
        case MediaName():
            return rebased(value, folder)
        case InputMap():
            placed = {name: _placed(member, folder) for name, member in value.members.items()}
            members = {name: member for name, member in placed.items() if not isinstance(member, Absent)}
            return InputMap(MappingProxyType(members), value.places)
        case tuple():
            placed_all = (_placed(member, folder) for member in value)
            return tuple(member for member in placed_all if not isinstance(member, Absent))
        case _:
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
        owner = _OWNERS.get(key.text)
        if owner is not None and _kind(entry) not in (owner, None):
            faults.add("limit-not-for-type", key.place, name=key.text, type=entry.text("type"))


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
        if item.value == "":
            faults.add("empty-given", item.place)
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
        faults.add("pattern-too-big" if is_too_big(node.text) else "bad-pattern", node.place, pattern=node.text[:60])
    return node.text


def _default(declared: Input, node: Node | None, faults: Faults) -> InputValue | Absent:
    if node is None or (isinstance(node, ScalarNode) and node.value is None):
        return ABSENT
    known = declared.type
    if known.items and known.items.is_unknown:
        return ABSENT  # what its members are is not said, a fault of its own
    if isinstance(node, ScalarNode) and node.value == "":
        faults.add("empty-given", node.place)
        return ABSENT
    value = bind_input(declared, _given(declared, node), faults)
    if not isinstance(value, Absent):
        _check_addresses(value, known, node, faults)
    return value


def _given(declared: Input, node: Node) -> Given:
    """Return what is written out; maps with the places of their members."""
    maps = maps_in(node) if declared.members else None
    if maps is None:
        return Json(exact(node), node.place)
    return GivenMaps(
        tuple({key.text: Json(exact(inner), inner.place) for key, inner in one} for one in maps), node.place
    )


def _check_addresses(value: InputValue, known: Type, node: Node, faults: Faults) -> None:
    if isinstance(value, MediaName):
        check_address(value.text, known, node.place, faults)
    elif isinstance(value, tuple) and isinstance(node, ListNode):
        for member, inner in zip(value, node.items, strict=False):  # a null among the members is none
            _check_addresses(member, known.items or known, inner, faults)
    elif isinstance(value, InputMap) and isinstance(node, MapNode):
        for key, inner in node:
            if key.text in value.members:
                _check_addresses(value.members[key.text], known.members[key.text], inner, faults)
