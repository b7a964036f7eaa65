"""Stand-ins: media of a test that are described by their facts, so that no file is needed."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from engine.language.declared import Input
from engine.language.media_facts import FACTS
from engine.language.types import Kind, Type
from engine.language.value_types import type_of
from engine.text.nodes import ListNode, MapNode, Node, ScalarNode, exact
from engine.values.faults import Faults
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

    def data_of(self, name: str, node: Node) -> object:
        """Return what is given for an input as plain data, with the names of stand-ins in the place of their facts."""
        declared = self._inputs.get(name)
        known = declared.type if declared is not None else None
        if known is not None and known.items is not None and isinstance(node, ListNode):
            return [self._one(f"{name}/{at}", item, known.items) for at, item in enumerate(node.items)]
        return self._one(name, node, known)

    def _one(self, name: str, node: Node, known: Type | None) -> object:
        if known is None or not known.is_media or not isinstance(node, MapNode) or node.get("url") is not None:
            return exact(node)
        text = PREFIX + name
        self.facts[text] = self._facts(node, known)
        return text

    def _facts(self, node: MapNode, known: Type) -> MediaFacts:
        names = {name: kind for name, kind in FACTS[known.kind].items() if name not in _DERIVED}
        found: dict[str, object] = {}
        for key, inner in node:
            wanted = names.get(key.text)
            if wanted is None:
                self._faults.unknown("unknown-key", key.place, key.text, names)
            elif not isinstance(inner, ScalarNode) or inner.value is None or not wanted.accepts(type_of(inner.value)):
                given = (
                    str(type_of(inner.value)) if isinstance(inner, ScalarNode) and inner.value is not None else "null"
                )
                self._faults.add("wrong-type", inner.place, given=given, wanted=str(wanted))
            else:
                found[key.text] = inner.value
        return _media_facts(known, found)


def _media_facts(known: Type, found: Mapping[str, object]) -> MediaFacts:
    seconds, form = _number(found.get("seconds")), found.get("format")
    return MediaFacts(
        kind=MediaKind.VIDEO if known.kind is Kind.VIDEO else MediaKind.IMAGE,
        seconds=Span.exactly(seconds) if seconds is not None else None,
        fps=_number(found.get("fps")),
        width=_whole(found.get("width")),
        height=_whole(found.get("height")),
        size=_whole(found.get("size")),
        sound=_flag(found.get("sound")),
        alpha=_flag(found.get("alpha")),
        format=form if isinstance(form, str) else None,
    )


def _number(value: object) -> Decimal | None:
    return Decimal(value) if isinstance(value, int | Decimal) else None


def _whole(value: object) -> int | None:
    return int(value) if isinstance(value, int | Decimal) else None


def _flag(value: object) -> bool | None:
    return value if isinstance(value, bool) else None
