"""Queries: the one bucket of an account for all that it asks the service but its submits."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from typing import Final, TypeVar

from engine.catalog.model import AnswerShape
from engine.run.ports import Ports
from engine.run.rate import Rate
from engine.run.service import ListAnswer, ListedJobs, PollAnswer, Throttled

T = TypeVar("T")


NAME: Final = "queries"


@dataclass(slots=True)
class QueryBucket:
    """Lets questions through as fast as the account may ask, all of its processes together, and learns from the answers."""

    ports: Ports
    _slowed: bool = False

    def take(self, questions: int = 1) -> float:
        """Take the next turns of the account for so many; return the seconds until the first of them comes."""
        now = self.ports.clock.monotonic()
        rate = self._changed(lambda rate: rate.taken(now, questions))
        return max(0.0, rate.free - questions / rate.now - now)

    def heard(self, answer: object) -> None:
        """Learn from an answer."""
        if isinstance(answer, Throttled):
            self._changed(Rate.refused)
        elif self._slowed:
            self._changed(Rate.answered)

    def _changed(self, step: Callable[[Rate], Rate]) -> Rate:
        most = self.ports.pace.queries
        kept = self.ports.shared.change(NAME, lambda kept: step(Rate.of_kept(most, kept)).kept)
        rate = Rate.of_kept(most, kept)
        self._slowed = rate.now < most
        return rate

    async def ask(self, question: Callable[[], Awaitable[T]]) -> T:
        """Wait for a turn, and ask."""
        wait = self.take()
        if wait > 0:
            await self.ports.clock.sleep(wait)
        answer = await question()
        self.heard(answer)
        return answer

    async def list_jobs(self) -> ListAnswer:
        """Read the list, each page of which is a question."""
        answer = await self.ask(self.ports.service.list_jobs)
        if isinstance(answer, ListedJobs):
            self.take(answer.pages - 1)
        return answer

    async def poll(self, job: str, answer: AnswerShape) -> PollAnswer:
        """Ask how a job is."""
        return await self.ask(partial(self.ports.service.poll, job, answer))
