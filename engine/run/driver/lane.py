"""The lane: one submit at a time, from a fresh connection to a durable job id.

The order is the whole point: connection open -> claim, reservation and intent in one durable transaction -> the request on that
very connection -> the answer durable -> only then does anybody hear of it.
"""

import unicodedata
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from functools import partial

from engine.errors import OperatorError
from engine.plan.model import RequestTask
from engine.run import events as e
from engine.run.driver.desk import Desk
from engine.run.driver.gate import Gates, Unanswered
from engine.run.driver.supply import Supply
from engine.run.outage import NoAnswer
from engine.run.ports import Ports
from engine.run.service import Acceptance, Doubt, Opened, Payload, Refusal, SubmitAnswer, Unsent
from engine.values.canonical import canonical_json, digest_of
from engine.values.reason import Reason

# A process that slept between intent and send must not send late: the connection is closed unused instead.
SEND_WITHIN_S = 5.0


@dataclass(slots=True)
class Lane:
    """Submits one request; what came of it stands in the journal before this returns."""

    ports: Ports
    desk: Desk
    gates: Gates
    supply: Supply
    fingerprints: Mapping[str, str]
    as_of: int  # the journal's position that the plan knows

    @asynccontextmanager
    async def connection(self) -> AsyncIterator[Opened | Unanswered]:
        """Connect; a service that is away is waited for, and so is a storage that gives no results: they must not pile up."""
        closed = await self.gates.results.passable()
        if closed is not None:
            yield closed
            return
        async with AsyncExitStack() as stack:
            opened = await self.gates.service.ask(partial(self._open, stack))
            assert not isinstance(opened, Unsent), "who is asked through a gate has answered"
            yield opened

    async def _open(self, stack: AsyncExitStack) -> Opened | Unsent:
        """Connect; to a service that was away only once it answers a question: a submit into nothing would be in doubt."""
        if self.gates.service.contact.is_waited_for:
            silent = await self.ports.service.ping()
            if silent is not None:
                return Unsent(reason=silent.reason)
        async with AsyncExitStack() as own:
            opened = await own.enter_async_context(self.ports.service.open())
            if not isinstance(opened, Unsent):
                await stack.enter_async_context(own.pop_all())
            return opened

    async def submit(self, task: RequestTask, number: int, urls: Mapping[str, str], opened: Opened) -> None:
        """Go through the lane once; the loop hears Intended, and then how it ended."""
        payload = self.ports.service.payload(task.request, urls)
        intended = self._intended(task, number, payload.body)
        other = await self.desk.durably(self.ports.journal.intend, self.ports.identity.run, intended)
        if other is not None:
            self.desk.heard(other)
            return
        self.desk.heard(intended)
        await self._send(task, intended, opened, payload)

    async def _send(self, task: RequestTask, intended: e.Intended, opened: Opened, payload: Payload) -> None:
        answer = await opened.send(payload, send_by=intended.send_by)
        if isinstance(answer, Doubt):
            await self.gates.service.missed(NoAnswer(answer.reason))
        event = self._event(task, intended.attempt, answer)
        if isinstance(event, e.Accepted):
            self.desk.heard(await self._accepted(event))
        else:
            await self.desk.happened(event)

    async def _accepted(self, event: e.Accepted) -> e.Accepted | e.Doubted:
        """Write down the one fact that must not be lost: it is said, if it can't be written."""
        try:
            return await self.desk.durably(self.ports.journal.accept, self.ports.identity.run, event)
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
            body=canonical_json(task.request.body).decode(),
            body_digest=digest_of(body),
            prompt_class=prompt_class(me.account, task.request.sent_name, task.request.prompt),
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
            send_by=ports.clock.monotonic() + SEND_WITHIN_S,
            as_of=self.as_of,
        )


def prompt_class(account: str, model: str, prompt: str) -> str:
    """Return the class of requests that the service's list cannot tell apart: same account, model and prompt."""
    text = unicodedata.normalize("NFC", prompt.replace("\r\n", "\n")).strip()
    return digest_of(canonical_json([account, model, text]))
