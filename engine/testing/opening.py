"""A project whose service answers by script."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, nullcontext
from functools import partial
from os import PathLike
from pathlib import Path

from engine.api.context import Context
from engine.api.endpoint import Endpoint
from engine.api.runs.line import ServiceLine
from engine.api.runs.wiring import Adapters
from engine.door.opening import Lang, context_of
from engine.door.project import Project
from engine.settings import NOTHING, Setting
from engine.testing.service import ScriptedService
from engine.values.media import MediaFacts, MediaKind, Proof, Span


def open(  # noqa: A001 - as `engine.open`
    folder: str | PathLike[str], service: ScriptedService | None = None, *, settings: Mapping[str, Setting] | None = None,
    lang: Lang = "en",
) -> Project:  # fmt: skip
    """Return a project as `engine.open` does, whatever service is named: it is the scripted one, and its clock is the project's.

    Its results are taken as they are; no key is needed, and nothing of the environment is read.
    """
    scripted = service or ScriptedService()
    opening = partial(context_of, Path(folder), settings or NOTHING, NOTHING, None, None, scripted.clock, lang)
    adapters = Adapters(lines=lambda _: nullcontext(partial(_line, scripted)), prove=partial(_believed, scripted))
    return Project(opening, adapters, lang)


@asynccontextmanager
async def _line(service: ScriptedService, endpoint: Endpoint, context: Context) -> AsyncIterator[ServiceLine]:  # noqa: ARG001
    yield ServiceLine(nullcontext(service), service.account, service.account)


def _believed(service: ScriptedService, path: Path, *, whole: bool) -> Proof:  # noqa: ARG001 - nothing is decoded
    """Take a result for as long as the service makes them."""
    return Proof(
        MediaFacts(kind=MediaKind.VIDEO, seconds=Span.exactly(service.seconds), size=path.stat().st_size, format="mp4")
    )
