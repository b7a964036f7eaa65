"""Wiring: the real adapters behind a run's ports."""

import os
import random
import time
import uuid
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager, AbstractContextManager
from dataclasses import dataclass, replace
from functools import partial
from math import inf
from pathlib import Path

from engine.api.context import Context
from engine.api.endpoint import Endpoint
from engine.api.facts import data_of
from engine.api.project import Project
from engine.api.runs.adapters import bill_of, given_to, inlined_images, made_by_tool, version_of
from engine.api.runs.line import Connect, ServiceLine, real_lines
from engine.api.runs.opening import OpenedJournal
from engine.api.runs.order import PreparedRun
from engine.api.runs.pace import pace_of, rates_of
from engine.clock import boot_id
from engine.media import prove, says_draft
from engine.net.network import Network
from engine.run.job_times import JobTimes
from engine.run.money.terms import ProtocolTerms
from engine.run.ports import Account, Ports, Prove, RunIdentity, Screen, Stop
from engine.run.service import Service
from engine.run.shared_pace import SharedPace
from engine.store.files import FolderPublisher, PublishedFiles
from engine.store.sqlite.account import SqliteAccount, open_account
from engine.store.sqlite.journal import SqliteJournal
from engine.store.sqlite.pace import open_pace
from engine.store.sqlite.processes import is_alive

# A service on this machine takes in a request at once or never, and lists what it has made; how long a real one may take is
# said nowhere: ten minutes for both.
LOCAL_TERMS = ProtocolTerms(late=2.0, lag=3.0, margin=2.0, trusts_empty=True)
REMOTE_TERMS = ProtocolTerms(late=300.0, lag=300.0)
ACCOUNT = "account.sqlite"
PACE = "pace.sqlite"


@dataclass(frozen=True, slots=True, kw_only=True)
class Adapters:
    """What stands between a run and the world, where a test may put something else."""

    lines: Callable[[Context], AbstractAsyncContextManager[Connect]] = real_lines
    prove: Prove = prove


REAL = Adapters()


def terms_of(endpoint: Endpoint) -> ProtocolTerms:
    """Return the durations of an endpoint; where nothing is billed no person is asked before something is sent once more."""
    terms = LOCAL_TERMS if endpoint.local else REMOTE_TERMS
    return terms if endpoint.terms.bills else replace(terms, rulings=inf)


def identity_of(line: ServiceLine, process: str, scope: str, now: float) -> RunIdentity:
    """Return who a run is: an id of its own, the account that pays, the process that may send."""
    stamp = time.strftime("%Y%m%d-%H%M%S", time.gmtime(now))
    return RunIdentity(
        run=f"{stamp}-{process[:6]}",
        account=line.account,
        host=line.host,
        scope=scope,
        process=process,
        boot=boot_id(),
    )


def account_of(
    context: Context, endpoint: Endpoint, project: Project, opened: OpenedJournal
) -> SqliteAccount:  # fmt: skip
    """Open what all projects of the user share of an account; the embedded service is the project's own, and so is its account.

    Where the user's state folder isn't known, nothing that bills is reached, and the project keeps it.
    """
    processes = project.processes.resolve()
    return open_account(
        _account_folder(context, endpoint) / ACCOUNT,
        realm=endpoint.terms.realm,
        project=str(project.home.resolve()),
        life=lambda process: processes / process,
        alive=lambda path: is_alive(path.parent, path.name),
        book=opened,
        dedicated=context.settings.dedicated_key,
        told=project.told,
    )


def shared_pace(context: Context, endpoint: Endpoint) -> AbstractContextManager[SharedPace]:
    """Open what the processes of an account share of its pace."""
    return open_pace(_account_folder(context, endpoint) / PACE, realm=endpoint.terms.realm, boot=boot_id())


def known_times(context: Context, endpoint: Endpoint) -> JobTimes:
    """Return how long jobs of an account have taken; makes no file."""
    if not (_account_folder(context, endpoint) / PACE).is_file():
        return JobTimes()
    with shared_pace(context, endpoint) as shared:
        return shared.times


def _account_folder(context: Context, endpoint: Endpoint) -> Path:
    shared = None if endpoint.embedded else context.settings.user_state
    return shared or context.settings.home / "emulator"


def _is_draft(journal: SqliteJournal, digest: str, path: Path) -> bool:
    """Tell whether a file is a draft: by the journal, or by its own mark if that has never seen its bytes, as an emptied one."""
    known = journal.is_draft(digest)
    return says_draft(path) if known is None else known


def _cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def ports_of(
    context: Context, prepared: PreparedRun, project: Project, service: Service | None, account: Account,
    identity: RunIdentity, screen: Screen, stop: Stop, proves: Prove, shared: SharedPace, published: PublishedFiles, *,
    looks_first: bool,
) -> Ports:  # fmt: skip
    """Return all that the driver uses of this machine."""
    return Ports(
        connected=service,
        journal=project.journal,
        account=account,
        terms=terms_of(prepared.endpoint),
        store=project.store,
        publisher=FolderPublisher(
            prepared.destination(context), is_draft=partial(_is_draft, project.journal), known=published
        ),
        clock=context.clock,
        pace=pace_of(prepared.endpoint, rates_of(context.catalog, prepared.ready.plan)),
        identity=identity,
        prove=proves,
        cores=_cores(),
        make=made_by_tool,
        bill=bill_of(context.catalog, prepared.ready.plan),
        new_id=lambda: uuid.uuid4().hex,
        jitter=random.random,
        version_of=partial(version_of, Network.of(context.settings)),
        inline=inlined_images,
        screen=screen,
        stop=stop,
        data_of=data_of,
        answers={name: model.answer for model in context.catalog.models.values() for name in model.sent_names.values()},
        wait_s=prepared.order.wait_s,
        looks_first=looks_first,
        proven_only=context.settings.adopt == "proven",
        shared=shared,
        given=given_to(context.catalog),
    )
