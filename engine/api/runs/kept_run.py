"""Kept runs: a run as it was written down when it began, whatever its files say by now."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from engine.api.context import Context
from engine.api.project import Project, run_named
from engine.errors import AuthorError
from engine.plan import Basis, Plan, Terms
from engine.plan.kept.lines import Places
from engine.plan.totals import totals_of


@dataclass(frozen=True, slots=True)
class KeptRun:
    """A run as it was written down when it began: the head of its manifest, and what else its command asked for."""

    run: str
    head: Mapping[str, Any]

    @property
    def wishes(self) -> Mapping[str, Any]:
        found: Mapping[str, Any] = self.head["kept"]
        return found


def kept_run(project: Project | None, name: str) -> KeptRun:
    """Return the one run whose id begins so; raises AuthorError as `run_named`, and `plan-not-kept`."""
    run = run_named(project, name)["run"]
    assert project is not None, "a run was found in it"
    head = project.journal.plan_of(run)
    if head is None or "kept" not in head:
        raise AuthorError("plan-not-kept", run=run)
    # It decides anew what answers and how tasks stand.
    wishes = {name: value for name, value in head["kept"].items() if name not in ("answers", "standings")}
    return KeptRun(run, {**head, "kept": wishes})


def kept_plan(context: Context, kept: KeptRun, terms: Terms, project: Project, places: Places | None = None) -> Plan:
    """Return the plan that a run was to carry out, before anything is reused; raises AuthorError `plan-not-kept`."""
    head, recipe = kept.head, kept.head["recipe"]
    tables = project.plans.read(head["plan"], places)
    if tables is None:
        raise AuthorError("plan-not-kept", run=kept.run)
    tasks, rows = tables
    basis = Basis(catalog=context.catalog, terms=terms, day=date.fromisoformat(head["day"]))
    return Plan(
        name=recipe["name"],
        version=recipe["version"],
        recipe_digest=recipe["digest"],
        terms=terms,
        catalog=head["catalog"],
        day=basis.day,
        inputs=head["inputs"],
        rows=rows,
        tasks=tasks,
        totals=totals_of(tasks.estimates(), basis.currency),
        digest=head["plan"],
    )
