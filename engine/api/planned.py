"""What a run was to do: written down when it begins, and read again as long as the file of its plan is there."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final, Protocol

from engine.plan import Action, Plan
from engine.plan.kept.answers import Answers
from engine.plan.kept.table import DecidedTasks, TaskStanding
from engine.report.manifest import head_data
from engine.report.planned import PlannedRun
from engine.store.sqlite.journal import SqliteJournal
from engine.store.sqlite.planned.folder import PlanFolder, places_of
from engine.values.reason import reason_data, reason_of

NO_WISHES: Final[Mapping[str, Any]] = MappingProxyType({})


def keep_planned(
    journal: SqliteJournal, plans: PlanFolder, plan: Plan, process: str, source: Mapping[str, Any] | None = None,
    wishes: Mapping[str, Any] = NO_WISHES,
) -> str:  # fmt: skip
    """Write down for good what a run is to do, and return under which digest the journal has it, for `RunStarted`.

    `source` says which file, rows and folder it was planned from, `wishes` what else the command asked for, as JSON.
    """
    tasks = plan.tasks.planned
    plans.keep(plan.digest, tasks, plan.rows, process)
    places = places_of(tasks, plan.rows)
    found = plan.tasks.standings if isinstance(plan.tasks, DecidedTasks) else {}
    standings = [[number, one.action.value, reason_data(one.reason)] for number, one in found.items()]
    answers = plan.tasks.answers if isinstance(plan.tasks, DecidedTasks) else None
    addresses = [[identity, version, url == identity] for (identity, version), url in places.addresses.items()]
    kept = {"standings": standings, "files": places.files, "addresses": addresses}
    if answers is not None:
        kept["answers"] = answers.to_data()
    return journal.keep_plan({**head_data(plan, source), "kept": {**wishes, **kept}})


class Recalling(Protocol):
    """What knows what a run was to do: the journal, or a reader of it."""

    def plan_of(self, run: str) -> dict[str, Any] | None: ...


def planned_run(journal: Recalling, plans: PlanFolder, run: str) -> PlannedRun | None:
    """Return what a run was to do; None of one that began before plans were kept, and where the plan's file is gone."""
    kept = journal.plan_of(run)
    if kept is None:
        return None
    if "kept" not in kept:
        return PlannedRun.of_json(kept)
    tables = plans.read(kept["plan"])
    if tables is None:
        return None
    tasks, rows = tables
    standings = {
        number: TaskStanding(reason_of(reason), Action(action)) for number, action, reason in kept["kept"]["standings"]
    }
    head = {name: value for name, value in kept.items() if name != "kept"}
    answers = kept["kept"].get("answers")
    decided = DecidedTasks(tasks, standings, Answers.of_data(len(tasks), answers) if answers is not None else None)
    return PlannedRun.of_tables(head, decided, rows, kept["kept"]["files"])
