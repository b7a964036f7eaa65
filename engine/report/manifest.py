"""The manifest of a run: what was planned, and what came of it: enough to derive every request again, offline."""

from collections.abc import Mapping
from typing import Any

from engine.plan import Plan, RequestTask, Task
from engine.report.files import file_data
from engine.report.plan import recipe_data
from engine.report.rows import drafts_in, row_data, rows_of
from engine.report.run import orphan_data
from engine.run.history import RunRecord
from engine.values.reason import reason_data
from engine.version import __version__


def planned_data(plan: Plan, source: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Return what a plan decided, as JSON: recipe, inputs with digests, requests and rows. The journal keeps it with the run.

    `source` says which file, rows and folder it was planned from.
    """
    return {
        "manifest": 1,
        "engine": __version__,
        "catalog": plan.catalog,
        "recipe": recipe_data(plan),
        "source": dict(source) if source is not None else None,
        "service": plan.terms.service,
        "realm": plan.terms.realm,
        "day": plan.day.isoformat(),
        "plan": plan.digest,
        "inputs": dict(plan.inputs),
        "tasks": [_planned(task) for task in plan.tasks],
        "rows": [row_data(row) for row in rows_of(plan)],
    }


def _planned(task: Task) -> dict[str, Any]:
    asks = task if isinstance(task, RequestTask) else None
    return {
        "id": task.id,
        "action": task.action.value,
        "reason": reason_data(task.reason),
        "needs": list(task.needs),
        "fingerprint": asks.fingerprint if asks else None,
        "request": dict(asks.request.body) if asks else None,
        "asked": dict(asks.request.asked) if asks else None,
    }


def manifest_data(planned: Mapping[str, Any], record: RunRecord) -> dict[str, Any]:
    """Return the manifest's JSON: what was planned, with jobs, usage and result digests as the events say."""
    drafts = drafts_in(planned)
    return {
        **planned,
        "run": record.run,
        "state": record.state,
        "tasks": [task | _came(task["id"], record) | {"draft": task["id"] in drafts} for task in planned["tasks"]],
        "files": [file_data(file) for file in record.files],
        "orphans": [orphan_data(orphan) for orphan in record.orphans],
    }


def _came(task: str, record: RunRecord) -> dict[str, Any]:
    known = record.tasks.get(task)
    return {
        "state": known.state if known else "unneeded",
        "job": known.job if known else None,
        "confirmed_by": known.confirmed or None if known else None,
        "billed_seconds": str(known.billed_seconds) if known else "0",
        "result": known.digest if known else None,
        "notes": list(known.notes) if known else [],
        "marks": list(known.marks) if known else [],
        "remarks": [remark.code for remark in known.remarks] if known else [],
    }
