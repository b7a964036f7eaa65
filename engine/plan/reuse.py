"""Reuse: which stored results answer a plan, and why the others do not."""

import json
from collections.abc import Sequence
from dataclasses import replace

from engine.plan.kept.answers import Answers
from engine.plan.kept.table import DecidedTasks, TaskStanding
from engine.plan.model import Compared, Estimate, KnownResult, Plan, RequestTask, Stored, StoredResult, TaskTable
from engine.plan.totals import reusing
from engine.values.canonical import canonical_json
from engine.values.media import TaskSource
from engine.values.reason import because


def with_reuse(plan: Plan, stored: Stored) -> Plan:
    """Return the plan in which stored results answer wherever they may.

    A result answers only if its asked form is equal and everything that it was made from is what this plan uses.
    """
    answers = Answers(len(plan.tasks))
    decided: dict[int, TaskStanding] = {}
    spared: list[Estimate] = []
    for asking in plan.tasks.compared(stored.results) if stored.results else ():
        found = _decide(asking, stored.results[asking.fingerprint], answers) if asking.reusable else None
        if isinstance(found, TaskStanding):
            decided[asking.number] = found
        elif found is not None:
            seconds = found.facts.seconds
            answer = KnownResult(found.digest, found.job, seconds.exact if seconds is not None else None)
            answers.put(asking.number, found.fingerprint, answer, damaged=found.damaged)
            spared.append(asking.estimate)
    tasks = DecidedTasks(plan.tasks, decided, answers) if decided or answers.count else plan.tasks
    return replace(plan, tasks=tasks, totals=reusing(plan.totals, spared), as_of=stored.as_of)


def _decide(
    asking: Compared, candidates: Sequence[StoredResult], answers: Answers
) -> StoredResult | TaskStanding | None:
    equal = [result for result in candidates if _asks(result, asking.asked)]
    if not equal:
        return None
    upstream: dict[str, str] = {}
    for task, output in asking.upstream:
        made = answers.made(task)
        if made is None:
            return TaskStanding(because("upstream-anew"))
        upstream[f"{made[0]}/{output}"] = made[1]
    found = next((result for result in equal if dict(result.upstream) == upstream), None)
    return TaskStanding(because("upstream-differs")) if found is None else found


def _asks(result: StoredResult, asked: bytes) -> bool:
    """Tell whether a result is of this asked form, however it was written down."""
    return result.asked == asked or canonical_json(json.loads(result.asked)) == asked


def known_upstream(task: RequestTask, tasks: TaskTable) -> dict[str, str] | None:
    """Return the digests by "fingerprint/output" that a plan feeds into a task, None if one is not there yet."""
    found: dict[str, str] = {}
    for use in task.request.media:
        source = use.media.source
        if isinstance(source, TaskSource):
            before = tasks.named(source.task)
            if not isinstance(before, RequestTask) or before.stored is None:
                return None
            found[f"{before.fingerprint}/{source.output}"] = before.stored.digest
    return found
