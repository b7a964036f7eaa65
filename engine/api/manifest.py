"""The manifest of a run: enough to derive every request again, offline."""

import json
from pathlib import Path
from typing import Any

from engine.errors import OperatorError
from engine.plan import Plan, Task
from engine.run.history import RunRecord
from engine.store.files.durable import sync_folder
from engine.version import __version__


def write_manifest(home: Path, plan: Plan, record: RunRecord) -> None:
    """Write what replays the run into the state folder: atomically, once. Raises OperatorError `disk-unwritable`."""
    data = manifest_data(plan, record)
    target = home / "runs" / record.run / "manifest.json"
    temporary = target.with_suffix(".part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        temporary.write_text(json.dumps(data, ensure_ascii=False, indent=2) + "\n", "utf-8")
        temporary.replace(target)
        sync_folder(target.parent)
    except OSError as error:
        raise OperatorError("disk-unwritable", path=str(target), reason=error.strerror or str(error)) from error


def manifest_data(plan: Plan, record: RunRecord) -> dict[str, Any]:
    """Return the manifest's JSON: recipe, inputs with digests, requests, jobs, usage and result digests."""
    return {
        "manifest": 1,
        "engine": __version__,
        "catalog": plan.catalog,
        "run": record.run,
        "state": record.state,
        "recipe": {"name": plan.name, "version": plan.version, "digest": plan.recipe_digest},
        "service": plan.terms.service,
        "realm": plan.terms.realm,
        "day": plan.day.isoformat(),
        "plan": plan.digest,
        "inputs": dict(plan.inputs),
        "tasks": [_task(task, record) for task in plan.tasks],
        "files": [
            {"row": file.row, "output": file.output, "key": file.key, "path": file.path, "sha256": file.digest}
            for file in record.files
        ],
    }


def _task(task: Task, record: RunRecord) -> dict[str, Any]:
    known = record.tasks.get(task.id)
    return {
        "id": task.id,
        "action": task.action.value,
        "fingerprint": task.fingerprint,
        "request": dict(task.request.body) if task.request else None,
        "asked": dict(task.request.asked) if task.request else None,
        "state": known.state if known else "unneeded",
        "job": known.job if known else None,
        "confirmed_by": "reply" if known and known.job else None,
        "billed_seconds": str(known.billed_seconds) if known else "0",
        "result": known.digest if known else None,
        "notes": list(known.notes) if known else [],
    }
