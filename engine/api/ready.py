"""Ready: what planning a file gives, before anything is decided of a run."""

from dataclasses import dataclass, field

from engine.campaign.selection import ALL, Selection
from engine.plan import Plan
from engine.recipe import Recipe
from engine.report.row_counts import RowCounts
from engine.run.money.scope import Scope
from engine.values.failure_limit import FailureLimit
from engine.values.fault import Fault
from engine.values.money import Money
from engine.values.place import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """A plan, the recipe if it was read for it, warnings of its files, and what a campaign says of its limits and of its rows.

    `some` says which rows it is of, those that were chosen by their state with their ids.
    `scope` is what earlier runs have spent and reserved, `opened` are the tasks whose request one of them has sent already.
    """

    plan: Plan
    recipe: Recipe | None = None
    warnings: tuple[Fault, ...]
    max_cost: Money | None = None
    max_cost_place: Place | None = None
    max_running: int | None = None
    max_failures: FailureLimit | None = None
    period: str = ""
    rows: RowCounts | None = None
    some: Selection = ALL
    scope: Scope = field(default_factory=Scope)
    opened: frozenset[str] = frozenset()
