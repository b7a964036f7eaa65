"""Dispatcher: takes jobs from the queue within the account's limits and sees each to its end."""

import asyncio
import logging
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from engine.emulator.jobs.agenda import Agenda
from engine.emulator.jobs.work import Work
from engine.emulator.rules.failure import JobFailed
from engine.emulator.rules.model import Model
from engine.emulator.state.job import Job, Outcome, Usage
from engine.emulator.state.site import Site
from engine.emulator.state.states import Event, State

_log = logging.getLogger(__name__)


Lane = tuple[str, str, str]
"""Whose jobs count together against a limit: an account's of a group of models, and where it is said so those of one key."""


def lane_of(model: Model, account: str, key_id: str) -> Lane:
    return model.group, account, key_id if model.by_key else ""


class Dispatcher:
    """Runs on one event loop; `changed` is called after every change of a job's state."""

    def __init__(self, site: Site, work: Work, agenda: Agenda, changed: Callable[[], None]) -> None:
        self._site = site
        self._work = work
        self._agenda = agenda
        self._changed = changed
        self._groups: dict[str, list[str]] = {}
        for model in site.models.values():
            self._groups.setdefault(model.group, []).append(model.name)
        self._running: dict[str, tuple[Lane, asyncio.Task[None]]] = {}
        self._released: dict[str, asyncio.Event] = {}
        self._progress: dict[str, float] = {}
        self._closing = False
        self._fills = set[float]()

    def group(self, model: Model) -> list[str]:
        """Return the names of all models that share their limits with one."""
        return self._groups[model.group]

    def progress(self, id: str) -> float | None:
        """Return the share of a running job that is done, or None."""
        return self._progress.get(id)

    def fill(self) -> None:
        """Start as many waiting jobs as the limits allow, oldest first."""
        for names in self._groups.values():
            self._fill_group(names)
        self._changed()

    def _fill_group(self, names: list[str]) -> None:
        loop = asyncio.get_running_loop()
        model = self._site.models[names[0]]
        limit = self._site.limits(model).running
        busy = Counter(lane for lane, _ in self._running.values())
        full = set[Lane]()
        for seq, task_id, created_ms, account, key_id in self._site.record.waiting(names) if not self._closing else ():
            lane = lane_of(model, account, key_id)
            if lane in full:
                continue
            due = created_ms / 1000 + self._site.options.latency.queue_s(seq)
            if due > self._site.clock.now():
                self._fill_at(due)
                full.add(lane)  # who came later does not go first
            elif limit is not None and busy[lane] >= limit:
                full.add(lane)
            elif self._site.record.move(task_id, Event.SCHEDULE, self._site.clock.now_ms()):
                busy[lane] += 1
                self._running[task_id] = lane, loop.create_task(self._see_through(task_id, seq))

    def _fill_at(self, due: float) -> None:
        if due not in self._fills:
            self._fills = {later for later in self._fills if later > self._site.clock.now()} | {due}
            self._agenda.at(due, self.fill)

    def release(self, id: str | None) -> None:
        """Let one held job, or all, go on."""
        self._site.record.release(id)
        for held, event in self._released.items():
            if id in (None, held):
                event.set()
        self.fill()

    async def _see_through(self, id: str, seq: int) -> None:
        try:
            job = self._site.record.job(id, with_body=True)
            assert job is not None, "a job is never deleted"
            await self._hold(job)
            event, outcome = await self._end(job, self._site.models[job.entry])
            if job.scheduled_ms is not None:
                await self._agenda.until(job.scheduled_ms / 1000 + self._site.options.latency.run_s(seq))
            self._site.record.finish(id, event, outcome, self._site.clock.now_ms())
        except Exception:  # noqa: BLE001  the disk is full, say: the job runs again after the next start
            _log.exception("job %s could not be ended", id)
        finally:
            self._running.pop(id, None)
            self._progress.pop(id, None)
            if not self._closing:
                self.fill()

    async def _hold(self, job: Job) -> None:
        if job.held is State.RUNNING:
            released = self._released.setdefault(job.id, asyncio.Event())
            await released.wait()
            del self._released[job.id]

    async def _end(self, job: Job, model: Model) -> tuple[Event, Outcome]:
        """Do the work; whatever goes wrong ends the job FAILED, and unbilled."""
        scripted = job.script
        if "fail" in scripted:
            return Event.FAIL, Outcome(code=scripted["fail"]["code"], message=scripted["fail"]["message"])
        try:
            outcome = await self._work.perform(job, model, lambda share: self._progress.update({job.id: share}))
        except JobFailed as failure:
            return Event.FAIL, Outcome(code=failure.code, message=failure.message)
        except Exception:  # noqa: BLE001  the one fence: a defect ends one job, not the service
            _log.exception("job %s", job.id)
            return Event.FAIL, Outcome(code="InternalError", message="The emulator has a defect; its log names it.")
        if "overrun" in scripted and outcome.usage is not None:
            outcome = replace(outcome, usage=_longer(outcome.usage, Decimal(str(scripted["overrun"]))))
        return Event.SUCCEED, outcome

    async def close(self) -> None:
        """Stop all work; jobs that ran are found RUNNING, and queued again, at the next start."""
        self._closing = True
        tasks = [task for _, task in self._running.values()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await self._work.close()


def _longer(usage: Usage, seconds: Decimal) -> Usage:
    """Return a bill of more output seconds than the result has."""
    return replace(usage, output_seconds=usage.output_seconds + seconds, billed_seconds=usage.billed_seconds + seconds)
