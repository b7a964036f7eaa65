"""Expansion: the steps of a recipe become the tasks of one row."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial

from engine.catalog import Model, Role, Tool
from engine.errors import FaultsFound
from engine.language.bindings import Evaluated, Keyed, Record, position
from engine.language.evaluate import evaluate, holds
from engine.language.values import Value
from engine.plan.blame import Blame
from engine.plan.body import uses_of
from engine.plan.cuts import Piece
from engine.plan.facts import facts_of
from engine.plan.given import Basis, RowGiven
from engine.plan.model import PlannedOutput, Row
from engine.plan.outputs import planned_outputs
from engine.plan.pool import Pool
from engine.plan.requests import Requests, address_faults, model_faults
from engine.plan.size import Counter, Room, TooManyError
from engine.plan.tasks import RecipeTasks, made_by, named
from engine.plan.tools import facts_of_tool, pieces_of, settled
from engine.plan.unknown import Unknown, decides_output, facts_unknown, names_item, unsure_outputs, with_something
from engine.plan.words import words_of
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
from engine.recipe.model import UNCONDITIONAL, axis_step
from engine.values.absent import ABSENT, Absent
from engine.values.fault import Fault, fault
from engine.values.media import Media
from engine.values.place import Place
from engine.values.reason import Reason, because

Outputs = Mapping[str, Media | Absent | Keyed]


@dataclass(slots=True)
class Expansion:
    """One recipe walked for one row, each step after those that it reads.

    Without `asks` no requests are worked out and no tasks added: that finds the same faults. `unknown` is what a check does
    not know, and what a fault leaves unknown: nothing that depends on it is judged.
    """

    recipe: Recipe
    given: RowGiven
    requests: Requests
    tasks: RecipeTasks
    blame: Blame
    room: Room
    asks: bool = True
    faults: list[Fault] = field(default_factory=list)
    bindings: RecipeBindings = field(init=False)
    unknown: Unknown = field(init=False)
    _step: Step | None = None  # at which the walk is
    _outputs_of: dict[str, Mapping[str, Evaluated]] = field(default_factory=dict)  # which later steps see
    _items_of: dict[str, tuple[Item, ...]] = field(default_factory=dict)
    _asked: dict[tuple[str, object], str] = field(default_factory=dict)  # by step and request: the item that asks it
    _told: set[Place] = field(default_factory=set)  # where it is said that two items ask the same

    def __post_init__(self) -> None:
        given = self.given
        self.bindings = RecipeBindings(
            inputs=given.inputs,
            steps=self._outputs_of,
            items=self._items_of,
            values=self.recipe.values,
            media=given.media,
        )
        self.unknown = Unknown(given.unknown)

    @property
    def basis(self) -> Basis:
        return self.requests.basis

    @classmethod
    def of_row(
        cls, recipe: Recipe, given: RowGiven, requests: Requests, pool: Pool, *, asks: bool = True
    ) -> "Expansion":
        """Begin with one row, whose tasks go into the pool of all."""
        basis = requests.basis
        tasks = RecipeTasks(pool, given.key, basis.currency, (given.key,) if given.key else ())
        return cls(
            recipe, given, requests, tasks, Blame(recipe, given), Room(basis.most_tasks), asks and not given.unknown
        )

    def _within(
        self, step: Step, recipe: Recipe, arguments: Mapping[str, Evaluated], key: str, unknown: frozenset[str]
    ) -> "Expansion":
        """Return the expansion of a recipe that a step uses."""
        inputs = inner_inputs(recipe, arguments, self.given.media)
        given = replace(self.given, inputs=inputs, places={}, unknown=unknown)
        path = (*self.tasks.path, named(step, key))
        tasks = RecipeTasks(self.tasks.pool, given.key, self.basis.currency, path, self.tasks.needs(step))
        blame = Blame(recipe, given, self.blame, step)
        return Expansion(recipe, given, self.requests, tasks, blame, self.room, self.asks)

    def expand(self) -> Row:
        """Add the tasks of every step; return the row. What is wrong is in `faults` afterwards."""
        excess = Counter(self.basis.catalog, self.room.most).excess(self.recipe, self.bindings, self.given.unknown)
        if excess is not None:
            self._too_many(excess.step, excess.count)
            return Row(self.given.key, ())
        try:
            self.walk()
        except TooManyError:
            assert self._step is not None, "the walk has begun"
            self._too_many(self._step, self.room.most + 1)
        return Row(
            key=self.given.key,
            outputs=self._outputs(),
            tasks=tuple(self.tasks.ids),
            columns=self.given.columns,
            axes=self.given.axes,
        )

    def _too_many(self, step: Step, count: int) -> None:
        written = step.foreach.place if step.foreach is not None else step.place
        limit, place = self.room.most, self.blame.items(step, written)
        self.faults.append(fault("too-many-tasks", place, count=count, limit=limit))

    def _outputs(self) -> tuple[PlannedOutput, ...]:
        known = [output for output in self.recipe.outputs.values() if not self.unknown.touches(output.value)]
        try:
            return () if self.faults else tuple(planned_outputs(known, self.bindings, self.given.name_of))
        except FaultsFound as found:
            self.faults += found.faults
            return ()

    def walk(self) -> None:
        """Add the tasks of every step, each after those that it reads."""
        for step in self.recipe.in_order:
            before, self._step = len(self.tasks.ids), step
            try:
                self._add(step)
            except FaultsFound as found:
                self.faults += found.faults
                self._lose(step)
            self.tasks.ended(step, before)

    # -- steps -------------------------------------------------------------------------------------------------------

    def _add(self, step: Step) -> None:
        callee = callee_of(step, self.recipe, self.basis.catalog)
        if step.foreach is not None:
            self._each(step, step.foreach, callee)
        elif isinstance(callee, Tool) and callee.keyed:
            self._split(step, callee)
        else:
            outputs = self._one(step, callee, self.bindings, "")
            if outputs is None:
                self._lose(step)
            else:
                self._know(step, outputs)

    def _know(self, step: Step, outputs: Mapping[str, Evaluated], items: tuple[Item, ...] | None = None) -> None:
        """Let later steps see what this one gives."""
        self._outputs_of[step.id] = outputs
        if items is not None:
            self._items_of[step.id] = items

    def _lose(self, step: Step) -> None:
        """Let nothing be judged by what a step gives."""
        self.unknown.steps.add(step.id)
        self.asks = False

    def _each(self, step: Step, foreach: ForEach, callee: Model | Tool | Recipe) -> None:
        lists = [*foreach.axes.values(), *([foreach.key] if foreach.key is not None else [])]
        if self._holds(step, step.condition.once, self.bindings) is False:
            self._know(step, self._skip(step, callee, "", because("condition-false")))
            return
        if any(map(self.unknown.touches, lists)):
            self._of_any_item(step, callee)
            return
        absent = [f"steps.{name}" for name in _steps_over(foreach) if name not in self.bindings.items]
        if absent:
            self._know(step, self._skip(step, callee, "", because("input-skipped", names=", ".join(absent))))
            return
        items, before = items_of(step, self.bindings), len(self.faults)
        self.faults += [replace(one, place=self.blame.items(step, one.place)) for one in items.faults]
        done: list[Item] = []
        for at, item in enumerate(items.items, 1):
            bindings = replace(self.bindings, item=item.value, loop=position(at, len(items.items)))
            outputs = self._one(step, callee, bindings, item.key)
            if outputs is not None:
                done.append(item.giving(outputs))
        if len(self.faults) > before or len(done) < len(items.items):
            self._lose(step)
        else:
            self._know(step, gathered(done, callee.outputs), tuple(done))

    def _of_any_item(self, step: Step, callee: Model | Tool | Recipe) -> None:
        """Judge what holds for every item of a list that isn't known."""
        self.unknown.item = True
        try:
            self._one(step, callee, self.bindings, "")
        finally:
            self.unknown.item = False
        self._lose(step)

    def _split(self, step: Step, tool: Tool) -> None:
        """Cut a clip up: each piece is a trim of its own, so that pieces are kept and reused one by one."""
        sure = self._is_done(step, self.bindings)
        if sure is None or self.unknown.arguments(step):
            self._lose(step)
            return
        if sure is False:
            self._know(step, self._skip(step, tool, "", because("condition-false")))
            return
        arguments = evaluate_arguments(step, tool, self.bindings, partial(self.blame.argument, step))
        if arguments.faults:
            raise FaultsFound(arguments.faults)
        if arguments.missing:
            reason = because("input-skipped", names=", ".join(arguments.missing))
            self._know(step, self._skip(step, tool, "", reason))
            return
        done: list[Item] = []
        for piece in self._pieces(step, tool, arguments.values):
            done += self._piece(step, piece, arguments.values["video"])
        self._know(step, gathered(done, tool.outputs), tuple(done))

    def _pieces(self, step: Step, tool: Tool, arguments: Mapping[str, Evaluated]) -> tuple[Piece, ...]:
        far = tuple(address_faults(step, tool, arguments, self.blame, self.tasks.name(step, "")))
        pieces, faults = ((), far) if far else pieces_of(arguments, partial(self.blame.value, step))
        if faults:
            raise FaultsFound(faults)
        return pieces

    def _piece(self, step: Step, piece: Piece, video: Evaluated) -> Iterator[Item]:
        self.room.task()
        trim = self.basis.catalog.tools["media/trim"]
        values = {"video": video, "start": piece.start, "seconds": piece.seconds}
        outputs = self._tool(step, trim, values, piece.key, piece=piece)
        if outputs is not None:
            value = Record({"start": piece.start, "seconds": piece.seconds})
            yield Item(key=piece.key, value=value, place=step.place).giving(outputs)

    def _one(self, step: Step, callee: Model | Tool | Recipe, bindings: RecipeBindings, key: str) -> Outputs | None:
        """Add what one instance of a step needs; return its outputs, or None if nobody can know them."""
        if isinstance(callee, Recipe):
            self.room.recipe()
        else:
            self.room.task()
        done = self._is_done(step, bindings)
        if done is None and not self._is_perhaps_done(step):
            return None
        if done is False:
            return self._skip(step, callee, key, because("condition-false"))
        unknown = self.unknown.arguments(step)
        arguments = evaluate_arguments(step, callee, bindings, partial(self.blame.argument, step), unknown)
        self.faults += arguments.faults
        if arguments.missing:
            names = ", ".join(arguments.missing)
            return self._skip(step, callee, key, because("input-skipped", names=names))
        if arguments.faults:
            return None
        match callee:
            case Recipe():
                return self._inner(step, callee, arguments.values, key, unknown)
            case Tool():
                return self._tool(step, callee, arguments.values, key, unknown)
            case Model():
                self._trace(step, callee, arguments.values, bindings, key)
                return self._model(step, callee, arguments.values, key, unknown)

    def _trace(
        self, step: Step, model: Model, given: Mapping[str, Evaluated], bindings: RecipeBindings, key: str
    ) -> None:  # fmt: skip
        """Note where the words of a prompt come from, if anybody wants to know."""
        prompt, traces = model.with_role(Role.PROMPT), self.requests.traces
        text = given.get(prompt.name) if prompt is not None else None
        if traces is not None and prompt is not None and isinstance(text, str):
            origins, campaign = self.blame.origins, bool(self.given.key)
            words = words_of(step, prompt.name, text, bindings, self.recipe, origins, campaign=campaign)
            traces[self.tasks.name(step, key)] = words

    def _is_done(self, step: Step, bindings: RecipeBindings) -> bool | None:
        """Tell whether a step's `if` holds, None if that isn't known."""
        if step.condition == UNCONDITIONAL:
            return True
        found = [self._holds(step, step.condition.once, bindings)]
        if found[0] is not False:
            found.append(self._holds(step, step.condition.each, bindings))
        return False if False in found else None if None in found else True

    def _holds(self, step: Step, part: Value | None, bindings: RecipeBindings) -> bool | None:
        """Tell whether a part of an `if` holds, None if that isn't known; its faults stand where its values come from."""
        if part is None:
            return True
        if self.unknown.touches(part):
            return None
        try:
            return holds(part, bindings)
        except FaultsFound as found:
            raise self.blame.condition(step, found) from found

    def _is_perhaps_done(self, step: Step) -> bool:
        """Note that a step may be done; not if what is known may be just what keeps it from that."""
        if any(map(self.unknown.names_known, step.condition.parts)):
            return False
        self.unknown.perhaps.add(step.id)
        return True

    def _skip(self, step: Step, callee: Model | Tool | Recipe, key: str, reason: Reason) -> Outputs:
        self.tasks.skipped(step, key, reason)
        return dict.fromkeys(callee.outputs, ABSENT)

    # -- what a step uses --------------------------------------------------------------------------------------------

    def _model(
        self, step: Step, model: Model, given: Mapping[str, Evaluated], key: str, unknown: frozenset[str]
    ) -> Outputs | None:
        arguments = with_something(model, given, unknown) if unknown else given
        uses = uses_of(model, arguments)
        asks = self.asks and not unknown
        kind = self.requests.known(model, arguments) if asks else None
        if kind is None:
            faults = model_faults(step, model, arguments, uses, self.blame, unknown)
            if faults:
                self.faults += faults
                return None
        if not asks:
            facts = facts_unknown(model) if decides_output(model, unknown) else facts_of(model, arguments)
            self._differs(step, key, tuple(arguments.items()), unknown)
            return made_by(self.tasks.name(step, key), facts)
        kind = kind or self.requests.learn(model, arguments, facts_of(model, arguments))
        request = self.requests.of_model(model, arguments, uses, kind)
        self._differs(step, key, request.asked.identity.fingerprint)
        return self.tasks.asking(step, key, request, kind.facts)

    def _tool(
        self,
        step: Step,
        tool: Tool,
        given: Mapping[str, Evaluated],
        key: str,
        unknown: frozenset[str] = frozenset(),
        piece: Piece | None = None,
    ) -> Outputs | None:
        arguments = with_something(tool, given, unknown)
        if decides_output(tool, unknown):
            return made_by(self.tasks.name(step, key), facts_unknown(tool))
        far = tuple(address_faults(step, tool, arguments, self.blame, self.tasks.name(step, key)))
        told, faults = ({}, far) if far else settled(tool.name, arguments, partial(self.blame.value, step))
        if faults:
            self.faults += faults
            return None
        facts = facts_of_tool(tool, told, arguments, piece)
        if not self.asks or unknown:
            return made_by(self.tasks.name(step, key), facts)
        asks = self.requests.of_tool(tool, told, arguments, piece)
        return self.tasks.asking(step, key, asks, facts)

    def _inner(
        self, step: Step, recipe: Recipe, arguments: Mapping[str, Evaluated], key: str, unknown: frozenset[str]
    ) -> Outputs | None:
        inner = self._within(step, recipe, arguments, key, unknown)
        inner.walk()
        self.faults += inner.faults
        self.tasks.ids |= inner.tasks.ids
        self.asks = inner.asks
        if inner.faults or any(inner.unknown.touches(output.value) for output in recipe.outputs.values()):
            return None
        if unsure_outputs(recipe, inner.unknown):
            self.unknown.perhaps.add(step.id)
        return {name: _medium(evaluate(output.value, inner.bindings)) for name, output in recipe.outputs.items()}

    def _differs(self, step: Step, key: str, asked: object, unknown: frozenset[str] = frozenset()) -> None:
        """Two items that ask for one request are a mistake: one of them was meant to be another."""
        if step.foreach is None or any(names_item(step.arguments[name]) for name in unknown):
            return
        other = self._asked.setdefault((step.id, asked), key)
        if other == key:
            return
        place = self.blame.items(step, step.foreach.place)
        if place not in self._told:
            self._told.add(place)
            self.faults.append(fault("items-ask-same", place, left=other, right=key))


def _steps_over(foreach: ForEach) -> tuple[str, ...]:
    """Return the steps that a repetition runs over."""
    return tuple(name for name in map(axis_step, foreach.axes.values()) if name is not None)


def _medium(value: Evaluated) -> Media | Absent | Keyed:
    assert isinstance(value, Media | Absent | Keyed), "outputs are media, which the recipe's checks see to"
    return value
