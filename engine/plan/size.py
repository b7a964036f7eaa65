"""Size: how many tasks a recipe comes to, counted before any of them is made, and a bound for what can't be counted before."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import prod

from engine.catalog import Tool
from engine.catalog.catalog import Catalog
from engine.errors import FaultsFound
from engine.language.bindings import Evaluated
from engine.language.evaluate import evaluate, holds
from engine.language.values import Expression, ListValue, Value, references_of
from engine.plan.unknown import Unknown, names_item
from engine.recipe import Callee, Recipe, RecipeBindings, Step, callee_of, inner_inputs
from engine.recipe.model import axis_step
from engine.recipe.roots import steps_named


class TooManyError(Exception):
    """The bound is reached while tasks are made."""


@dataclass(slots=True)
class Room:
    """How many tasks, and how many uses of recipes, one row may still come to."""

    most: int
    tasks: int = 0
    recipes: int = 0

    def task(self) -> None:
        """Take room for a task; raises TooManyError if there is none."""
        self.tasks += 1
        if self.tasks > self.most:
            raise TooManyError

    def recipe(self) -> None:
        """Take room for one use of a recipe; raises TooManyError if there is none."""
        self.recipes += 1
        if self.recipes > self.most:
            raise TooManyError


@dataclass(frozen=True, slots=True)
class Excess:
    """A step of the first recipe with which there are too many tasks: at least `count`."""

    step: Step
    count: int


@dataclass(frozen=True, slots=True)
class Counter:
    """Counts at least how many tasks a recipe comes to: what depends on media or on an item counts as nothing."""

    catalog: Catalog
    most: int

    def excess(self, recipe: Recipe, bindings: RecipeBindings, unknown: frozenset[str]) -> Excess | None:
        """Return the step with which a recipe has too many tasks, or None."""
        if recipe.is_flat and len(recipe.steps) <= self.most:
            return None
        count = 0
        for step, more in self._steps(recipe, bindings, Unknown(unknown)):
            count += more
            if count > self.most:
                return Excess(step, count)
        return None

    def _least(self, recipe: Recipe, bindings: RecipeBindings, unknown: Unknown) -> int:
        count = 0
        for _, more in self._steps(recipe, bindings, unknown):
            count += more
            if count > self.most:
                break
        return count

    def _steps(self, recipe: Recipe, bindings: RecipeBindings, unknown: Unknown) -> Iterator[tuple[Step, int]]:
        items: dict[str, int] = {}
        for step in recipe.in_order:
            callee = callee_of(step, recipe, self.catalog)
            many = self._items(step, bindings, unknown, items)
            items[step.id] = (
                0 if isinstance(callee, Tool) and callee.keyed else many
            )  # a clip may be none, or many pieces
            yield step, many * self._each(step, callee, bindings, unknown) if many else 0

    def _items(self, step: Step, bindings: RecipeBindings, unknown: Unknown, before: Mapping[str, int]) -> int:
        if step.foreach is None:
            return 1
        once = step.condition.once
        if once is not None and not _holds(once, bindings, unknown):
            return 0
        return prod(_members(value, bindings, unknown, before) for value in step.foreach.axes.values())

    def _each(self, step: Step, callee: Callee, bindings: RecipeBindings, unknown: Unknown) -> int:
        """Return at least how many tasks one item of a step is; a step that is not done is one."""
        if not isinstance(callee, Recipe) or not _is_done(step, bindings, unknown):
            return 1
        known: dict[str, Evaluated] = {}
        for name, value in step.arguments.items():
            found = _value(value, bindings, unknown)
            if found is not None:
                known[name] = found
        open_ = Unknown(frozenset(step.arguments) - known.keys())
        inputs = inner_inputs(callee, known, bindings.media)
        within = RecipeBindings(inputs=inputs, media=bindings.media, values=callee.values)
        return max(1, self._least(callee, within, open_))


def _members(value: Value, bindings: RecipeBindings, unknown: Unknown, before: Mapping[str, int]) -> int:
    """Return at least how many items an axis gives."""
    over = axis_step(value)
    if over is not None:
        return before.get(over, 0)
    if isinstance(value, ListValue):
        return sum(
            _members(member, bindings, unknown, before) if isinstance(member, Expression) else 1
            for member in value.items
        )
    found = _value(value, bindings, unknown)
    if found is None:
        return 0
    return len(found) if isinstance(found, tuple) else 1


def _value(value: Value, bindings: RecipeBindings, unknown: Unknown) -> Evaluated | None:
    """Return what a value is, None if inputs alone don't tell."""
    if not _is_of_inputs(value) or unknown.touches(value):
        return None
    try:
        return evaluate(value, bindings)
    except FaultsFound:
        return None


def _is_done(step: Step, bindings: RecipeBindings, unknown: Unknown) -> bool:
    """Tell whether a step is surely done."""
    return all(_holds(part, bindings, unknown) for part in step.condition.parts)


def _holds(part: Value, bindings: RecipeBindings, unknown: Unknown) -> bool:
    if not _is_of_inputs(part) or unknown.touches(part):
        return False
    try:
        return holds(part, bindings)
    except FaultsFound:
        return False


def _is_of_inputs(value: Value) -> bool:
    return not (names_item(value) or steps_named(references_of(value)))
