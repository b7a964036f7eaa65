"""Manifests: a file for every run that is over, made from the journal; one that is missing is made again."""

import json
from contextlib import suppress
from pathlib import Path

from engine.api.planned import planned_run
from engine.api.record import record_of
from engine.errors import OperatorError
from engine.report.manifest import manifest_lines
from engine.report.planned import PlannedRun
from engine.run.history import RunRecord
from engine.store.files.durable import write_lines
from engine.store.sqlite.journal import SqliteJournal
from engine.store.sqlite.planned.folder import PlanFolder

RUNS = "runs"


def write_manifest(
    home: Path, journal: SqliteJournal, record: RunRecord, planned: PlannedRun | None = None
) -> None:  # fmt: skip
    """Write what replays a run into the state folder, atomically; raises OperatorError `disk-unwritable`.

    `planned` is what it was to do, where that is at hand.
    """
    planned = planned or planned_run(journal, PlanFolder(home), record.run) or _told_of(journal, record)
    if planned is not None:
        write_lines(manifest_path(home, record.run), manifest_lines(planned, record))


def _told_of(journal: SqliteJournal, record: RunRecord) -> PlannedRun | None:
    """Return what the journal alone tells of a run whose plan's file is gone, None where that was never kept."""
    kept = journal.plan_of(record.run)
    if kept is None:
        return None
    head = {name: value for name, value in kept.items() if name != "kept"} | {"plan_gone": True}
    names = tuple(record.tasks)
    texts = [(name, json.dumps({"id": name}, ensure_ascii=False)) for name in names]
    return PlannedRun(head, lambda: names, lambda: iter(texts), lambda: iter(()))


def write_missing_manifests(home: Path, journal: SqliteJournal) -> None:
    """Write the manifest of every run that has none and is over, be it that its process was killed."""
    for run in journal.runs():
        if not run["alive"] and not manifest_path(home, run["run"]).is_file():
            with suppress(OperatorError):  # whoever only looks is not stopped by a full disk; the next one writes it
                record = record_of(journal, run["run"], alive=False)
                write_manifest(home, journal, record)


def manifest_path(home: Path, run: str) -> Path:
    """Return where the manifest of a run lies, or will."""
    return home / RUNS / run / "manifest.json"
