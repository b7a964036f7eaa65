"""Stand-ins: media of a test that are described by their facts, so that no file is needed."""

from collections.abc import Mapping
from typing import Final

from engine.language.media_facts import FACTS
from engine.language.types import Kind, Type
from engine.language.value_types import type_of
from engine.recipe.declared import Input
from engine.recipe.given import Given, GivenMaps, GivenValue, Json
from engine.text.nodes import ListNode, MapNode, Node, exact, maps_in, value_of
from engine.values.fault import Faults
from engine.values.frames import rate_of
from engine.values.media import MediaFacts, MediaKind, Span

PREFIX: Final = "stand-in:"
_DERIVED: Final = frozenset({"ratio", "digest"})
"""Facts that follow from others, or from bytes that a stand-in doesn't have."""


class StandIns:
    """Collects the described media of one test, each under the text that names it."""

    def __init__(self, inputs: Mapping[str, Input], faults: Faults) -> None:
        self._inputs = inputs
        self._faults = faults
        self.facts: dict[str, MediaFacts] = {}

    def given(self, name: str, node: Node) -> Given:
        """Return what is given for an input, with the names of stand-ins in the place of their facts."""
        declared = self._inputs.get(name)
        maps = maps_in(node) if declared is not None and declared.members else None
        if declared is None or maps is None:
            return Json(self._one(name, node, declared.type if declared is not None else None), node.place)
        return GivenMaps(tuple(self._map(f"{name}/{at}", one, declared) for at, one in enumerate(maps)), node.place)

    def _map(self, name: str, node: MapNode, declared: Input) -> dict[str, GivenValue]:
        types = {key: member.type for key, member in declared.members.items()}
        return {
            key.text: Json(self._one(f"{name}/{key.text}", one, types.get(key.text)), one.place) for key, one in node
        }

    def _one(self, name: str, node: Node, known: Type | None) -> object:
        if known is not None and known.items is not None and isinstance(node, ListNode):
            return [self._one(f"{name}/{at}", item, known.items) for at, item in enumerate(node.items)]
        if known is None or not known.is_media or not isinstance(node, MapNode) or node.get("url") is not None:
            return exact(node)
        text = PREFIX + name
        self.facts[text] = self._facts(node, known)
        return text

    def _facts(self, node: MapNode, known: Type) -> MediaFacts:
        names = {name: kind for name, kind in FACTS[known.kind].items() if name not in _DERIVED}
        for key, inner in node:
            wanted, value = names.get(key.text), value_of(inner)
            given = type_of(value) if value is not None else None
            if wanted is None:
                self._faults.unknown("unknown-key", key.place, key.text, names)
            elif given is None or not wanted.accepts(given):
                self._faults.add("wrong-type", inner.place, given=str(given or "null"), wanted=str(wanted))
        return _media_facts(known, node)


def _media_facts(known: Type, node: MapNode) -> MediaFacts:
    seconds, fps = node.number("seconds"), node.number("fps")
    return MediaFacts(
        kind=MediaKind.VIDEO if known.kind is Kind.VIDEO else MediaKind.IMAGE,
        seconds=Span.exactly(seconds) if seconds is not None else None,
        fps=fps,
        rate=rate_of(fps) if fps else None,
        width=node.whole("width"),
        height=node.whole("height"),
        size=node.whole("size"),
        sound=node.flag("sound"),
        alpha=node.flag("alpha"),
        format=node.text("format") or None,
    )
