"""Tests: the `tests` of a recipe file are read, and what they name is held against the recipe."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from engine.catalog import Model
from engine.language.render import normalised
from engine.recipe.callee import Callee
from engine.recipe.declared import Input
from engine.recipe.expected import (
    Expected,
    ExpectedAmount,
    ExpectedPrompt,
    ExpectedRequest,
    ExpectedValue,
    PlacedText,
    RecipeTest,
)
from engine.recipe.stand_ins import StandIns
from engine.recipe.value_reader import ValueReader
from engine.text.composed import composed
from engine.text.nodes import ListNode, MapNode, Node, ScalarNode, value_of
from engine.text.scalars import Plain
from engine.values.fault import Faults

_FAULTS: Final = "faults"


class TestReader:
    """Reads the tests of one recipe; `callees` is what each of its steps uses, None if that is unknown."""

    def __init__(
        self, inputs: Mapping[str, Input], callees: Mapping[str, Callee | None], reader: ValueReader, faults: Faults
    ) -> None:
        self._inputs = inputs
        self._callees = callees
        self._reader = reader
        self._faults = faults

    def read(self, root: MapNode) -> tuple[RecipeTest, ...]:
        """Return the tests in the order of the file."""
        found: dict[str, RecipeTest] = {}
        for entry in root.maps("tests"):
            test = self._test(entry)
            if test is None:
                continue
            earlier = found.setdefault(test.name.text, test)
            if earlier is not test:
                line = earlier.name.place.line
                self._faults.add("test-name-repeated", test.name.place, name=test.name.text, line=line)
        return tuple(found.values())

    def _test(self, entry: MapNode) -> RecipeTest | None:
        name, expect = entry.scalar("name"), entry.map("expect")
        if name is None or expect is None:
            return None
        stand_ins = StandIns(self._inputs, self._faults)
        given = {key.text: stand_ins.given(key.text, inner) for key, inner in entry.pairs("inputs")}
        if expect.get(_FAULTS) is None:
            self._check_inputs(entry)
        return RecipeTest(
            name=_words(name),
            inputs=MappingProxyType(given),
            stand_ins=MappingProxyType(stand_ins.facts),
            service=_words(service) if (service := entry.scalar("service")) is not None else None,
            expected=self._expected(expect),
        )

    def _check_inputs(self, entry: MapNode) -> None:
        for key, _ in entry.pairs("inputs"):
            if key.text not in self._inputs:
                self._faults.unknown("input-unknown", key.place, key.text, self._inputs)

    # -- what is expected ---------------------------------------------------------------------------------------------

    def _expected(self, node: MapNode) -> Expected:
        if node.get(_FAULTS) is not None:
            other = next((key for key, _ in node if key.text != _FAULTS and not key.text.startswith("x-")), None)
            if other is not None:
                self._faults.add("test-faults-alone", other.place, name=other.text)
        return Expected(
            prompts=tuple(self._prompts(node)),
            requests=tuple(self._requests(node)),
            run=self._tasks(node, "run"),
            skip=self._tasks(node, "skip"),
            places=MappingProxyType({key.text: key.place for key, _ in node}),
            billed_seconds=_amount(node.get("billed_seconds")),
            cost=_amount(node.get("cost")),
            faults=_all_words(node, _FAULTS),
        )

    def _prompts(self, node: MapNode) -> Iterator[ExpectedPrompt]:
        for key, inner in node.pairs("prompts"):
            task = _words(key)
            self._check_task(task)
            if isinstance(inner, MapNode):
                contains, lacks = _all_words(inner, "contains"), _all_words(inner, "lacks")
                yield ExpectedPrompt(task, contains=contains, lacks=lacks)
            elif isinstance(inner, ScalarNode):
                self._reader.losses(inner)
                yield ExpectedPrompt(task, PlacedText(normalised(inner.text), inner.place))

    def _requests(self, node: MapNode) -> Iterator[ExpectedRequest]:
        for key, inner in node.pairs("requests"):
            task = _words(key)
            self._check_task(task)
            if isinstance(inner, MapNode):
                self._check_parameters(task.text, inner)
                values = {name.text: ExpectedValue(_value(value), value.place, name.place) for name, value in inner}
                yield ExpectedRequest(task, MappingProxyType(values))

    def _tasks(self, node: MapNode, name: str) -> tuple[PlacedText, ...] | None:
        if not isinstance(node.get(name), ListNode):
            return None
        tasks = _all_words(node, name)
        for task in tasks:
            self._check_task(task)
        return tasks

    def _check_task(self, task: PlacedText) -> None:
        """Hold the step of a task's name against the recipe; its keys are known only when it is planned."""
        name = step_of(task.text)
        if name not in self._callees:
            self._faults.unknown("unknown-step", task.place, name, self._callees)

    def _check_parameters(self, task: str, node: MapNode) -> None:
        callee = self._callees.get(step_of(task))
        if not isinstance(callee, Model):
            return
        for key, _ in node:
            if key.text not in callee.parameters:
                self._faults.unknown("unknown-key", key.place, key.text, callee.parameters)


def step_of(task: str) -> str:
    """Return the step of this recipe that a task's name begins with: "looks" of looks@ink and of looks@ink/grade."""
    return task.partition("/")[0].partition("@")[0]


def _words(node: ScalarNode) -> PlacedText:
    return PlacedText(composed(node.text), node.place)


def _all_words(node: MapNode, name: str) -> tuple[PlacedText, ...]:
    return tuple(_words(item) for item in node.words(name))


def _value(node: Node) -> Plain | tuple[Plain, ...]:
    if isinstance(node, ListNode):
        return tuple(item.value for item in node.items if isinstance(item, ScalarNode))
    return value_of(node)


def _amount(node: Node | None) -> ExpectedAmount | None:
    low, high = (node.scalar("low"), node.scalar("high")) if isinstance(node, MapNode) else (node, node)
    if not isinstance(low, ScalarNode) or not isinstance(high, ScalarNode) or node is None:
        return None
    return ExpectedAmount(_written(low), _written(high), node.place)


def _written(node: ScalarNode) -> str:
    """Return a number in its plain form, as it would be with YAML's `1e1` written out; a text as it is."""
    return format(node.value, "f") if isinstance(node.value, Decimal) else str(node.value)
