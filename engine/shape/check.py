"""Shape: a document held against the JSON Schema that editors use too.

`jsonschema-rs` says whether it is valid; only of a document that is not, `jsonschema` says why: it is far slower to
import and to run, and explains better. Each of its errors becomes one fault at the place of what is wrong.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple

import jsonschema_rs

from engine.text.nodes import ListNode, MapNode, Node, plain
from engine.text.scalars import UNCLEAR
from engine.values import hints
from engine.values.fault import Fault, Faults
from engine.values.place import Place

MAX_LOOKS: Final = 8
"""A slip may hide another; whoever makes more at one place gets the rest next time."""


class Shape(NamedTuple):
    """What became of a document.

    `root` is what was probably meant, the document itself if it is valid. `broken` are names that stand in it under
    another spelling, as in "steps.re" for `re-style`. Of the values in `spoilt` everything is said.
    """

    root: MapNode
    valid: bool = True
    broken: frozenset[str] = frozenset()
    spoilt: tuple[Place, ...] = ()

    def unsaid(self, found: Sequence[Fault]) -> tuple[Fault, ...]:
        """Return the faults that stand in no value which the schema refuses already."""
        return tuple(one for one in found if not any(_within(one.place, place) for place in self.spoilt))

    def must_be_told(self, faults: Faults, value: str, rule: str) -> None:
        """See that what a schema, named as `rule`, refuses is never let through, even if nobody can explain it."""
        if not self.valid and not len(faults):
            faults.add("bad-value", self.root.place, value=value, rule=rule)


def check_shape(root: MapNode, schemas: Mapping[str, Any], faults: Faults) -> Shape:
    """Add a fault for everything in the document that the schema refuses."""
    bundle = bundle_of(schemas)
    if bundle.validator.is_valid(_as_meant(plain(root), bundle.usable)):
        return Shape(root)
    return _explained(root, bundle, faults)


def _explained(root: MapNode, bundle: "Bundle", faults: Faults) -> Shape:
    """Look at the document until no slip in it hides what else is wrong."""
    from engine.shape.explain import Explainer  # noqa: PLC0415  slow to import, and needed only to explain

    schema = json.loads(bundle.text)
    broken: frozenset[str] = frozenset()
    silent: frozenset[tuple[str | int, ...]] = frozenset()
    for look in range(MAX_LOOKS):
        found = Faults()
        explainer = Explainer(root, schema, found, silent)
        explainer.take_all(_as_meant(plain(root), bundle.usable))
        changes, last = explainer.repairs.changes, look == MAX_LOOKS - 1
        for one in found.sorted() if last or not changes else explainer.slips.sorted():
            faults.amend(UNCLEAR, one)
            faults.put(one)
        broken, silent = broken | explainer.broken, explainer.silent
        if not changes:
            break
        mended = explainer.repairs.made(root)
        assert isinstance(mended, MapNode), "a repair keeps the map that it is made in"
        root = mended
    return Shape(root, valid=False, broken=broken, spoilt=tuple(_span(node) for node in explainer.spoilt))


class Bundle(NamedTuple):
    """Schemas as one: its text, what a step may use by it, and the validator that was made of it.

    It holds the schemas, by whose identity it is found again: while it is kept, no others are where they are.
    """

    schemas: tuple[Mapping[str, Any], ...]
    text: str
    usable: tuple[str, ...]
    validator: Any


_BUNDLES: Final[dict[tuple[tuple[str, int], ...], Bundle]] = {}
_MOST_BUNDLES: Final = 8


def bundle_of(schemas: Mapping[str, Any]) -> Bundle:
    """Put the models' schemas into the recipe's, in the place of the references to their files, once for the same schemas."""
    key = tuple([(path, id(schema)) for path, schema in schemas.items()])
    known = _BUNDLES.get(key)
    if known is None:
        root = dict(schemas["recipe.schema.json"])
        root["definitions"] = definitions = dict(root["definitions"])
        for path, schema in schemas.items():
            if path.startswith("models/"):
                inner = dict(schema)
                definitions.update(inner.pop("definitions", {}))
                definitions[path.replace("/", "_")] = inner
        text = json.dumps(root).replace('"$ref": "models/', '"$ref": "#/definitions/models_')
        step = definitions.get("step", {}).get("properties", {})
        usable = tuple(step["uses"]["anyOf"][0]["enum"]) if "uses" in step else ()
        if len(_BUNDLES) == _MOST_BUNDLES:
            _BUNDLES.clear()
        known = _BUNDLES[key] = Bundle((*schemas.values(),), text, usable, jsonschema_rs.validator_for(text))
    return known


def _as_meant(data: Any, usable: Sequence[str]) -> Any:
    """Put the name that was probably meant in the place of a misspelled model: what stands beside it is held against that."""
    steps = data.get("steps") if isinstance(data, dict) else None
    for step in steps if isinstance(steps, list) else ():
        uses = step.get("uses") if isinstance(step, dict) else None
        if isinstance(uses, str) and uses not in usable:
            step["uses"] = hints.near(uses, usable) or uses
    return data


def _span(node: Node) -> Place:
    """Return the place of a node with all that stands in it."""
    last = node
    while isinstance(last, ListNode | MapNode):
        inner = last.items[-1:] if isinstance(last, ListNode) else tuple(of for _, of in last.entries[-1:])
        if not inner:
            break
        last = inner[0]
    start, end = node.place, last.place
    if (end.end_line, end.end_column) < (start.end_line, start.end_column):
        end = start
    return Place(start.file, start.line, start.column, end.end_line, end.end_column)


def _within(place: Place, span: Place) -> bool:
    start, at = (span.line, span.column), (place.line, place.column)
    return place.file == span.file and start <= at < (span.end_line, span.end_column)
