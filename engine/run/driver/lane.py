"""The lane: one submit at a time of the whole account, from a fresh connection to a durable job id.

The order is the whole point, and stands in `money/table.py`, where the proofs read it too: lane taken in the account -> claim,
reservation and intent in one durable transaction -> the request on that very connection -> the answer durable -> the lane free ->
only then does anybody hear of it.
"""

import math
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from functools import partial

import anyio

from engine.errors import OperatorError
from engine.plan.model import RequestTask
from engine.run import events as e
from engine.run.driver.desk import Desk
from engine.run.driver.gate import Gates, Unanswered
from engine.run.driver.service_time import ServiceTime
from engine.run.driver.settling import settle
from engine.run.driver.submits import SubmitBucket
from engine.run.driver.supply import Supply
from engine.run.money.account import is_over
from engine.run.money.attempt import Attempt, AttemptState, prompt_class
from engine.run.money.step import next_command
from engine.run.money.table import Goes, LaneCommand, Outcome
from engine.run.outage import NoAnswer
from engine.run.ports import Passage, Ports
from engine.run.service import Acceptance, Doubt, Opened, Payload, Refusal, SubmitAnswer, Unsent
from engine.values.canonical import canonical_json, digest_of, written
from engine.values.reason import Reason

TIME_S = 600.0  # what the service has told of its time is that old at most when an intent is written


@dataclass(slots=True)
class _Passing:
    """One request on its way through the lane; `told` is what the loop is to hear of it, as far as that is known."""

    task: RequestTask
    opened: Opened
    payload: Payload
    intended: e.Intended
    told: e.Event | None = None


@dataclass(slots=True)
class Lane:
    """Submits one request; what came of it stands in the journal and in the account before this returns."""

    ports: Ports
    desk: Desk
    gates: Gates
    supply: Supply
    fingerprints: Mapping[str, str]
    as_of: int  # the journal's position that the plan knows
    _pinged: float = -math.inf
    _bucket: SubmitBucket = field(init=False)

    def __post_init__(self) -> None:
        self._bucket = SubmitBucket(self.ports)

    @asynccontextmanager
    async def connection(self) -> AsyncIterator[Opened | Unanswered]:
        """Connect; a service that is away is waited for, and so is a storage that gives no results: they must not pile up."""
        closed = await self.gates.results.passable()
        if closed is not None:
            yield closed
            return
        await self._bucket.turn()  # before there is a connection, which nobody keeps open for long unused
        async with AsyncExitStack() as stack:
            opened = await self.gates.service.ask(partial(self._open, stack))
            assert not isinstance(opened, Unsent), "who is asked through a gate has answered"
            yield opened

    async def _open(self, stack: AsyncExitStack) -> Opened | Unsent:
        """Connect; to a service that was away only once it answers a question: a submit into nothing would be in doubt.

        One that has not told its time lately is asked too: by its clock the job is found if the answer gets lost, and ours may be
        wrong.
        """
        if self.gates.service.contact.is_waited_for or self._lacks_time():
            self._pinged = self.ports.clock.monotonic()
            silent = await self.ports.service.ping()
            if silent is not None:
                return Unsent(reason=silent.reason)
        async with AsyncExitStack() as own:
            opened = await own.enter_async_context(self.ports.service.open())
            if not isinstance(opened, Unsent):
                await stack.enter_async_context(own.pop_all())
            return opened

    def _lacks_time(self) -> bool:
        """Whether the service's time is older than may be; one that never tells it is asked no more often than that."""
        heard, asked = self.ports.service.heard_s(), self.ports.clock.monotonic() - self._pinged
        return (heard is None or heard > TIME_S) and asked > TIME_S

    async def submit(self, task: RequestTask, number: int, urls: Mapping[str, str], opened: Opened) -> e.Event:
        """Go through the lane once, one command of it after the other; the loop hears Intended. Return how it ended."""
        payload = self.ports.service.payload(task.request, urls)
        passing = _Passing(task, opened, payload, self._intended(task, number, payload.body))
        try:
            command = await self.desk.durably(self._go_on, passing, LaneCommand.TAKE_LANE)
            if command is LaneCommand.SEND:
                self.desk.heard(passing.intended)
                await self._send(passing)
                await self.desk.durably(self._go_on, passing, next_command(command, Goes.ON))
                self.desk.writer.gather()
        except BaseException:
            with anyio.CancelScope(shield=True):
                await self.desk.durably(self._leave, passing.intended.attempt)
                self.desk.writer.gather()
            raise
        assert passing.told is not None, "whoever leaves the lane has learnt how it ended"
        return passing.told

    def _go_on(self, passing: _Passing, command: LaneCommand | None) -> LaneCommand | None:
        """Carry out one command after the other in the writer's thread, until something is to be sent or nothing is left."""
        while command is not None and command is not LaneCommand.SEND:
            command = next_command(command, self._carried_out(command, passing))
        return command

    def _carried_out(self, command: LaneCommand, passing: _Passing) -> Goes:
        """Carry out one command on the books, and say where the attempt goes on."""
        match command:
            case LaneCommand.TAKE_LANE:
                passing.told = self._enter(passing.intended)
                return Goes.ON if passing.told is None else Goes.REST
            case LaneCommand.INTEND:
                passing.told = self.ports.journal.intend(self.ports.identity.run, passing.intended)
                return Goes.ON if passing.told is None else Goes.OUT
            case LaneCommand.RECORD:
                self._record(passing)
                return Goes.OUT
            case LaneCommand.FREE_LANE:
                self._leave(passing.intended.attempt)
                return Goes.OUT
            case _:
                return Goes.ON  # connected: it stands; that it did so before the lane was taken, nobody can see

    def _enter(self, intended: e.Intended) -> e.Blocked | None:
        """Settle what this project left open, and take the lane; return what is in the way, if anything is."""
        settle(self.ports)
        attempt = Attempt(
            id=intended.attempt,
            wants=intended.fingerprint,
            prompt_class=intended.prompt_class,
            upper=intended.upper_micros,
            owner=intended.process,
        )
        passage = self.ports.account.enter(attempt, intended.since, self.ports.terms)
        if passage.outcome is Outcome.LANE_TAKEN:
            return None
        attempt_here = "" if passage.project else passage.attempt
        return e.Blocked(task=intended.task, by=self._by(passage), attempt=attempt_here)

    def _leave(self, attempt: str) -> None:
        """Free the lane; with the next transaction of the account if the attempt is in nobody's way."""
        known = self.ports.journal.attempt(attempt)
        if known is not None and is_over(known):
            self.ports.account.ride_out(attempt, known)
        else:
            self.ports.account.leave(attempt, known)

    def _by(self, passage: Passage) -> str:
        """Say what stands in the way: the lane, an equal one that is looked for, or one that waits for a person."""
        if passage.outcome is Outcome.LANE_BUSY:
            return "lane"
        known = None if passage.project else self.ports.journal.attempt(passage.attempt)
        old = ServiceTime(self.ports).now() >= passage.since + self.ports.terms.sure
        return "held" if old or (known is not None and known.state is AttemptState.HELD) else "shadow"

    async def _send(self, passing: _Passing) -> None:
        await self._bucket.take()  # another process may have sent something meanwhile
        answer = await passing.opened.send(passing.payload, send_by=passing.intended.send_by)
        self._bucket.answered(refused=isinstance(answer, Refusal) and answer.retry)
        if isinstance(answer, Doubt):
            await self.gates.service.missed(NoAnswer(answer.reason))
        passing.told = self._event(passing.task, passing.intended.attempt, answer)

    def _record(self, passing: _Passing) -> None:
        """Write down what came of it; the lane is not free before that is on disk."""
        if isinstance(passing.told, e.Accepted):
            passing.told = self._accepted(passing.told)
        elif passing.told is not None:
            self.ports.journal.record(self.ports.identity.run, passing.told)

    def _accepted(self, event: e.Accepted) -> e.Accepted | e.Doubted:
        """Write down the one fact that must not be lost: it is said, if it can't be written."""
        try:
            return self.ports.journal.accept(self.ports.identity.run, event)
        except OperatorError as error:
            why = Reason(error.key, tuple(error.args_by_name.items()))
            raise OperatorError("accepted-unrecorded", job=event.job, reason=why) from error

    def _event(self, task: RequestTask, attempt: str, answer: SubmitAnswer) -> e.Event:
        match answer:
            case Acceptance():
                return e.Accepted(
                    task=task.id,
                    attempt=attempt,
                    job=answer.job,
                    host=self.ports.identity.host,
                    request_id=answer.request_id,
                    server_time=answer.server_time,
                    at=self.ports.clock.now(),
                )
            case Refusal():
                cause = e.Cause(code=answer.code, message=answer.message, operator=answer.operator)
                return e.Refused(task=task.id, attempt=attempt, cause=cause, retry=answer.retry, after_s=answer.after_s)
            case Unsent():
                return e.NotSent(task=task.id, attempt=attempt, reason=answer.reason)
            case Doubt():
                return e.Doubted(
                    task=task.id,
                    attempt=attempt,
                    stage=answer.stage,
                    reason=answer.reason,
                    status=answer.status,
                    request_id=answer.request_id,
                    ended=ServiceTime(self.ports).latest(),
                    late_s=self.ports.terms.late,
                )

    def _intended(self, task: RequestTask, number: int, body: bytes) -> e.Intended:
        ports, me = self.ports, self.ports.identity
        seconds, cost = task.estimate.billed_seconds.high, task.bound
        return e.Intended(
            task=task.id,
            attempt=ports.new_id(),
            number=number,
            fingerprint=task.fingerprint,
            asked=canonical_json(task.request.asked).decode(),
            upstream=self.supply.upstream(task, self.fingerprints),
            body=written(task.request.body).decode(),  # its fractions are numbers of JSON already
            body_digest=digest_of(body),
            prompt_class=prompt_class(task.request.sent_name, task.request.prompt),
            account=me.account,
            scope=me.scope,
            host=me.host,
            model=task.request.sent_name,
            upper_seconds=seconds,
            upper_micros=cost.micros,
            currency=cost.currency,
            process=me.process,
            boot=me.boot,
            at=ports.clock.now(),
            send_by=ports.clock.monotonic() + ports.terms.send_within,
            as_of=self.as_of,
            since=ServiceTime(ports).earliest(),
        )
