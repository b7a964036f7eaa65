"""Canceling: jobs that still wait at their service are taken back; what runs already is billed, and goes on."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby

from anyio import CapacityLimiter, to_thread

from engine.api.context import Context
from engine.api.manifest import write_manifest
from engine.api.project import Project
from engine.api.record import record_of
from engine.api.runs.line import Connect
from engine.api.turn.decider import Decider
from engine.api.turn.place import SentTo, reached
from engine.catalog import AnswerShape
from engine.errors import AuthorError, OperatorError, must_name, unknown
from engine.run import events as e
from engine.run.canceling import Canceling, Cancellation, OpenJob
from engine.run.service import JobState, JobView, Service, Throttled, Unreachable
from engine.values.reason import because

TRIES = 5
FIRST_PAUSE_S = 1.0
UNDECIDED = frozenset({JobState.PENDING, JobState.UNKNOWN})  # one that is asked at once may not be known everywhere yet
RUNS = frozenset({JobState.RUNNING, JobState.SUSPENDED})


async def cancel_jobs(
    context: Context, project: Project, name: str | None, connect: Connect, by: Decider
) -> list[Cancellation]:
    """Cancel the waiting jobs of a task, of the run whose id begins so, or of the whole project; each end is recorded.

    A reply that is lost is asked for again. Raises AuthorError as `named_jobs`.
    """
    in_thread = partial(to_thread.run_sync, limiter=CapacityLimiter(1))
    jobs = await in_thread(named_jobs, project, name)
    found: list[Cancellation] = []
    for place, some in groupby(sorted(jobs, key=_place), key=_place):
        found += await _at(context, SentTo(*place), list(some), connect)
    await in_thread(_record, project, found, by)
    return found


def named_jobs(project: Project, name: str | None) -> list[OpenJob]:
    """Return the open jobs that a person means, none of a task or run that has none.

    Raises AuthorError for a name that is neither: `nothing-to-cancel` if jobs are open, else `nothing-of-that-name`; or
    `name-empty`.
    """
    jobs, runs = project.journal.open_jobs(), [str(run["run"]) for run in project.journal.runs()]
    if name is None:
        return jobs
    must_name(name)
    of_run = {run for run in runs if run.startswith(name)}
    found = [job for job in jobs if job.task == name] or [job for job in jobs if job.run in of_run]
    if found or of_run or any(name in record_of(project.journal, run).tasks for run in runs):
        return found
    if jobs:
        known = dict.fromkeys([*(job.task for job in jobs), *(job.run for job in jobs)])
        raise unknown("nothing-to-cancel", name, known)
    raise AuthorError("nothing-of-that-name", name=name)


def _place(job: OpenJob) -> tuple[str, str, str]:
    return job.service, job.realm, job.host


async def _at(context: Context, sent: SentTo, jobs: Sequence[OpenJob], connect: Connect) -> list[Cancellation]:
    """Cancel the jobs of one host; where that can't be reached, nothing is known of any."""
    try:
        async with reached(context, sent, connect) as service:
            return [await _Asking(context, service, job).cancel() for job in jobs]
    except OperatorError as error:
        why = e.Cause.of_error(error)
        return [Cancellation(job, Canceling.UNSURE, why=why) for job in jobs]


@dataclass(frozen=True, slots=True)
class _Asking:
    """Asks that one job be canceled, until it is known whether it is."""

    context: Context
    service: Service
    job: OpenJob

    async def cancel(self) -> Cancellation:
        """Ask until an answer tells; a reply that was lost is made up for by the next question."""
        why = e.Cause(code="still-waiting")
        for number in range(TRIES):
            answer = await self._ask()
            if isinstance(answer, JobState) and answer not in UNDECIDED:
                return _told(self.job, answer)
            why = _why(answer, self.job.host)
            if isinstance(answer, Unreachable) and answer.code:  # the key or the account: the next answer is the same
                break
            if number + 1 < TRIES:
                after = answer.after_s if isinstance(answer, Throttled) else None
                await self.context.clock.sleep(after or FIRST_PAUSE_S * 2**number)
        return Cancellation(self.job, Canceling.UNSURE, why=why)

    async def _ask(self) -> JobState | Throttled | Unreachable:
        """Ask once; of a job that waits no longer, perhaps because it was canceled just now, ask how it is."""
        answer = await self.service.cancel(self.job.job)
        if isinstance(answer, bool):
            said = JobState.CANCELED if answer else await self.service.poll(self.job.job, self._shape())
            return said.state if isinstance(said, JobView) else said
        return answer

    def _shape(self) -> AnswerShape:
        model = self.context.catalog.models.get(self.job.model)
        return model.answer if model is not None else AnswerShape()


def _told(job: OpenJob, state: JobState) -> Cancellation:
    outcome = Canceling.CANCELED if state is JobState.CANCELED else Canceling.RUNS if state in RUNS else Canceling.OVER
    return Cancellation(job, outcome, state.value)


def _why(answer: JobState | Throttled | Unreachable, host: str) -> e.Cause:
    if isinstance(answer, JobState):
        return e.Cause(code="still-waiting") if answer is JobState.PENDING else e.Cause(code="job-unknown")
    if isinstance(answer, Throttled):
        return e.Cause.of(because("asked-too-often"))
    return e.Cause.of(because("service-unreachable", host=host, why=answer.reason))


def _record(project: Project, found: Iterable[Cancellation], by: Decider) -> None:
    """Write down which jobs are canceled, for the runs that submitted them: what was reserved for them is free again."""
    canceled = [one.job for one in found if one.outcome is Canceling.CANCELED]
    for job in canceled:
        event = e.Canceled(task=job.task, attempt=job.attempt, job=job.job, who=by.who, command=by.command)
        project.journal.record(job.run, event)
    alive = {run["run"] for run in project.journal.runs() if run["alive"]}
    for run in {job.run for job in canceled} - alive:
        write_manifest(project.home, project.journal, record_of(project.journal, run, alive=False))
