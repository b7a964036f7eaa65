"""The bench of media tools: which function makes which local task."""

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

from engine.errors import DefectError
from engine.plan import RequestTask
from engine.values.media import MediaFacts


def made_by_tool(task: RequestTask, files: Mapping[str, Path], target: Path) -> MediaFacts:
    """Let the task's tool make its file; `files` are by reference. Raises AuthorError for media that it can't read."""
    from engine import media  # noqa: PLC0415 - decoding is loaded only when a tool works

    given = task.request.body["input"]
    sources = [files[use.reference] for use in task.request.media]
    match task.model:
        case "media/trim":
            start, seconds = Decimal(given["start"]), Decimal(given["seconds"])
            return media.trim(sources[0], target, start=start, seconds=seconds)
        case "media/join":
            return media.join(sources, target)
        case "media/frame":
            at = given["at"]
            return media.frame(sources[0], target, at=at if at in ("first", "last") else Decimal(at))
        case _:
            raise DefectError("illegal-transition", state="tool", event=task.model, task=task.id)
