"""The manifest of a run: what was planned, and what came of it: enough to derive every request again, offline."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from engine.plan import Plan
from engine.report.came import orphan_data
from engine.report.files import file_data
from engine.report.plan import recipe_data
from engine.report.planned import PlannedRun
from engine.report.rows import row_data
from engine.run.history import RunRecord
from engine.version import __version__

_ENCODER: Final = json.JSONEncoder(ensure_ascii=False)


def head_data(plan: Plan, source: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Return what a manifest begins with, as JSON: recipe, service, day, and inputs with digests.

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
    }


def manifest_lines(planned: PlannedRun, record: RunRecord) -> Iterator[str]:
    """Give the manifest's JSON line by line: what was planned, with jobs, usage and result digests as the events say.

    It is never held as a whole; a task, a row and a file are a line each.
    """
    tasks = (f"{text[:-1]}, {_line(_came(task, record))[1:]}" for task, text in planned.texts())
    yield "{"
    for name, value in planned.head.items():
        yield f"{_field(name, value)},"
    yield from _list("tasks", tasks)
    yield from _list("rows", map(_line, map(row_data, planned.rows())))
    yield f"{_field('run', record.run)},"
    yield f"{_field('state', record.state)},"
    yield from _list("files", map(_line, map(file_data, record.files)))
    yield from _list("orphans", map(_line, map(orphan_data, record.orphans)), end="")
    yield "}"


def _field(name: str, value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, indent=2).replace("\n", "\n  ")
    return f"  {_line(name)}: {text}"


def _list(name: str, items: Iterable[str], end: str = ",") -> Iterator[str]:
    """Give the lines of a list, an item each."""
    before: str | None = None
    for item in items:
        yield f"  {_line(name)}: [" if before is None else f"    {before},"
        before = item
    if before is None:
        yield f"  {_line(name)}: []{end}"
    else:
        yield f"    {before}"
        yield f"  ]{end}"


def _line(value: object) -> str:
    return _ENCODER.encode(value)


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
