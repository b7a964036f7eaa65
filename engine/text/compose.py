"""Composing: the events of a YAML parser become nodes, within bounds.

Events rather than PyYAML's own composer: they keep anchors and aliases visible, and no depth of nesting can exhaust the
stack, since nothing here calls itself.
"""

import re
from dataclasses import dataclass, field
from typing import Any, Final

import yaml

from engine.text.nodes import ListNode, MapNode, Node, ScalarNode
from engine.text.scalars import Plain, UnclearScalarError, resolve
from engine.text.source import Source, unsound
from engine.values.fault import Fault, Faults, fault
from engine.values.place import Place

MAX_DEPTH: Final = 40
MAX_NODES: Final = 200_000
"""Counted with every alias put in place, so that aliases of aliases can't explode."""

_COMMENT: Final = re.compile(r"\s+(?=#)")
_TAG: Final = re.compile(r"\S*")
_NEGATED: Final = re.compile(r"!([a-z]+(?:\.\w+)+)")
"""A name with the sign for `not` of other languages, which is a tag in YAML."""


class _StopError(Exception):
    """The document can't be read further; the fault says why."""

    def __init__(self, found: Fault) -> None:
        super().__init__()
        self.fault = found


@dataclass(slots=True, eq=False, repr=False)
class _Open:
    """A list or map that isn't closed yet; `key` is the key that waits for its value."""

    is_map: bool
    flow: bool
    start: Any
    anchor: str | None
    key: ScalarNode | None = None
    items: list[Node] = field(default_factory=list)
    entries: list[tuple[ScalarNode, Node]] = field(default_factory=list)
    names: set[str] = field(default_factory=set)
    size: int = 1


def compose(source: Source, faults: Faults, empty: str = "yaml-empty") -> Node | None:
    """Return the root of the only document; None, with a fault, if there is none (`empty`) or it can't be read."""
    composer = _Composer(source, faults)
    try:
        for event in yaml.parse(source.text, Loader=yaml.CSafeLoader):
            composer.take(event)
    except yaml.YAMLError as error:
        from engine.text.yaml_errors import explained  # noqa: PLC0415  loaded when there is one

        faults.put(explained(error, source, MAX_DEPTH))
    except _StopError as stop:
        faults.put(stop.fault)
    else:
        if composer.root is None:
            faults.add(empty, Place.point(source.file))
        return composer.root
    return None


class _Composer:
    """Takes one event after the other; `root` stands when the last is taken."""

    def __init__(self, source: Source, faults: Faults) -> None:
        self.root: Node | None = None
        self._source = source
        self._faults = faults
        self._open: list[_Open] = []
        self._anchors: dict[str, tuple[Node, int] | None] = {}
        self._documents = 0

    def take(self, event: Any) -> None:
        match event:
            case yaml.ScalarEvent():
                self._refuse_tag(event)
                node = self._scalar(event)
                self._put(node, 1, event.anchor)
            case yaml.MappingStartEvent() | yaml.SequenceStartEvent():
                self._begin(event)
            case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                self._end(event)
            case yaml.AliasEvent():
                self._alias(event)
            case yaml.DocumentStartEvent():
                self._documents += 1
                if self._documents > 1:
                    raise _StopError(fault("yaml-documents", self._place(event)))
            case _:
                pass

    def _begin(self, event: Any) -> None:
        self._refuse_tag(event)
        is_map = isinstance(event, yaml.MappingStartEvent)
        column = event.start_mark.column
        opened = self._source.line(event.start_mark.line + 1)[column : column + 1]
        if self._waits_for_key():
            raise _StopError(self._bad_key(event, is_map))
        if len(self._open) >= MAX_DEPTH:
            raise _StopError(fault("yaml-too-deep", self._place(event), limit=MAX_DEPTH))
        if event.anchor:
            self._anchors[event.anchor] = None
        self._open.append(_Open(is_map, opened in ("{", "["), event.start_mark, event.anchor))

    def _bad_key(self, event: Any, is_map: bool) -> Fault:
        from engine.text.yaml_errors import braces_as_key  # noqa: PLC0415

        return (is_map and braces_as_key(self._source, event.start_mark)) or fault("yaml-key", self._place(event))

    def _end(self, event: Any) -> None:
        done = self._open.pop()
        place = self._between(done.start, event.end_mark) if done.flow else self._first_line(done.start)
        node: Node = MapNode(tuple(done.entries), place) if done.is_map else ListNode(tuple(done.items), place)
        self._put(node, done.size, done.anchor)

    def _alias(self, event: Any) -> None:
        if event.anchor not in self._anchors:
            raise _StopError(fault("yaml-alias", self._place(event), name=event.anchor))
        known = self._anchors[event.anchor]
        if known is None:
            raise _StopError(fault("yaml-alias-recursive", self._place(event), name=event.anchor))
        node = known[0]._replace(aliased=True) if isinstance(known[0], ScalarNode) else known[0]
        self._put(node, known[1], None, self._place(event))

    def _put(self, node: Node, size: int, anchor: str | None, place: Place | None = None) -> None:
        if anchor:
            self._anchors[anchor] = (node, size)
        if not self._open:
            self.root = node
            return
        parent = self._open[-1]
        parent.size += size
        if parent.size > MAX_NODES:
            raise _StopError(fault("yaml-too-big", place or node.place, limit=MAX_NODES))
        if not parent.is_map:
            parent.items.append(node)
        elif parent.key is None:
            parent.key = self._key(node, place)
        else:
            self._entry(parent, parent.key, node)

    def _key(self, node: Node, place: Place | None) -> ScalarNode:
        if not isinstance(node, ScalarNode):
            raise _StopError(fault("yaml-key", place or node.place))
        if node.text == "<<" and not node.style:
            self._faults.add("yaml-merge", node.place)
        blank = None
        if not node.style and node.text[:1].isspace():
            from engine.text.yaml_errors import strange_blank  # noqa: PLC0415

            blank = strange_blank(self._source, node.place.line)
        if blank is not None:
            raise _StopError(blank)
        return node

    def _entry(self, parent: _Open, key: ScalarNode, node: Node) -> None:
        parent.key = None
        if key.text in parent.names:
            self._faults.add("yaml-duplicate-key", key.place, name=key.text)
        elif key.text != "<<":
            parent.names.add(key.text)
            parent.entries.append((key, node))

    def _scalar(self, event: Any) -> ScalarNode:
        plain_style = event.implicit[0]
        place = self._between(event.start_mark, event.end_mark) if plain_style else self._quoted(event)
        if event.style == '"':
            self._refuse_escaped(event.value, place)
        resolves = plain_style and not self._waits_for_key()
        return ScalarNode(
            text=event.value,
            value=self._resolved(event.value, place) if resolves else event.value,
            style="" if plain_style else event.style,
            place=place,
            decorated=event.anchor is not None,
            comment=self._comment(event) if plain_style else None,
            last_line=event.end_mark.line + 1,
        )

    def _refuse_escaped(self, text: str, place: Place) -> None:
        """Refuse a control character that an escape wrote, as one that stands in the file itself is refused."""
        bad = unsound(text)
        if bad is not None and bad[0] == "control-character":
            self._faults.add(bad[0], place, character=bad[1])

    def _resolved(self, text: str, place: Place) -> Plain:
        try:
            return resolve(text)
        except UnclearScalarError as unclear:
            self._faults.add(str(unclear), place, value=text, fix=f'"{text}"')
            return text

    def _comment(self, event: Any) -> Place | None:
        line = self._source.line(event.end_mark.line + 1)
        found = _COMMENT.match(line, event.end_mark.column)
        return self._source.place(event.end_mark.line + 1, found.end(), len(line)) if found else None

    def _waits_for_key(self) -> bool:
        return bool(self._open) and self._open[-1].is_map and self._open[-1].key is None

    def _refuse_tag(self, event: Any) -> None:
        if event.tag is not None:
            found = _TAG.match(self._source.line(event.start_mark.line + 1), event.start_mark.column)
            tag = found[0] if found else ""
            negated = _NEGATED.fullmatch(tag)
            fix = f"${{{{ not {negated[1]} }}}}" if negated else None
            self._faults.add("yaml-tag", self._place(event, len(tag)), tag=tag, fix=fix)

    def _quoted(self, event: Any) -> Place:
        if event.style in ("|", ">"):
            return self._place(event)
        return self._between(event.start_mark, event.end_mark)

    def _place(self, event: Any, length: int = 1) -> Place:
        mark = event.start_mark
        return self._source.place(mark.line + 1, mark.column, mark.column + length)

    def _between(self, start: Any, end: Any) -> Place:
        return Place(self._source.file, start.line + 1, start.column + 1, end.line + 1, end.column + 1)

    def _first_line(self, start: Any) -> Place:
        return self._source.place(start.line + 1, start.column, len(self._source.line(start.line + 1).rstrip()))
