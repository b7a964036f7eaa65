"""Reuse: which stored results answer a plan, and why the others do not."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from engine.plan.model import Action, Plan, RequestTask, Stored, StoredResult, Task
from engine.plan.totals import totals_of
from engine.values.canonical import canonical_json
from engine.values.media import TaskSource
from engine.values.reason import because


def with_reuse(plan: Plan, stored: Stored) -> Plan:
    """Return the plan in which stored results answer wherever they may.

    A result answers only if its asked form is equal and everything that it was made from is what this plan uses.
    """
    used: dict[str, StoredResult] = {}
    tasks: list[Task] = []
    names = {task.id: task.fingerprint for task in plan.requests}
    for task in plan.tasks:
        if not isinstance(task, RequestTask) or task.action is not Action.RUN:
            tasks.append(task)
            continue
        decided = _decide(task, stored.results.get(task.fingerprint, ()), used, names)
        if decided.stored is not None:
            used[decided.id] = decided.stored
        tasks.append(decided)
    totals = totals_of(tasks, plan.totals.estimate.cost_low.currency)
    return replace(plan, tasks=tuple(tasks), totals=totals, as_of=stored.as_of)


def _decide(
    task: RequestTask, candidates: Sequence[StoredResult], used: Mapping[str, StoredResult], names: Mapping[str, str]
) -> RequestTask:
    if not task.reusable:
        return replace(task, reason=because("unversioned-url"))
    if not candidates:
        return task
    asked = canonical_json(task.request.asked)
    equal = [result for result in candidates if result.asked == asked]
    upstream = _upstream(task, used, names)
    if upstream is None:
        return replace(task, reason=because("upstream-anew")) if equal else task
    for result in equal:
        if dict(result.upstream) == upstream:
            known = because("stored", job=result.job) if result.job else because("stored-here")
            reason = because("stored-damaged", job=result.job) if result.damaged else known
            return replace(task, action=Action.REUSE, reason=reason, stored=result)
    return replace(task, reason=because("upstream-differs")) if equal else task


def known_upstream(plan: Plan) -> dict[str, Mapping[str, str]]:
    """Return, by task, the digests by "fingerprint/output" that a plan feeds into it, of those tasks of which all are known."""
    used = {task.id: task.stored for task in plan.requests if task.stored is not None}
    names = {task.id: task.fingerprint for task in plan.requests}
    found = {task.id: _upstream(task, used, names) for task in plan.requests}
    return {task: upstream for task, upstream in found.items() if upstream is not None}


def _upstream(task: RequestTask, used: Mapping[str, StoredResult], names: Mapping[str, str]) -> dict[str, str] | None:
    """The digests that this plan feeds into the task, by "fingerprint/output"; None if one is not there yet."""
    found: dict[str, str] = {}
    for use in task.request.media:
        source = use.media.source
        if isinstance(source, TaskSource):
            if source.task not in used:
                return None
            found[f"{names[source.task]}/{source.output}"] = used[source.task].digest
    return found
