"""The lookout: reads the service's list, and asks for every job of it that is nobody's as if it were ours."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from engine.catalog.model import AnswerShape
from engine.run.driver.desk import Desk
from engine.run.driver.gate import Gates, Unanswered
from engine.run.driver.listing import AccountListing
from engine.run.driver.queries import QueryBucket
from engine.run.driver.service_time import ServiceTime
from engine.run.driver.sighting import sighted
from engine.run.ports import Ports
from engine.run.service import JobView, Throttled, Unreachable
from engine.values.reason import Reason


@dataclass(slots=True)
class Lookout:
    """One of a run; a job that has ended is asked for once. `trouble` is why the last look showed nothing, if that was said."""

    ports: Ports
    desk: Desk
    gates: Gates
    queries: QueryBucket
    trouble: Reason | None = None
    _ended: dict[str, JobView] = field(default_factory=dict)

    async def look(
        self, shapes: Mapping[str, AnswerShape], *, since: float = 0.0, waits: bool = True
    ) -> AccountListing | None:  # fmt: skip
        """Return the list, with the answers of jobs of these models that were made since then; None if the service doesn't tell.

        A service that is away is waited for, unless nobody `waits`; one that only doesn't list its jobs makes nobody else wait.
        """
        self.trouble = None
        service = self.gates.service
        if service.contact.is_waited_for and (
            not waits or isinstance(await service.ask(self.ports.service.ping), Unanswered)
        ):
            return None
        began = ServiceTime(self.ports).now()
        account = await self.desk.durably(self.ports.account.standing)
        answer = await sighted(self.queries, began, shapes, account.known, self._ended, since)
        if isinstance(answer, AccountListing):
            return answer
        self.trouble = _trouble(answer)
        return None


def _trouble(answer: Throttled | Unreachable) -> Reason | None:
    """Return why a question was not answered; None if it was only asked too often."""
    return answer.reason if isinstance(answer, Unreachable) else None
