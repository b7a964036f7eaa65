"""Expansion: the steps of a recipe become the tasks of one row."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import partial

from engine.catalog import Model, Tool
from engine.errors import FaultsFound
from engine.language.bindings import Evaluated, Keyed, Record, position
from engine.language.evaluate import evaluate, holds
from engine.language.values import Value
from engine.plan import requests
from engine.plan.blame import Blame
from engine.plan.body import uses_of
from engine.plan.cuts import Piece
from engine.plan.facts import facts_of
from engine.plan.fingerprint import AskedForm
from engine.plan.given import Basis, RowGiven
from engine.plan.model import PlannedOutput, Row
from engine.plan.origins import Origins
from engine.plan.outputs import planned_outputs
from engine.plan.pool import Pool
from engine.plan.requests import address_faults, model_faults
from engine.plan.tasks import RecipeTasks, made_by, named
from engine.plan.tools import facts_of_tool, pieces_of, settled
from engine.recipe import (
    ForEach,
    Item,
    Recipe,
    RecipeBindings,
    Step,
    callee_of,
    evaluate_arguments,
    gathered,
    inner_inputs,
    items_of,
)
from engine.recipe.model import axis_step
from engine.values.absent import ABSENT, Absent
from engine.values.fault import Fault, fault
from engine.values.media import Media
from engine.values.place import Place
from engine.values.reason import Reason, because

Outputs = Mapping[str, Media | Absent | Keyed]


@dataclass(slots=True)
class Expansion:
    """One recipe walked for one row, each step after those that it reads.

    Without `asks` no requests are worked out and no tasks added: that finds the same faults wherever there are no items
    whose requests must differ.
    """

    recipe: Recipe
    given: RowGiven
    basis: Basis
    tasks: RecipeTasks
    blame: Blame
    asks: bool = True
    faults: list[Fault] = field(default_factory=list)
    bindings: RecipeBindings = field(init=False)
    _asked: dict[tuple[str, str], str] = field(default_factory=dict)  # (step, fingerprint) -> the item that asks it
    _told: set[Place] = field(default_factory=set)  # where it is said that two items ask the same

    def __post_init__(self) -> None:
        self.bindings = RecipeBindings(inputs=self.given.inputs, media=self.given.media, values=self.recipe.values)

    @classmethod
    def of_row(cls, recipe: Recipe, given: RowGiven, basis: Basis, pool: Pool, *, asks: bool = True) -> "Expansion":
        """Begin with one row, whose tasks go into the pool of all."""
        tasks = RecipeTasks(pool, given.key, basis.currency, (given.key,) if given.key else ())
        return cls(recipe, given, basis, tasks, Blame(recipe, given, Origins.of_row(given.places, given.cells)), asks)

    def _within(self, step: Step, recipe: Recipe, arguments: Mapping[str, Evaluated], key: str) -> "Expansion":
        """Return the expansion of a recipe that a step uses."""
        given = replace(self.given, inputs=inner_inputs(recipe, arguments, self.given.media), places={})
        path = (*self.tasks.path, named(step, key))
        tasks = RecipeTasks(self.tasks.pool, given.key, self.basis.currency, path, self.tasks.needs(step))
        blame = Blame(recipe, given, self.blame.origins.within(step))
        return Expansion(recipe, given, self.basis, tasks, blame, self.asks)

    def expand(self) -> Row:
        """Add the tasks of every step; return the row. What is wrong is in `faults` afterwards."""
        self.walk()
        outputs: tuple[PlannedOutput, ...] = ()
        try:
            outputs = () if self.faults else tuple(planned_outputs(self.recipe, self.bindings, self.given.name_of))
        except FaultsFound as found:
            self.faults += found.faults
        return Row(self.given.key, outputs, tuple(self.tasks.ids))

    def walk(self) -> None:
        """Add the tasks of every step, each after those that it reads."""
        for step in self.recipe.in_order:
            before = len(self.tasks.ids)
            try:
                self._add(step)
            except FaultsFound as found:
                self.faults += found.faults
            self.tasks.ended(step, before)

    # -- steps -------------------------------------------------------------------------------------------------------

    def _add(self, step: Step) -> None:
        callee = callee_of(step, self.recipe, self.basis.catalog)
        if step.foreach is not None:
            self._each(step, step.foreach, callee)
        elif isinstance(callee, Tool) and callee.keyed:
            self._split(step, callee)
        else:
            self._know(step, self._one(step, callee, self.bindings, ""))

    def _know(self, step: Step, outputs: Mapping[str, Evaluated], items: tuple[Item, ...] | None = None) -> None:
        """Let later steps see what this one gives."""
        known = {**self.bindings.items, step.id: items} if items is not None else self.bindings.items
        steps = {**self.bindings.steps, step.id: outputs}
        self.bindings = replace(self.bindings, steps=steps, items=known)

    def _each(self, step: Step, foreach: ForEach, callee: Model | Tool | Recipe) -> None:
        reason = self._absent(step, foreach)
        if reason is not None:
            self._know(step, self._skip(step, callee, "", reason))
            return
        items = items_of(step, self.bindings)
        self.faults += [replace(one, place=self.blame.items(step, one.place)) for one in items.faults]
        count = len(items.items)
        done = tuple(
            item.giving(
                self._one(step, callee, replace(self.bindings, item=item.value, loop=position(at, count)), item.key)
            )
            for at, item in enumerate(items.items, 1)
        )
        self._know(step, gathered(done, callee.outputs), done)

    def _absent(self, step: Step, foreach: ForEach) -> Reason | None:
        """Return why a repeated step is absent as a whole, before there are items; None if it isn't."""
        if not self._holds(step, step.condition.once, self.bindings):
            return because("condition-false")
        over = [name for name in map(axis_step, foreach.axes.values()) if name is not None]
        absent = [f"steps.{name}" for name in over if name not in self.bindings.items]
        return because("input-skipped", names=", ".join(absent)) if absent else None

    def _split(self, step: Step, tool: Tool) -> None:
        """Cut a clip up: each piece is a trim of its own, so that pieces are kept and reused one by one."""
        if not self._is_done(step, self.bindings):
            self._know(step, self._skip(step, tool, "", because("condition-false")))
            return
        arguments = evaluate_arguments(step, tool, self.bindings, partial(self.blame.argument, step))
        self.faults += arguments.faults
        if arguments.missing:
            reason = because("input-skipped", names=", ".join(arguments.missing))
            self._know(step, self._skip(step, tool, "", reason))
            return
        done: tuple[Item, ...] = ()
        if not arguments.faults:
            far = tuple(address_faults(step, tool, arguments.values, self.blame, self.tasks.name(step, "")))
            pieces, faults = ((), far) if far else pieces_of(arguments.values, partial(self.blame.value, step))
            self.faults += faults
            video = arguments.values["video"]
            done = tuple(self._piece(step, piece, video) for piece in pieces)
        self._know(step, gathered(done, tool.outputs), done)

    def _piece(self, step: Step, piece: Piece, video: Evaluated) -> Item:
        trim = self.basis.catalog.tools["media/trim"]
        values = {"video": video, "start": piece.start, "seconds": piece.seconds}
        value = Record({"start": piece.start, "seconds": piece.seconds})
        return Item(key=piece.key, value=value, place=step.place).giving(
            self._tool(step, trim, values, piece.key, piece)
        )

    def _one(self, step: Step, callee: Model | Tool | Recipe, bindings: RecipeBindings, key: str) -> Outputs:
        """Add what one instance of a step needs; return its outputs."""
        if not self._is_done(step, bindings):
            return self._skip(step, callee, key, because("condition-false"))
        arguments = evaluate_arguments(step, callee, bindings, partial(self.blame.argument, step))
        self.faults += arguments.faults
        if arguments.missing:
            names = ", ".join(arguments.missing)
            return self._skip(step, callee, key, because("input-skipped", names=names))
        if arguments.faults:
            return dict.fromkeys(callee.outputs, ABSENT)
        match callee:
            case Recipe():
                return self._inner(step, callee, arguments.values, key)
            case Tool():
                return self._tool(step, callee, arguments.values, key)
            case Model():
                return self._model(step, callee, arguments.values, key)

    def _is_done(self, step: Step, bindings: RecipeBindings) -> bool:
        """Tell whether a step's `if` holds."""
        return all(self._holds(step, part, bindings) for part in (step.condition.once, step.condition.each))

    def _holds(self, step: Step, part: Value | None, bindings: RecipeBindings) -> bool:
        """Tell whether a part of an `if` holds; what is wrong with its value stands where that comes from."""
        try:
            return part is None or holds(part, bindings)
        except FaultsFound as found:
            raise self.blame.condition(step, found) from found

    def _skip(self, step: Step, callee: Model | Tool | Recipe, key: str, reason: Reason) -> Outputs:
        self.tasks.skipped(step, key, reason)
        return dict.fromkeys(callee.outputs, ABSENT)

    # -- what a step uses --------------------------------------------------------------------------------------------

    def _model(self, step: Step, model: Model, arguments: Mapping[str, Evaluated], key: str) -> Outputs:
        uses = uses_of(model, arguments)
        faults = model_faults(step, model, arguments, uses, self.blame)
        if faults:
            self.faults += faults
            return dict.fromkeys(model.outputs, ABSENT)
        facts = facts_of(model, arguments)
        if not self.asks:
            return made_by(self.tasks.name(step, key), facts)
        asks = requests.of_model(model, arguments, uses, self.basis, self.tasks.pool.identities)
        self._differs(step, key, asks.asked)
        return self.tasks.asking(step, key, asks, facts)

    def _tool(
        self, step: Step, tool: Tool, arguments: Mapping[str, Evaluated], key: str, piece: Piece | None = None
    ) -> Outputs:
        far = tuple(address_faults(step, tool, arguments, self.blame, self.tasks.name(step, key)))
        told, faults = ({}, far) if far else settled(tool.name, arguments, partial(self.blame.value, step))
        if faults:
            self.faults += faults
            return dict.fromkeys(tool.outputs, ABSENT)
        facts = facts_of_tool(tool, told, arguments)
        if not self.asks:
            return made_by(self.tasks.name(step, key), facts)
        asks = requests.of_tool(tool, told, arguments, self.basis, self.tasks.pool.identities, piece)
        return self.tasks.asking(step, key, asks, facts)

    def _inner(self, step: Step, recipe: Recipe, arguments: Mapping[str, Evaluated], key: str) -> Outputs:
        inner = self._within(step, recipe, arguments, key)
        inner.walk()
        self.faults += inner.faults
        self.tasks.ids |= inner.tasks.ids
        if inner.faults:
            return dict.fromkeys(recipe.outputs, ABSENT)
        return {name: _medium(evaluate(output.value, inner.bindings)) for name, output in recipe.outputs.items()}

    def _differs(self, step: Step, key: str, asked: AskedForm) -> None:
        """Two items that ask for one request are a mistake: one of them was meant to be another."""
        if step.foreach is None:
            return
        other = self._asked.setdefault((step.id, asked.identity.fingerprint), key)
        if other == key:
            return
        place = self.blame.items(step, step.foreach.place)
        if place not in self._told:
            self._told.add(place)
            self.faults.append(fault("items-ask-same", place, left=other, right=key))


def _medium(value: Evaluated) -> Media | Absent | Keyed:
    assert isinstance(value, Media | Absent | Keyed), "outputs are media, which the recipe's checks see to"
    return value
