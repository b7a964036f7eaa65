"""Chosen: the runs that a report is of, by the name that somebody gives."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from engine.api.context import Context
from engine.api.project import Project, run_named
from engine.api.record import record_by_now
from engine.errors import AuthorError, must_name
from engine.report.pages.overview import RecordedRun
from engine.report.planned import PlannedRun
from engine.run.money.scope import campaign_scopes
from engine.values.hints import listed, near


@dataclass(frozen=True, slots=True)
class ChosenRuns:
    """The runs whose rows a report shows, and the ids of all whose money it tells; both newest first.

    `alone`: it is of one run.
    """

    shown: list[RecordedRun]
    paying: tuple[str, ...]
    alone: bool

    @classmethod
    def of_one(cls, run: RecordedRun) -> "ChosenRuns":
        """Return a run alone, with its own money."""
        return cls([run], (run.record.run,), alone=True)

    def earlier(self, project: Project) -> Iterator[PlannedRun]:
        """Give the plans of runs of which no row is shown, newest first, each read when it is its turn."""
        shown = {one.record.run for one in self.shown}
        plans = (project.planned(run) for run in self.paying if run not in shown)
        return (plan for plan in plans if plan is not None)


def chosen_runs(context: Context, project: Project, name: str | None) -> ChosenRuns:
    """Return the runs that are meant.

    A name is a run's id or its beginning, the name of a recipe or campaign, or its file; none means what was run last. Of a
    campaign the rows of all runs are meant, back to the last of each realm that left no row out, and the money of all; of a
    recipe the newest run.

    Raises AuthorError `no-runs`, `report-of-nothing`, `ambiguous-run` or `name-empty`.
    """
    runs = project.journal.runs()
    if not runs:
        raise AuthorError("no-runs")
    if name is None:
        return _of_name(project, runs, runs[0])
    must_name(name)
    if any(run["run"].startswith(name) for run in runs):
        return ChosenRuns.of_one(_must_tell(project, run_named(project, name)))
    named = next((run for run in runs if run["name"] == name), None) or _of_file(context, project, runs, name)
    if named is None:
        known = tuple(dict.fromkeys(str(run["name"]) for run in runs))
        raise AuthorError("report-of-nothing", name=name, known=listed(known), near=near(name, known))
    return _of_name(project, runs, named)


def _of_file(
    context: Context, project: Project, runs: list[dict[str, Any]], name: str
) -> dict[str, Any] | None:  # fmt: skip
    """Return the newest run of a file."""
    path = context.cwd / name
    if not path.is_file():
        return None
    for run in runs:
        source = (project.journal.plan_of(run["run"]) or {}).get("source")
        if source is not None and (context.settings.project / source["file"]).resolve() == path.resolve():
            return run
    return None


def _of_name(project: Project, runs: list[dict[str, Any]], newest: dict[str, Any]) -> ChosenRuns:
    """Return the runs that had rows of the same campaign; of a recipe the newest."""
    first = _must_tell(project, newest)
    if not any(row.key for row in first.planned.rows()):
        return ChosenRuns.of_one(first)
    name, wanted, paying = newest["name"], set[str](), set[str]()
    for realm in dict.fromkeys(run["realm"] for run in runs if run["name"] == name):
        whole = False
        for run, some_rows in project.journal.runs_of(campaign_scopes(name), realm):
            paying.add(run)
            if not whole:
                wanted.add(run)
            whole = whole or not some_rows
    told = (_recorded(project, run) for run in runs if run["run"] in wanted)
    shown = [one for one in told if one is not None]
    return ChosenRuns(shown, tuple(run["run"] for run in runs if run["run"] in paying), alone=False)


def _must_tell(project: Project, run: dict[str, Any]) -> RecordedRun:
    found = _recorded(project, run)
    if found is None:
        called, known = str(run["run"]), str(run["name"])
        raise AuthorError("report-of-nothing", name=called, known=known)
    return found


def _recorded(project: Project, run: dict[str, Any]) -> RecordedRun | None:
    """Return a run with its record, None if nothing tells any more what it was to do."""
    planned = project.planned(run["run"])
    return (
        None
        if planned is None
        else RecordedRun(planned, record_by_now(project.journal, run["run"], alive=run["alive"]))
    )
