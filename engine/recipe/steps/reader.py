"""Steps: every step of a recipe, its parameters read by the types that its model takes."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from engine.catalog import Model, Parameter, Tool
from engine.language.fast_path import PATH
from engine.language.names import Names, Where, where_holds
from engine.language.truth import ALWAYS
from engine.language.types import BOOLEAN, NUMBER, STRING, UNKNOWN, Kind
from engine.language.value_types import type_of_value, whole
from engine.language.values import Constant, Expression, ListValue, Piece, Removed, Template, Value
from engine.recipe.callee import Callee, check_argument, is_text, rules_of, takes_media, type_of_parameter
from engine.recipe.declared import Input
from engine.recipe.limits import check_count, check_input
from engine.recipe.model import Condition, ForEach, Recipe, Retry, Step
from engine.recipe.other_files import Shelf
from engine.recipe.possible_values import check_possible, check_written
from engine.recipe.steps.condition import read_condition, written_condition
from engine.recipe.steps.foreach import ForEachReader
from engine.recipe.steps.presence import Presence, presence_of
from engine.recipe.value_reader import ValueReader
from engine.text.nodes import ListNode, MapNode, Node, ScalarNode, pairs_of
from engine.text.scalars import quoted
from engine.values import hints
from engine.values.fault import Faults
from engine.values.place import Place


class WrittenArgument(NamedTuple):
    """A parameter's value as it is written somewhere: in a step, or in the defaults of its model."""

    key: ScalarNode
    node: Node


class ReadStep(NamedTuple):
    """A step and when what it makes is there; of a repeated one whether it surely has items, and over how many pieces it goes."""

    step: Step
    presence: Presence
    filled: bool = False
    over: int = 0


class StepReader:
    """Reads the steps of one document, given everything that they may name."""

    def __init__(
        self, shelf: Shelf, reader: ValueReader, names: Names, pieces: Mapping[str, Piece], foreach: ForEachReader
    ) -> None:
        self._shelf = shelf
        self._reader = reader
        self.names = names
        self._pieces = pieces
        self._foreach = foreach

    def step(self, entry: MapNode, defaults: Mapping[str, Node], faults: Faults) -> ReadStep | None:
        """Return a step; None if it has no name or uses nothing that there is, which is a fault of its own.

        What the values of such a step name is checked all the same.
        """
        id_node, uses = entry.scalar("id"), entry.scalar("uses")
        if id_node is None or uses is None:
            return None
        callee = self._shelf.callee(uses, faults)
        written = written_condition(entry.scalar("if"), self._reader)
        once = read_condition(written.node, written.once, self._reader, self.names) or self._flag(written.node)
        outer = self.naming(where_holds(once, self.names))
        foreach = outer.repetition(id_node, entry, callee, faults)
        inner = outer if foreach is None else outer.naming(self._foreach.names_within(foreach, outer.names))
        each = read_condition(written.node, written.each, self._reader, inner.names)
        reader = inner.naming(where_holds(each, inner.names))
        if callee is None:
            reader.loosely(entry)
            return None
        step = reader.of(entry, id_node, callee, defaults.get(callee.name), foreach, Condition(once, each), faults)
        if foreach is None:
            return ReadStep(step, presence_of(step, callee, reader.names, ALWAYS))
        over, filled = self._foreach.over(foreach), self._foreach.is_filled(foreach)
        return ReadStep(step, presence_of(step, callee, reader.names, over), filled, self._foreach.numbers(foreach))

    def _flag(self, node: ScalarNode | None) -> Value | None:
        """Return an `if` that is written out: true or false."""
        if node is None or node.value is None or "${{" in node.text:
            return None
        return self._reader.structure(node, BOOLEAN, self.names.at(Where.KNOWN))

    def repetition(self, id_node: ScalarNode, entry: MapNode, callee: Callee | None, faults: Faults) -> ForEach | None:
        key, foreach = entry.key("key"), entry.key("foreach")
        if key is not None and foreach is None:
            faults.add("key-without-foreach", key.place)
        if foreach is not None and isinstance(callee, Tool) and callee.keyed:
            faults.add("split-in-foreach", foreach.place, name=callee.name)
        return self._foreach.of(id_node.text, self.names)

    def naming(self, names: Names) -> "StepReader":
        return StepReader(self._shelf, self._reader, names, self._pieces, self._foreach)

    def of(
        self,
        entry: MapNode,
        id_node: ScalarNode,
        callee: Callee,
        defaults: Node | None,
        foreach: ForEach | None,
        condition: Condition,
        faults: Faults,
    ) -> Step:
        """Return the step of an entry that names what it uses."""
        if not isinstance(callee, Model):
            defaults = None
            _refuse_retry(entry, callee, faults)
        written = self.arguments(entry.get("with"), callee, faults)
        given = self._given(entry.get("with"), defaults)
        arguments = {**self.arguments(defaults, callee, faults), **written}
        arguments = {name: value for name, value in arguments.items() if not isinstance(value, Removed)}
        places = {name: found.key.place for name, found in given.items()}
        if not entry.is_no_map("with"):
            self._check_required(id_node, arguments, callee, _unknown_keys(entry, callee), faults)
            self._check_choices(id_node, arguments, callee, places, faults)
        return Step(
            id=id_node.text,
            uses=entry.text("uses") if isinstance(callee, Recipe) else callee.name,
            place=id_node.place,
            with_=MappingProxyType(written),
            arguments=MappingProxyType(arguments),
            condition=condition,
            foreach=foreach,
            needs=tuple(name.text for name in entry.words("needs")),
            retry=_retry(entry.map("retry")),
            on_error=entry.text("on_error") or "fail",
            description=entry.text("description"),
            argument_places=MappingProxyType(places),
        )

    def loosely(self, entry: MapNode) -> None:
        """Check the values of a step of which nobody knows what they are for: a text as a text, any other as a value."""
        waiting = [entry.get("with")]
        while waiting:
            match waiting.pop():
                case MapNode(entries=entries):
                    waiting += [node for _, node in entries]
                case ListNode(items=items):
                    waiting += items
                case ScalarNode() as node if "${{" in node.text:
                    self._reader.expression(node, UNKNOWN, self.names.at(Where.MEDIA))
                case ScalarNode() as node if "{{" in node.text or "{%" in node.text:
                    self._reader.text(node, self.names.at(Where.KNOWN), self._pieces)
                case _:
                    pass

    def _given(self, *sources: Node | None) -> dict[str, WrittenArgument]:
        found: dict[str, WrittenArgument] = {}
        for source in sources:
            for key, node in pairs_of(source):
                found.setdefault(key.text, WrittenArgument(key, node))
        return found

    def arguments(self, node: Node | None, callee: Callee, faults: Faults) -> dict[str, Value]:
        """Return the values of a `with` block, or of a model's defaults."""
        found: dict[str, Value] = {}
        unknown: list[ScalarNode] = []
        for key, inner in pairs_of(node):
            parameter = callee.parameters.get(key.text)
            if parameter is not None:
                found[key.text] = self._argument(parameter, inner, faults)
            elif isinstance(callee, Recipe) and not key.text.startswith("x-"):
                unknown.append(key)
        for key in unknown:
            free = [name for name in callee.parameters if name not in found]
            near = hints.near(key.text, free) or (free[0] if len(free) == len(unknown) == 1 else None)
            faults.unknown("unknown-input", key.place, key.text, callee.parameters, near=near)
        return found

    def _argument(self, parameter: Parameter | Input, node: Node, faults: Faults) -> Value:
        before = faults.told
        if is_text(parameter):
            value = self._reader.text(node, self.names.at(Where.KNOWN), self._pieces)
        else:
            where = Where.MEDIA if takes_media(parameter) else Where.KNOWN
            if isinstance(parameter, Input) and not parameter.limits.enum:
                self._reader.lost_words(node)
            value = self._reader.structure(node, type_of_parameter(parameter), self.names.at(where))
            _check_words(parameter, value, faults)
        if isinstance(value, Constant) and value.value != "":
            value = whole(value)
            check_argument(parameter, value.value, value.place, faults)
        if isinstance(parameter, Input) and isinstance(value, ListValue):
            _check_members(parameter, value, faults)
        value = self._reader.reaching(value)
        if isinstance(value, Expression) and faults.told == before:
            check_possible(parameter, value, self.names, faults)
        if isinstance(value, Template) and faults.told == before:
            check_written(parameter, value, self.names, faults)
        if isinstance(parameter, Parameter) and parameter.min_items is not None:
            _check_present(parameter, value, faults)
        return value

    def _check_required(
        self,
        id_node: ScalarNode,
        arguments: Mapping[str, Value],
        callee: Callee,
        unknown: tuple[str, ...],
        faults: Faults,
    ) -> None:
        """Add a fault for what is required and not given; `unknown` are keys that may be meant for it and are faults already."""
        for name, parameter in callee.parameters.items():
            if parameter.required and name not in arguments:
                if hints.near(name, unknown) is not None:
                    continue
                faults.add("missing-parameter", id_node.place, name=name, model=callee.name)
            elif parameter.required and _is_empty_text(arguments[name]):
                faults.add("empty-text", arguments[name].place, name=name)
            elif parameter.required:
                known = type_of_value(arguments[name])
                if known.optional and not known.skippable:
                    faults.add("required-maybe-absent", arguments[name].place, name=name)

    def _check_choices(
        self,
        id_node: ScalarNode,
        arguments: Mapping[str, Value],
        callee: Callee,
        places: Mapping[str, Place],
        faults: Faults,
    ) -> None:
        rules = rules_of(callee)
        choice = rules.one_of
        given = [arguments[name] for name in choice if name in arguments]
        if choice and all(_is_empty(value) for value in given):
            place = given[0].place if given else id_node.place
            faults.add("missing-one-of", place, names=hints.listed(choice), model=callee.name)
        clash = rules.clash({name for name, value in arguments.items() if not type_of_value(value).optional})
        if clash is not None:
            faults.add("not-both", places[clash[1]], one=clash[0], other=clash[1])


def _is_empty(value: Value) -> bool:
    """Tell whether a value that is written out leaves its parameter out of the request."""
    return value.items == () if isinstance(value, ListValue) else _is_empty_text(value)


def _is_empty_text(value: Value) -> bool:
    return isinstance(value, Constant) and value.value == ""


def _check_words(parameter: Parameter | Input, value: Value, faults: Faults) -> None:
    """Refuse what is neither a number nor a text where a number or a word may stand."""
    if isinstance(parameter, Parameter) and parameter.words:
        known = type_of_value(value)
        if not (known.is_number or known.is_unknown or STRING.accepts(known)):
            faults.add("wrong-type", value.place, given=str(known), wanted=str(NUMBER))


def _unknown_keys(entry: MapNode, callee: Callee) -> tuple[str, ...]:
    return tuple(name for name in entry.keys("with") if name not in callee.parameters)


def _check_members(parameter: Input, value: ListValue, faults: Faults) -> None:
    """Hold a list that is written out against the limits of the input that it is given for."""
    constants = [item for item in value.items if isinstance(item, Constant)]
    if len(constants) == len(value.items):
        check_count(parameter.name, parameter.limits, len(constants), value.place, faults)
    for item in constants if parameter.limits.items else ():
        check_input(parameter.name, parameter.limits.items or parameter.limits, item.value, item.place, faults)


def _check_present(parameter: Parameter, value: Value, faults: Faults) -> None:
    """Refuse a list with members that may be absent, where one less would be another result."""
    members = value.items if isinstance(value, ListValue) else (value,)
    for member in members:
        known = type_of_value(member)
        known = known.items or known if isinstance(value, ListValue) or known.kind is Kind.LIST else known
        if known.optional:
            fix = (
                _present(member) if isinstance(member, Expression) and type_of_value(member).kind is Kind.LIST else None
            )
            faults.add("list-maybe-absent", member.place, name=parameter.name, fix=fix)


def _present(value: Expression) -> str:
    """Return how the members of a list are taken that are there."""
    source = value.source if PATH.fullmatch(value.source) else f"({value.source})"
    return quoted(f"${{{{ {source} | present }}}}")


def _refuse_retry(entry: MapNode, callee: Callee, faults: Faults) -> None:
    key = entry.key("retry")
    if key is not None:
        faults.add("retry-not-here", key.place, name=callee.name)


def _retry(node: MapNode | None) -> Retry:
    usual = Retry()
    if node is None:
        return usual
    on = tuple(word.text for word in node.words("on")) if node.get("on") is not None else usual.on
    return Retry(node.whole("attempts") or usual.attempts, on)
