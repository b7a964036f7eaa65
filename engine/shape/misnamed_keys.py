"""Misnamed: keys that are not known, and names that are none; what was meant by them is read in their place."""

import re
from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final

from engine.shape.foreign_words import example, foreign_words, meant_by
from engine.shape.growth import RESERVED_KEYS
from engine.shape.repairs import Path, Repairs
from engine.shape.rewrites import BEGIN, Cures, written
from engine.text.nodes import ListNode, MapNode, Node, ScalarNode, plain
from engine.text.scalars import UnclearScalarError, resolve
from engine.values import hints
from engine.values.fault import Fault, Faults, fault
from engine.values.place import Place

_NEVER: Final = {
    "cache": "key-cache",
    **dict.fromkeys(
        ("timeout", "timeout-minutes", "timeout_minutes", "timeoutSeconds", "activeDeadlineSeconds"), "key-timeout"
    ),
    **dict.fromkeys(("env", "environment", "secrets"), "key-env"),
    **dict.fromkeys(("run", "script", "command", "shell", "exec", "image", "container"), "key-run"),
}
_ANYTHING: Final = frozenset({"name", "url"})
"""Required keys that take any word: that a value would do there tells nothing."""
MAX_STRANGE: Final = 10
"""With more unknown keys a map is something else, and nobody can tell what was meant."""
_WORD: Final = re.compile(r"\w+")
_WIDE: Final = re.compile("([\\w.-]+)\\s*\uff1a\\s*(.*)", re.DOTALL)
_STEP: Final = re.compile(r"\bsteps\.(\w+)")
_SECTIONS: Final = ("inputs", "values", "steps", "prompts")


class Misnamed:
    """Gathers what is misnamed in one look at a document."""

    def __init__(self, schema: Mapping[str, Any], cures: Cures, faults: Faults, silent: frozenset[Path]) -> None:
        self.repairs = Repairs()
        self.own = Faults()
        self.broken: set[str] = set()
        self.silent = silent
        self._schema = schema
        self._cures = cures
        self._faults = faults

    def _slip(self, key: str, place: Place, **args: str | None) -> None:
        self._put(fault(key, place, **args))

    def _put(self, found: Fault) -> None:
        self._faults.put(found)
        self.own.put(found)

    # keys

    def unknown_keys(self, node: Node, path: Path, error: Any) -> None:
        """Add a fault for every key that the map can't have, and read it as the one that was meant."""
        if not isinstance(node, MapNode):
            return
        known = list(error.schema.get("properties", {}))
        free = "patternProperties" in error.schema
        taken = {key.text for key, _ in node}
        unknown = {
            key.text: key for key, _ in node if key.text not in known and not (free and key.text.startswith("x-"))
        }
        beside = self._parameters(node) if path[:1] == ("steps",) and len(path) == 2 else frozenset()
        loose = [key for name, key in unknown.items() if name in beside]
        meant = self._meant(node, [name for name in unknown if name not in beside], error.schema)
        renamed: dict[str, str] = {}
        elsewhere = self._elsewhere(node, path, [name for name in meant if name not in RESERVED_KEYS], error.schema)
        for name, near in meant.items():
            key = unknown[name]
            if name in elsewhere:
                pass
            elif name in RESERVED_KEYS:
                self._faults.add("key-reserved", key.place, name=name)
            elif name in _NEVER and "uses" in known:
                self._faults.add(_NEVER[name], key.place, name=name)
            elif self._colon_in_key(key, node, path, known) or self._foreign(key, node, path, error.schema, renamed):
                pass
            elif near is None or near in taken:
                self._faults.unknown("unknown-key", key.place, name, known, near=None)
            else:
                self._slip("unknown-key", key.place, name=name, near=near, known=hints.listed(known))
                renamed[name] = near
            taken |= set(renamed.values())
        if renamed:
            self.repairs.rename(path, renamed)
        if loose:
            self._slip("belongs-under-with", loose[0].place, name=hints.listed(key.text for key in loose))
            self.repairs.move(path, [key.text for key in loose], "with")

    def _elsewhere(
        self, node: MapNode, path: Path, unknown: Sequence[str], schema: Mapping[str, Any]
    ) -> frozenset[str]:
        """Explain keys that one map in this one has, and read them there; return them."""
        parts = {name: self._cures.resolved(part).get("properties", {}) for name, part in schema["properties"].items()}
        found: dict[str, list[str]] = {}
        for name in unknown:
            homes = [under for under, known in parts.items() if name in known]
            if len(homes) == 1 and not foreign_words(parts).get(name):
                found.setdefault(homes[0], []).append(name)
        for under, names in found.items():
            key, inner = node.key(names[0]), node.get(names[0])
            assert key is not None, "it is one of the map's own"
            told = fault(
                "key-elsewhere", key.place, name=hints.listed(names), under=under, example=example(under, parts)
            )
            if names[1:] or node.key(under) is not None or not isinstance(inner, ScalarNode):
                self._put(told)
            else:
                words = (
                    self._cures.of(inner, parts[under][names[0]])
                    if not self._fits(inner, parts[under][names[0]])
                    else None
                )
                fix = f"{under}: {{{names[0]}: {words or written(inner)}}}"
                self._put(told.curing(key.place.to(inner.place), fix))
            self.repairs.move(path, names, under)
            self.silent |= {path} if under in schema.get("required", ()) else frozenset()
        return frozenset(name for names in found.values() for name in names)

    def _foreign(
        self, key: ScalarNode, node: MapNode, path: Path, schema: Mapping[str, Any], renamed: dict[str, str]
    ) -> bool:
        """Explain a word of another tool; where ours takes its value, as it is or put right, the key is read as ours."""
        known = schema.get("properties", {})
        words = foreign_words(known).get(key.text, ())
        if not words:
            return False
        inner, taken = node.get(key.text), {*(one.text for one, _ in node), *renamed.values()}
        free = [word for word in words if word not in taken]
        ours = next((word for word in free if self._goes_under(inner, known[word])), (*free, *words)[0])
        found = fault("key-foreign", key.place, name=key.text, word=ours, example=example(ours, known))
        meant = meant_by(key.text, inner) if free else None
        within = _only(inner, (ours, *foreign_words(known))) if key.text == "strategy" else None
        if within is not None and free:
            # GitHub Actions repeats a job by `strategy:` with one map under `matrix:`
            self._put(
                found if within[0].place.line == key.place.line else found.curing(key.place.to(within[0].place), ours)
            )
            self.repairs.put((*path, key.text), within[1])
            renamed[key.text] = ours
        elif not free:
            self._faults.put(found)
        elif isinstance(inner, ScalarNode) and meant is not None:
            self.repairs.put((*path, key.text), inner._replace(text=meant[0], value=meant[1]))
            self._put(found.curing(key.place.to(inner.place), f"{ours}: {meant[0]}"))
            renamed[key.text] = ours
        elif key.text != "required" and self._goes_under(inner, known[ours]):
            self._put(found.curing(key.place, ours))
            renamed[key.text] = ours
        else:
            value = self._cures.of(inner, known[ours]) if inner is not None and ours != "foreach" else None
            whole = key.place.to(inner.place) if inner is not None else key.place
            self._faults.put(found if value is None else found.curing(whole, f"{ours}: {value}"))
            self.silent |= {(*path, ours)}
        return True

    def _goes_under(self, node: Node | None, part: Mapping[str, Any]) -> bool:
        """Tell whether a value is what a key takes; of a list or a map that it is one."""
        is_map = isinstance(node, MapNode) and self._cures.resolved(part).get("type") == "object"
        return is_map or self._fits(node, part)

    def _meant(self, node: MapNode, unknown: Sequence[str], schema: Mapping[str, Any]) -> dict[str, str | None]:
        """Return, for each unknown key, the known one that it is near, or the missing one that takes just its value.

        The second only if no other unknown key could be meant for that one, and this for no other.
        """
        known = schema.get("properties", {})
        meant = {name: hints.near(name, known) for name in unknown}
        present = {key.text for key, _ in node} | set(meant.values()) | _ANYTHING
        lost = [name for name in schema.get("required", ()) if name not in present]
        strange = [name for name, near in meant.items() if near is None]
        if not lost or len(strange) > MAX_STRANGE:
            return meant
        fits = {name: [one for one in lost if self._fits(node.get(name), known[one])] for name in strange}
        for name, found in fits.items():
            if len(found) == 1 and sum(found[0] in others for others in fits.values()) == 1:
                meant[name] = found[0]
        return meant

    def _fits(self, node: Node | None, wanted: Mapping[str, Any]) -> bool:
        """Tell whether a value is what a key takes; of a list that it is one."""
        if isinstance(node, ListNode) and wanted.get("type") == "array":
            return True
        return node is not None and self._cures.takes(wanted, plain(node))

    def _parameters(self, step: MapNode) -> frozenset[str]:
        """Return the names that may stand under a step's `with` and don't yet."""
        if step.is_no_map("with"):
            return frozenset()
        taken, name = frozenset(step.keys("with")), step.text("uses")
        if name.startswith(("./", "../")):
            return frozenset(key.text for key, _ in step) - taken
        found: frozenset[str] = frozenset()
        for rule in self._schema.get("definitions", {}).get("step", {}).get("allOf", ()):
            if rule["if"]["properties"]["uses"].get("const") == name:
                found = frozenset(self._cures.resolved(rule["then"]["properties"]["with"])["properties"])
        return found - taken

    # names

    def bad_key(self, node: Node, path: Path, name: str) -> None:
        """Add a fault for a key that can't be a name; what names it elsewhere is not wrong for that."""
        key = node.key(name) if isinstance(node, MapNode) else None
        if key is None or not isinstance(node, MapNode) or self._colon_in_key(key, node, path, None):
            return
        fix = _as_name(name)
        self._slip("bad-name", key.place, name=name, fix=fix)
        self._break(path[-1:], name)
        if fix is not None and node.key(fix) is None:
            self.repairs.rename(path, {name: fix})

    def bare(self, node: Node, path: Path, fix: str | None) -> None:
        """Add a fault for what is no expression; one that lacks nothing but its braces is read as that."""
        text = node.text if isinstance(node, ScalarNode) else ""
        self._slip("not-an-expression", node.place, value=text, fix=fix)
        if fix is not None and isinstance(node, ScalarNode) and path[-1:] == ("if",):
            start = max(1, node.place.column - len(BEGIN))  # so that what stands in it keeps its place
            self.repairs.put(path, node._replace(text=fix, value=fix, place=node.place._replace(column=start)))

    def bad_word(self, node: Node, path: Path, ids: frozenset[str]) -> None:
        """Add a fault for a step's name that is none; where it only names a step that has it, that was said there."""
        name = node.text if isinstance(node, ScalarNode) else ""
        step = _STEP.search(name)
        fix = step[1] if step and step[1] in ids else _as_name(name)
        is_id = path[-1:] == ("id",)
        if is_id or name not in ids:
            self._slip("bad-name", node.place, name=name, fix=fix)
        if is_id:
            self._break(("steps",), name)
        if fix is not None and (fix not in ids or not is_id) and isinstance(node, ScalarNode):
            self.repairs.put(path, node._replace(text=fix, value=fix))

    def _break(self, section: Path, name: str) -> None:
        """Say nothing of what names it: of `steps.re-style` the language reads `steps.re` as a name."""
        first = _WORD.match(name)
        if first and section and section[0] in _SECTIONS:
            self.broken.add(f"{section[0]}.{first[0]}")

    # full-width colons

    def _colon_in_key(self, key: ScalarNode, node: MapNode, path: Path, known: Sequence[str] | None) -> bool:
        """Explain a key that runs on into its value, as in `{type：video}` and in `clip：{type: video}`."""
        found = _WIDE.fullmatch(key.text) if not key.style else None
        if found is None or node.key(found[1]) is not None or (known is not None and found[1] not in known):
            return False
        inner = node.get(key.text)
        empty = isinstance(inner, ScalarNode) and inner.value is None and not inner.text
        rest = "" if empty else f": {inner.text}" if isinstance(inner, ScalarNode) else ": …"
        colon = key.text.index("\uff1a")
        whole = key.place if empty or inner is None else key.place.to(inner.place)
        fix = f"{found[1]}: {found[2]}{rest}"
        self._put(fault("full-width-colon", _at(key.place, colon), fix=fix).replacing(whole))
        value = _scalar(key, found[2], found.start(2)) if empty else None
        self.repairs.split(path, key.text, found[1], value)
        if value is None:
            self.silent |= {(*path, found[1])}
            self._break(path[-1:], found[1])
        return True

    def colon_in_text(self, node: ScalarNode) -> bool:
        """Explain a text that was meant to be an entry of a map: `final：${{ steps.a.video }}`."""
        found = _WIDE.fullmatch(node.text) if not node.style else None
        if found is not None:
            fix = f"{found[1]}: {found[2]}" if node.last_line == node.place.line else None
            at = _at(node.place, node.text.index("\uff1a"))
            self._faults.put(fault("full-width-colon", at, fix=fix).replacing(node.place))
        return found is not None


def _only(node: Node | None, names: Collection[str]) -> tuple[ScalarNode, Node] | None:
    """Return the entry of a map that has no other, if its key is one of the names."""
    if not isinstance(node, MapNode) or len(node.entries) != 1 or node.entries[0][0].text not in names:
        return None
    return node.entries[0]


def _at(place: Place, index: int) -> Place:
    """Return the place of one character of a text that stands on one line."""
    column = place.column + index
    return Place(place.file, place.line, column, place.line, column + 1)


def _scalar(key: ScalarNode, text: str, index: int) -> ScalarNode:
    place = key.place._replace(column=key.place.column + index)
    try:
        value = resolve(text)
    except UnclearScalarError:
        value = text
    return key._replace(text=text, value=value, place=place)


def _as_name(text: str) -> str | None:
    """Return the name that somebody may have meant: "My-Clip" as my_clip."""
    if "{{" in text:
        return None
    found = "".join(char if char.isascii() and char.isalnum() else "_" for char in text.lower()).strip("_")
    return found if found and found[0].isalpha() and found != text else None
