"""Order: what a run is asked to do, and the plan and the cap with which it then begins."""

from dataclasses import dataclass, field
from pathlib import Path

from engine.api.asked import Asked
from engine.api.context import Context
from engine.api.endpoint import Endpoint
from engine.api.ready import Ready
from engine.api.runs.cap import budget_under
from engine.report.row_counts import RowCounts
from engine.run import events as e
from engine.run.money.budget import Budget
from engine.run.money.opening import Permission
from engine.store.files import Destination
from engine.values.failure_limit import FailureLimit
from engine.values.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What a run is asked to do: the file and its inputs, the cap, where results go, the reviewed plan, how long to wait.

    With the seed `shuffle` rows go in an order that this number alone decides, and not in that of the plan.
    `notify` is the command that is told of what happens, with its arguments: () for none, None for that of the settings.
    `allowed` is what a person has decided about the journal.
    """

    asked: Asked
    max_cost: str | None = None
    out: Path | None = None
    plan_digest: str | None = None
    wait_s: float | None = None
    shuffle: int | None = None
    notify: tuple[str, ...] | None = None
    allowed: Permission = field(default_factory=Permission)


@dataclass(frozen=True, slots=True, kw_only=True)
class PreparedRun:
    """An order whose plan is made; nothing is sent yet. `held` are tasks that can't be sent as they were planned.

    `cap` is the one that holds, `said` what campaign or project say of it.
    """

    order: Order
    endpoint: Endpoint
    ready: Ready
    cap: Money | None
    said: Money | None
    max_failures: FailureLimit | None
    held: tuple[e.Held, ...] = ()

    @property
    def budget(self) -> Budget | None:
        """How the plan stands to the cap before anything is sent; None without one."""
        return budget_under(self.cap, self.ready)

    def destination(self, context: Context) -> Destination:
        """Where results are published: in folders of the recipe's or campaign's name."""
        return Destination.under(self.order.out or context.settings.out, self.ready.plan.name, seen_from=context.cwd)

    @property
    def rows_of_none(self) -> RowCounts | None:
        """The rows of a campaign none of which is chosen: there is nothing to do, and no run to record; None of all others."""
        return self.ready.rows if not self.ready.plan.rows else None

    @property
    def some_rows(self) -> bool:
        """Whether only some rows of a campaign are meant."""
        return not self.order.asked.some.is_whole
