"""Hopeless requests: their jobs have failed so often, for reasons that no repetition cures, that no more are sent (pure)."""

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from engine.plan.model import Plan, RequestTask
from engine.plan.reuse import known_upstream
from engine.run import events as e
from engine.values.reason import because

ENOUGH: Final = 3
"""So many jobs of one request, over all runs, show that the next one fails too."""
CURABLE: Final = frozenset({"service", "download"})
"""Classes of failure that may pass by themselves."""


@dataclass(frozen=True, slots=True)
class FailedJob:
    """A job that ended FAILED: why, of which class, and from which digests it was made, by "fingerprint/output"."""

    job: str
    cause: e.Cause
    failure: str = ""
    upstream: Mapping[str, str] = field(default_factory=dict)


def hopeless(plan: Plan, failed: Mapping[str, Sequence[FailedJob]], taken: Container[str]) -> Iterator[e.JobFailed]:
    """Tell the failure of each task that would be sent in vain; `failed` are jobs by fingerprint, `taken` tasks that go on.

    A class of failure that its step tries again is none that tells anything, and neither is what the operator can mend.
    """
    for _, task in plan.tasks.asking(failed):
        if task.id in taken:
            continue
        upstream = known_upstream(task, plan.tasks)
        jobs = [job for job in failed[task.fingerprint] if job.upstream == upstream and _tells(job, task)]
        if len(jobs) >= ENOUGH:
            yield _failure(task, jobs)


def _tells(job: FailedJob, task: RequestTask) -> bool:
    if job.cause.code == e.CANCELED.code:
        return False
    return job.failure not in CURABLE and job.failure not in task.retry_on and not job.cause.operator


def _failure(task: RequestTask, jobs: Sequence[FailedJob]) -> e.JobFailed:
    last = jobs[-1]
    cause = e.Cause.of(because("failed-before", count=len(jobs), reason=last.cause.code))
    return e.JobFailed(task=task.id, attempt="", job=last.job, cause=replace(cause, message=last.cause.message))
