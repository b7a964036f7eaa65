"""Shape: a document held against the JSON Schema that editors use too.

`jsonschema-rs` says whether it is valid; only of a document that is not, `jsonschema` says why: it is far slower to
import and to run, and explains better. Each of its errors becomes one fault at the place of what is wrong.
"""

import functools
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
    text = _bundled(json.dumps(schemas))
    usable = _usable(text)
    if _validator(text).is_valid(_as_meant(plain(root), usable)):
        return Shape(root)
    return _explained(root, text, faults)


def _explained(root: MapNode, text: str, faults: Faults) -> Shape:
    """Look at the document until no slip in it hides what else is wrong."""
    from engine.shape.explain import Explainer  # noqa: PLC0415  slow to import, and needed only to explain

    schema = json.loads(text)
    broken: frozenset[str] = frozenset()
    silent: frozenset[tuple[str | int, ...]] = frozenset()
    for look in range(MAX_LOOKS):
        found = Faults()
        explainer = Explainer(root, schema, found, silent)
        explainer.take_all(_as_meant(plain(root), _usable(text)))
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


@functools.lru_cache(maxsize=8)
def _validator(text: str) -> Any:
    return jsonschema_rs.validator_for(text)


@functools.lru_cache(maxsize=8)
def _bundled(text: str) -> str:
    """Put the models' schemas into the recipe's, in the place of the references to their files."""
    schemas = json.loads(text)
    root = schemas["recipe.schema.json"]
    for path, schema in schemas.items():
        if path.startswith("models/"):
            root["definitions"].update(schema.pop("definitions", {}))
            root["definitions"][path.replace("/", "_")] = schema
    return _redirected(json.dumps(root))


def _redirected(text: str) -> str:
    return text.replace('"$ref": "models/', '"$ref": "#/definitions/models_')


@functools.lru_cache(maxsize=8)
def _usable(text: str) -> tuple[str, ...]:
    """Return the models and tools that a step may use, by the schema."""
    step = json.loads(text)["definitions"].get("step", {}).get("properties", {})
    return tuple(step["uses"]["anyOf"][0]["enum"]) if "uses" in step else ()


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
