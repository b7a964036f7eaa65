"""Planning: a recipe, its inputs and the facts of their media become a plan, or all of the faults (pure)."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from engine.catalog import Catalog, Model, PriceRow
from engine.errors import OperatorError
from engine.plan.body import body_of, uses_of
from engine.plan.fingerprint import Identity, asked_of
from engine.plan.graph import before_of, closure, ordered
from engine.plan.limits import duration_faults, limit_faults
from engine.plan.model import (
    Action,
    Estimate,
    Plan,
    PlannedOutput,
    Reason,
    Request,
    Row,
    Task,
    Terms,
)
from engine.plan.price import bound_of, estimate_of, output_seconds, tier_of
from engine.plan.totals import totals_of
from engine.recipe import Evaluated, MediaName, Recipe, Scope, Step, evaluate, evaluate_arguments, holds
from engine.values.absent import ABSENT
from engine.values.canonical import canonical_json, digest_of
from engine.values.fault import Fault
from engine.values.media import DataSource, FileSource, Media, MediaFacts, TaskSource, UrlSource
from engine.values.place import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """All that a plan is made from, besides the recipe.

    `inputs` holds every declared input with its media resolved and probed; `media` the media that the recipe itself names in its
    steps; `places` where each given input stands, for faults.
    """

    inputs: Mapping[str, Evaluated]
    media: Mapping[MediaName, Media]
    places: Mapping[str, Place]
    terms: Terms
    day: date


@dataclass(frozen=True, slots=True)
class Planned:
    """A plan, or the faults that stand in its way."""

    plan: Plan | None
    faults: tuple[Fault, ...]


def make_plan(recipe: Recipe, given: Given, catalog: Catalog) -> Planned:
    """Work everything out; nothing is read, sent or spent."""
    draft = _Draft(recipe, given, catalog)
    for step in ordered(recipe.steps):
        draft.add(step)
    if draft.faults:
        return Planned(None, tuple(dict.fromkeys(draft.faults)))
    return Planned(draft.plan(), ())


@dataclass(slots=True)
class _Draft:
    recipe: Recipe
    given: Given
    catalog: Catalog
    faults: list[Fault] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)
    outputs: dict[str, Mapping[str, Evaluated]] = field(default_factory=dict)
    identities: dict[str, Identity] = field(default_factory=dict)
    depths: dict[str, int] = field(default_factory=dict)

    @property
    def scope(self) -> Scope:
        return Scope(inputs=self.given.inputs, steps=self.outputs, media=self.given.media)

    def add(self, step: Step) -> None:
        """Expand one step into its task."""
        model = self.catalog.models[step.uses]
        needs = before_of(step)
        self.depths[step.id] = 1 + max((self.depths[need] for need in needs), default=-1)
        if step.if_ is not None and not holds(step.if_, self.scope):
            self._skip(step, model, Reason("condition-false", "its `if` does not hold"))
            return
        arguments = evaluate_arguments(step, model, self.scope)
        self.faults += arguments.faults
        self.faults += self._limits(step, model, arguments.values)
        if arguments.missing:
            names = ", ".join(arguments.missing)
            self._skip(step, model, Reason("input-skipped", f"{names} would come from a step that is skipped"))
        elif not self.faults:
            self._run(step, model, needs, arguments.values)
        else:
            self.outputs[step.id] = self._media(step.id, model, _facts_of(model, arguments.values))

    def _run(self, step: Step, model: Model, needs: tuple[str, ...], arguments: Mapping[str, Evaluated]) -> None:
        terms, price = self.given.terms, self._price(model)
        asked = asked_of(model, arguments, realm=terms.realm, upstream=self.identities)
        arguments = {**arguments, "seed": asked.seed}
        request = Request(
            model=model.name,
            endpoint=model.endpoint,
            body=body_of(model, arguments),
            asked=asked.form,
            media=uses_of(model, arguments),
            prompt=str(arguments.get("prompt", "")),
            tier=tier_of(model, arguments),
        )
        facts = _facts_of(model, arguments)
        self.identities[step.id] = asked.identity
        self.outputs[step.id] = self._media(step.id, model, facts)
        self.tasks.append(
            Task(
                id=step.id,
                row="",
                step=step.id,
                model=model.name,
                action=Action.RUN,
                reason=Reason("new", "no stored result answers this request"),
                needs=tuple(need for need in needs if need in self.identities),
                request=request,
                fingerprint=asked.identity.fingerprint,
                reusable=asked.reusable and all(self._task(need).reusable for need in needs if need in self.identities),
                estimate=estimate_of(model, arguments, price, terms),
                bound=bound_of(model, arguments, price),
                outputs=facts,
                stored=None,
                attempts=step.retry.attempts,
                retry_on=step.retry.on,
                on_error=step.on_error,
                depth=self.depths[step.id],
            )
        )

    def _skip(self, step: Step, model: Model, reason: Reason) -> None:
        currency = self._price(model).currency
        nothing = Estimate.nothing(currency)
        self.outputs[step.id] = dict.fromkeys(model.outputs, ABSENT)
        self.tasks.append(
            Task(
                id=step.id, row="", step=step.id, model=model.name, action=Action.SKIP, reason=reason, needs=(),
                request=None, fingerprint=None, reusable=False, estimate=nothing, bound=nothing.cost_high, outputs={},
                stored=None, attempts=step.retry.attempts, retry_on=step.retry.on, on_error=step.on_error,
                depth=self.depths[step.id],
            )
        )  # fmt: skip

    def _task(self, task_id: str) -> Task:
        return next(task for task in self.tasks if task.id == task_id)

    def _price(self, model: Model) -> PriceRow:
        row = model.price_on(self.given.terms.region, self.given.day)
        if row is None:
            raise OperatorError("no-price", model=model.name, region=self.given.terms.region, day=str(self.given.day))
        return row

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

    @staticmethod
    def _media(step: str, model: Model, facts: Mapping[str, MediaFacts]) -> dict[str, Evaluated]:
        return {name: Media(source=TaskSource(step, name), facts=facts[name]) for name in model.outputs}

    def plan(self) -> Plan:
        """Put the tasks together."""
        row = Row("", tuple(self._outputs()))
        wanted = {
            media.source.task
            for output in row.outputs
            for _, media in output.members
            if isinstance(media.source, TaskSource)
        }
        needed = closure(wanted, {task.id: task.needs for task in self.tasks})
        tasks = [task if task.id in needed or task.action is Action.SKIP else _unneeded(task) for task in self.tasks]
        currency = tasks[0].bound.currency if tasks else "CNY"
        return Plan(
            name=self.recipe.name,
            version=self.recipe.version,
            recipe_digest=self.recipe.digest,
            terms=self.given.terms,
            catalog=self.catalog.version,
            day=self.given.day,
            inputs={name: _shown(value) for name, value in self.given.inputs.items()},
            rows=(row,),
            tasks=tuple(tasks),
            totals=totals_of(tasks, currency),
            digest=_digest(self.given.terms, tasks),
        )

    def _outputs(self) -> list[PlannedOutput]:
        found = []
        for output in self.recipe.outputs.values():
            value = evaluate(output.value, self.scope)
            many = isinstance(value, tuple)
            members = value if isinstance(value, tuple) else (value,)
            keyed = [(str(n) if many else "", item) for n, item in enumerate(members) if isinstance(item, Media)]
            found.append(PlannedOutput(output.name, tuple(keyed), many))
        return found


def _unneeded(task: Task) -> Task:
    return replace(task, action=Action.UNNEEDED, reason=Reason("unneeded", "no output and no running step needs it"))


def _facts_of(model: Model, arguments: Mapping[str, object]) -> dict[str, MediaFacts]:
    """Predict what the outputs will be: as long as the source, at the documented size if a ratio is given."""
    source = arguments.get("video")
    sound = source.facts.sound if isinstance(source, Media) and arguments.get("audio_setting") == "origin" else None
    ratio = arguments.get("ratio")
    width, height = model.sizes[tier_of(model, arguments)][ratio] if isinstance(ratio, str) else (None, None)
    return {
        name: MediaFacts(
            kind=output.kind,
            seconds=output_seconds(model, arguments),
            width=width,
            height=height,
            fps=output.fps,
            sound=sound,
            format=output.format,
        )
        for name, output in model.outputs.items()
    }


def _shown(value: object) -> Any:
    """Write an input as the plan prints it: media by what they are."""
    if isinstance(value, Media):
        match value.source:
            case FileSource(digest=digest, path=path):
                return {"path": path, "sha256": digest}
            case UrlSource(identity=identity, version=version):
                return {"url": identity, "version": version}
            case DataSource(digest=digest, mime=mime):
                return {"data": mime, "sha256": digest}
            case TaskSource(task=task, output=output):
                return {"task": task, "output": output}
    if isinstance(value, tuple):
        return [_shown(item) for item in value]
    return None if value is ABSENT else value


def _digest(terms: Terms, tasks: list[Task]) -> str:
    """Cover tasks, requests and prices; not reuse, not where files lie."""
    rows = [
        {
            "id": task.id,
            "fingerprint": task.fingerprint,
            "body": task.request.body if task.request else None,
            "needs": list(task.needs),
            "cost": [task.estimate.would_low.micros, task.estimate.would_high.micros],
        }
        for task in tasks
    ]
    return digest_of(canonical_json({"service": terms.service, "realm": terms.realm, "tasks": rows}))
