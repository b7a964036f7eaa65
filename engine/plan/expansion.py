"""Expansion: the steps of a recipe become the tasks of one row."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import partial

from engine.catalog import Model, Role, Tool
from engine.errors import FaultsFound
from engine.language.evaluate import evaluate, holds
from engine.language.scope import Evaluated, Item, Keyed, Record, Scope
from engine.language.values import constants_in
from engine.plan.body import media_in, reference_of, uses_of
from engine.plan.facts import facts_of
from engine.plan.fingerprint import Asked, asked_of
from engine.plan.given import Basis, RowGiven
from engine.plan.graph import ordered
from engine.plan.limits import limit_faults, rule_faults
from engine.plan.model import (
    Action,
    Choice,
    Estimate,
    MediaUse,
    Member,
    PlannedOutput,
    Request,
    RequestTask,
    Row,
    SkippedTask,
)
from engine.plan.origins import Origins
from engine.plan.pool import Pool
from engine.plan.price import bound_of, estimate_of
from engine.plan.request import request_of_model
from engine.plan.tools import Piece, asked_of_tool, facts_of_tool, pieces_of, request_of, settled
from engine.recipe import Output, Recipe, Step, callee_of, evaluate_arguments, gathered, inner_inputs, items_of
from engine.values.absent import ABSENT, Absent
from engine.values.fault import Fault, fault
from engine.values.media import DataSource, FileSource, Media, MediaFacts, TaskSource, UrlSource, may_fail
from engine.values.money import Money
from engine.values.place import Place
from engine.values.reason import Reason, because

Outputs = dict[str, Media | Absent | Keyed]


@dataclass(slots=True)
class Expansion:
    """One recipe expanded for one row; its tasks go into the pool that all rows share.

    `path` is what task ids begin with: the row's key and, inside a sub-recipe, the steps that lead there; `after` are tasks
    that everything in here waits for. Without `asks` no requests are worked out and no tasks added: that finds the same
    faults wherever there are no items whose requests must differ.
    """

    recipe: Recipe
    given: RowGiven
    basis: Basis
    pool: Pool
    path: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    origins: Origins = field(default_factory=Origins)
    asks: bool = True
    faults: list[Fault] = field(default_factory=list)
    scope: Scope = field(init=False)
    tasks: dict[str, None] = field(default_factory=dict)  # every task that stands for a step of this recipe, in order
    _of_step: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _asked: dict[tuple[str, str], str] = field(default_factory=dict)  # (step, fingerprint) -> the item that asks it
    _told: set[Place] = field(default_factory=set)  # where it is said that two items ask the same
    _input_of: dict[int, str] = field(default_factory=dict)  # id of a given medium -> its input

    def __post_init__(self) -> None:
        self.path = self.path or ((self.given.key,) if self.given.key else ())
        self.origins = self.origins or Origins.of_row(self.given)
        self.scope = Scope(inputs=self.given.inputs, media=self.given.media, steps={}, items={})
        for name, value in self.given.inputs.items():
            for medium in media_in(value):
                self._input_of.setdefault(id(medium), name)

    def expand(self) -> Row:
        """Add the tasks of every step; return the row. What is wrong is in `faults` afterwards."""
        self.walk()
        outputs: tuple[PlannedOutput, ...] = ()
        try:
            outputs = () if self.faults else tuple(self._outputs())
        except FaultsFound as found:
            self.faults += found.faults
        return Row(self.given.key, outputs, tuple(self.tasks))

    def walk(self) -> None:
        """Add the tasks of every step, each after those that it reads."""
        for step in ordered(self.recipe.steps):
            before = len(self.tasks)
            try:
                self._add(step)
            except FaultsFound as found:
                self.faults += found.faults
            self._of_step[step.id] = tuple(self.tasks)[before:]

    # -- steps -------------------------------------------------------------------------------------------------------

    def _add(self, step: Step) -> None:
        callee = callee_of(step, self.recipe, self.basis.catalog)
        if step.foreach is not None:
            self._each(step, callee)
        elif isinstance(callee, Tool) and callee.keyed:
            self._split(step, callee)
        else:
            self._know(step, self._one(step, callee, self.scope, ""))

    def _know(self, step: Step, outputs: Mapping[str, Evaluated], items: tuple[Item, ...] | None = None) -> None:
        """Let later steps see what this one gives."""
        known = {**self.scope.items, step.id: items} if items is not None else self.scope.items
        steps = {**self.scope.steps, step.id: outputs}
        self.scope = Scope(inputs=self.given.inputs, media=self.given.media, steps=steps, items=known)

    def _each(self, step: Step, callee: Model | Tool | Recipe) -> None:
        items = items_of(step, self.scope)
        self.faults += [replace(one, place=self.origins.of_items(step, one.place)) for one in items.faults]
        done = tuple(
            item.giving(self._one(step, callee, replace(self.scope, item=item.value), item.key)) for item in items.items
        )
        self._know(step, gathered(done, callee.outputs), done)

    def _split(self, step: Step, tool: Tool) -> None:
        """Cut a clip up: each piece is a trim of its own, so that pieces are kept and reused one by one."""
        done: tuple[Item, ...] = ()
        if self._is_done(step, self.scope):
            arguments = evaluate_arguments(step, tool, self.scope, partial(self.origins.of_parameter, step))
            self.faults += arguments.faults
            if not arguments.missing and not arguments.faults:
                far = self._far(step, tool, arguments.values, "")
                pieces, faults = ((), far) if far else pieces_of(arguments.values, partial(self._blamed, step))
                self.faults += faults
                video = arguments.values["video"]
                done = tuple(self._piece(step, piece, video) for piece in pieces)
        self._know(step, gathered(done, tool.outputs), done)

    def _piece(self, step: Step, piece: Piece, video: Evaluated) -> Item:
        trim = self.basis.catalog.tools["media/trim"]
        values = {"video": video, "start": piece.start, "seconds": piece.seconds}
        value = Record({"start": piece.start, "seconds": piece.seconds})
        return Item(key=piece.key, value=value, place=step.place).giving(self._tool(step, trim, values, piece.key))

    def _one(self, step: Step, callee: Model | Tool | Recipe, scope: Scope, key: str) -> Outputs:
        """Add what one instance of a step needs; return its outputs."""
        if not self._is_done(step, scope):
            return self._skip(step, callee, key, because("condition-false"))
        arguments = evaluate_arguments(step, callee, scope, partial(self.origins.of_parameter, step))
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

    def _is_done(self, step: Step, scope: Scope) -> bool:
        """Tell whether a step's `if` holds; what is wrong with its value stands where that comes from."""
        if step.if_ is None:
            return True
        try:
            return holds(step.if_, scope)
        except FaultsFound as found:
            at = [self.origins.of_values([step.if_], step.foreach, one.place) for one in found.faults]
            raise FaultsFound(
                [replace(one, place=place) for one, place in zip(found.faults, at, strict=True)]
            ) from found

    # -- what a step uses --------------------------------------------------------------------------------------------

    def _model(self, step: Step, model: Model, arguments: Mapping[str, Evaluated], key: str) -> Outputs:
        uses = uses_of(model, arguments)
        limits = self._limits(step, model, arguments, uses)
        if limits:
            self.faults += limits
            return dict.fromkeys(model.outputs, ABSENT)
        facts = facts_of(model, arguments)
        if not self.asks:
            return _made_by(self._name(step, key), facts)
        asked = asked_of(model, arguments, realm=self.basis.terms.realm, upstream=self.pool.identities)
        self._differs(step, key, asked)
        price = self.basis.price(model)
        request = request_of_model(model, arguments, uses, asked, self.basis.terms.region)
        estimate = estimate_of(model, arguments, price, self.basis.terms)
        bound = bound_of(model, arguments, price) if self.basis.terms.bills else Money.zero(price.currency)
        return self._task(step, key, request, asked, facts, estimate, bound)

    def _tool(self, step: Step, tool: Tool, arguments: Mapping[str, Evaluated], key: str) -> Outputs:
        far = self._far(step, tool, arguments, key)
        told, faults = ({}, far) if far else settled(tool.name, arguments, partial(self._blamed, step))
        if faults:
            self.faults += faults
            return dict.fromkeys(tool.outputs, ABSENT)
        facts = facts_of_tool(tool, told, arguments)
        if not self.asks:
            return _made_by(self._name(step, key), facts)
        asked = asked_of_tool(tool, told, arguments, realm=self.basis.terms.realm, upstream=self.pool.identities)
        request = request_of(tool, told, arguments, asked.form)
        nothing = Estimate.nothing(self.basis.currency)
        return self._task(step, key, request, asked, facts, nothing, nothing.cost_high)

    def _far(self, step: Step, tool: Tool, arguments: Mapping[str, Evaluated], key: str) -> tuple[Fault, ...]:
        """Return a fault for each medium that is an address: a tool works on files of this machine."""
        media = [(name, item) for name in tool.parameters for item in media_in(arguments.get(name))]
        task = self._name(step, key)
        return tuple(
            fault("tool-needs-file", self._place(step, name, item), task=task) for name, item in media if _is_far(item)
        )

    def _inner(self, step: Step, recipe: Recipe, arguments: Mapping[str, Evaluated], key: str) -> Outputs:
        inner = Expansion(
            recipe=recipe,
            given=replace(self.given, inputs=inner_inputs(recipe, arguments, self.given.media), places={}),
            basis=self.basis,
            pool=self.pool,
            path=(*self.path, _keyed(step, key)),
            after=self._needs(step),
            origins=self.origins.within(step),
            asks=self.asks,
        )
        inner.walk()
        self.faults += inner.faults
        self.tasks |= inner.tasks
        if inner.faults:
            return dict.fromkeys(recipe.outputs, ABSENT)
        return {name: _medium(evaluate(output.value, inner.scope)) for name, output in recipe.outputs.items()}

    # -- tasks -------------------------------------------------------------------------------------------------------

    def _task(
        self, step: Step, key: str, request: Request, asked: Asked, facts: Mapping[str, MediaFacts], estimate: Estimate,
        bound: Money,
    ) -> Outputs:  # fmt: skip
        leader = self.pool.leader(asked.identity.fingerprint)
        read = [use.media.source.task for use in request.media if isinstance(use.media.source, TaskSource)]
        needs = tuple(dict.fromkeys([*read, *self._needs(step)])) if leader is None else (leader.id,)
        task = RequestTask(
            id=self._name(step, key),
            row=self.given.key,
            step=step.id,
            model=request.model,
            action=Action.RUN if leader is None else Action.SHARE,
            reason=_reason(leader),
            needs=needs,
            request=request,
            fingerprint=asked.identity.fingerprint,
            reusable=asked.reusable and all(self.pool.requests[name].reusable for name in read),
            estimate=estimate,
            bound=bound,
            outputs=facts,
            attempts=step.retry.attempts,
            retry_on=step.retry.on,
            on_error=step.on_error,
            depth=1 + max((self.pool.tasks[need].depth for need in needs), default=-1),
        )
        self.pool.add(task, asked.identity)
        stands = leader.id if leader is not None else task.id
        self.tasks[stands] = None
        fragile = step.on_error == "skip" or any(may_fail(use.media) for use in request.media)
        return _made_by(stands, facts, may_fail=fragile)

    def _skip(self, step: Step, callee: Model | Tool | Recipe, key: str, reason: Reason) -> Outputs:
        self.pool.skip(
            SkippedTask(
                id=self._name(step, key),
                row=self.given.key,
                step=step.id,
                model=step.uses,
                reason=reason,
                estimate=Estimate.nothing(self.basis.currency),
                attempts=step.retry.attempts,
                retry_on=step.retry.on,
                on_error=step.on_error,
            )
        )
        return dict.fromkeys(callee.outputs, ABSENT)

    def _name(self, step: Step, key: str) -> str:
        """Name a task row/step@key; names, never positions."""
        return "/".join((*self.path, _keyed(step, key)))

    def _needs(self, step: Step) -> tuple[str, ...]:
        """The tasks that must end well first for the sake of order; a skipped step holds nobody up."""
        return tuple(dict.fromkeys([*self.after, *(task for need in step.needs for task in self._of_step[need])]))

    def _differs(self, step: Step, key: str, asked: Asked) -> None:
        """Two items that ask for one request are a mistake: one of them was meant to be another."""
        if step.foreach is None:
            return
        other = self._asked.setdefault((step.id, asked.identity.fingerprint), key)
        if other == key:
            return
        place = self.origins.of_items(step, step.foreach.place)
        if place not in self._told:
            self._told.add(place)
            self.faults.append(fault("items-ask-same", place, left=other, right=key))

    def _limits(
        self, step: Step, model: Model, arguments: Mapping[str, Evaluated], uses: tuple[MediaUse, ...]
    ) -> list[Fault]:
        found: list[Fault] = []
        for use in uses:
            is_one = model.parameters[use.parameter].items is None
            name = use.parameter if is_one else f"{use.parameter}: {_file_of(use.media)}"
            place = self._place(step, use.parameter, use.media)
            found += limit_faults(model.limits_of(use.parameter), name, use.media, place)
        return found + rule_faults(model, arguments, partial(self._blamed, step, clip=_clip_of(model)))

    def _place(self, step: Step, parameter: str, media: Media) -> Place:
        """Where a medium was named: the given input that holds it, else where the step writes it out."""
        name = self._input_of.get(id(media))
        if name is not None:
            return self.origins.of_input(name, self.recipe.inputs[name].place)
        argument = step.arguments.get(parameter)
        for constant in constants_in(argument) if argument is not None else ():
            if self.given.media.get(constant.name) is media:
                return constant.place
        return _place_of(step, parameter)

    def _blamed(self, step: Step, parameter: str, *, clip: str = "video") -> Place:
        """Where the value of a parameter comes from, else the clip that it is held against, else where it is written."""
        written = self.origins.of_parameter(step, clip, _place_of(step, parameter))
        return self.origins.of_parameter(step, parameter, written)

    # -- outputs -----------------------------------------------------------------------------------------------------

    def _outputs(self) -> list[PlannedOutput]:
        found = []
        for output in self.recipe.outputs.values():
            value = evaluate(output.value, self.scope)
            keyed = value.members if isinstance(value, Keyed) else (("", value),)
            members = tuple(self._member(output, key, item) for key, item in keyed if isinstance(item, Media))
            found.append(PlannedOutput(output.name, members, isinstance(value, Keyed)))
        return found

    def _member(self, output: Output, key: str, media: Media) -> Member:
        files: dict[str, str] = {}
        choices = []
        for one in (media, *media.instead):
            if isinstance(one.source, DataSource) or _is_far(one):
                raise FaultsFound(
                    [fault("output-is-address", output.place, name=output.name, address=reference_of(one))]
                )
            ending = one.facts.format or "mp4"
            files[ending] = files.get(ending) or self.given.name_of(output.name, key, ending)
            choices.append(Choice(one, files[ending]))
        return Member(key, tuple(choices))


def _place_of(step: Step, parameter: str) -> Place:
    return step.argument_places.get(parameter, step.place)


def _clip_of(model: Model) -> str:
    """Return the parameter of the medium that lengths are held against."""
    source = model.with_role(Role.SOURCE)
    return source.name if source is not None else ""


def _file_of(media: Media) -> str:
    """Return what tells one medium of a list from the others."""
    source = media.source
    return source.path.replace("\\", "/").rpartition("/")[2] if isinstance(source, FileSource) else reference_of(media)


def _keyed(step: Step, key: str) -> str:
    return f"{step.id}@{key}" if key else step.id


def _made_by(task: str, facts: Mapping[str, MediaFacts], *, may_fail: bool = False) -> Outputs:
    return {name: Media(source=TaskSource(task, name, may_fail), facts=known) for name, known in facts.items()}


def _reason(leader: RequestTask | None) -> Reason:
    if leader is None:
        return because("new")
    return because("shared", task=leader.id)


def _medium(value: Evaluated) -> Media | Absent | Keyed:
    assert isinstance(value, Media | Absent | Keyed), "outputs are media, which the recipe's checks see to"
    return value


def _is_far(media: Media) -> bool:
    # A check, which opens nothing, gives every medium as an address; that of a file has no scheme.
    return isinstance(media.source, UrlSource) and "://" in media.source.identity
