"""Work: what is done for one running job, from its media to its result."""

import contextlib
import shutil
import uuid
from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from engine.emulator.jobs import blank
from engine.emulator.jobs.errand import errand_of, undrawable
from engine.emulator.jobs.render import Pool
from engine.emulator.objects.sourcing import Owner, Sources
from engine.emulator.rules.counting import counted, result_seconds
from engine.emulator.rules.failure import JobFailed
from engine.emulator.rules.model import Model
from engine.emulator.rules.validation import Order, order_of, read_body
from engine.emulator.state.folder import publish
from engine.emulator.state.job import Job, Outcome, Usage
from engine.emulator.state.site import Site

_LEAST = Decimal("0.1")
"""The shortest result that a fault leaves."""
_MODULES = {"draft": "engine.emulator.draft", "stamp": "engine.emulator.draft.stamp"}


class Work:
    """Performs jobs with one kind of renderer; results are published under `results/`.

    Where a draft can't be drawn, whatever the words, the result is a stamp that says so.
    """

    def __init__(self, site: Site, sources: Sources) -> None:
        self._site = site
        self._sources = sources
        self._pools = {
            name: Pool(module, site.options.renders_at_once, site.folder.tmp) for name, module in _MODULES.items()
        }

    async def look(self, order: Order, owner: Owner) -> None:
        """Look into the media of a request, as before it becomes a job; raises JobFailed for the first bad one."""
        place = self._site.folder.tmp / f"look-{uuid.uuid4()}"
        place.mkdir()
        try:
            await self._sources.gather(order, owner, place)
        finally:
            with contextlib.suppress(OSError):
                shutil.rmtree(place)

    async def perform(self, job: Job, model: Model, on_progress: Callable[[float], None]) -> Outcome:
        """Return how the job succeeded; raises JobFailed. Leaves no part file, also when it is cancelled."""
        order = order_of(read_body(job.body), model, resolves_oss=True)
        place = self._site.folder.tmp / job.id
        place.mkdir(exist_ok=True)
        try:
            return await self._perform(job, order, place, on_progress)
        except OSError as error:
            raise JobFailed("InternalError.Upload", f"The emulator's disk: {error.strerror}.") from error
        finally:
            with contextlib.suppress(OSError):
                shutil.rmtree(place)

    async def _perform(self, job: Job, order: Order, place: Path, on_progress: Callable[[float], None]) -> Outcome:
        part = place / "result.mp4"
        if self._site.options.renderer == "none":
            blank.write_blank(part, job.body_sha256)
            done: Mapping[str, Any] = {"output_seconds": str(blank.SECONDS), "performed": False}
            given: Mapping[str, Decimal] = dict.fromkeys(order.given, blank.SECONDS)
            notes: tuple[str, ...] = ("no media work was done",)
        else:
            sourced = await self._sources.gather(order, Owner(job.account, job.model), place)
            reason = undrawable(order, sourced) if self._site.options.renderer == "draft" else None
            given, notes = sourced.seconds, (*sourced.notes, *([reason] if reason is not None else ()))
            seconds = result_seconds(order.model, order.values, given)
            seconds = max(_LEAST, seconds - Decimal(str(job.script.get("short-clip", 0))))
            errand = errand_of(job, order, sourced, seconds, part, self._site.options)
            pool = self._pools[self._site.options.renderer if reason is None else "stamp"]
            done = await pool.render(errand, on_progress)
        name = f"{job.id}.mp4"
        publish(part, self._site.folder.results / name)
        cut = tuple(f"{field} was cut: the service takes no more characters" for field in order.cut)
        performed = done.get("performed")
        return Outcome(
            result=name,
            usage=self._usage(order, given, Decimal(done["output_seconds"])),
            notes=(*cut, *notes, *map(str, done.get("notes", ()))),
            operations=tuple(done.get("operations", ())),
            performed=None if performed is None else bool(performed),
        )

    def _usage(self, order: Order, given: Mapping[str, Decimal], made: Decimal) -> Usage:
        uses_all = self._site.options.billed_input == "source"
        bill = counted(order.model, order.values, given, made, uses_all=uses_all)
        return Usage(input_seconds=bill.given, output_seconds=bill.made, billed_seconds=bill.billed, tier=order.tier)

    async def close(self) -> None:
        for pool in self._pools.values():
            await pool.close()
