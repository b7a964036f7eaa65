"""Emulator: one folder's service, put together from its parts; lives on one event loop."""

import asyncio
from collections import deque
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from engine.emulator.http.facts import facts_of
from engine.emulator.http.queries import Queries
from engine.emulator.jobs.agenda import Agenda
from engine.emulator.jobs.dispatcher import Dispatcher
from engine.emulator.jobs.intake import Intake
from engine.emulator.jobs.work import Work
from engine.emulator.objects.signing import Signer
from engine.emulator.objects.sourcing import Sources
from engine.emulator.objects.storage import Storage
from engine.emulator.rules.accounts import Caller, called_by, check_place
from engine.emulator.rules.clock import Clock, TravelClock
from engine.emulator.rules.declaration import declaration, renderer_version
from engine.emulator.rules.entries import models
from engine.emulator.rules.hosts import name_of
from engine.emulator.rules.options import EmulatorOptions
from engine.emulator.rules.rates import Window
from engine.emulator.rules.refusal import BAD_KEY, NO_KEY, THROTTLED, Refused
from engine.emulator.rules.scenario import About, Operation, Script
from engine.emulator.state.folder import Folder
from engine.emulator.state.record import Record
from engine.emulator.state.site import Site
from engine.emulator.state.states import HOUR_MS, link_hours

_REQUESTS_KEPT = 20_000
_SWEEP_S = 3600.0


class Emulator:
    """The parts of a running emulator; `bound`, its own address without a path, is set once its socket is there."""

    def __init__(
        self, folder: Folder, record: Record, options: EmulatorOptions, clock: Clock, changed: Callable[[], None]
    ) -> None:
        self.options = options
        self.record = record
        self.folder = folder
        self.bound = ""
        self.declared = declaration(options)
        self.clock = _clock_of(clock, record, options)
        self.models = models(options.entries, datetime.fromtimestamp(self.clock.now(), UTC).date())
        self.signer = Signer(record.secret)
        self.script = Script(options.scenario)
        self._accounts = {
            self.signer.permanent_id(key): account for account in options.accounts for key in account.keys
        }
        self.requests: deque[dict[str, Any]] = deque(maxlen=_REQUESTS_KEPT)
        self._site = Site(folder=folder, record=record, clock=self.clock, options=options, models=self.models)
        self.storage = Storage(self._site, self.signer)
        self._changed = changed
        self._windows: dict[tuple[str, str], Window] = {}

    def begin(self, loop: asyncio.AbstractEventLoop) -> None:
        """Take up the queue where the last process left it; called on the loop."""
        site = self._site
        self.agenda = Agenda(self.clock, loop)
        self.work = Work(site, Sources(site, self.signer))
        self.dispatcher = Dispatcher(site, self.work, self.agenda, self._changed)
        self.intake = Intake(site, self.dispatcher)
        renderer = None if self.options.plain else renderer_version(self.options)
        self.queries = Queries(site, self.dispatcher, self.signer, renderer=renderer)
        self._loop = loop
        self.clock.on_travel = self._tell_travelled
        self._sweep()
        self.record.requeue()
        self.dispatcher.fill()

    def _sweep(self) -> None:
        hours = {name: link_hours(model.hours) for name, model in self.models.items()}
        self.storage.sweep({name: count * HOUR_MS for name, count in hours.items()})
        self.agenda.at(self.clock.now() + _SWEEP_S, self._sweep)

    def _tell_travelled(self) -> None:
        self._loop.call_soon_threadsafe(self._travelled)

    def _travelled(self) -> None:
        self.agenda.kick()
        self.dispatcher.fill()

    async def pause(self, seconds: float) -> None:
        """Wait for seconds of the emulator's clock."""
        await self.agenda.until(self.clock.now() + seconds)

    def travel(self, seconds: float) -> float:
        """Move the clock, for this run and the next ones, and return its time; from any thread."""
        self.clock.advance(seconds)
        self.record.keep_travelled(self.clock.travelled)
        return self.clock.now()

    def caller(self, headers: Mapping[str, str]) -> Caller:
        """Return who asks, by the key, the host and the workspace in the headers of a request; raises Refused."""
        key_id = self._key_id(headers.get("authorization"))
        if not self.options.accounts:
            return Caller(key_id, self.record.account, self.options.region)
        account = self._accounts.get(key_id)
        if account is None:
            raise Refused(BAD_KEY)
        called = called_by(name_of(headers.get("host", "")), self.options.names)
        check_place(account, called, headers.get("x-dashscope-workspace"), self.options.accounts)
        return Caller(key_id, account.name, account.region)

    def origin(self, host: str) -> str:
        """Return the address without a path for links: the advertised one, or that by which a request's `Host` called."""
        return self.options.advertise or (f"http://{host}" if host else self.bound)

    def _key_id(self, authorization: str | None) -> str:
        """Return the number of the key in a header; raises Refused."""
        scheme, _, key = (authorization or "").partition(" ")
        if not authorization or not key.strip():
            raise Refused(NO_KEY)
        found = self.signer.key_id(key.strip(), self.clock.now()) if scheme.lower() == "bearer" else None
        if found is None:
            raise Refused(BAD_KEY)
        return found

    def about(self, task_id: str | None) -> About:
        """Return the model and the prompt of a job, as far as there is such a job."""
        job = self.record.job(task_id) if task_id else None
        return About(job.model, job.prompt) if job else About()

    def count_query(self, operation: Operation, account: str) -> None:
        """Count a query against an account's rate; raises Refused when there are too many."""
        limits = self.options.limits or next(iter(self.models.values())).limits
        limit = limits.policies_per_second if operation == "policy" else limits.queries_per_second
        if not self._windows.setdefault((operation, account), Window(limit)).allows(self.clock.now()):
            raise Refused(THROTTLED)

    def told(self) -> dict[str, Any]:
        """Return the durable record and the requests seen since the start, as JSON."""
        return {
            "account": self.record.account,
            "now": self.clock.now(),
            "declaration": self.declared,
            "accepted": self.record.accepted(),
            "meter": self.record.meter(),
            "requests": list(self.requests),
        }

    def facts(self, origin: str) -> dict[str, Any]:
        """Return what a page shows of it; links begin with `origin`."""
        return facts_of(self._site, self.script, self.signer, origin=origin)

    async def end(self) -> None:
        await self.dispatcher.close()
        self.agenda.close()


def _clock_of(base: Clock, record: Record, options: EmulatorOptions) -> TravelClock:
    """Return the clock as it was left, or as the options set it."""
    travelled = record.travelled_s
    if options.clock_at is not None:
        travelled = options.clock_at - base.now()
    elif options.clock_ahead_s is not None:
        travelled = options.clock_ahead_s
    if travelled != record.travelled_s:
        record.keep_travelled(travelled)
    return TravelClock(base, travelled)
