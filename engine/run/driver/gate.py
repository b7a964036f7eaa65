"""Gates: through which every question to a party goes, so that one that is away is waited for by all tasks together."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

import anyio

from engine.run import events as e
from engine.run.outage import Contact, NoAnswer, Notice, Party, notice_of, silence_of
from engine.run.ports import Ports
from engine.values.reason import Reason, because

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Unanswered:
    """Nobody waits for an answer any longer: the operator must act first (`given_up`), or else the run leaves."""

    party: Party
    why: Reason
    given_up: bool

    @property
    def cause(self) -> e.Cause:
        """Why, as a cause of the run's end."""
        of_service = self.party is Party.SERVICE
        return e.Cause.of(
            because("service-unreachable", why=self.why) if of_service else because("storage-unreachable", why=self.why)
        )


@dataclass(slots=True)
class Gate:
    """The way to one party; carries out what `run.outage` decides."""

    party: Party
    ports: Ports
    tell: Callable[[e.Event], Awaitable[None]]
    contact: Contact = field(default_factory=Contact)
    _left: bool = False
    _one: anyio.Lock = field(default_factory=anyio.Lock)
    _changed: anyio.Event = field(default_factory=anyio.Event)

    async def ask(self, question: Callable[[], Awaitable[T]]) -> T | Unanswered:
        """Ask until there is an answer, be it a refusal; while the party is away one question at a time, when it is due."""
        while True:
            if self._is_over:
                return self._unanswered()
            answer = await (self._in_turn(question) if self.contact.is_waited_for else self._asked(question))
            if not isinstance(answer, NoAnswer):
                return answer

    async def passable(self) -> Unanswered | None:
        """Wait, without a question, until the party is not away."""
        while self.contact.is_waited_for and not self._is_over:
            await self._changed.wait()
        return self._unanswered() if self._is_over else None

    def leave(self) -> None:
        """Let nobody wait any longer."""
        self._left = True
        self._wake()

    @property
    def _is_over(self) -> bool:
        """Whether nobody waits here."""
        return self.contact.is_given_up or (self._left and self.contact.is_waited_for)

    async def missed(self, silence: NoAnswer) -> None:
        """Take in a question that came to nothing and must not be asked again."""
        await self._silent(silence, self.contact)

    async def _in_turn(self, question: Callable[[], Awaitable[T]]) -> T | NoAnswer:
        """Ask once, when it is due; whoever comes next may have a question of another kind."""
        async with self._one:
            if not self.contact.is_waited_for or not await self._is_due():
                return NoAnswer(self.contact.why)  # what holds now is seen by who looks again
            return await self._asked(question)

    async def _asked(self, question: Callable[[], Awaitable[T]]) -> T | NoAnswer:
        before = self.contact
        answer = await question()
        silence = silence_of(answer, self.party)
        if silence is not None:
            await self._silent(silence, before)
            return silence
        if not isinstance(answer, Unanswered):
            await self._change(self.contact.answered())
        return answer

    async def _silent(self, silence: NoAnswer, before: Contact) -> None:
        if self.contact != before:
            return  # asked before others learnt that it is away: it says nothing new
        now, jitter, back_off = self.ports.clock.monotonic(), self.ports.jitter(), self.ports.pace.back_off
        if self.party is not Party.SERVICE:
            back_off = back_off.for_storage
        await self._change(before.silent(silence, now=now, jitter=jitter, back_off=back_off))

    async def _change(self, after: Contact) -> None:
        before, self.contact = self.contact, after
        if after == before:
            return
        self._wake()
        match notice_of(before, after, self.ports.pace.back_off.said):
            case Notice.AWAY:
                await self.tell(e.Away(**self._waited_for()))
            case Notice.STILL_AWAY:
                await self.tell(e.StillAway(**self._waited_for()))
            case Notice.BACK:
                since, until = self._wall(before.since), self.ports.clock.now()
                await self.tell(e.Back(party=self.party.value, since=since, until=until))

    def _waited_for(self) -> dict[str, Any]:
        since, due = self._wall(self.contact.since), self._wall(self.contact.due)
        return {"party": self.party.value, "since": since, "next_at": due, "reason": self.contact.why}

    async def _is_due(self) -> bool:
        """Wait until the party is due to be asked; False as soon as something else has changed."""
        changed, pause = self._changed, self.contact.due - self.ports.clock.monotonic()
        if pause > 0:
            async with anyio.create_task_group() as group:

                async def give_up_waiting() -> None:
                    await changed.wait()
                    group.cancel_scope.cancel()

                group.start_soon(give_up_waiting)
                await self.ports.clock.sleep(pause)
                group.cancel_scope.cancel()
        return not changed.is_set()

    def _unanswered(self) -> Unanswered:
        return Unanswered(self.party, self.contact.why, given_up=self.contact.is_given_up)

    def _wake(self) -> None:
        self._changed.set()
        self._changed = anyio.Event()

    def _wall(self, moment: float) -> float:
        clock = self.ports.clock
        return clock.now() + moment - clock.monotonic()


@dataclass(slots=True)
class Gates:
    """Those of one run; once it leaves nobody waits at them any longer."""

    ports: Ports
    tell: Callable[[e.Event], Awaitable[None]]
    service: Gate = field(init=False)
    uploads: Gate = field(init=False)
    results: Gate = field(init=False)

    def __post_init__(self) -> None:
        self.service, self.uploads, self.results = (
            Gate(party, self.ports, self.tell) for party in (Party.SERVICE, Party.UPLOADS, Party.RESULTS)
        )

    def leave(self) -> None:
        """Let nobody wait any longer for who is away."""
        for gate in (self.service, self.uploads, self.results):
            gate.leave()
