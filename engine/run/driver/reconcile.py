"""Reconciling: the jobs of submits in doubt are looked for in the service's list, while everything else goes on.

No decision is made here: what was seen is handed to the step, and the loop hears what came of it.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field, replace

import anyio

from engine.plan.model import RequestTask
from engine.run import events as e
from engine.run.driver.calibration import Calibration
from engine.run.driver.desk import Desk
from engine.run.driver.graves import Graves
from engine.run.driver.listing import AccountListing
from engine.run.driver.lookout import Lookout
from engine.run.driver.service_time import ServiceTime
from engine.run.driver.sighting import SentRequest, candidates_of, states_of
from engine.run.money import event as v
from engine.run.money.account import AccountStanding
from engine.run.money.attempt import Attempt, AttemptState, OpenAttempt
from engine.run.money.sweep import Looked, Sweep
from engine.run.money.table import Decision, Outcome
from engine.run.money.takeover import answer
from engine.run.ports import Ports

LONGEST_S = 60.0
SOUGHT = frozenset({AttemptState.INTENDED, AttemptState.DOUBT})


@dataclass(slots=True)
class _Doubt:
    """An attempt whose job is looked for; run `run` submitted it, and run `teller` is told of it.

    `why` is None of one that stands in the way of a task, until it is known whose it is.
    """

    task: RequestTask
    attempt: str
    why: e.Cause | None
    run: str
    teller: str
    sweeps: tuple[Sweep, ...] = ()
    shown: tuple[e.Candidate, ...] | None = None

    @property
    def sent(self) -> SentRequest:
        request = self.task.request
        return SentRequest(model=request.sent_name, tier=request.tier, answer=request.answer)


@dataclass(slots=True)
class Reconciler:
    """Looks for the jobs of all doubts of a run, as often as the pace says; and, with each look, for those of `graves`.

    For those alone it looks when the run begins, and when it ends. `outlives` hears of a job that was found of another run's
    attempt, which only stood in the way here: it is watched to its end.
    """

    ports: Ports
    desk: Desk
    lookout: Lookout
    graves: Graves
    calibration: Calibration
    outlives: Callable[[RequestTask, OpenAttempt], None]
    _doubts: dict[str, _Doubt] = field(default_factory=dict)
    _changed: anyio.Event = field(default_factory=anyio.Event)
    _done: anyio.Event = field(default_factory=anyio.Event)
    _begins: bool = True
    _ends: bool = False

    def add(self, task: RequestTask, attempt: str, why: e.Cause, run: str) -> None:
        """Look for the job of an attempt from now on; `run` submitted it."""
        self._doubts[attempt] = _Doubt(task, attempt, why, run, self.ports.identity.run)
        self._changed.set()

    def add_other(self, task: RequestTask, attempt: str) -> None:
        """Look for the job of an attempt with the prompt of a task, which waits for that; nobody else may do so."""
        if attempt not in self._doubts:
            self._doubts[attempt] = _Doubt(task, attempt, None, "", "")
            self._changed.set()

    async def run(self) -> None:
        """Look until cancelled."""
        troubles = 0
        while True:
            self._changed = anyio.Event()
            await self.graves.read()
            if not self._doubts and not self._looks_for_graves():
                troubles = 0
                await self._changed.wait()
                continue
            look = await self._look()
            troubles = troubles + 1 if look is None else 0
            for doubt in list(self._doubts.values()):
                await self._decide(doubt, look)
            if look is not None:
                await self.graves.look(look)
                await self.calibration.listing(look)
            self._begins = False
            if self._ends and (look is None or not self.graves.shown):
                self._done.set()
            elif self._doubts or self.graves.shown:
                await self.ports.clock.sleep(min(LONGEST_S, self.ports.pace.look * 2 ** min(troubles, 8)))

    async def finish(self) -> None:
        """Look once more for what may show up late, and wait for the end of what has; whom nobody tells waits for nothing."""
        self._ends = True
        self._changed.set()
        await self._done.wait()

    def _looks_for_graves(self) -> bool:
        if self._ends and not self.graves.any:
            self._done.set()
        return self.graves.any and (self._begins or bool(self.graves.shown) or (self._ends and not self._done.is_set()))

    async def _look(self) -> AccountListing | None:
        doubts = {doubt.sent.model: doubt.sent.answer for doubt in self._doubts.values()}
        since = 0.0 if doubts else self.graves.since
        return await self.lookout.look(self.graves.shapes | doubts, since=since, waits=not self._ends)

    async def _decide(self, doubt: _Doubt, look: AccountListing | None) -> None:
        if doubt.why is None and not await self._is_doubt(doubt):
            return
        told = await self.desk.durably(self._step, doubt, look)
        if told is None:
            return
        del self._doubts[doubt.attempt]
        if doubt.teller == self.ports.identity.run:
            self.desk.heard(told)
        elif isinstance(told, e.Adopted):
            await self._is_doubt(doubt)

    async def _is_doubt(self, doubt: _Doubt) -> bool:
        """Learn whose attempt stands in the way, and whether its job is to be looked for; one that is found is finished."""
        found = await self.desk.durably(self._opened, doubt.attempt)
        meant = answer(found.task, found, self.ports.identity.host) if found is not None else None
        if isinstance(meant, e.DoubtFound):
            doubt.why, doubt.run, doubt.teller = meant.why, meant.run, meant.run
            doubt.task = replace(doubt.task, id=meant.task)
        elif not isinstance(meant, e.Blocked):  # while it is being sent it is neither
            self._doubts.pop(doubt.attempt, None)
            if isinstance(meant, e.TakenOver) and found is not None:
                self.outlives(doubt.task, found)
        return isinstance(meant, e.DoubtFound)

    def _opened(self, attempt: str) -> OpenAttempt | None:
        known = self.ports.journal.attempt(attempt)
        opened = self.ports.journal.open_of(known.wants.partition(" ")[0]) if known is not None else ()
        return next((one for one in opened if one.attempt == attempt), None)

    def _step(self, doubt: _Doubt, look: AccountListing | None) -> e.Event | None:
        """Decide about one doubt by all that was seen; then tell the account."""
        ports, run = self.ports, doubt.teller
        known = ports.journal.attempt(doubt.attempt)
        if known is not None and known.state not in SOUGHT:  # another process was faster, or a person
            ports.account.leave(doubt.attempt, known)
            return self._elsewhere(doubt, known)
        if look is None:
            return None
        account = ports.account.standing()
        keys = look.own_keys(account, trusts=ports.terms.trusts_empty)
        if not keys or ports.proven_only:  # whose jobs these are can't be told: they only stand in the way
            account = replace(account, by_prompt=False, dedicated=account.dedicated and bool(keys))
        given = ports.given(doubt.task) if account.by_seconds else None
        seen = look.jobs(keys, doubt.sent.model, doubt.sent.tier, given)
        doubt.sweeps = (*doubt.sweeps[-1:], Sweep(look.began, seen))
        gone = v.SenderGone(ServiceTime(ports).latest())
        ports.journal.decide(run, doubt.attempt, gone, account, ports.terms, lambda _: None, SOUGHT)
        self._note(doubt, look, account.taken)
        looked, only = Looked(ServiceTime(ports).now(), doubt.sweeps), {AttemptState.DOUBT}
        if not self._claimed(doubt, looked, account):  # another project was faster: the next look shows whose it is
            return None
        told = ports.journal.decide(
            run, doubt.attempt, looked, account, ports.terms, lambda decision: self._tell(doubt, decision), only
        )
        ports.account.leave(doubt.attempt, ports.journal.attempt(doubt.attempt))
        return told

    def _claimed(self, doubt: _Doubt, looked: Looked, account: AccountStanding) -> bool:
        """Take the job that will be adopted, if one is, before the journal does: that knows nothing of other projects."""
        known = self.ports.journal.attempt(doubt.attempt)
        if known is None or known.state is not AttemptState.DOUBT:
            return True
        found = self.ports.journal.foresee(doubt.attempt, looked, account, self.ports.terms)
        if found is None or found.outcome is not Outcome.ADOPTED:
            return True
        return self.ports.account.claim(doubt.attempt, found.attempt.job)

    def _note(self, doubt: _Doubt, look: AccountListing, taken: Collection[str]) -> None:
        """Write down which jobs may be its own, for whoever asks, whenever that is another answer than before."""
        known = self.ports.journal.attempt(doubt.attempt)
        if known is None:
            return
        shown = candidates_of(known, doubt.sweeps[-1].jobs, states_of(look), taken)
        if shown != doubt.shown:
            doubt.shown, task = shown, doubt.task.id if doubt.why is not None else ""
            sought = e.Sought(task=task, attempt=doubt.attempt, at=look.began, candidates=shown)
            self.ports.journal.record(self.ports.identity.run, sought)

    def _tell(self, doubt: _Doubt, decision: Decision) -> e.Event | None:
        """Say what a run hears of a decision, None of one that changes nothing for it."""
        match decision.outcome:
            case Outcome.ADOPTED:
                return self._adopted(doubt, decision.attempt)
            case Outcome.RULED_OUT:
                return e.RuledOut(task=doubt.task.id, attempt=doubt.attempt)
            case Outcome.HOPELESS if doubt.why is not None:
                return e.Held(task=doubt.task.id, cause="doubt", why=doubt.why, attempt=doubt.attempt)
            case _:
                return None

    def _adopted(self, doubt: _Doubt, found: Attempt) -> e.Adopted:
        return e.Adopted(
            task=doubt.task.id,
            attempt=doubt.attempt,
            job=found.job,
            host=self.ports.identity.host,
            at=self.ports.clock.now(),
            run="" if doubt.run == doubt.teller else doubt.run,
            grade=found.grade or "",
        )

    def _elsewhere(self, doubt: _Doubt, known: Attempt) -> e.Event:
        """Record what another process, a late answer or a person has decided meanwhile."""
        told: e.Event
        if known.job:
            told = self._adopted(doubt, known)
        elif known.state is AttemptState.HELD and doubt.why is not None:
            told = e.Held(task=doubt.task.id, cause="doubt", why=doubt.why, attempt=doubt.attempt)
        elif known.state is AttemptState.GIVEN_UP:
            told = e.GivenUp(task=doubt.task.id, attempt=doubt.attempt)
        else:
            told = e.RuledOut(task=doubt.task.id, attempt=doubt.attempt)
        self.ports.journal.record(doubt.teller, told)
        return told
