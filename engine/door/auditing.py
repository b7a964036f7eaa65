"""The use cases for programs that look back at what was done, and at what is needed for more."""

from os import PathLike
from pathlib import Path

from engine.api.audit.explain import explain as explain_now
from engine.api.audit.garbage import collect
from engine.api.audit.ledger import ledger as ledger_now
from engine.api.audit.replay import replay
from engine.api.audit.report import write_report
from engine.api.context import Context
from engine.door.audit import Bills, GarbageReport, HandedReport, HealthReport, ReplayReport, TaskExplanation
from engine.door.faults import told
from engine.door.shape import typed
from engine.report.audit.doctor import Health, health_data
from engine.report.audit.explain import explanation_data
from engine.report.audit.garbage import collected_data
from engine.report.audit.ledger import ledger_data
from engine.report.audit.replay import replayed_data
from engine.report.audit.written import written_data
from engine.run.ports import Prove


def ledger(run: str | None, context: Context) -> Bills:
    """Return every job that was accepted, of all runs or of the one whose id begins so."""
    data = ledger_data(ledger_now(context, run))
    return typed(Bills, {**data, "json": data})


def explain(task: str, run: str | None, context: Context) -> TaskExplanation:
    """Explain a task by its id or the beginning of that."""
    data = explanation_data(explain_now(context, task, run), context.messages)
    files = [{**file, "path": context.cwd / file["path"]} for file in data["files"]]
    return typed(TaskExplanation, {**data, "files": files, "json": data})


def health(found: Health, context: Context) -> HealthReport:
    """Tell what a look at the surroundings has found."""
    data = health_data(found, context.messages)
    return typed(HealthReport, {**data, "json": data})


def replayed(manifest: Path, recipe: Path | None, proves: Prove, context: Context) -> ReplayReport:
    """Hold a recorded run against its manifest."""
    found = replay(context, manifest, recipe, proves)
    data = replayed_data(found, context.messages)
    return typed(ReplayReport, {**data, "faults": told(found.mistakes, context), "json": data})


def report(name: str | None, out: PathLike[str] | str | None, embed: bool, context: Context) -> HandedReport:
    """Write the report of a run or of a campaign."""
    data = written_data(write_report(context, name, Path(out) if out is not None else None, embed=embed))
    places = {part: context.cwd / data[part] for part in ("path", "index")}
    return typed(HandedReport, {**data, **places, "json": data})


def garbage(remove: bool, context: Context) -> GarbageReport:
    """Find what nothing needs, and take it away if asked to."""
    data = collected_data(collect(context, remove=remove))
    return typed(GarbageReport, {**data, "json": data})
