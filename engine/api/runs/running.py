"""Running: a prepared order is carried out on its service, journaled, published and recorded.

It runs in the caller's event loop, asyncio's or trio's; it installs no signal handlers and ends no process.
"""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from functools import partial
from typing import Any

from anyio import CapacityLimiter, to_thread

from engine.api.context import Context
from engine.api.host import this_host
from engine.api.manifest import write_manifest
from engine.api.planned import keep_planned
from engine.api.project import Project
from engine.api.record import record_of
from engine.api.runs.alerting import telling
from engine.api.runs.line import NO_LINE, Connect
from engine.api.runs.opening import OpenedJournal, hold_against, own_mark
from engine.api.runs.order import PreparedRun
from engine.api.runs.outcome import Outcome
from engine.api.runs.pace import limits_of, rates_of
from engine.api.runs.part_files import drop_leftovers
from engine.api.runs.results import NAME, write_results
from engine.api.runs.wiring import account_of, identity_of, ports_of, shared_pace, terms_of
from engine.errors import OperatorError
from engine.media import prove
from engine.report.manifest import head_data
from engine.report.planned import PlannedRun
from engine.report.rows import must_be_true, rows_of
from engine.run import events as e
from engine.run.driver.loop import drive
from engine.run.history import RunRecord
from engine.run.hopeless import hopeless
from engine.run.money.opening import JournalMark
from engine.run.money.scope import scope_of
from engine.run.money.takeover import taken_over
from engine.run.ports import Ports, Prove, RunIdentity, Screen, Stop
from engine.run.schedule.limits import RunLimits
from engine.run.schedule.publications import kinds_published
from engine.run.schedule.scheduler import Scheduler
from engine.store.files.durable import prove_writable
from engine.store.sqlite.account import SqliteAccount
from engine.store.sqlite.caches.published import PublishedCache
from engine.store.sqlite.processes import living


async def carry_out(
    context: Context, prepared: PreparedRun, project: Project, screen: Screen, stop: Stop, connect: Connect,
    proves: Prove = prove,
) -> Outcome:  # fmt: skip
    """Carry a prepared order out to its end, or in order until `stop`; doing so again never pays twice.

    `connect` gives the line to its service, `proves` looks into a result.

    Where no row is chosen nothing is asked for and no run is recorded.

    Raises OperatorError when the service can't be had, or when journal, store or manifest can't be written; before anything
    is sent also if results could not be published.
    """
    if prepared.rows_of_none is not None:
        return _nothing(prepared)
    plan, in_thread = prepared.ready.plan, partial(to_thread.run_sync, limiter=CapacityLimiter(1))
    if plan.totals.run:
        for draft in kinds_published(plan):
            await in_thread(prove_writable, prepared.destination(context).of(draft=draft))
    with living_process(project) as process:
        asked = connect(prepared.endpoint, context) if plan.totals.run else nullcontext(NO_LINE)
        async with asked as line, line.service as service:
            identity = identity_of(line, process, scope_of(plan, prepared.ready.period), context.clock.now())
            marked = await in_thread(_marked, prepared, project)
            with (
                telling(context, prepared.order.notify, project, identity) as teller,
                account_of(context, prepared.endpoint, project, marked) as account,
                shared_pace(context, prepared.endpoint) as shared,
                PublishedCache(project.home) as published,
            ):
                looks = await in_thread(_hold_against_account, context, prepared, project, account, marked)
                ports = ports_of(
                    context,
                    prepared,
                    project,
                    service,
                    account,
                    identity,
                    screen,
                    stop,
                    proves,
                    shared,
                    published,
                    looks_first=looks,
                )
                await _driven(context, prepared, project, marked, ports)
                outcome: Outcome = await in_thread(_recorded, context, prepared, project, identity.run)
                if teller is None:
                    return outcome
                return replace(outcome, untold=await to_thread.run_sync(teller.finish, abandon_on_cancel=True))


async def _driven(
    context: Context, prepared: PreparedRun, project: Project, marked: OpenedJournal, ports: Ports
) -> None:  # fmt: skip
    """Carry the plan out; nothing that this takes is held when what came of it is written down."""
    plan, identity, in_thread = (
        prepared.ready.plan,
        ports.identity,
        partial(to_thread.run_sync, limiter=CapacityLimiter(1)),
    )
    scheduler = Scheduler(plan, _limits(context, prepared), ports.shared.times)
    opened = await in_thread(project.journal.open_attempts)
    taken = taken_over(plan, opened, identity.host, project.store.arrived)
    failed = await in_thread(project.journal.failed_jobs)
    taken += hopeless(plan, failed, {event.task for event in taken})
    known = {event.task for event in taken}
    taken = [*marked.decisions, *taken, *(one for one in prepared.held if one.task not in known)]
    planned = await in_thread(_kept, context, prepared, project, identity.process)
    await in_thread(drop_leftovers, project)
    await drive(plan, scheduler, ports, _started(prepared, identity, planned), taken)


def _nothing(prepared: PreparedRun) -> Outcome:
    """Return the outcome where no row is chosen: a run of none would hide, as the newest, what came of the rows."""
    plan = prepared.ready.plan
    record = RunRecord(
        name=plan.name,
        service=prepared.endpoint.profile.name,
        realm=plan.terms.realm,
        currency=plan.totals.saved.currency,
        state="done",
    )
    return Outcome(plan, record)


def _kept(context: Context, prepared: PreparedRun, project: Project, process: str) -> str:
    """Write down for good what the run is to do."""
    order, ready = prepared.order, prepared.ready
    wishes = {
        "period": ready.period,
        "max_cost": str(prepared.cap) if prepared.cap is not None else None,
        "max_running": ready.max_running,
        "max_failures": str(prepared.max_failures) if prepared.max_failures is not None else None,
        "out": str(order.out) if order.out is not None else None,
        "shuffle": order.shuffle,
    }
    return keep_planned(project.journal, project.plans, ready.plan, process, _source(context, prepared), wishes)


def _source(context: Context, prepared: PreparedRun) -> dict[str, Any]:
    """Say which file, rows and folder the run was planned from."""
    asked = replace(prepared.order.asked, some=prepared.ready.some)
    return asked.source(context.settings.project, context.cwd)


def _marked(prepared: PreparedRun, project: Project) -> OpenedJournal:
    """Return which journal it is; of a run that asks nobody for anything it doesn't matter where it was."""
    if not prepared.ready.plan.totals.run:
        return OpenedJournal(project.journal, project.journal.mark() or JournalMark(journal="", host=this_host()))
    return own_mark(project.journal, prepared.order.allowed)


def _hold_against_account(
    context: Context, prepared: PreparedRun, project: Project, account: SqliteAccount, marked: OpenedJournal
) -> bool:
    """Hold the journal against what the account has of it, and tell the account what it lacks itself.

    Return whether the service's list must be looked at before anything is submitted: a journal in which nothing stands may be one
    that was lost.
    """
    plan, allowed, journal, now = prepared.ready.plan, prepared.order.allowed, project.journal, context.clock.now()
    if not plan.totals.run:
        return False
    hold_against(account, marked, allowed, now, free=prepared.endpoint.embedded)
    account.take_in(journal.recent(plan.terms.realm, now - terms_of(prepared.endpoint).forgets))
    return plan.terms.bills and not allowed.ignore_foreign and journal.is_new(plan.terms.realm)


def _started(prepared: PreparedRun, identity: RunIdentity, planned: str) -> e.RunStarted:
    plan, cap = prepared.ready.plan, prepared.cap
    return e.RunStarted(
        run=identity.run,
        name=plan.name,
        plan_digest=plan.digest,
        service=prepared.endpoint.profile.name,
        realm=plan.terms.realm,
        account=identity.account,
        scope=identity.scope,
        cap_micros=cap.micros if cap is not None else None,
        currency=plan.totals.saved.currency,
        process=identity.process,
        tasks=plan.tasks.carried_out(),
        rows=plan.row_keys,
        planned=planned,
        kept=True,
        some_rows=prepared.some_rows,
        said_micros=prepared.said.micros if prepared.said is not None else None,
        cap_ordered=prepared.order.max_cost is not None,
    )


def _recorded(context: Context, prepared: PreparedRun, project: Project, run: str) -> Outcome:
    """Write down what is made of a run's events when it is over; a table that can't be written hides no result."""
    plan, record = prepared.ready.plan, record_of(project.journal, run)
    head = head_data(plan, _source(context, prepared))
    planned = PlannedRun.of_tables(head, plan.tasks, plan.rows)
    write_manifest(project.home, project.journal, record, planned)
    if not plan.is_campaign:
        must_be_true(rows_of(plan), record)
        return Outcome(plan, record)
    destination, words = prepared.destination(context), context.data_messages
    try:
        table = write_results(destination, project, plan, record, words, some_rows=prepared.some_rows)
    except OperatorError as error:
        return Outcome(plan, _without_table(record, e.Cause.of_error(error)))
    must_be_true(rows_of(plan), record)  # what could be written down is, whatever is wrong with it
    return Outcome(plan, record, table)


def _without_table(record: RunRecord, cause: e.Cause) -> RunRecord:
    """Return the record of a run whose results could not be listed: as of one that could not publish a file."""
    failed = e.PublishFailed(row="", output="", key="", file=NAME, cause=cause)
    state, why = ("failed", cause) if record.state == "done" else (record.state, record.cause)
    return replace(record, state=state, cause=why, publish_failures=[*record.publish_failures, failed])


def _limits(context: Context, prepared: PreparedRun) -> RunLimits:
    ready = prepared.ready
    found = limits_of(prepared.endpoint, rates_of(context.catalog, ready.plan), ready.max_running)
    return replace(found, failures=prepared.max_failures, shuffle=prepared.order.shuffle)


@contextmanager
def living_process(project: Project) -> Iterator[str]:
    """Prove to other processes, for as long as this runs, that this one lives."""
    process = uuid.uuid4().hex
    with living(project.processes, process):
        yield process
