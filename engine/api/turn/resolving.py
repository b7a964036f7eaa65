"""Resolving: what a person decides about a submit in doubt is weighed against what the service shows, and carried out.

Whether it can be is decided by `run.money.step`, twice: when it is weighed, and in the transaction that writes it down.
"""

import json
from dataclasses import dataclass, replace
from functools import partial
from typing import TypeVar

from anyio import CapacityLimiter, to_thread

from engine.api.context import Context
from engine.api.endpoint import Endpoint
from engine.api.manifest import write_manifest
from engine.api.project import Project
from engine.api.record import record_of
from engine.api.runs.line import Connect
from engine.api.runs.wiring import account_of, terms_of
from engine.api.turn.decider import Decider
from engine.api.turn.doubts import doubts_of, the_one
from engine.api.turn.place import SentTo, endpoint_of, opened_of, reached
from engine.catalog import AnswerShape
from engine.catalog.catalog import Catalog
from engine.errors import AuthorError, OperatorError, must_name
from engine.plan.price import tier_of
from engine.run import events as e
from engine.run.doubts import Evidence, NamedDoubt, OpenDoubt, Proposal, Way, Wish
from engine.run.driver.listing import AccountListing
from engine.run.driver.sighting import SentRequest, candidates_of, sighted, states_of
from engine.run.money import event as v
from engine.run.money.attempt import UNDECIDED, AttemptState
from engine.run.money.sweep import Seen
from engine.run.ports import Account
from engine.run.requests import RequestKind
from engine.run.service import Throttled, Unreachable
from engine.values.reason import because

T = TypeVar("T")


def wish_of(adopt: str | None, *, resubmit: bool, give_up: bool, note: str = "") -> Wish:
    """Return the one choice that was made; raises AuthorError `decision-missing` for none and for several, or `name-empty`."""
    ways = [way for way, wanted in ((Way.RESUBMIT, resubmit), (Way.GIVE_UP, give_up)) if wanted]
    ways += [Way.ADOPT] if adopt is not None else []
    if len(ways) != 1:
        raise AuthorError("decision-missing")
    if adopt is not None:
        must_name(adopt)
    return Wish(ways[0], adopt or "", note)


async def weigh(context: Context, project: Project, name: str, wish: Wish, connect: Connect) -> Proposal:
    """Look at what the service shows of a doubt, and say what a choice would do; nothing is decided.

    Only a job that the service shows can be adopted; for the other ways it is said why it could not be looked at.
    Raises AuthorError for a name that is no doubt's, and for a job that is surely another's; OperatorError if a living run is at
    it, or the service that must be asked gives no answer.
    """
    in_thread = partial(to_thread.run_sync, limiter=CapacityLimiter(1))
    named = the_one(await in_thread(doubts_of, context, project), name)
    at_work = await in_thread(_at_work, project, named.doubt)
    sent = SentTo(named.doubt.service, named.doubt.realm, named.doubt.intent.host)
    weighing = _Weighing(context, project, named, wish, endpoint_of(context, sent), at_work)
    with account_of(context, weighing.endpoint, project, opened_of(project)) as account:
        try:
            look, now = await _look(context, named.doubt, sent, account, connect)
        except OperatorError as error:
            if wish.way is Way.ADOPT:
                raise
            return await in_thread(weighing.unseen, account, e.Cause.of_error(error))
        return await in_thread(weighing.seen, account, look, now)


async def _look(
    context: Context, doubt: OpenDoubt, sent: SentTo, account: Account, connect: Connect
) -> tuple[AccountListing, float]:
    """Read the service's list, and tell its time then; raises OperatorError if it doesn't show it."""
    shape = request_of(context.catalog, doubt.intent).answer
    known = account.standing().known
    async with reached(context, sent, connect) as service:
        look = await sighted(service, context.clock.now(), {doubt.intent.model: shape}, known, {})
        told = service.server_time()
    now = context.clock.now() if told is None else told
    if isinstance(look, Throttled):
        raise OperatorError("service-unreachable", host=sent.host, why=because("asked-too-often"))
    if isinstance(look, Unreachable):
        raise OperatorError("service-unreachable", host=sent.host, why=look.reason)
    return replace(look, began=now), now


def request_of(catalog: Catalog, intent: e.Intended) -> SentRequest:
    """Return what a sent request is known by; of a model that the catalog no longer has, only its name."""
    asked = json.loads(intent.asked)
    model = catalog.models.get(asked["model"])
    if model is None:
        return SentRequest(model=intent.model, tier="", answer=AnswerShape())
    return SentRequest(model=intent.model, tier=tier_of(model, asked), answer=model.answer)


def settle_doubt(context: Context, project: Project, proposal: Proposal, by: Decider) -> e.Resolved:
    """Carry a choice out: in the journal first, then in the account.

    Raises OperatorError `doubt-decided` if somebody else has decided meanwhile, or a job is another's by now.
    """
    doubt, journal = proposal.named.doubt, project.journal
    endpoint = endpoint_of(context, SentTo(doubt.service, doubt.realm, doubt.intent.host))
    with account_of(context, endpoint, project, opened_of(project)) as account:
        standing = account.standing()
        if proposal.job is not None and not account.claim(doubt.attempt.id, proposal.job.job):
            raise OperatorError("doubt-decided", task=doubt.last_task)
        told = journal.decide(
            doubt.last_run, doubt.attempt.id, _decided(proposal.wish, proposal.job), standing,
            terms_of(endpoint), lambda _: _resolved(context, proposal, by), UNDECIDED,
        )  # fmt: skip
        account.leave(doubt.attempt.id, journal.attempt(doubt.attempt.id))
        if not isinstance(told, e.Resolved):
            raise OperatorError("doubt-decided", task=doubt.last_task)
    alive = {run["run"]: run["alive"] for run in journal.runs()}
    for run, lives in alive.items():
        if lives:  # those that hold the task, and any other: its own tasks may wait for an equal one
            journal.ask(run, RequestKind.VERDICT, by.who, told)
    if not alive[doubt.last_run]:
        write_manifest(project.home, journal, record_of(journal, doubt.last_run, alive=False))
    return told


def _at_work(project: Project, doubt: OpenDoubt) -> tuple[str, ...]:
    """Return the living runs that hold the task of a doubt; raises OperatorError if one sends it, or looks for its job."""
    if doubt.lives:
        raise OperatorError("doubt-sent-now", run=doubt.run, task=doubt.task)
    found = []
    for run in project.journal.runs():
        if run["alive"]:
            record = record_of(project.journal, run["run"])
            for task in record.tasks.unsettled():
                if task.attempt == doubt.attempt.id and task.state == "running":
                    raise OperatorError("doubt-looked-for", run=run["run"], task=task.id)
                found += [run["run"]] if task.attempt == doubt.attempt.id else []
    return tuple(found)


def _decided(wish: Wish, job: Seen | None) -> v.Decided:
    return v.Decided(job, resubmit=wish.way is Way.RESUBMIT)


def _resolved(context: Context, proposal: Proposal, by: Decider) -> e.Resolved:
    doubt, wish, evidence = proposal.named.doubt, proposal.wish, proposal.evidence
    return e.Resolved(
        task=doubt.last_task,
        attempt=doubt.attempt.id,
        way=wish.way,
        who=by.who,
        command=by.command,
        note=wish.note,
        at=context.clock.now(),
        since=proposal.attempt.since,
        until=proposal.attempt.until,
        job=wish.job,
        host=doubt.intent.host if wish.job else "",
        looked=evidence.looked,
        unseen=evidence.unseen,
        candidates=evidence.candidates,
    )


@dataclass(frozen=True, slots=True)
class _Weighing:
    """A choice about a doubt before it is known what the service shows of it."""

    context: Context
    project: Project
    named: NamedDoubt
    wish: Wish
    endpoint: Endpoint
    at_work: tuple[str, ...]

    def unseen(self, account: Account, why: e.Cause) -> Proposal:
        """Weigh without a look at the service."""
        self._bury(account, self.context.clock.now())
        return self._proposal(account, Evidence(None, unseen=why), None)

    def seen(self, account: Account, look: AccountListing, now: float) -> Proposal:
        """Weigh by what the service shows."""
        self._bury(account, now)
        attempt, standing = self.project.journal.attempt(self.named.doubt.attempt.id), account.standing()
        assert attempt is not None, "a doubt has an attempt"
        sent = request_of(self.context.catalog, self.named.doubt.intent)
        keys = look.own_keys(standing, trusts=terms_of(self.endpoint).trusts_empty)
        jobs = look.jobs(keys, sent.model, sent.tier)
        evidence = Evidence(now, candidates_of(attempt, jobs, states_of(look), standing.taken))
        self._note(evidence.candidates, now)
        if self.wish.way is not Way.ADOPT:
            return self._proposal(account, evidence, None)
        job = next((seen for seen in jobs if seen.job == self.wish.job), None)
        if job is None:
            raise AuthorError("job-unlisted", job=self.wish.job)
        return self._proposal(account, evidence, job)

    def _note(self, candidates: tuple[e.Candidate, ...], now: float) -> None:
        """Write down what was seen, for whoever asks next, if it is another answer than before."""
        doubt = self.named.doubt
        if doubt.looked is None or candidates != doubt.candidates:
            sought = e.Sought(task=doubt.last_task, attempt=doubt.attempt.id, at=now, candidates=candidates)
            self.project.journal.record(doubt.last_run, sought)

    def _bury(self, account: Account, now: float) -> None:
        """Note that the process that was sending it is dead, if nobody has: nothing of it arrives for long any more."""
        terms, doubt = terms_of(self.endpoint), self.named.doubt
        gone = v.SenderGone(now + terms.margin)
        self.project.journal.decide(
            doubt.last_run, doubt.attempt.id, gone, account.standing(), terms, lambda _: None, {AttemptState.INTENDED}
        )

    def _proposal(self, account: Account, evidence: Evidence, job: Seen | None) -> Proposal:
        """Return what would be done; raises AuthorError `job-unfit` for a job that is surely another's."""
        journal, name = self.project.journal, self.named.doubt.attempt.id
        attempt = journal.attempt(name)
        if attempt is None or attempt.state not in UNDECIDED:
            raise OperatorError("doubt-decided", task=self.named.doubt.last_task)
        happened = _decided(self.wish, job)
        found = journal.foresee(name, happened, account.standing(), terms_of(self.endpoint))
        if found is not None and found.unfit is not None:
            why = because(f"unfit-{found.unfit}")
            raise AuthorError("job-unfit", job=self.wish.job, task=self.named.doubt.last_task, why=why)
        return Proposal(
            named=self.named,
            wish=self.wish,
            attempt=attempt,
            evidence=evidence,
            job=job,
            at_work=self.at_work,
        )
