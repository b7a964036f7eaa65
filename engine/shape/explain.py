"""Explaining: what a JSON Schema refuses in a document, in the words of the recipe language, each at its place."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import Any, Final

import jsonschema

from engine.shape.foreign_words import EXAMPLES, example, meant_value
from engine.shape.growth import REQUIRES
from engine.shape.misnamed_keys import Misnamed
from engine.shape.repairs import Path, Repairs
from engine.shape.rewrites import PATH, Cures, braced, written
from engine.text.nodes import ListNode, MapNode, Node, ScalarNode, plain
from engine.values import hints
from engine.values.fault import Faults
from engine.values.number import range_key
from engine.values.place import Place

MAX_WRITTEN: Final = 12
"""Numbers that are written out where a step was to be repeated so often."""
MAX_ERRORS: Final = 200
"""Nobody reads more at once, and each takes time to explain."""

_LIMITS: Final = {
    "minItems": "too-few-items",
    "minProperties": "too-few-items",
    "maxItems": "too-many-items",
    "minLength": "empty-text",
    "maxLength": "text-over-limit",
    "minimum": "",
    "maximum": "",
    "exclusiveMinimum": "",
    "uniqueItems": "repeated-item",
}
_EXPRESSION: Final = r"^\s*\$\{\{"
_WORDS: Final = {"object": "map", "array": "list"}
_AMOUNT: Final = re.compile(r"[0-9]{1,12}(?:\.[0-9]{1,6})?")
_VERSION: Final = re.compile(r"v?([0-9]+)(?:\.([0-9]+))?(?:\.([0-9]+))?")


class Explainer:
    """Turns the errors of one look at a document into faults with places, and gathers what was meant instead.

    `silent` are the paths of which everything is said already.
    """

    def __init__(self, root: MapNode, schema: Mapping[str, Any], faults: Faults, silent: frozenset[Path]) -> None:
        self.spoilt: list[Node] = []
        self._root = root
        self._schema = schema
        self._faults = faults
        self._cures = Cures(schema)
        self._misnamed = Misnamed(schema, self._cures, faults, silent)

    @property
    def repairs(self) -> Repairs:
        return self._misnamed.repairs

    @property
    def slips(self) -> Faults:
        """The faults of what the repairs put right: those that stay, whatever is found after them."""
        return self._misnamed.own

    @property
    def broken(self) -> frozenset[str]:
        return frozenset(self._misnamed.broken)

    @property
    def silent(self) -> frozenset[Path]:
        return self._misnamed.silent

    def take_all(self, data: Any) -> None:
        """Explain all errors of a document."""
        found = islice(jsonschema.Draft7Validator(self._schema).iter_errors(data), MAX_ERRORS)
        for error in sorted(found, key=lambda error: [str(part) for part in error.absolute_path]):
            self._take(error, None)

    def _take(self, error: Any, choice: Mapping[str, Any] | None) -> None:
        """Explain one error; `choice` is the schema whose alternatives it stands in."""
        path = tuple(error.absolute_path)
        if any(path[: len(silent)] == silent for silent in self.silent):
            return
        node = _walk(self._root, path)
        if error.validator == "anyOf" and error.context:
            for inner in self._likeliest(node, error):
                self._take(inner, error.schema)
            return
        if list(error.absolute_schema_path)[:3] == ["properties", "defaults", "additionalProperties"]:
            return  # of no model that there is, which is told where it is looked up
        before = self._faults.told
        self._explain(node, path, error, choice)
        if choice is not None and self._faults.told > before:
            self.spoilt.append(node)

    def _explain(self, node: Node, path: Path, error: Any, choice: Mapping[str, Any] | None) -> None:
        if "propertyNames" in error.absolute_schema_path:
            self._misnamed.bad_key(node, path, str(error.instance))
        elif error.validator == "additionalProperties":
            self._misnamed.unknown_keys(node, path, error)
        elif error.validator == "required":
            missing = [name for name in error.validator_value if name not in error.instance]
            place, known = _key_place(self._root, path) or node.place, error.schema.get("properties", {})
            shown = "`, `".join(example(name, known) for name in missing)
            self._faults.add("missing-key", place, name=hints.listed(missing), example=shown)
        else:
            self._bad_value(node, path, error, choice or error.schema)

    def _likeliest(self, node: Node, error: Any) -> list[Any]:
        """Return the errors of the alternative that was meant: one of the value's own type, else the first.

        What a step uses in vain is explained where it is looked up.
        """
        path = tuple(error.absolute_path)
        if path[::2] == ("steps", "uses"):
            return []
        branches: dict[int, list[Any]] = {}
        for inner in error.context:
            branches.setdefault(inner.schema_path[0], []).append(inner)
        literal = [errors for errors in branches.values() if not _is_expression(errors)]
        if len(literal) < len(branches) and isinstance(node, ScalarNode) and "{{" in node.text:
            self._braces(node)
            return []
        for errors in literal or branches.values():
            if not any(_is_of_another_kind(node, inner) for inner in errors):
                return errors
        kinds = [kind for errors in literal for inner in errors for kind in _types(inner)]
        wanted = [kind for kind in dict.fromkeys(kinds) if kind != "null"]
        if isinstance(node, ScalarNode) and (wanted == ["map"] or PATH.match(node.text)):
            return [inner for errors in branches.values() if _is_expression(errors) for inner in errors]
        self._type(node, wanted, path, error.schema)
        return []

    def _braces(self, node: ScalarNode) -> None:
        """Explain `{{ }}` where an expression may stand; what is wrong with one is told where it is read."""
        if "${{" not in node.text:
            self._faults.add("braces-in-structure", node.place, fix=braced(node.text))

    def _bad_value(self, node: Node, path: Path, error: Any, part: Mapping[str, Any]) -> None:
        match error.validator:
            case "type":
                self._type(node, _types(error), path, part)
            case "const":
                self._constant(node, error.validator_value)
            case "enum":
                known = [str(value) for value in error.validator_value]
                self._not_one_of(node, known, part)
            case "pattern":
                self._pattern(node, path, error)
            case "not" if path == ("name",):
                self._faults.add("name-of-drafts", node.place, name=_shown(node))
            case name if name in _LIMITS:
                self._limit(node, error)
            case name:
                self._faults.add("bad-value", node.place, value=_shown(node), rule=str(name))

    def _not_one_of(self, node: Node, known: Sequence[str], part: Mapping[str, Any]) -> None:
        shown = _shown(node)
        meant = meant_value(shown, known)
        if meant is not None:
            self._faults.unknown("not-one-of", node.place, shown, known, near=meant)
        else:
            self._faults.unknown("not-one-of", node.place, shown, known, fix=self._cures.of(node, part))

    def _constant(self, node: Node, wanted: object) -> None:
        shown, known = _shown(node), json.dumps(wanted)
        if isinstance(node, ScalarNode) and node.text == known:
            self._faults.add("quoted-number", node.place, value=shown, known=known, fix=known)
        elif isinstance(wanted, str) and shown != wanted:
            self._faults.unknown("not-one-of", node.place, shown, [wanted])
        else:
            self._faults.unknown("not-one-of", node.place, shown, [known])

    def _type(self, node: Node, wanted: Sequence[str], path: Path, part: Mapping[str, Any]) -> None:
        key = str(path[-1]) if path else ""
        self.spoilt.append(node)
        if "string" in wanted and isinstance(node, ScalarNode) and node.value is not None:
            self._not_text(node, key, path, part)
            return
        if wanted == ["map"] and isinstance(node, ScalarNode) and self._misnamed.colon_in_text(node):
            return
        inner = None if isinstance(node, ScalarNode) else self._cures.key_for(plain(node), part)
        if inner is not None and wanted == ["map"]:
            self._faults.add("belongs-under-key", node.place, given=_kind(node), name=inner)
            return
        if isinstance(node, ScalarNode) and "list" in wanted and "foreach" in (key, *path[-2:-1]):
            self._faults.add("foreach-type", node.place, type=_kind(node), fix=self._repeated(node))
        elif isinstance(node, ListNode) and "string" in wanted and "list" not in wanted:
            self._faults.add("list-for-text", node.place, name=key, fix=_only_text(node))
        else:
            fix, shown = self._cures.of(node, part), EXAMPLES.get(key) if wanted == ["map"] and len(path) == 1 else None
            if fix is None and shown is not None:
                self._faults.add("map-wanted", node.place, name=key, given=_kind(node), example=shown)
            else:
                self._faults.add("wrong-shape", node.place, given=_kind(node), wanted=hints.listed(wanted), fix=fix)

    def _repeated(self, node: ScalarNode) -> str | None:
        """Return the list over which a step was meant to be repeated; None for a text alone: nobody means a list of one."""
        if node.text in self._root.keys("inputs"):
            return f"${{{{ inputs.{node.text} }}}}"
        if isinstance(node.value, int) and 0 < node.value <= MAX_WRITTEN:
            return f"[{', '.join(map(str, range(1, node.value + 1)))}]"
        members = [member.strip() for member in re.split("[,\uff0c\u3001]", node.text)]
        return f"[{', '.join(members)}]" if all(members[1:]) and len(members) > 1 and not node.style else None

    def _not_text(self, node: ScalarNode, key: str, path: Path, part: Mapping[str, Any]) -> None:
        """Demand quotes; if they alone would not do, say what is wrong with the text."""
        if self._cures.takes(part, node.text):
            self._faults.add("not-text", node.place, name=key, value=node.text, fix=f'"{node.text}"')
        else:
            self.repairs.put(path, node._replace(value=node.text))

    def _pattern(self, node: Node, path: Path, error: Any) -> None:
        shown, last = _shown(node), path[-1:]
        if last == ("version",):
            self._faults.add("bad-version", node.place, value=shown, fix=_as_version(shown))
        elif path == (REQUIRES,):
            self._faults.add("bad-language", node.place, value=shown)
        elif last == ("sha256",):
            self._faults.add("bad-sha256", node.place, value=shown)
        elif last == ("id",) or path[-2:-1] == ("needs",):
            self._misnamed.bad_word(node, path, self._ids())
        elif "[A-Z]{3}" in error.validator_value:
            fix = f'"{shown} CNY"' if _AMOUNT.fullmatch(shown) else None
            self._faults.add("money-syntax", node.place, text=shown, currency="CNY", fix=fix)
        elif last == ("max_failures",):
            self._faults.add("failure-limit-syntax", node.place, value=shown)
        elif path == ("name",):
            self._faults.add("bad-recipe-name", node.place, name=shown)
        elif isinstance(node, ScalarNode) and "{{" in node.text:
            self._braces(node)
        else:
            words = f"item.{shown}" if last == ("key",) and shown.isidentifier() and shown != "item" else shown
            fix = f"${{{{ {words} }}}}" if PATH.match(words) or words == "item" else None
            self._misnamed.bare(node, path, fix)

    def _ids(self) -> frozenset[str]:
        """Return the names of the steps as they stand."""
        found = (step.scalar("id") for step in self._root.maps("steps"))
        return frozenset(node.text for node in found if node is not None)

    def _limit(self, node: Node, error: Any) -> None:
        place = node.place
        if error.validator == "maxItems" and isinstance(node, ListNode):
            place = node.items[error.validator_value].place
        name = str(error.absolute_path[-1]) if error.absolute_path else ""
        limit = error.validator_value if isinstance(error.validator_value, int) else str(error.validator_value)
        count = len(error.instance) if isinstance(error.instance, list | dict | str) else None
        properties = {name: value for name, value in error.schema.items() if type(value) is int}
        low = properties.get("minimum", properties.get("exclusiveMinimum"))
        self._faults.add(
            _LIMITS[error.validator] or range_key(low, properties.get("maximum")),
            place,
            name=name,
            value=_shown(node),
            limit=limit,
            count=count,
            low=low,
            high=properties.get("maximum"),
        )


def _only_text(node: ListNode) -> str | None:
    """Return the only member of a list, if it is a text on one line."""
    only = node.items[0] if len(node.items) == 1 else None
    return written(only) if isinstance(only, ScalarNode) and only.last_line == node.place.line else None


def _is_expression(errors: Iterable[Any]) -> bool:
    return any(error.schema.get("pattern", "").startswith(_EXPRESSION) for error in errors)


def _is_of_another_kind(node: Node, error: Any) -> bool:
    """Tell whether an alternative is not for values of this kind at all; where one is a word, no map or list was meant."""
    words = () if isinstance(node, ScalarNode) else ("const", "enum")
    return error.validator in ("type", *words) and not error.path


def _types(error: Any) -> list[str]:
    """Return the kinds that a `type` error asks for, in the words of the recipe language."""
    if error.validator != "type":
        return []
    value = error.validator_value
    return [_WORDS.get(word, word) for word in ([value] if isinstance(value, str) else value)]


def _walk(node: Node, path: Iterable[str | int]) -> Node:
    for part in path:
        if isinstance(node, ListNode) and isinstance(part, int):
            node = node.items[part]
        elif isinstance(node, MapNode):
            node = node.get(str(part)) or node
    return node


def _key_place(root: Node, path: Path) -> Place | None:
    if not path or isinstance(path[-1], int):
        return None
    parent = _walk(root, path[:-1])
    key = parent.key(str(path[-1])) if isinstance(parent, MapNode) else None
    return key.place if key else None


def _kind(node: Node) -> str:
    if isinstance(node, ScalarNode):
        names = {bool: "boolean", int: "integer", str: "string", type(None): "null"}
        return names.get(type(node.value), "number")
    return "list" if isinstance(node, ListNode) else "map"


def _shown(node: Node) -> str:
    text = node.text if isinstance(node, ScalarNode) else _kind(node)
    return text if len(text) <= 60 else text[:59] + "…"


def _as_version(text: str) -> str | None:
    """Return the version that somebody may have meant: 1.0 as "1.0.0"."""
    found = _VERSION.fullmatch(text)
    return f'"{".".join(str(int(part or 0)) for part in found.groups())}"' if found else None
