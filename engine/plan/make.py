"""Planning: a recipe and its rows become a plan, or all of the faults (pure)."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from engine.catalog import Discount
from engine.language.bindings import Evaluated, Record
from engine.plan.expansion import Expansion
from engine.plan.given import Basis, RowGiven
from engine.plan.kept.reviewed import Review
from engine.plan.kept.sink import PlanSink
from engine.plan.kept.table import MemorySink
from engine.plan.model import BudgetLabel, Plan
from engine.plan.pool import Pool
from engine.plan.requests import Requests
from engine.plan.totals import totals_of
from engine.plan.words import PromptTraces
from engine.recipe import Recipe
from engine.values.absent import ABSENT
from engine.values.canonical import number_of
from engine.values.fault import Fault, fault, of_row
from engine.values.media import DataSource, FileSource, Media, TaskSource, UrlSource


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
    sink: PlanSink | None = None,
    traces: PromptTraces | None = None,
) -> Planned:
    """Work everything out; nothing is read, sent or spent.

    `budget` is the campaign's, left out the recipe's name without a cap; `inputs` are those that the plan prints. Tasks
    and rows go to `sink`, which holds them until the plan is no longer used; left out, memory does. `traces` takes where the
    words of all prompts come from. A fault of a campaign's row names it, so that faults of two rows are two.
    """
    label, faults = budget or BudgetLabel(recipe.name), dict[Fault, None]()
    pool = Pool(sink or MemorySink(), Review(basis.terms, label))
    requests = Requests(basis, pool.identities, traces)
    for given in rows:
        expansion = Expansion.of_row(recipe, given, requests, pool)
        pool.end_row(expansion.expand())
        if expansion.faults:
            faults.update(dict.fromkeys(of_row(one, given.key) for one in expansion.faults))
        too_many = basis.limit is not None and pool.count > basis.limit.count
        if basis.limit is not None and too_many:
            faults[fault("campaign-too-big", basis.limit.place, limit=basis.limit.count)] = None
        if faults:
            pool.drop()
        if too_many:
            break
    if faults:
        return Planned(None, tuple(faults))
    tasks, planned = pool.tables()
    plan = Plan(
        name=label.name,
        version=recipe.version,
        recipe_digest=recipe.pin,
        terms=basis.terms,
        catalog=basis.catalog.version,
        day=basis.day,
        inputs={name: _shown(value) for name, value in (inputs or {}).items()},
        rows=planned,
        tasks=tasks,
        totals=totals_of(pool.estimates(), basis.currency),
        digest=pool.review.digest(),
        discounts=_discounts(pool.models(), basis),
    )
    return Planned(plan, ())


def _discounts(used: Iterable[str], basis: Basis) -> dict[str, Discount]:
    """Return what services say they charge of the list prices for now, by model of what runs."""
    models = {name: basis.catalog.models.get(name) for name in used}
    prices = {name: basis.price(model) for name, model in models.items() if model is not None}
    return {name: price.discount for name, price in prices.items() if price.discount is not None}


def row_faults(recipe: Recipe, rows: Iterable[RowGiven], basis: Basis) -> Iterator[Fault]:
    """Plan every row for its faults alone: they are those of `make_plan`, and nothing of a row is kept."""
    requests, pool = Requests(basis, {}), Pool(None, Review(basis.terms, BudgetLabel(recipe.name)))
    for given in rows:
        expansion = Expansion.of_row(recipe, given, requests, pool, asks=False)
        expansion.expand()
        yield from (of_row(one, given.key) for one in expansion.faults)


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
