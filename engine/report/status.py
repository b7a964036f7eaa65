"""The runs of a project as JSON and as text."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from engine.report.amounts import seconds_number
from engine.report.run import cause_data, task_data
from engine.run.history import RunRecord


def runs_data(runs: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Return all runs, newest first."""
    return {"runs": [{**_shown(run), "started": _time(run["started"])} for run in runs]}


def runs_text(runs: Iterable[Mapping[str, Any]]) -> str:
    """Return one line a run."""
    lines = [
        f"{run['run']}  {_state(run):<11}  {_time(run['started'])}  {run['service']}  {run['name']}" for run in runs
    ]
    return "\n".join(lines) + "\n" if lines else "no runs yet in this project\n"


def record_data(record: RunRecord, hints: Mapping[str, str]) -> dict[str, Any]:
    """Return one run with its tasks and files; `hints` says what to do by cause code."""
    return {
        "run_id": record.run,
        "name": record.name,
        "service": record.service,
        "realm": record.realm,
        "state": record.state,
        "cause": cause_data(record.cause, hints),
        "tasks": [task_data(task, record.currency, hints) for task in record.tasks.values()],
        "files": [
            {"row": f.row, "output": f.output, "key": f.key, "path": f.path, "sha256": f.digest} for f in record.files
        ],
        "billed_seconds": seconds_number(record.billed_seconds),
    }


def _shown(run: Mapping[str, Any]) -> dict[str, Any]:
    return {name: run[name] for name in ("run", "name", "service", "realm")} | {"state": _state(run)}


def _state(run: Mapping[str, Any]) -> str:
    """A run that says it is running, but whose process has died, was cut off."""
    return "cut off" if run["state"] == "running" and not run["alive"] else str(run["state"])


def _time(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def record_text(record: RunRecord) -> str:
    """Return one run as a person reads it."""
    columns = max((len(name) for name in record.tasks), default=0)
    lines = [f"run {record.run} {record.state} · {record.name} · service {record.service} · realm {record.realm}"]
    for task in record.tasks.values():
        about = f"job {task.job}" if task.job else ""
        billed = f"{seconds_number(task.billed_seconds)} s billed" if task.billed_seconds else ""
        lines.append(
            "  ".join(part for part in (task.id.ljust(columns), task.state.ljust(7), about, billed) if part).rstrip()
        )
        if task.cause is not None:
            lines.append(f"    {task.cause.message} [{task.cause.code}]")
    lines += [f"{file.output}{'[' + file.key + ']' if file.key else ''}: {file.path}" for file in record.files]
    return "\n".join(lines) + "\n"
