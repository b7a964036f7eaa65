"""Planning: a recipe and its rows become a plan, or all of the faults (pure)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from engine.catalog import Discount
from engine.language.bindings import Evaluated, Record
from engine.plan.expansion import Expansion
from engine.plan.given import Basis, RowGiven
from engine.plan.graph import closure
from engine.plan.media import reference_of
from engine.plan.model import Action, BudgetLabel, Plan, RequestTask, Row, Task, Terms
from engine.plan.pool import Pool
from engine.plan.requests import Requests
from engine.plan.totals import totals_of
from engine.recipe import Recipe
from engine.values.absent import ABSENT
from engine.values.canonical import canonical_json, digest_of, number_of
from engine.values.fault import Fault, fault, of_row
from engine.values.media import DataSource, FileSource, Media, TaskSource, UrlSource
from engine.values.reason import because


@dataclass(frozen=True, slots=True)
class Planned:
    """A plan, or the faults that stand in its way."""

    plan: Plan | None
    faults: tuple[Fault, ...]


def make_plan(
    recipe: Recipe,
    rows: Iterable[RowGiven],
    basis: Basis,
    *,
    budget: BudgetLabel | None = None,
    inputs: Mapping[str, Evaluated] | None = None,
) -> Planned:
    """Work everything out; nothing is read, sent or spent.

    `budget` is the campaign's, left out the recipe's name without a cap; `inputs` are those that the plan prints. A fault of
    a campaign's row names it, so that faults of two rows are two.
    """
    label = budget or BudgetLabel(recipe.name)
    pool, planned, faults = Pool(), list[Row](), dict[Fault, None]()
    requests = Requests(basis, pool.identities)
    for given in rows:
        expansion = Expansion.of_row(recipe, given, requests, pool)
        planned.append(expansion.expand())
        faults.update(dict.fromkeys(of_row(one, given.key) for one in expansion.faults))
        if basis.limit is not None and len(pool.tasks) > basis.limit.count:
            faults[fault("campaign-too-big", basis.limit.place, limit=basis.limit.count)] = None
            break
    if faults:
        return Planned(None, tuple(faults))
    tasks = _needed(pool.tasks, planned)
    currency = basis.currency
    plan = Plan(
        name=label.name,
        version=recipe.version,
        recipe_digest=recipe.pin,
        terms=basis.terms,
        catalog=basis.catalog.version,
        day=basis.day,
        inputs={name: _shown(value) for name, value in (inputs or {}).items()},
        rows=tuple(planned),
        tasks=tasks,
        totals=totals_of(tasks, currency),
        digest=_digest(basis.terms, tasks, planned, label),
        discounts=_discounts(tasks, basis),
    )
    return Planned(plan, ())


def _discounts(tasks: Iterable[Task], basis: Basis) -> dict[str, Discount]:
    """Return what services say they charge of the list prices for now, by model of what runs."""
    models = {task.model: basis.catalog.models.get(task.model) for task in tasks if task.action is Action.RUN}
    prices = {name: basis.price(model) for name, model in models.items() if model is not None}
    return {name: price.discount for name, price in prices.items() if price.discount is not None}


def row_faults(recipe: Recipe, rows: Iterable[RowGiven], basis: Basis) -> Iterator[Fault]:
    """Plan every row for its faults alone: they are those of `make_plan`, and nothing of a row is kept."""
    requests = Requests(basis, {})
    for given in rows:
        expansion = Expansion.of_row(recipe, given, requests, Pool(), asks=False)
        expansion.expand()
        yield from (of_row(one, given.key) for one in expansion.faults)


def _needed(tasks: Mapping[str, Task], rows: Iterable[Row]) -> tuple[Task, ...]:
    """Mark the tasks that no output and no running task needs."""
    wanted = {
        choice.media.source.task
        for row in rows
        for output in row.outputs
        for member in output.members
        for choice in member.choices
        if isinstance(choice.media.source, TaskSource)
    }
    needed = closure(wanted, {task.id: task.needs for task in tasks.values()})
    return tuple(
        task if task.id in needed or task.action is not Action.RUN else _unneeded(task) for task in tasks.values()
    )


def _unneeded(task: Task) -> Task:
    return replace(task, action=Action.UNNEEDED, reason=because("unneeded"))


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
    if isinstance(value, Record):
        return {name: _shown(one) for name, one in value.members.items() if one is not ABSENT}
    if isinstance(value, Decimal):
        return number_of(value)
    return None if value is ABSENT else value


def _digest(terms: Terms, tasks: Sequence[Task], rows: Sequence[Row], budget: BudgetLabel) -> str:
    """Cover what is asked, what it costs, what becomes of it and what pays; not reuse, not where files lie."""
    cap = budget.cap
    reviewed = {
        "service": terms.service,
        "realm": terms.realm,
        "tasks": [_reviewed_task(task) for task in tasks],
        "rows": [_reviewed_row(row) for row in rows],
        "budget": {"name": budget.name, "period": budget.period, "cap": None if cap is None else str(cap)},
    }
    return digest_of(canonical_json(reviewed))


def _reviewed_task(task: Task) -> dict[str, Any]:
    return {
        "id": task.id,
        "fingerprint": task.fingerprint if isinstance(task, RequestTask) else None,
        "body": task.request.body if isinstance(task, RequestTask) else None,
        "needs": list(task.needs),
        "cost": [task.estimate.would_low.micros, task.estimate.would_high.micros],
        "retry": {"attempts": task.attempts, "on": list(task.retry_on)},
        "on_error": task.on_error,
    }


def _reviewed_row(row: Row) -> dict[str, Any]:
    """Return what a row's outputs are, and the names under which they are published."""
    files = [
        [output.name, member.key, reference_of(choice.media), choice.file]
        for output in row.outputs
        for member in output.members
        for choice in member.choices
    ]
    return {"key": row.key, "files": files}
