"""What nothing needs any more, as JSON and as text."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from engine.phrases import garbage as words
from engine.phrases.messages import Messages
from engine.report.amounts import bytes_text
from engine.report.width import padded, width_of


@dataclass(frozen=True, slots=True)
class Garbage:
    """A file that nothing needs: `kind` is artifact, part, leftover, preview or draft-object; `path` as a person writes it."""

    kind: str
    path: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Collected:
    """All that nothing needs, whether it was removed, and what was left alone because somebody is at work.

    `running` are processes of this project that may still act; `older`: its journal lacks jobs that were bought. `served` are
    folders of draft services that are being served; `held` are part files that somebody holds.
    """

    items: tuple[Garbage, ...]
    removed: bool
    running: int = 0
    older: bool = False
    served: tuple[str, ...] = ()
    held: tuple[str, ...] = ()

    @property
    def size(self) -> int:
        return sum(item.size for item in self.items)


def collected_data(found: Collected) -> dict[str, Any]:
    """Return the stable shape of `schemas/gc.schema.json`."""
    return {
        "removed": found.removed,
        "files": len(found.items),
        "bytes": found.size,
        "items": [{"kind": item.kind, "path": item.path, "bytes": item.size} for item in found.items],
        "left_alone": {
            "running": found.running,
            "older_journal": found.older,
            "served": list(found.served),
            "held": list(found.held),
        },
    }


def collected_text(found: Collected, messages: Messages) -> str:
    """Return a line a file, what was left alone, and how much it is together."""
    return "\n".join(_lines(found, messages)) + "\n"


def _lines(found: Collected, messages: Messages) -> Iterator[str]:
    kinds = {item.kind: messages.say(words.KINDS[item.kind]) for item in found.items}
    wide = max(map(width_of, kinds.values()), default=0)
    sizes = {item: bytes_text(item.size) for item in found.items}
    right = max(map(len, sizes.values()), default=0)
    for item in found.items:
        yield f"{padded(kinds[item.kind], wide)}  {sizes[item]:>{right}}  {item.path}"
    if found.running:
        yield messages.say(words.RUNNING, count=found.running)
    if found.older:
        yield messages.say(words.OLDER)
    yield from (messages.say(words.SERVED, path=path) for path in found.served)
    yield from (messages.say(words.HELD, path=path) for path in found.held)
    if not found.items:
        yield messages.say(words.NOTHING)
    else:
        phrase = words.REMOVED if found.removed else words.FOUND
        yield messages.say(phrase, count=len(found.items), size=bytes_text(found.size))
