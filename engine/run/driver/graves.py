"""Graves: what was ruled out or given up, and has a job after all, is booked and told, and no task's result.

No decision is made here: what was seen is handed to the step.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from engine.catalog import AnswerShape
from engine.plan.model import RequestTask
from engine.run import events as e
from engine.run.driver.desk import Desk
from engine.run.driver.listing import ENDINGS, AccountListing
from engine.run.driver.queries import QueryBucket
from engine.run.driver.service_time import ServiceTime
from engine.run.marks import USAGE_UNKNOWN
from engine.run.money import event as v
from engine.run.money.account import AccountStanding
from engine.run.money.attempt import BURIED, Buried
from engine.run.money.sweep import Ending, Looked, Sweep
from engine.run.ports import Ports
from engine.run.service import JobView, Usage


@dataclass(slots=True)
class Graves:
    """Those of the project, as its journal holds them by now; `alike` are this run's tasks by their class."""

    ports: Ports
    desk: Desk
    queries: QueryBucket
    alike: Mapping[str, RequestTask]
    _buried: tuple[Buried, ...] = field(default=())

    async def read(self) -> None:
        """Learn what may still show up, and what has shown up and was not told yet."""
        known = await self.desk.durably(self.ports.journal.buried, self.ports.identity.run)
        now = ServiceTime(self.ports).now()
        self._buried = tuple(one for one in known if one.attempt.job or now < self._over(one))

    @property
    def any(self) -> bool:
        """Whether there is something to look for."""
        return bool(self._buried)

    @property
    def shown(self) -> tuple[Buried, ...]:
        """Those whose job has shown up, and of which nobody has told."""
        return tuple(one for one in self._buried if one.attempt.job)

    @property
    def since(self) -> float:
        """A time of the service's before which nothing of theirs was made."""
        return min((one.attempt.since for one in self._buried), default=0.0)

    @property
    def shapes(self) -> dict[str, AnswerShape]:
        """How the answers of their models are read, by the name of each at its service."""
        models = {one.model for one in self._buried}
        return {model: self.ports.answers[model] for model in models if model in self.ports.answers}

    async def look(self, look: AccountListing) -> None:
        """Decide about each by what the list shows; then book and tell of those whose job has ended."""
        for one in self._buried:
            if not one.attempt.job:
                await self.desk.durably(self._step, one, look)
        await self.read()
        for shown in self.shown:
            view = look.views.get(shown.attempt.job) or await self._poll(shown)
            if view is not None:
                await self._end(shown, view)

    def _over(self, one: Buried) -> float:
        """When the service has forgotten all that it may have made of a request."""
        return (one.attempt.until or one.attempt.since) + self.ports.terms.forgets

    def _step(self, one: Buried, look: AccountListing) -> None:
        account = self.ports.account.standing()
        keys = look.own_keys(account, trusts=self.ports.terms.trusts_empty)
        if not keys:
            account = replace(account, by_prompt=False)  # whose jobs these are can't be told
        looked = Looked(ServiceTime(self.ports).now(), (Sweep(look.began, look.jobs(keys)),))
        self._decide(one, looked, account)

    def _decide(self, one: Buried, happened: v.Event, account: AccountStanding) -> None:
        ports, attempt = self.ports, one.attempt.id
        ports.journal.decide(ports.identity.run, attempt, happened, account, ports.terms, lambda _: None, BURIED)
        ports.account.leave(attempt, ports.journal.attempt(attempt))

    async def _poll(self, shown: Buried) -> JobView | None:
        shape = self.ports.answers.get(shown.model)
        if shape is None:
            return None
        answer = await self.queries.poll(shown.attempt.job, shape)
        return answer if isinstance(answer, JobView) else None

    async def _end(self, shown: Buried, view: JobView) -> None:
        match ENDINGS.get(view.state, Ending.LIVE):
            case Ending.FAILED:
                await self.desk.durably(self._decide, shown, v.Ended(billed=False), AccountStanding())
            case Ending.SUCCEEDED:
                await self.desk.happened(self._orphaned(shown, view.usage or Usage()))
            case Ending.UNKNOWN if ServiceTime(self.ports).now() >= self._over(shown):
                await self.desk.happened(self._orphaned(shown, Usage()))

    def _orphaned(self, shown: Buried, usage: Usage) -> e.Orphaned:
        """Return what is told of a job: what the service has billed, or else what is booked for it."""
        task = self.alike.get(shown.attempt.prompt_class)  # by whose price it is billed
        bill = self.ports.bill(task, usage) if task is not None else None
        return e.Orphaned(
            task=shown.task,
            attempt=shown.attempt.id,
            job=shown.attempt.job,
            run=shown.run,
            billed_seconds=bill.seconds if bill is not None else usage.billed_seconds or Decimal(0),
            cost_micros=bill.cost.micros if bill is not None else shown.spent,
            currency=bill.cost.currency if bill is not None else shown.currency,
            marks=() if bill is not None else (USAGE_UNKNOWN,),
        )
