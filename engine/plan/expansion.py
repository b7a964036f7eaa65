"""Expansion: the steps of a recipe become the tasks of one row."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from engine.catalog import Model
from engine.plan.body import body_of, uses_of
from engine.plan.facts import facts_of
from engine.plan.fingerprint import asked_of
from engine.plan.given import Basis, RowGiven
from engine.plan.graph import before_of, ordered
from engine.plan.limits import duration_faults, limit_faults
from engine.plan.model import Action, Estimate, Member, PlannedOutput, Reason, Request, Row, Task
from engine.plan.pool import Pool
from engine.plan.price import bound_of, estimate_of, tier_of
from engine.recipe import Evaluated, Recipe, Scope, Step, evaluate, evaluate_arguments, holds
from engine.values.absent import ABSENT
from engine.values.fault import Fault
from engine.values.media import Media, MediaFacts, TaskSource
from engine.values.place import Place


@dataclass(slots=True)
class Expansion:
    """One recipe expanded for one row; its tasks go into the pool that all rows share."""

    recipe: Recipe
    given: RowGiven
    basis: Basis
    pool: Pool
    faults: list[Fault] = field(default_factory=list)
    outputs: dict[str, Mapping[str, Evaluated]] = field(default_factory=dict)
    _tasks: dict[str, tuple[str, ...]] = field(default_factory=dict)  # step -> ids of the tasks that stand for it

    @property
    def scope(self) -> Scope:
        return Scope(inputs=self.given.inputs, steps=self.outputs, media=self.given.media)

    def expand(self) -> Row:
        """Add the tasks of every step; return the row. What is wrong is in `faults` afterwards."""
        for step in ordered(self.recipe.steps):
            self._add(step)
        outputs = () if self.faults else tuple(self._outputs())
        return Row(self.given.key, outputs, tuple(dict.fromkeys(t for tasks in self._tasks.values() for t in tasks)))

    def _add(self, step: Step) -> None:
        model = self.basis.catalog.models[step.uses]
        if step.if_ is not None and not holds(step.if_, self.scope):
            self._skip(step, model, Reason("condition-false", "its `if` does not hold"))
            return
        arguments = evaluate_arguments(step, model, self.scope)
        self.faults += arguments.faults
        self.faults += self._limits(step, model, arguments.values)
        if arguments.missing:
            names = ", ".join(arguments.missing)
            self._skip(step, model, Reason("input-skipped", f"{names} would come from a step that is skipped"))
        elif self.faults:
            self.outputs[step.id] = _media(step.id, facts_of(model, arguments.values))
            self._tasks[step.id] = ()
        else:
            self._run(step, model, arguments.values)

    def _run(self, step: Step, model: Model, arguments: Mapping[str, Evaluated]) -> None:
        asked = asked_of(model, arguments, realm=self.basis.terms.realm, upstream=self.pool.identities)
        facts = facts_of(model, arguments)
        name = self._name(step)
        leader = self.pool.leader(asked.identity.fingerprint)
        stands = leader.id if leader is not None else name
        self._tasks[step.id] = (stands,)
        self.outputs[step.id] = _media(stands, facts)
        arguments = {**arguments, "seed": asked.seed}
        needs = self._needs(step)
        price = self.basis.price(model)
        task = Task(
            id=name,
            row=self.given.key,
            step=step.id,
            model=model.name,
            action=Action.RUN if leader is None else Action.SHARE,
            reason=_new() if leader is None else Reason("shared", f"the same request as {leader.id}"),
            needs=needs if leader is None else (leader.id,),
            request=Request(
                model=model.name,
                endpoint=model.endpoint,
                body=body_of(model, arguments),
                asked=asked.form,
                media=uses_of(model, arguments),
                prompt=str(arguments.get("prompt", "")),
                tier=tier_of(model, arguments),
            ),
            fingerprint=asked.identity.fingerprint,
            reusable=asked.reusable and all(self.pool.tasks[need].reusable for need in needs),
            estimate=estimate_of(model, arguments, price, self.basis.terms),
            bound=bound_of(model, arguments, price),
            outputs=facts,
            stored=None,
            attempts=step.retry.attempts,
            retry_on=step.retry.on,
            on_error=step.on_error,
            depth=1 + max((self.pool.tasks[need].depth for need in needs), default=-1),
        )
        self.pool.add(task, asked.identity)

    def _skip(self, step: Step, model: Model, reason: Reason) -> None:
        nothing = Estimate.nothing(self.basis.price(model).currency)
        self.outputs[step.id] = dict.fromkeys(model.outputs, ABSENT)
        self._tasks[step.id] = ()
        task = Task(
            id=self._name(step), row=self.given.key, step=step.id, model=model.name, action=Action.SKIP, reason=reason,
            needs=(), request=None, fingerprint=None, reusable=False, estimate=nothing, bound=nothing.cost_high,
            outputs={}, stored=None, attempts=step.retry.attempts, retry_on=step.retry.on, on_error=step.on_error, depth=0,
        )  # fmt: skip
        self.pool.add(task)

    def _name(self, step: Step) -> str:
        """Name a task row/step; never by position."""
        return f"{self.given.key}/{step.id}" if self.given.key else step.id

    def _needs(self, step: Step) -> tuple[str, ...]:
        """The tasks that must end well first; a skipped step holds nobody up."""
        return tuple(dict.fromkeys(task for before in before_of(step) for task in self._tasks[before]))

    def _limits(self, step: Step, model: Model, arguments: Mapping[str, Evaluated]) -> list[Fault]:
        found: list[Fault] = []
        for use in uses_of(model, arguments):
            found += limit_faults(model, use.parameter, use.media, self._place(step, use.parameter, use.media))
        place = step.argument_places.get("duration", step.place)
        return found + duration_faults(arguments.get("duration"), arguments.get("video"), place)

    def _place(self, step: Step, parameter: str, media: Media) -> Place:
        """Where a medium was named: the given input that holds it, else the step's own line."""
        for name, value in self.given.inputs.items():
            if value is media or (isinstance(value, tuple) and any(item is media for item in value)):
                return self.given.places.get(name, self.recipe.inputs[name].place)
        return step.argument_places.get(parameter, step.place)

    def _outputs(self) -> list[PlannedOutput]:
        found = []
        for output in self.recipe.outputs.values():
            value = evaluate(output.value, self.scope)
            many = isinstance(value, tuple)
            media = value if isinstance(value, tuple) else (value,)
            members = tuple(
                self._member(output.name, str(n) if many else "", item)
                for n, item in enumerate(media)
                if isinstance(item, Media)
            )
            found.append(PlannedOutput(output.name, members, many))
        return found

    def _member(self, output: str, key: str, media: Media) -> Member:
        return Member(key, media, self.given.name_of(output, key, media.facts.format or "mp4"))


def _new() -> Reason:
    return Reason("new", "no stored result answers this request")


def _media(task: str, facts: Mapping[str, MediaFacts]) -> dict[str, Evaluated]:
    return {name: Media(source=TaskSource(task, name), facts=known) for name, known in facts.items()}
