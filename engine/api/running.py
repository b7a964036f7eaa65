"""Running: a planned file is carried out on its service, journaled, published and recorded."""

import json
import os
import signal
import time
import uuid
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, contextmanager, nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import anyio

from engine.api.bench import made_by_tool
from engine.api.cap import chosen_cap
from engine.api.clock import SystemClock, boot_id
from engine.api.context import Context
from engine.api.delivery import checked_facts, inlined_images, price_of, version_of
from engine.api.endpoint import EMBEDDED, Endpoint
from engine.api.facts import data_of
from engine.api.manifest import manifest_data
from engine.api.planning import Asked, Ready, plan_file
from engine.api.project import Project, open_project
from engine.api.results import write_results
from engine.api.scope import scope_of
from engine.api.taking import taken_over
from engine.catalog import Catalog
from engine.errors import AuthorError, EngineError, OperatorError
from engine.plan import Plan
from engine.run import events as e
from engine.run.driver import drive
from engine.run.history import RunRecord, fold
from engine.run.ports import Identity, Pace, Ports, Screen
from engine.run.scheduler import OUTSIDE, Limits, Scheduler
from engine.run.service import Service
from engine.services.dashscope.client import connect
from engine.services.dashscope.secret import Secret
from engine.services.embedded import KEY, embedded
from engine.services.unused import UnusedService
from engine.sources.remote.prober import Looked, in_silence
from engine.store.files import FolderPublisher
from engine.store.files.durable import sync_folder
from engine.store.sqlite.processes import living
from engine.values.money import Money

LOCAL_PACE = Pace(first=0.1, every=0.25, queries=10)
# The service's jobs take 1-10 minutes (its documentation); 20 queries a second are shared with everybody on the account.
REMOTE_PACE = Pace(first=15.0, every=5.0, queries=10)
Planned = Callable[[Ready, Money | None], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What a run is asked to do: the file and its inputs, the cap, where results go, the reviewed plan, how long to wait."""

    asked: Asked
    max_cost: str | None = None
    out: Path | None = None
    plan_digest: str | None = None
    wait_s: float | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run did: its plan and its record, and of a campaign where the table of its results is."""

    plan: Plan
    record: RunRecord
    table: Path | None = None


def run_file(
    context: Context, order: Order, endpoint: Endpoint, screen: Screen, planned: Planned, looked: Looked = in_silence
) -> Outcome:
    """Plan a file as it is now and carry it out; running it again never pays twice.

    `planned` is told the plan and the cap before anything is sent, `looked` how many remote media were looked at.
    Raises FaultsFound, AuthorError or OperatorError.
    """
    with open_project(context.settings.home) as project:
        ready = plan_file(context, order.asked, endpoint.terms, context.today, project, looked)
        plan = ready.plan
        if order.plan_digest is not None and not plan.digest.startswith(order.plan_digest):
            raise AuthorError("plan-changed", reviewed=order.plan_digest, now=plan.digest)
        cap = chosen_cap(order.max_cost, ready, context.settings.max_cost, endpoint)
        planned(ready, cap)
        # Planning may wait for media far away, and ends at once when it is interrupted: it runs outside of the event loop.
        return anyio.run(_run, context, order, endpoint, screen, project, ready, cap)


async def _run(
    context: Context, order: Order, endpoint: Endpoint, screen: Screen, project: Project, ready: Ready, cap: Money | None
) -> Outcome:  # fmt: skip
    plan = ready.plan
    asking = plan.totals.run > 0
    with living_process(project) as process, _service(endpoint, project, context, asking=asking) as line:
        async with line.service as service:
            identity = _identity(line, process, scope_of(plan, ready.period))
            ports = _ports(context, order, project, plan, service, identity, endpoint, screen)
            outcome = await _carry_out(plan, project, ports, endpoint, cap, running_limit(context.catalog, ready))
            if plan.is_campaign:
                some = order.asked.rows is not None or order.asked.limit is not None
                table = write_results(_folder(context, order, plan), outcome.record, plan, some_rows=some)
                outcome = replace(outcome, table=table)
            return outcome


async def _carry_out(
    plan: Plan, project: Project, ports: Ports, endpoint: Endpoint, cap: Money | None, running: int
) -> Outcome:
    identity = ports.identity
    started = e.RunStarted(
        run=identity.run,
        name=plan.name,
        plan_digest=plan.digest,
        service=endpoint.profile.name,
        realm=plan.terms.realm,
        account=identity.account,
        scope=identity.scope,
        cap_micros=cap.micros if cap is not None else None,
        currency=plan.totals.saved.currency,
        process=identity.process,
        tasks=tuple(task.id for task in plan.tasks if task.action not in OUTSIDE),
        rows=tuple(row.key for row in plan.rows),
    )
    scheduler = Scheduler(plan, Limits(running=running))
    taken = taken_over(plan, project.journal, identity)
    await drive(plan, scheduler, ports, started, taken)
    record = fold(project.journal.events(identity.run))
    _write_manifest(project, plan, record)
    return Outcome(plan, record)


def running_limit(catalog: Catalog, ready: Ready) -> int:
    """Return how many jobs may run at once: the least that any model allows an account, or the campaign asks for."""
    limits = [catalog.models[task.model].rates.running for task in ready.plan.tasks if task.model in catalog.models]
    return min(limits + ([ready.max_running] if ready.max_running is not None else []), default=1)


@contextmanager
def living_process(project: Project) -> Iterator[str]:
    """Prove to other processes, for as long as this runs, that this one lives."""
    process = uuid.uuid4().hex
    with living(project.processes, process):
        yield process


@dataclass(frozen=True, slots=True)
class _Line:
    """A service to be connected, the account that pays, and the host at which its jobs are polled."""

    service: AbstractAsyncContextManager[Service]
    account: str
    host: str


@contextmanager
def _service(endpoint: Endpoint, project: Project, context: Context, *, asking: bool) -> Iterator[_Line]:
    clock = SystemClock()
    if not asking:
        yield _Line(nullcontext(UnusedService()), "", "")
    elif endpoint.embedded:
        with embedded(project.home / "emulator", endpoint.options) as running:
            client = connect(
                endpoint.profile, Secret(KEY), clock=clock.monotonic, wall=clock.now, base_url=running.base_url
            )
            yield _Line(client, running.account, f"{EMBEDDED}:{running.account}")
    else:
        if context.settings.api_key is None:
            raise OperatorError("key-missing", service=endpoint.profile.name)
        key = Secret(context.settings.api_key)
        assert endpoint.base_url is not None
        client = connect(endpoint.profile, key, clock=clock.monotonic, wall=clock.now, base_url=endpoint.base_url)
        yield _Line(client, f"{endpoint.base_url}#{key.mark()}", endpoint.base_url)


def _identity(line: _Line, process: str, scope: str) -> Identity:
    stamp = time.strftime("%Y%m%d-%H%M%S", time.gmtime())
    return Identity(
        run=f"{stamp}-{process[:6]}",
        account=line.account,
        host=line.host,
        scope=scope,
        process=process,
        boot=boot_id(),
    )


def _ports(
    context: Context, order: Order, project: Project, plan: Plan, service: Service, identity: Identity,
    endpoint: Endpoint, screen: Screen,
) -> Ports:  # fmt: skip
    return Ports(
        service=service,
        journal=project.journal,
        store=project.store,
        publisher=FolderPublisher(_folder(context, order, plan), shown_from=context.cwd),
        clock=SystemClock(),
        pace=LOCAL_PACE if endpoint.local else REMOTE_PACE,
        identity=identity,
        check=checked_facts,
        make=made_by_tool,
        price=price_of(context.catalog, plan),
        new_id=lambda: uuid.uuid4().hex,
        version_of=version_of,
        inline=inlined_images,
        screen=screen,
        interrupts=interrupts,
        data_of=data_of,
        wait_s=order.wait_s,
        cause_of=lambda error: _cause(context, error),
    )


def _cause(context: Context, error: EngineError) -> e.Cause:
    """Put an error into the words of a run's record."""
    words = context.messages.of_error(error)
    return e.Cause(code=error.key, message=words.message, hint=words.hint)


def _folder(context: Context, order: Order, plan: Plan) -> Path:
    """Where results are published: a folder of the recipe's or campaign's name."""
    return (order.out or context.settings.out) / plan.name


@asynccontextmanager
async def interrupts() -> AsyncIterator[AsyncIterator[object]]:
    """Yield for the first SIGINT or SIGTERM; a second one ends the process at once, and loses nothing that is journaled."""
    with anyio.open_signal_receiver(signal.SIGINT, signal.SIGTERM) as signals:

        async def first_only() -> AsyncIterator[object]:
            count = 0
            async for received in signals:
                count += 1
                if count > 1:
                    os._exit(130)
                yield received

        yield first_only()


def _write_manifest(project: Project, plan: Plan, record: RunRecord) -> None:
    """Write what replays the run: atomically, once."""
    data: dict[str, Any] = manifest_data(plan, record)
    target = project.home / "runs" / record.run / "manifest.json"
    temporary = target.with_suffix(".part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        temporary.write_text(json.dumps(data, ensure_ascii=False, indent=2) + "\n", "utf-8")
        temporary.replace(target)
        sync_folder(target.parent)
    except OSError as error:
        raise OperatorError("disk-unwritable", path=str(target), reason=error.strerror or str(error)) from error
