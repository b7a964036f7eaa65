"""The file of `editchain emulate --config`: held against its schema, and turned into a setup."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Final

from engine.emulator.rules.clock import is_reached
from engine.emulator.rules.entries import models
from engine.emulator.rules.hosts import is_origin
from engine.emulator.rules.model import Model
from engine.emulator.rules.scenario import is_of_model
from engine.emulator.rules.setup import Setup, setup_of
from engine.emulator.rules.trouble import troubles
from engine.errors import FaultsFound
from engine.resources import load_json
from engine.shape.check import check_shape
from engine.text.compose import compose
from engine.text.nodes import ListNode, MapNode, Node, Pairs, ScalarNode, members_of, pairs_of, plain, text_of
from engine.text.source import source_of
from engine.values.fault import Fault, Faults, has_errors

SCHEMA: Final = "emulator.schema.json"


def setup_of_text(data: bytes, file: str, beside: Path) -> Setup:
    """Return what the text of such a file says; paths in it start at the folder `beside`. Raises FaultsFound."""
    source = source_of(data, file)
    if isinstance(source, Fault):
        raise FaultsFound((source,))
    faults = Faults()
    root = compose(source, faults, empty="not-an-emulator-file")
    if root is not None and not isinstance(root, MapNode):
        faults.add("not-an-emulator-file", root.place)
    if isinstance(root, MapNode):
        shape = check_shape(root, {"recipe.schema.json": load_json(SCHEMA)}, faults)
        if shape.valid:
            _check(root, faults)
        shape.must_be_told(faults, file, SCHEMA)
    found = faults.sorted()
    if has_errors(found) or not isinstance(root, MapNode):
        raise FaultsFound(found)
    return setup_of(plain(root), beside)


def _check(root: MapNode, faults: Faults) -> None:
    """Find what the schema doesn't say: rules that strike nothing, seconds the wrong way round, unknown names, forms."""
    scenario, known = root.map("scenario"), models()
    for rule in scenario.maps("rules") if scenario else ():
        _check_rule(rule, known.values(), faults)
    latency = root.map("latency")
    for name in ("queue", "run"):
        spread = latency.get(name) if latency else None
        if isinstance(spread, ListNode) and plain(spread)[0] > plain(spread)[1]:
            faults.add("emulator-spread", spread.place, low=plain(spread)[0], high=plain(spread)[1])
    _check_accounts(root, faults)
    _check_regions(root, known.values(), faults)
    _check_prices(root, known, faults)
    for name, node in _formed(root):
        form, example = _FORMS[name]
        if text_of(node) and not form(text_of(node)):
            faults.add("emulator-form", node.place, value=text_of(node), example=example)


def _check_rule(rule: MapNode, known_models: Iterable[Model], faults: Faults) -> None:
    """Find a rule that strikes nothing, and a pattern that is none."""
    fault, on, model, pattern = rule.text("fault"), rule.scalar("on"), rule.scalar("model"), rule.scalar("pattern")
    known = troubles()[fault].on
    if on is not None and on.text not in known:
        faults.unknown("emulator-fault-elsewhere", on.place, on.text, known, fault=fault)
    sent = sorted({name for one in known_models for name in one.sent_names.values()})
    if model is not None and not any(is_of_model(model.text, name) for name in sent):
        faults.unknown("not-one-of", model.place, model.text, sent)
    if pattern is not None:
        try:
            re.compile(pattern.text)
        except re.error:
            faults.add("emulator-pattern", pattern.place, value=pattern.text)


def _check_regions(root: MapNode, known: Iterable[Model], faults: Faults) -> None:
    """Find regions in which no model is."""
    regions = sorted({region for model in known for region in model.sent_names})
    for place in (root, *root.maps("accounts")):
        _must_be_one(place.scalar("region"), regions, faults)


def _check_prices(root: MapNode, known: Mapping[str, Model], faults: Faults) -> None:
    """Find prices of models that are not served, in currencies that none has, and of tiers that their model hasn't."""
    currencies = sorted({price.currency for model in known.values() for price in model.prices})
    for name, price in root.pairs("prices"):
        _must_be_one(name, known, faults)
        if isinstance(price, MapNode):
            _must_be_one(price.scalar("currency"), currencies, faults)
            if name.text in known:
                _check_tiers(price.pairs("second"), known[name.text].tiers, faults)


def _check_tiers(second: Pairs, tiers: Collection[str], faults: Faults) -> None:
    for tier, _ in second:
        if tiers:
            _must_be_one(tier, tiers, faults)
        else:
            faults.add("emulator-form", tier.place, value=tier.text, example='second: "0.6"')


def _must_be_one(node: ScalarNode | None, names: Collection[str], faults: Faults) -> None:
    if node is not None and node.text not in names:
        faults.unknown("not-one-of", node.place, node.text, names)


def _formed(root: MapNode) -> Iterator[tuple[str, Node]]:
    """Give the texts that have a form of their own, each with what it is."""
    clock = root.map("clock")
    yield from _under("address", root.get("advertise"))
    yield from _under("moment", clock.get("at") if clock else None)
    for _, price in root.pairs("prices"):
        row = price if isinstance(price, MapNode) else None
        yield from _under("amount", row.get("second") if row else None)
    for account in root.maps("accounts"):
        yield from _under("name", account.get("name"))
        yield from _under("key", account.get("keys"))
        yield from _under("workspace", account.get("workspaces"))


def _under(name: str, node: Node | None) -> Iterator[tuple[str, Node]]:
    """Give a text, or those in a list or a map."""
    inner = [one for _, one in pairs_of(node)] if isinstance(node, MapNode) else members_of(node) or [node]
    yield from ((name, one) for one in inner if isinstance(one, ScalarNode))


def _is_moment(text: str) -> bool:
    try:
        moment = datetime.fromisoformat(text)
        return moment.tzinfo is not None and is_reached(moment.timestamp())
    except (ValueError, OverflowError):
        return False


def _matching(pattern: str) -> Callable[[str], bool]:
    return lambda text: re.fullmatch(pattern, text, re.ASCII) is not None


_FORMS: Final[Mapping[str, tuple[Callable[[str], bool], str]]] = {
    "address": (is_origin, "http://emulator:8787"),
    "moment": (_is_moment, "2026-11-23T09:00:00+08:00"),
    "amount": (_matching(r"[0-9]{1,9}(\.[0-9]{1,6})?"), "0.6"),
    "name": (_matching(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,63}"), "studio"),
    "key": (_matching(r"[!-~]{1,200}"), "sk-test"),
    "workspace": (_matching(r"[a-z0-9][a-z0-9_-]{0,63}"), "ws-1"),  # the official SDK's own, in small letters
}


def _check_accounts(root: MapNode, faults: Faults) -> None:
    names, keys, places = set[str](), set[str](), set[str]()
    for account in root.maps("accounts"):
        name = account.scalar("name")
        if name is not None and name.text in names:
            faults.add("emulator-account-twice", name.place, name=name.text)
        for key in account.words("keys"):
            if key.text in keys:
                faults.add("emulator-key-twice", key.place)
        for place in account.words("workspaces"):
            if place.text in places:
                faults.add("emulator-workspace-twice", place.place, name=place.text)
        names |= {name.text} if name is not None else set()
        keys |= {key.text for key in account.words("keys")}
        places |= {place.text for place in account.words("workspaces")}
