"""Status: what the journal of this project says."""

from collections.abc import Callable
from typing import Any

from engine.api.context import Context
from engine.api.project import Project, existing_project, has_project, open_project, run_named
from engine.api.record import record_by_now
from engine.api.runs.order import PreparedRun
from engine.report.rows import PlannedRow
from engine.run.history import RunRecord
from engine.run.money.budget import Budget, budget_of
from engine.run.money.scope import scope_of


def all_runs(context: Context) -> list[dict[str, Any]]:
    """Return the runs, newest first."""
    if not has_project(context.settings.home):
        return []
    with open_project(context.settings.home) as project:
        return project.journal.runs()


def budget_teller(project: Project, prepared: PreparedRun) -> Callable[[], Budget | None]:
    """Return what tells how a run's cap stands at any moment, over all runs that it covers; None where nothing is billed."""
    plan, reader = prepared.ready.plan, project.reader()
    scope, currency = scope_of(plan, prepared.ready.period), plan.totals.saved.currency
    if not plan.terms.bills:
        return lambda: None
    return lambda: budget_of(reader.scope(scope, plan.terms.realm, currency), currency)


def rows_of_run(context: Context, run: str) -> tuple[PlannedRow, ...]:
    """Return the rows of a campaign's run; none of a recipe, and where its plan is gone."""
    with existing_project(context.settings.home) as project:
        planned = project.planned(run) if project is not None else None
        rows = tuple(planned.rows()) if planned is not None else ()
    return rows if any(row.key for row in rows) else ()


def one_run(context: Context, name: str) -> RunRecord:
    """Return the record of the run whose id begins so; raises AuthorError as `run_named`."""
    with existing_project(context.settings.home) as project:
        found = run_named(project, name)
        assert project is not None, "a run was found in it"
        return record_by_now(project.journal, found["run"], alive=found["alive"])
