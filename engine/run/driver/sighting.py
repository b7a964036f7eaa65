"""Sighting: a look at the service's list for the job of a request that was sent, and what is to be shown of it; no decision."""

from collections.abc import Collection, Mapping, MutableMapping
from dataclasses import dataclass
from typing import Protocol

from engine.catalog import AnswerShape
from engine.run import events as e
from engine.run.driver.listing import ENDINGS, AccountListing
from engine.run.money.attempt import Attempt
from engine.run.money.evidence import in_window, unfit
from engine.run.money.sweep import Seen
from engine.run.service import JobView, ListAnswer, ListedJobs, PollAnswer, Throttled, Unreachable


@dataclass(frozen=True, slots=True, kw_only=True)
class SentRequest:
    """What a sent request is known by in the list: its model as the service calls it, and its tier; `answer` reads its jobs."""

    model: str
    tier: str
    answer: AnswerShape


class Lists(Protocol):
    """Whoever tells which jobs there are, and how each is."""

    async def list_jobs(self) -> ListAnswer: ...

    async def poll(self, job: str, answer: AnswerShape) -> PollAnswer: ...


async def sighted(
    service: Lists, began: float, shapes: Mapping[str, AnswerShape], known: Collection[str],
    ended: MutableMapping[str, JobView], since: float = 0.0,
) -> AccountListing | Throttled | Unreachable:  # fmt: skip
    """Read the list, and ask for every job of these models that is nobody's as if it were ours, unless it has `ended`.

    Those that were made before `since`, a time of the service's, are not asked for.
    """
    answer = await service.list_jobs()
    if not isinstance(answer, ListedJobs):
        return answer
    views: dict[str, JobView] = {}
    for job in answer.jobs:
        if job.model in shapes and job.job not in known and job.created >= since:
            view = ended.get(job.job) or await service.poll(job.job, shapes[job.model])
            if not isinstance(view, JobView):
                return view
            views[job.job] = view
            if view.state in ENDINGS:
                ended[job.job] = view
    return AccountListing(began, answer.jobs, views)


def states_of(look: AccountListing) -> dict[str, str]:
    """Return the service's word for the state of each job that it listed."""
    return {job.job: (look.views[job.job].state if job.job in look.views else job.state).value for job in look.listed}


def candidates_of(
    doubt: Attempt, jobs: Collection[Seen], states: Mapping[str, str], taken: Collection[str]
) -> tuple[e.Candidate, ...]:
    """Return the jobs of our key and model that were made while a request was on its way and that nobody has, the first first.

    Of a request whose job is known there are none.
    """
    if doubt.job:
        return ()
    near = [seen for seen in jobs if seen.mine and seen.job not in taken and in_window(doubt, seen)]
    return tuple(
        candidate_of(doubt, seen, states, taken) for seen in sorted(near, key=lambda seen: (seen.created, seen.job))
    )


def candidate_of(doubt: Attempt, seen: Seen, states: Mapping[str, str], taken: Collection[str]) -> e.Candidate:
    """Say what a job tells of a doubt."""
    told = "" if not seen.prompt_class else "same" if seen.prompt_class == doubt.prompt_class else "other"
    against = unfit(doubt, seen, taken)
    return e.Candidate(
        job=seen.job, state=states.get(seen.job, ""), created=seen.created, prompt=told, against=against or ""
    )
