"""Queries: the one bucket of a run for all that it asks the service but its submits."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from functools import partial
from typing import TypeVar

import anyio

from engine.catalog.model import AnswerShape
from engine.run.ports import Ports
from engine.run.rate import Rate
from engine.run.service import ListAnswer, ListedJobs, PollAnswer, Throttled

T = TypeVar("T")


@dataclass(slots=True)
class QueryBucket:
    """Lets questions through one after the other, as fast as the account may ask, and learns from the answers."""

    ports: Ports
    rate: Rate = field(init=False)
    _turn: anyio.Lock = field(default_factory=anyio.Lock)

    def __post_init__(self) -> None:
        self.rate = Rate.at_most(self.ports.pace.queries)

    def take(self, questions: int = 1) -> None:
        """Take so many, asked now."""
        self.rate = self.rate.taken(self.ports.clock.monotonic(), questions)

    def heard(self, answer: object) -> None:
        """Learn from an answer."""
        self.rate = self.rate.refused() if isinstance(answer, Throttled) else self.rate.answered()

    async def ask(self, question: Callable[[], Awaitable[T]]) -> T:
        """Wait for a turn, and ask."""
        async with self._turn:
            wait = self.rate.free - self.ports.clock.monotonic()
            if wait > 0:
                await self.ports.clock.sleep(wait)
            self.take()
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
