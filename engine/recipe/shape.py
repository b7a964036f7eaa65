"""Shape: a document held against the JSON Schema that editors use too.

`jsonschema-rs` says whether it is valid; only of a document that is not, `jsonschema` says why: it is far slower to
import and to run, and explains better. Each of its errors becomes one fault at the place of what is wrong.
"""

import functools
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import Any, Final

import jsonschema_rs

from engine.recipe import hints
from engine.recipe.faults import Faults
from engine.recipe.limits import range_key
from engine.recipe.nodes import ListNode, MapNode, Node, ScalarNode, plain
from engine.values.place import Place

MAX_ERRORS: Final = 200
"""Nobody reads more at once, and each takes time to explain."""

_RESERVED: Final = dict.fromkeys(("review", "take", "takes"), "key-reserved")
_NEVER: Final = {"cache": "key-cache", "timeout": "key-timeout", "strategy": "key-strategy", "env": "key-env"}
_LIMITS: Final = {
    "minItems": "too-few-items",
    "minProperties": "too-few-items",
    "maxItems": "too-many-items",
    "minLength": "empty-text",
    "minimum": "",
    "maximum": "",
    "exclusiveMinimum": "",
    "uniqueItems": "repeated-item",
}
_EXPRESSION: Final = r"^\s*\$\{\{"
_PATH: Final = re.compile(r"(?:not +)?(?:(?:inputs|steps|prompts|item|row|matrix)\.|(?:row|matrix)\[)")
_INTEGER: Final = re.compile(r"-?(?:0|[1-9][0-9]*)")
_WORDS: Final = {"object": "map", "array": "list"}
_BOOLEANS: Final = {"yes": "true", "on": "true", "no": "false", "off": "false"}


def check_shape(root: Node, schemas: Mapping[str, Any], faults: Faults) -> bool:
    """Add a fault for everything in the document that the schema refuses; tell whether it refuses nothing."""
    text = _bundled(json.dumps(schemas))
    data = _as_meant(plain(root), _usable(text))
    if _validator(text).is_valid(data):
        return True
    for error in _explained(json.loads(text), data):
        _Explainer(root, faults).take(error)
    return False


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


def _redirected(text: str) -> str:
    return text.replace('"$ref": "models/', '"$ref": "#/definitions/models_')


def _explained(schema: Mapping[str, Any], data: Any) -> Iterable[Any]:
    import jsonschema  # noqa: PLC0415  slow to import, and needed only to explain

    found = islice(jsonschema.Draft7Validator(schema).iter_errors(data), MAX_ERRORS)
    return sorted(found, key=lambda error: [str(part) for part in error.absolute_path])


class _Explainer:
    """Turns errors of `jsonschema` into faults with places."""

    def __init__(self, root: Node, faults: Faults) -> None:
        self._root = root
        self._faults = faults

    def take(self, error: Any) -> None:
        if error.validator == "anyOf" and error.context:
            for inner in self._likeliest(error):
                self.take(inner)
            return
        node = _walk(self._root, error.absolute_path)
        if "propertyNames" in error.absolute_schema_path:
            self._bad_name(node, error)
        elif error.validator == "additionalProperties":
            self._unknown_keys(node, error)
        elif error.validator == "required":
            self._missing(node, error)
        else:
            self._bad_value(node, error)

    def _likeliest(self, error: Any) -> list[Any]:
        """Return the errors of the alternative that was meant: one of the value's own type, else the first.

        A text with braces in it is an expression gone wrong, which is explained where expressions are read; what a step
        uses in vain is explained where it is looked up.
        """
        node = _walk(self._root, error.absolute_path)
        if (isinstance(node, ScalarNode) and "{{" in node.text) or list(error.absolute_path)[::2] == ["steps", "uses"]:
            return []
        branches: dict[int, list[Any]] = {}
        for inner in error.context:
            branches.setdefault(inner.schema_path[0], []).append(inner)
        literal = [errors for errors in branches.values() if not _is_expression(errors)]
        for errors in literal or branches.values():
            if not any(inner.validator == "type" and not inner.path for inner in errors):
                return errors
        kinds = [kind for errors in literal for inner in errors for kind in _types(inner)]
        wanted = [kind for kind in dict.fromkeys(kinds) if kind != "null"]
        if isinstance(node, ScalarNode) and (wanted == ["map"] or _PATH.match(node.text)):
            return [inner for errors in branches.values() if _is_expression(errors) for inner in errors]
        self._type(node, wanted, error.absolute_path)
        return []

    def _unknown_keys(self, node: Node, error: Any) -> None:
        if not isinstance(node, MapNode):
            return
        known = list(error.schema.get("properties", {}))
        for key, _ in node:
            if key.text in known or (key.text.startswith("x-") and "patternProperties" in error.schema):
                continue
            named = _RESERVED.get(key.text) or _NEVER.get(key.text)
            if named and "uses" in known:
                self._faults.add(named, key.place, name=key.text)
                continue
            near = hints.near(key.text, known)
            self._faults.add("unknown-key", key.place, name=key.text, near=near, known=hints.listed(known))

    def _missing(self, node: Node, error: Any) -> None:
        missing = [name for name in error.validator_value if name not in error.instance and not _mistyped(name, error)]
        if not missing:
            return
        place = _key_place(self._root, error.absolute_path) or _start(node)
        self._faults.add("missing-key", place, name=hints.listed(missing))

    def _bad_name(self, node: Node, error: Any) -> None:
        key = node.key(error.instance) if isinstance(node, MapNode) else None
        self._faults.add("bad-name", (key or node).place, name=str(error.instance), fix=_as_name(str(error.instance)))

    def _bad_value(self, node: Node, error: Any) -> None:
        match error.validator:
            case "type":
                self._type(node, _types(error), error.absolute_path)
            case "const":
                known = json.dumps(error.validator_value)
                self._faults.add("not-one-of", node.place, value=_shown(node), known=known)
            case "enum":
                self._not_one_of(node, [str(value) for value in error.validator_value])
            case "pattern" if not (isinstance(node, ScalarNode) and "{{" in node.text):
                self._pattern(node, error)
            case "pattern":
                pass  # an expression gone wrong, explained where expressions are read
            case name if name in _LIMITS:
                self._limit(node, error)
            case name:
                self._faults.add("bad-value", node.place, value=_shown(node), rule=str(name))

    def _not_one_of(self, node: Node, known: list[str]) -> None:
        value = _shown(node)
        near = hints.near(value, known) if value not in known else None
        self._faults.add("not-one-of", node.place, value=value, near=near, known=hints.listed(known))

    def _type(self, node: Node, wanted: Sequence[str], path: Sequence[str | int]) -> None:
        key = str(path[-1]) if path else ""
        if "string" in wanted and isinstance(node, ScalarNode) and node.value is not None:
            self._faults.add("not-text", node.place, name=key, value=node.text, fix=f'"{node.text}"')
            return
        words = {"name": key, "given": _kind(node), "wanted": hints.listed(wanted), "fix": _meant(node, wanted)}
        self._faults.add("wrong-shape", _start(node), **words)

    def _pattern(self, node: Node, error: Any) -> None:
        path = list(error.absolute_path)
        if path[-1:] == ["version"]:
            self._faults.add("bad-version", node.place, value=_shown(node))
        elif path[-1:] == ["sha256"]:
            self._faults.add("bad-sha256", node.place, value=_shown(node))
        elif "uses" in error.schema or path[-1:] == ["id"] or path[-2:-1] == ["needs"]:
            self._faults.add("bad-name", node.place, name=_shown(node), fix=_as_name(_shown(node)))
        elif path == ["name"]:
            self._faults.add("bad-recipe-name", node.place, name=_shown(node))
        else:
            shown = _shown(node)
            fix = f"${{{{ {shown} }}}}" if _PATH.match(shown) else None
            self._faults.add("not-an-expression", node.place, value=shown, fix=fix)

    def _limit(self, node: Node, error: Any) -> None:
        place = node.place
        if error.validator == "maxItems" and isinstance(node, ListNode):
            place = node.items[error.validator_value].place
        name = str(error.absolute_path[-1]) if error.absolute_path else ""
        limit = error.validator_value if isinstance(error.validator_value, int) else str(error.validator_value)
        count = len(error.instance) if isinstance(error.instance, list | dict | str) else None
        properties = _siblings(error)
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


def _mistyped(name: str, error: Any) -> bool:
    """Tell whether a key that is missing stands there in other letters, and so is a fault already."""
    unknown = [key for key in error.instance if key not in error.schema.get("properties", {})]
    return hints.near(name, unknown) is not None


def _meant(node: Node, wanted: Sequence[str]) -> str | None:
    """Return `true` for a written `yes`, and a number without the quotes that made it a text."""
    if not isinstance(node, ScalarNode):
        return None
    if "boolean" in wanted:
        return _BOOLEANS.get(node.text.lower())
    return node.text if node.style and "integer" in wanted and _INTEGER.fullmatch(node.text) else None


def _siblings(error: Any) -> Mapping[str, Any]:
    return {name: value for name, value in error.schema.items() if type(value) is int}


def _is_expression(errors: Iterable[Any]) -> bool:
    return any(error.schema.get("pattern", "").startswith(_EXPRESSION) for error in errors)


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


def _key_place(root: Node, path: Sequence[str | int]) -> Place | None:
    parts = list(path)
    if not parts or isinstance(parts[-1], int):
        return None
    parent = _walk(root, parts[:-1])
    key = parent.key(str(parts[-1])) if isinstance(parent, MapNode) else None
    return key.place if key else None


def _start(node: Node) -> Place:
    """Return the first key of a map, the whole of anything else."""
    return node.entries[0][0].place if isinstance(node, MapNode) and node.entries else node.place


def _kind(node: Node) -> str:
    if isinstance(node, ScalarNode):
        names = {bool: "boolean", int: "integer", str: "string", type(None): "null"}
        return names.get(type(node.value), "number")
    return "list" if isinstance(node, ListNode) else "map"


def _shown(node: Node) -> str:
    text = node.text if isinstance(node, ScalarNode) else _kind(node)
    return text if len(text) <= 60 else text[:59] + "…"


def _as_name(text: str) -> str | None:
    """Return the name that somebody may have meant: "My-Clip" as my_clip."""
    found = "".join(char if char.isascii() and char.isalnum() else "_" for char in text.lower()).strip("_")
    return found if found and found[0].isalpha() and found != text else None
