"""Work: what is done for one running job, from its media to its result."""

import contextlib
import math
import shutil
from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from engine.emulator.jobs import blank
from engine.emulator.jobs.render import Pool
from engine.emulator.objects.sourcing import Sourced, Sources
from engine.emulator.rules.failure import JobFailed
from engine.emulator.rules.model import Model
from engine.emulator.rules.options import EmulatorOptions
from engine.emulator.rules.validation import Order, order_of, read_body
from engine.emulator.state.folder import Folder, publish
from engine.emulator.state.job import Job, Outcome, Usage

_MODULES = {"draft": "engine.emulator.draft", "stamp": "engine.emulator.draft.stamp"}


class Work:
    """Performs jobs with one kind of renderer; results are published under `results/`."""

    def __init__(self, folder: Folder, sources: Sources, options: EmulatorOptions) -> None:
        self._folder = folder
        self._sources = sources
        self._options = options
        module = _MODULES.get(options.renderer)
        self._pool = Pool(module, options.renders_at_once, folder.tmp) if module else None

    async def perform(self, job: Job, model: Model, on_progress: Callable[[float], None]) -> Outcome:
        """Return how the job succeeded; raises JobFailed. Leaves no part file, also when it is cancelled."""
        order = order_of(read_body(job.body), model, resolves_oss=True)
        place = self._folder.tmp / job.id
        place.mkdir(exist_ok=True)
        try:
            return await self._perform(job, order, model, place, on_progress)
        except OSError as error:
            raise JobFailed("InternalError.Upload", f"The emulator's disk: {error.strerror}.") from error
        finally:
            with contextlib.suppress(OSError):
                shutil.rmtree(place)

    async def _perform(
        self, job: Job, order: Order, model: Model, place: Path, on_progress: Callable[[float], None]
    ) -> Outcome:
        part = place / "result.mp4"
        if self._pool is None:
            blank.write_blank(part, job.body_sha256)
            done: Mapping[str, Any] = {"output_seconds": str(blank.SECONDS), "performed": False}
            source = blank.SECONDS
            notes: tuple[str, ...] = ("no media work was done",)
        else:
            sourced = await self._sources.gather(order, model.media, place)
            done = await self._pool.render(self._errand(job, order, sourced, model, part), on_progress)
            source, notes = self._billed(sourced.seconds, order), sourced.notes
        name = f"{job.id}.mp4"
        publish(part, self._folder.results / name)
        cut = tuple(f"{field} was cut: the service takes no more characters" for field in order.cut)
        performed = done.get("performed")
        return Outcome(
            result=name,
            usage=Usage(input_seconds=source, output_seconds=Decimal(done["output_seconds"]), tier=order.tier),
            notes=(*cut, *notes, *map(str, done.get("notes", ()))),
            operations=tuple(done.get("operations", ())),
            performed=None if performed is None else bool(performed),
        )

    def _billed(self, seconds: Decimal, order: Order) -> Decimal:
        """Return the input seconds on the bill; the service does not say which they are for a cut job."""
        if order.seconds is None or self._options.billed_input == "source":
            return seconds
        return min(seconds, Decimal(order.seconds))

    def _errand(self, job: Job, order: Order, sourced: Sourced, model: Model, part: Path) -> dict[str, Any]:
        """Return the line that is sent to the renderer."""
        values = order.values
        seed = values["seed"]
        errand = {
            "id": job.id,
            "renderer": self._options.renderer,
            "digest": job.body_sha256,
            "prompt": order.prompt or "",
            "negative_prompt": values["negative_prompt"] or "",
            "video": str(sourced.video),
            "reference_images": [str(path) for path in sourced.images],
            "input_seconds": str(sourced.seconds),
            "resolution": order.tier,
            "size": _size(model.sizes[order.tier], values["ratio"], sourced.sides),
            "ratio": values["ratio"],
            "duration": order.seconds,
            "audio_setting": values["audio_setting"] or "auto",
            "watermark": bool(values["watermark"]),
            "seed": seed if seed is not None else int(job.body_sha256[:8], 16) & 0x7FFFFFFF,
            "output": str(part),
            "unsupported": self._options.unsupported,
            "preset": self._options.preset,
        }
        return {name: value for name, value in errand.items() if value is not None}

    async def close(self) -> None:
        if self._pool is not None:
            await self._pool.close()


def _size(sizes: Mapping[str, tuple[int, int]], ratio: str | None, sides: tuple[int, int]) -> tuple[int, int]:
    """Return the documented pixels of the wanted ratio, or of the one nearest to the source's."""
    if ratio is not None:
        return sizes[ratio]
    return min(sizes.values(), key=lambda size: abs(math.log(size[0] * sides[1] / (size[1] * sides[0]))))
