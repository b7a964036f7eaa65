"""A report that was written, as JSON and as text."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engine.phrases import pages as words
from engine.phrases.messages import Messages
from engine.report.amounts import bytes_text


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenReport:
    """Where a report lies: `path` is what to hand over, `index` what to open; `unseen` are media that have no preview.

    `linked` of its bytes are published files under a second name, which take no room of their own. `still` are results that move,
    and of which there was no room for a clip.
    """

    path: Path
    index: Path
    name: str
    runs: tuple[str, ...]
    rows: int
    media: int
    unseen: int
    still: int
    size: int
    linked: int


def written_data(written: WrittenReport) -> dict[str, Any]:
    """Return the stable shape of `schemas/report.schema.json`."""
    return {
        "path": str(written.path),
        "index": str(written.index),
        "name": written.name,
        "runs": list(written.runs),
        "rows": written.rows,
        "media": written.media,
        "without_preview": written.unseen,
        "without_clip": written.still,
        "bytes": written.size,
        "linked_bytes": written.linked,
    }


def written_text(written: WrittenReport, messages: Messages) -> str:
    """Return the page to open, and what is to be said of it."""
    return "\n".join(_lines(written, messages)) + "\n"


def _lines(written: WrittenReport, messages: Messages) -> Iterator[str]:
    size = bytes_text(written.size)
    yield messages.say(words.WROTE, path=str(written.index), count=written.rows, size=size)
    if written.linked:
        yield messages.say(words.LINKED, size=bytes_text(written.linked))
    if written.unseen:
        yield messages.say(words.WITHOUT, count=written.unseen)
    if written.still:
        yield messages.say(words.STILL, count=written.still)
