"""Cures: how a value of the wrong shape would be written right; each is tried on the schema before it is shown."""

import json
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, Final

from engine.text.nodes import Node, ScalarNode, plain
from engine.text.scalars import UnclearScalarError, resolve

PATH: Final = re.compile(r"(?:not +)?(?:(?:inputs|values|steps|prompts|item|loop|row|matrix)\.|(?:row|matrix)\[)")
BEGIN: Final = "${{ "
"""With which an expression begins."""
_WIDE_LIST: Final = re.compile("[\u3010\uff3b](.*)[\u3011\uff3d]")
_WIDE_COMMA: Final = re.compile("[\uff0c\u3001,]")
_ZEROS: Final = re.compile(r"([-+]?)0+([0-9]{1,30})")
_SPAN: Final = re.compile(r"([0-9]{1,6}(?:\.[0-9]{1,6})?) *(ms|msec|s|sec|secs|seconds?|秒)")
_CLOCK: Final = re.compile(r"(?:([0-9]{1,2}):)?([0-9]{1,2}):([0-9]{1,2}(?:\.[0-9]{1,6})?)")
_SENSE: Final = {"yes": True, "on": True, "true": True, "no": False, "off": False, "false": False}


class Cures:
    """Looks for another way to write a value; `schema` is the whole one, for what its parts refer to."""

    def __init__(self, schema: Mapping[str, Any]) -> None:
        self._definitions = schema.get("definitions", {})

    def takes(self, part: Mapping[str, Any], value: object) -> bool:
        """Tell whether a part of the schema allows a value."""
        import jsonschema  # noqa: PLC0415  slow to import, and needed only to explain

        whole = {**part, "definitions": self._definitions}
        return bool(jsonschema.Draft7Validator(whole).is_valid(value))

    def of(self, node: Node, part: Mapping[str, Any]) -> str | None:
        """Return what would be right in the place of a scalar, as it is written in YAML; None if nothing is plain."""
        if not isinstance(node, ScalarNode) or node.value is None:
            return None
        return next((words for words, value in readings(node) if self.takes(part, value)), None) or self._in_map(
            node, part
        )

    def key_for(self, value: object, part: Mapping[str, Any]) -> str | None:
        """Return the only key of a map under which the value could stand."""
        known = self.resolved(part).get("properties", {})
        found = [name for name, of in known.items() if self.takes(of, value)]
        return found[0] if len(found) == 1 else None

    def resolved(self, part: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return what a reference refers to, anything else as it is."""
        name = part.get("$ref", "")
        return self.resolved(self._definitions[name.rpartition("/")[2]]) if name else part

    def _in_map(self, node: ScalarNode, part: Mapping[str, Any]) -> str | None:
        value, known = plain(node), self.resolved(part)
        for name in known.get("properties", {}):
            if self.takes(part, {name: value}):
                return f"{{{name}: {written(node)}}}"
        name = self.key_for(value, part)
        if name is None:
            return None
        others = [other for other in known.get("required", ()) if other != name]
        return "{" + ", ".join([f"{name}: {written(node)}", *(f"{other}: …" for other in others)]) + "}"


def braced(text: str) -> str | None:
    """Return the expression that somebody meant with `{{ x }}`; None if that is not plain."""
    inner = text.strip().removeprefix("{{").removesuffix("}}").strip()
    return f"${{{{ {inner} }}}}" if "{{" not in inner and "}}" not in inner else None


def readings(node: ScalarNode) -> Iterator[tuple[str, object]]:
    """Give other readings of a scalar, how they are written and what they are.

    As an expression, a number with its unit, a word for yes or no, without its quotes, alone in a list.
    """
    text = node.text
    if PATH.match(text):
        yield f"${{{{ {text} }}}}", f"${{{{ {text} }}}}"
    zeros = _ZEROS.fullmatch(text)
    if zeros:
        yield zeros[1] + zeros[2], int(zeros[1] + zeros[2])
    seconds = _seconds(text)
    if seconds is not None:
        yield seconds, int(seconds) if seconds.isdigit() else float(seconds)
    if text.lower() in _SENSE:
        value = _SENSE[text.lower()]
        yield json.dumps(value), value
    if node.style:
        try:
            read = resolve(text)
        except UnclearScalarError:
            read = text
        yield text, read if read is None or isinstance(read, str | int) else float(read)
    else:
        yield f'"{text}"', text
    wide = _WIDE_LIST.fullmatch(text)
    if wide and not node.style:
        members = [member.strip() for member in _WIDE_COMMA.split(wide[1])]
        yield f"[{', '.join(members)}]", members
    yield f"[{written(node)}]", [plain(node)]


def _seconds(text: str) -> str | None:
    """Return how many seconds a text with a unit is, or one of a clock; None if it is neither."""
    span, clock = _SPAN.fullmatch(text.strip()), _CLOCK.fullmatch(text.strip())
    if span is not None:
        value = Decimal(span[1]) / (1000 if span[2].startswith("m") else 1)
    elif clock is not None:
        value = 3600 * Decimal(clock[1] or 0) + 60 * Decimal(clock[2]) + Decimal(clock[3])
    else:
        return None
    return f"{value.normalize():f}"


def written(node: ScalarNode) -> str:
    """Return a scalar as it stands in the file, if it stands on one line."""
    return json.dumps(node.text, ensure_ascii=False) if node.style else node.text
