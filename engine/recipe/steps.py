"""Steps: every step of a recipe, its parameters read by the types that its model takes."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from engine.catalog import Catalog, Model, Parameter, ParameterType
from engine.recipe import hints
from engine.recipe.faults import Faults
from engine.recipe.limits import check_parameter
from engine.recipe.model import Constant, Expression, Piece, Removed, Retry, Step, Template, Value
from engine.recipe.names import Names, Where
from engine.recipe.narrow import path_of
from engine.recipe.nodes import ListNode, MapNode, Node, ScalarNode
from engine.recipe.prompts import reached
from engine.recipe.types import BOOLEAN, IMAGE, INTEGER, STRING, VIDEO, Type, list_of
from engine.recipe.values import ValueReader, type_of_value
from engine.values.place import Place

_TYPES: Final[Mapping[ParameterType, Type]] = MappingProxyType(
    {
        ParameterType.VIDEO: VIDEO,
        ParameterType.IMAGE: IMAGE,
        ParameterType.STRING: STRING,
        ParameterType.INTEGER: INTEGER,
        ParameterType.BOOLEAN: BOOLEAN,
    }
)


@dataclass(frozen=True, slots=True)
class Argument:
    """A parameter's value as it is written somewhere: in a step, or in the defaults of its model."""

    key: ScalarNode
    node: Node


def type_of_parameter(parameter: Parameter) -> Type:
    if parameter.type is ParameterType.LIST:
        return list_of(_TYPES[parameter.items] if parameter.items else None)
    return _TYPES[parameter.type]


class StepReader:
    """Reads the steps of one document, given everything that they may name."""

    def __init__(self, catalog: Catalog, reader: ValueReader, names: Names, pieces: Mapping[str, Piece]) -> None:
        self._catalog = catalog
        self._reader = reader
        self._names = names
        self._pieces = pieces

    def step(self, entry: MapNode, defaults: Mapping[str, Node], faults: Faults) -> Step | None:
        """Return a step; None if it has no name or no model, which is a fault of its own."""
        id_node, uses = entry.get("id"), entry.get("uses")
        if not isinstance(id_node, ScalarNode) or not isinstance(uses, ScalarNode):
            return None
        model = self._catalog.models.get(uses.text)
        if model is None:
            self._unknown_model(uses, faults)
            return None
        written = self.arguments(entry.get("with"), model, faults)
        given = self._given(entry.get("with"), defaults.get(model.name))
        arguments = {**self.arguments(defaults.get(model.name), model, faults), **written}
        arguments = {name: value for name, value in arguments.items() if not isinstance(value, Removed)}
        self._check_required(id_node, arguments, model, faults)
        return Step(
            id=id_node.text,
            uses=uses.text,
            place=id_node.place,
            with_=MappingProxyType(written),
            arguments=MappingProxyType(arguments),
            if_=self._condition(entry.get("if")),
            needs=_words(entry.get("needs")),
            retry=_retry(entry.get("retry")),
            on_error=_word(entry, "on_error", "fail"),
            description=_word(entry, "description", ""),
            argument_places=MappingProxyType({name: found.key.place for name, found in given.items()}),
        )

    def _unknown_model(self, uses: ScalarNode, faults: Faults) -> None:
        known = self._catalog.models
        if uses.text.startswith(("media/", "./", "../")):
            faults.add("uses-reserved", uses.place, name=uses.text)
            return
        near = hints.near(uses.text, known)
        faults.add("unknown-model", uses.place, name=uses.text, near=near, known=hints.listed(known))

    def _given(self, *sources: Node | None) -> dict[str, Argument]:
        found: dict[str, Argument] = {}
        for source in sources:
            for key, node in source if isinstance(source, MapNode) else ():
                found.setdefault(key.text, Argument(key, node))
        return found

    def arguments(self, node: Node | None, model: Model, faults: Faults) -> dict[str, Value]:
        """Return the values of a `with` block, or of a model's defaults."""
        found: dict[str, Value] = {}
        for key, inner in node if isinstance(node, MapNode) else ():
            parameter = model.parameters.get(key.text)
            if parameter is not None:
                found[key.text] = self._argument(parameter, inner, faults)
        return found

    def _argument(self, parameter: Parameter, node: Node, faults: Faults) -> Value:
        if parameter.text:
            value = self._reader.text(node, self._names.at(Where.TEXT), self._pieces)
        else:
            where = Where.MEDIA if parameter.media else Where.VALUE
            value = self._reader.structure(node, type_of_parameter(parameter), self._names.at(where))
        if isinstance(value, Constant):
            value = _whole(value)
            check_parameter(parameter, value.value, value.place, faults)
        if isinstance(value, Template):
            return replace(value, references=reached(value.references, self._pieces))
        return value

    def _check_required(
        self, id_node: ScalarNode, arguments: Mapping[str, Value], model: Model, faults: Faults
    ) -> None:
        for name, parameter in model.parameters.items():
            if parameter.required and name not in arguments:
                faults.add("missing-parameter", id_node.place, name=name, model=model.name)
            elif parameter.required:
                known = type_of_value(arguments[name])
                if known.optional and not known.skippable:
                    faults.add("required-maybe-absent", arguments[name].place, name=name)
        if not any(name in arguments for name in model.one_of):
            faults.add("missing-one-of", id_node.place, names=hints.listed(model.one_of), model=model.name)

    def _condition(self, node: Node | None) -> Value | None:
        if not isinstance(node, ScalarNode) or node.value is None:
            return None
        return self._reader.condition(node, self._names.at(Where.CONDITION))


def output_types(model: Model, *, skippable: bool) -> Mapping[str, Type]:
    """Return what a step gives; its outputs are possibly absent if it may be skipped."""
    kinds = {"video": VIDEO, "image": IMAGE}
    return MappingProxyType(
        {
            name: replace(kinds[output.kind.value], optional=skippable, skippable=skippable)
            for name, output in model.outputs.items()
        }
    )


def may_be_skipped(entry: MapNode) -> bool:
    """Tell whether a step's own words allow that it isn't done."""
    condition = entry.get("if")
    return (condition is not None and not _is_true(condition)) or _word(entry, "on_error", "fail") == "skip"


def skipped_with_others(step: Step, model: Model) -> bool:
    """Tell whether a step is skipped when one before it is: it requires what that one makes."""
    return any(value.type.skippable for value in _required(step, model))


def required_steps(step: Step, model: Model) -> tuple[str, ...]:
    """Return the steps whose outputs a step requires as they are, without a fallback."""
    bare = [value for value in _required(step, model) if path_of(value.tree) is not None]
    return tuple(name for value in bare for name, _ in value.references.outputs)


def _required(step: Step, model: Model) -> tuple[Expression, ...]:
    values = [step.arguments.get(name) for name, row in model.parameters.items() if row.required]
    return tuple(value for value in values if isinstance(value, Expression))


def _is_true(node: Node) -> bool:
    return isinstance(node, ScalarNode) and node.value is True


def _whole(value: Constant) -> Constant:
    number = value.value
    if isinstance(number, Decimal) and number == number.to_integral_value():
        return Constant(int(number), value.place)
    return value


def _word(entry: MapNode, name: str, otherwise: str) -> str:
    node = entry.get(name)
    return node.text if isinstance(node, ScalarNode) and isinstance(node.value, str) else otherwise


def _words(node: Node | None) -> tuple[str, ...]:
    items = node.items if isinstance(node, ListNode) else ()
    return tuple(item.text for item in items if isinstance(item, ScalarNode))


def _retry(node: Node | None) -> Retry:
    if not isinstance(node, MapNode):
        return Retry()
    attempts = node.get("attempts")
    count = attempts.value if isinstance(attempts, ScalarNode) else None
    on = _words(node.get("on")) if node.get("on") is not None else Retry().on
    return Retry(count if isinstance(count, int) else Retry().attempts, on)


def needs_places(node: Node | None) -> tuple[tuple[str, Place], ...]:
    """Return the names under `needs` with their places."""
    items = node.items if isinstance(node, ListNode) else ()
    return tuple((item.text, item.place) for item in items if isinstance(item, ScalarNode))
