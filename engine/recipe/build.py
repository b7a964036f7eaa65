"""Building: a document of the right shape becomes a recipe; what no schema can say is checked here."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

from engine.language.names import Names, Where
from engine.language.narrow import Path
from engine.language.truth import ALWAYS, Formula
from engine.language.types import UNKNOWN, Kind, Type
from engine.language.value_types import type_of_value
from engine.language.values import Value
from engine.recipe.callee import output_types
from engine.recipe.declare import declared_inputs
from engine.recipe.declared import Input
from engine.recipe.fallbacks import check_fallbacks
from engine.recipe.model import Output, Recipe, Step
from engine.recipe.named_values import NamedValues
from engine.recipe.other_files import Shelf
from engine.recipe.prompts import PieceReader, prompt_names
from engine.recipe.roots import names_of_pieces, recipe_names
from engine.recipe.steps.foreach import Entry, ForEachReader
from engine.recipe.steps.order import in_reading_order
from engine.recipe.steps.presence import outputs_there
from engine.recipe.steps.reader import ReadStep, StepReader
from engine.recipe.value_reader import ValueReader
from engine.shape.check import Shape
from engine.text.nodes import ListNode, MapNode, Node, ScalarNode
from engine.text.scalars import quoted
from engine.text.source import Source
from engine.values.cycles import cycles
from engine.values.fault import Faults, fault

if TYPE_CHECKING:
    from engine.recipe.expected import RecipeTest


def build(shape: Shape, source: Source, data: bytes, shelf: Shelf, faults: Faults, warnings: Faults) -> Recipe:
    """Return the recipe; if there are faults it is only as whole as they leave it."""
    recipe = _Builder(shape.root, shape.broken, source, shelf, faults, warnings).recipe(data)
    check_fallbacks(recipe, shelf.catalog, faults)
    return recipe


def _ids(root: MapNode) -> tuple[str, ...]:
    nodes = (entry.scalar("id") for entry in root.maps("steps"))
    return tuple(node.text for node in nodes if node is not None)


@dataclass(slots=True, eq=False, repr=False)
class _Builder:
    """One reading of the document."""

    root: MapNode
    broken: frozenset[str]
    source: Source
    shelf: Shelf
    faults: Faults
    warnings: Faults
    entries: dict[str, Entry] = field(default_factory=dict)
    outputs: dict[str, Mapping[str, Type]] = field(default_factory=dict)  # what each step makes, as far as it is read
    presence: dict[Path, Formula] = field(default_factory=dict)

    def recipe(self, data: bytes) -> Recipe:
        inputs = declared_inputs(self.root, self.source, self.faults, self.shelf.inner)
        self._find_entries()
        reader = ValueReader(self.source, self.faults, self.warnings, self.shelf.inner)
        named = NamedValues(self.root, reader, self._names(inputs), self.faults)
        values, names = named.read(), named.names
        prompts = PieceReader(reader, self.shelf, names_of_pieces(names), self.faults).read(self.root)
        foreach = ForEachReader(self.entries, reader, self.faults)
        steps_reader = StepReader(self.shelf, reader, names, prompts, foreach)
        defaults = self._defaults()
        steps = self._steps(steps_reader, defaults)
        outputs = self._outputs(reader, names)
        return Recipe(
            file=self.source.file,
            data=data,
            name=self.root.text("name"),
            version=self.root.text("version") or "0.0.0",
            description=self.root.text("description"),
            labels=self._labels(),
            inputs=inputs,
            values=values,
            prompts=prompts,
            defaults=self._default_values(steps_reader, defaults),
            steps=steps,
            outputs=outputs,
            recipes=MappingProxyType(dict(self.shelf.recipes)),
            pins=MappingProxyType(dict(sorted(self.shelf.pins.items()))),
            lints_off=frozenset(self.root.keys("lint")),
            tests=self._tests(inputs, reader),
        )

    def _tests(self, inputs: Mapping[str, Input], reader: ValueReader) -> "tuple[RecipeTest, ...]":
        if self.root.get("tests") is None:
            return ()
        from engine.recipe.tests import TestReader  # noqa: PLC0415 - loaded if there are any

        callees = {name: entry.callee for name, entry in self.entries.items()}
        return TestReader(inputs, callees, reader, self.faults).read(self.root)

    def _find_entries(self) -> None:
        """Find what every step uses, before any of them is read: a step may name those after it."""
        for node in self.root.maps("steps"):
            id_node, uses = node.scalar("id"), node.scalar("uses")
            if id_node is not None and id_node.text not in self.entries:
                callee = self.shelf.callee(uses, self.faults) if uses is not None else None
                self.entries[id_node.text] = Entry(node, callee)

    def _names(self, inputs: Mapping[str, Input]) -> Names:
        broken = set(self.broken)
        broken |= {name for name in ("inputs", "prompts") if self.root.is_no_map(name)}
        broken |= {f"inputs.{name}" for name in self.root.keys("inputs") if name not in inputs}
        steps = self.root.get("steps")
        if not isinstance(steps, ListNode) or len(_ids(self.root)) != len(steps.items):
            broken.add("steps")
        for name, entry in self.entries.items():
            if entry.callee is None:
                broken.add(f"steps.{name}")
            else:
                self.outputs[name] = output_types(
                    entry.callee, name, entry.repeats, numbered=entry.numbered, skippable=False
                )
        prompts = prompt_names(self.root.pairs("prompts"))
        outputs, presence = MappingProxyType(self.outputs), MappingProxyType(self.presence)
        return recipe_names(inputs, prompts, outputs, broken, presence)

    def _defaults(self) -> Mapping[str, Node]:
        written = self.root.pairs("defaults")
        for key, _ in written:
            if key.text not in self.shelf.catalog.models:
                self._unknown_model(key)
        return {key.text: inner for key, inner in written if key.text in self.shelf.catalog.models}

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
        """Return all steps as they stand in the file, each read after those that it names."""
        written = tuple(self.root.maps("steps"))
        found: dict[int, Step] = {}
        for entry in in_reading_order(written, defaults):
            read = reader.step(entry, defaults, self.faults)
            if read is not None:
                found[id(entry)] = read.step
                if self.entries[read.step.id].node is entry:
                    self._know(read)
        steps: dict[str, Step] = {}
        for step in (found[id(entry)] for entry in written if id(entry) in found):
            if step.id in steps:
                self.faults.add("step-repeated", step.place, name=step.id, line=steps[step.id].place.line)
            steps.setdefault(step.id, step)
        self._check_needs()
        self._check_cycles(steps)
        return MappingProxyType(steps)

    def _know(self, read: ReadStep) -> None:
        """Let the steps that name this one know when what it makes is there."""
        name, presence = read.step.id, read.presence
        entry = self.entries[name]._replace(presence=presence, filled=read.filled, over=read.over)
        if entry == self.entries[name] or entry.callee is None:
            return
        self.entries[name] = entry
        absent = presence.whole != ALWAYS
        self.outputs[name] = output_types(entry.callee, name, entry.repeats, numbered=entry.numbered, skippable=absent)
        self.presence |= outputs_there(name, entry.callee, presence, repeated=entry.repeated)

    def _check_needs(self) -> None:
        known = _ids(self.root)
        for entry in self.root.maps("steps"):
            for name in entry.words("needs"):
                if name.text not in known:
                    self.faults.unknown("unknown-step", name.place, name.text, known)

    def _check_cycles(self, steps: Mapping[str, Step]) -> None:
        graph = {step.id: step.before for step in steps.values()}
        for circle in cycles(graph):
            first = steps[circle[0]]
            if len(circle) == 1:
                self.faults.add("step-needs-itself", first.place, name=first.id)
            else:
                self.faults.add("step-cycle", first.place, names=" → ".join((*circle, circle[0])))

    def _labels(self) -> Mapping[str, str]:
        pairs = self.root.pairs("labels")
        return MappingProxyType({key.text: value.text for key, value in pairs if isinstance(value, ScalarNode)})

    def _outputs(self, reader: ValueReader, names: Names) -> Mapping[str, Output]:
        found = {}
        for key, inner in self.root.pairs("outputs"):
            output = self._output(key, inner, reader, names.at(Where.MEDIA))
            if output is not None:
                found[key.text] = output
        return MappingProxyType(found)

    def _output(self, key: ScalarNode, node: Node, reader: ValueReader, names: Names) -> Output | None:
        entry = node if isinstance(node, MapNode) else None
        value_node = entry.get("value") if entry else node
        if not isinstance(value_node, ScalarNode) or self.faults.at(value_node.place) or "${{" not in value_node.text:
            return None
        value = reader.reaching(reader.expression(value_node, UNKNOWN, names))
        is_optional = entry is not None and entry.flag("optional") is True
        self._check_output(value, None if entry else value_node, is_optional=is_optional)
        description = entry.text("description") if entry else ""
        return Output(name=key.text, value=value, place=key.place, optional=is_optional, description=description)

    def _check_output(self, value: Value, node: ScalarNode | None, *, is_optional: bool) -> None:
        known = type_of_value(value)
        of = known.items or known
        if not (of.is_media or of.is_unknown):
            self.faults.add("output-not-media", value.place, type=str(known))
        elif known.kind is Kind.LIST and not known.keyed:
            self.faults.add("output-not-keyed", value.place)
        elif (known.optional or of.optional) and not is_optional:
            found = fault("output-maybe-absent", value.place)
            if node is not None:
                found = found.curing(node.place, f"{{value: {quoted(node.text.strip())}, optional: true}}")
            self.faults.put(found)
