"""Reuse: which stored results answer a plan, and why the others do not."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from engine.plan.kept.table import DecidedTasks, TaskStanding
from engine.plan.model import Action, Plan, RequestTask, Stored, StoredResult, TaskTable
from engine.plan.totals import reusing
from engine.values.canonical import canonical_json, written
from engine.values.media import TaskSource
from engine.values.reason import because

_NOTHING: Final[Mapping[str, str]] = MappingProxyType({})  # a result that answers is known by its digest from then on


def with_reuse(plan: Plan, stored: Stored) -> Plan:
    """Return the plan in which stored results answer wherever they may.

    A result answers only if its asked form is equal and everything that it was made from is what this plan uses.
    """
    used: dict[str, StoredResult] = {}
    decided: dict[int, TaskStanding] = {}
    spared = []
    for number, task in plan.tasks.asking(stored.results):
        found = _decide(task, stored.results[task.fingerprint], used) if task.reusable else None
        if found is None:
            continue
        decided[number] = found
        if found.stored is not None:
            used[task.id] = found.stored
            spared.append(task.estimate)
    tasks = DecidedTasks(plan.tasks, decided) if decided else plan.tasks
    return replace(plan, tasks=tasks, totals=reusing(plan.totals, spared), as_of=stored.as_of)


def _decide(
    task: RequestTask, candidates: Sequence[StoredResult], used: Mapping[str, StoredResult]
) -> TaskStanding | None:
    asked = written(task.request.asked)
    equal = [result for result in candidates if _asks(result, asked)]
    if not equal:
        return None
    upstream = _upstream(task, used.get)
    if upstream is None:
        return TaskStanding(because("upstream-anew"))
    for result in equal:
        if dict(result.upstream) == upstream:
            known = because("stored", job=result.job) if result.job else because("stored-here")
            reason = because("stored-damaged", job=result.job) if result.damaged else known
            return TaskStanding(reason, Action.REUSE, replace(result, asked=b"", upstream=_NOTHING))
    return TaskStanding(because("upstream-differs"))


def _asks(result: StoredResult, asked: bytes) -> bool:
    """Tell whether a result is of this asked form, however it was written down."""
    return result.asked == asked or canonical_json(json.loads(result.asked)) == asked


def known_upstream(task: RequestTask, tasks: TaskTable) -> dict[str, str] | None:
    """Return the digests by "fingerprint/output" that a plan feeds into a task, None if one is not there yet."""

    def stored(name: str) -> StoredResult | None:
        found = tasks.named(name)
        return found.stored if isinstance(found, RequestTask) else None

    return _upstream(task, stored)


def _upstream(task: RequestTask, stored: Callable[[str], StoredResult | None]) -> dict[str, str] | None:
    found: dict[str, str] = {}
    for use in task.request.media:
        source = use.media.source
        if isinstance(source, TaskSource):
            result = stored(source.task)
            if result is None:
                return None
            found[f"{result.fingerprint}/{source.output}"] = result.digest
    return found
