"""Building: a document of the right shape becomes a recipe; what no schema can say is checked here."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from engine.language.declared import Input
from engine.language.scope_types import Names, Where
from engine.language.types import UNKNOWN, Kind
from engine.language.value_types import type_of_value
from engine.language.values import Value
from engine.recipe.callee import Callee, callee_of, output_types
from engine.recipe.declare import declared_inputs
from engine.recipe.fallbacks import check_fallbacks
from engine.recipe.foreach import Entry, ForEachReader
from engine.recipe.library import Shelf
from engine.recipe.model import Output, Recipe, Step
from engine.recipe.prompts import PieceReader, prompt_names
from engine.recipe.steps import (
    StepReader,
    may_be_skipped,
    needs_places,
    required_steps,
    skipped_with_others,
)
from engine.recipe.tests import TestReader
from engine.recipe.value_reader import ValueReader
from engine.shape.check import Shape
from engine.text.nodes import ListNode, MapNode, Node, ScalarNode
from engine.text.source import Source
from engine.values.cycles import cycles
from engine.values.faults import Faults

_NO_NODES: Final[Mapping[str, Node]] = MappingProxyType({})


def build(shape: Shape, source: Source, digest: str, shelf: Shelf, faults: Faults, warnings: Faults) -> Recipe:
    """Return the recipe; if there are faults it is only as whole as they leave it.

    Whether a step may be skipped depends on the steps that it requires, which are known only when it is read; so the
    document is read again while that adds something, and only the last reading's faults count.
    """
    root = shape.root
    skippable = frozenset(_ids(root, may_be_skipped))
    while True:
        found = Faults()
        recipe = _Builder(root, shape.broken, source, shelf, skippable, found, warnings).recipe(digest)
        more = _more_skipped(recipe, shelf, skippable)
        if more <= skippable:
            break
        skippable |= more
    for one in found.sorted():
        faults.put(one)
    check_fallbacks(recipe, shelf.catalog, faults)
    return recipe


def _more_skipped(recipe: Recipe, shelf: Shelf, skippable: frozenset[str]) -> frozenset[str]:
    """Return the steps that are skipped when those are, whole chains at once."""
    dependants: dict[str, list[str]] = {}
    found = set(skippable)
    for step in recipe.steps.values():
        callee = callee_of(step, recipe, shelf.catalog)
        if skipped_with_others(step, callee):
            found.add(step.id)
        for name in required_steps(step, callee):
            dependants.setdefault(name, []).append(step.id)
    waiting = list(found)
    while waiting:
        fresh = [name for name in dependants.get(waiting.pop(), ()) if name not in found]
        found.update(fresh)
        waiting += fresh
    return frozenset(found)


def _entries(root: MapNode) -> tuple[MapNode, ...]:
    node = root.get("steps")
    return tuple(item for item in node.items if isinstance(item, MapNode)) if isinstance(node, ListNode) else ()


def _ids(root: MapNode, chosen: Callable[[MapNode], bool]) -> tuple[str, ...]:
    found = []
    for entry in _entries(root):
        node = entry.get("id")
        if isinstance(node, ScalarNode) and chosen(entry):
            found.append(node.text)
    return tuple(found)


@dataclass(slots=True)
class _Builder:
    """One reading of the document."""

    root: MapNode
    broken: frozenset[str]
    source: Source
    shelf: Shelf
    skippable: frozenset[str]
    faults: Faults
    warnings: Faults
    entries: dict[str, Entry] = field(default_factory=dict)

    def recipe(self, digest: str) -> Recipe:
        inputs = declared_inputs(self.root.get("inputs"), self.source, self.faults, self.shelf.inner)
        self._find_entries()
        names = self._names(inputs)
        reader = ValueReader(self.source, self.faults, self.warnings, self.shelf.inner)
        prompts = PieceReader(reader, self.shelf, names.at(Where.TEXT), self.faults).read(self.root.get("prompts"))
        foreach = ForEachReader(self.entries, reader, names, self.faults)
        steps_reader = StepReader(self.shelf, reader, names, prompts, foreach)
        defaults = self._defaults()
        steps = self._steps(steps_reader, defaults)
        outputs = self._outputs(reader, names)
        callees = {name: entry.callee for name, entry in self.entries.items()}
        return Recipe(
            file=self.source.file,
            digest=digest,
            name=_text(self.root, "name"),
            version=_text(self.root, "version") or "0.0.0",
            description=_text(self.root, "description"),
            labels=self._labels(),
            inputs=inputs,
            prompts=prompts,
            defaults=self._default_values(steps_reader, defaults),
            steps=steps,
            outputs=outputs,
            recipes=MappingProxyType(dict(self.shelf.recipes)),
            pins=MappingProxyType(dict(sorted(self.shelf.pins.items()))),
            lints_off=frozenset(_keys(self.root.get("lint"))),
            tests=TestReader(inputs, callees, reader, self.faults).read(self.root.get("tests")),
        )

    def _find_entries(self) -> None:
        """Find what every step uses, before any of them is read: a step may name those after it."""
        for node in _entries(self.root):
            id_node, uses = node.get("id"), node.get("uses")
            if isinstance(id_node, ScalarNode) and id_node.text not in self.entries:
                callee = self._callee(uses)
                self.entries[id_node.text] = Entry(node, callee, skippable=id_node.text in self.skippable)

    def _callee(self, uses: Node | None) -> Callee | None:
        return self.shelf.callee(uses, self.faults) if isinstance(uses, ScalarNode) else None

    def _names(self, inputs: Mapping[str, Input]) -> Names:
        broken = set(self.broken)
        broken |= {name for name in ("inputs", "prompts") if not _is_map(self.root.get(name))}
        broken |= {f"inputs.{name}" for name in _keys(self.root.get("inputs")) if name not in inputs}
        outputs = {}
        if len(_ids(self.root, lambda _: True)) != _count(self.root.get("steps")):
            broken.add("steps")
        for name, entry in self.entries.items():
            if entry.callee is None:
                broken.add(f"steps.{name}")
            else:
                outputs[name] = output_types(entry.callee, name, skippable=entry.skippable, repeated=entry.repeated)
        return Names(
            inputs=inputs,
            prompts=prompt_names(self.root.get("prompts")),
            outputs=MappingProxyType(outputs),
            broken=frozenset(broken),
        )

    def _defaults(self) -> Mapping[str, Node]:
        node = self.root.get("defaults")
        if not isinstance(node, MapNode):
            return _NO_NODES
        for key, _ in node:
            if key.text not in self.shelf.catalog.models:
                self._unknown_model(key)
        return MappingProxyType({key.text: inner for key, inner in node if key.text in self.shelf.catalog.models})

    def _unknown_model(self, key: ScalarNode) -> None:
        """Explain a key of `defaults` that is no model; a parameter stands under the model that takes it."""
        models = self.shelf.catalog.models
        owner = next((name for name, model in models.items() if key.text in model.parameters), None)
        if owner is not None:
            self.faults.add("belongs-under-model", key.place, name=key.text, model=owner)
        else:
            self.faults.unknown("unknown-model", key.place, key.text, models)

    def _default_values(self, reader: StepReader, defaults: Mapping[str, Node]) -> Mapping[str, Mapping[str, Value]]:
        found = {
            name: MappingProxyType(reader.arguments(node, self.shelf.catalog.models[name], self.faults))
            for name, node in defaults.items()
        }
        return MappingProxyType(found)

    def _steps(self, reader: StepReader, defaults: Mapping[str, Node]) -> Mapping[str, Step]:
        steps: dict[str, Step] = {}
        for entry in _entries(self.root):
            step = reader.step(entry, defaults, self.faults)
            if step is None:
                continue
            if step.id in steps:
                self.faults.add("step-repeated", step.place, name=step.id, line=steps[step.id].place.line)
                continue
            steps[step.id] = step
        self._check_needs()
        self._check_cycles(steps)
        return MappingProxyType(steps)

    def _check_needs(self) -> None:
        known = _ids(self.root, lambda _: True)
        for entry in _entries(self.root):
            for name, place in needs_places(entry.get("needs")):
                if name not in known:
                    self.faults.unknown("unknown-step", place, name, known)

    def _check_cycles(self, steps: Mapping[str, Step]) -> None:
        graph = {step.id: (*step.references.before, *step.needs) for step in steps.values()}
        for circle in cycles(graph):
            first = steps[circle[0]]
            if len(circle) == 1:
                self.faults.add("step-needs-itself", first.place, name=first.id)
            else:
                self.faults.add("step-cycle", first.place, names=" → ".join((*circle, circle[0])))

    def _labels(self) -> Mapping[str, str]:
        node = self.root.get("labels")
        pairs = node if isinstance(node, MapNode) else ()
        return MappingProxyType({key.text: value.text for key, value in pairs if isinstance(value, ScalarNode)})

    def _outputs(self, reader: ValueReader, names: Names) -> Mapping[str, Output]:
        node = self.root.get("outputs")
        found = {}
        for key, inner in node if isinstance(node, MapNode) else ():
            output = self._output(key, inner, reader, names.at(Where.MEDIA))
            if output is not None:
                found[key.text] = output
        return MappingProxyType(found)

    def _output(self, key: ScalarNode, node: Node, reader: ValueReader, names: Names) -> Output | None:
        entry = node if isinstance(node, MapNode) else None
        value_node = entry.get("value") if entry else node
        if not isinstance(value_node, ScalarNode) or self.faults.at(value_node.place) or "${{" not in value_node.text:
            return None
        value = reader.expression(value_node, UNKNOWN, names)
        is_optional = entry is not None and _is_true(entry.get("optional"))
        self._check_output(value, is_optional=is_optional)
        description = _text(entry, "description") if entry else ""
        return Output(name=key.text, value=value, place=key.place, optional=is_optional, description=description)

    def _check_output(self, value: Value, *, is_optional: bool) -> None:
        known = type_of_value(value)
        of = known.items or known
        if not (of.is_media or of.is_unknown):
            self.faults.add("output-not-media", value.place, type=str(known))
        elif known.kind is Kind.LIST and not known.keyed:
            self.faults.add("output-not-keyed", value.place)
        elif (known.optional or of.optional) and not is_optional:
            self.faults.add("output-maybe-absent", value.place)


def _is_map(node: Node | None) -> bool:
    """Tell whether a map stands there, or nothing at all."""
    return node is None or isinstance(node, MapNode)


def _count(node: Node | None) -> int:
    """Return how many members a list has; -1 for what is no list."""
    return len(node.items) if isinstance(node, ListNode) else -1


def _keys(node: Node | None) -> tuple[str, ...]:
    return tuple(key.text for key, _ in node) if isinstance(node, MapNode) else ()


def _text(node: MapNode, name: str) -> str:
    inner = node.get(name)
    return inner.text if isinstance(inner, ScalarNode) and isinstance(inner.value, str) else ""


def _is_true(node: Node | None) -> bool:
    return isinstance(node, ScalarNode) and node.value is True
