"""Facts of media as JSON data, and back."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from engine.values.media import MediaFacts, MediaKind, Span


def data_of(facts: MediaFacts) -> dict[str, Any]:
    """Return what is exactly known of a file; seconds and rate as decimal texts."""
    seconds = facts.seconds.exact if facts.seconds is not None else None
    known = {
        "kind": facts.kind.value,
        "seconds": str(seconds) if seconds is not None else None,
        "width": facts.width,
        "height": facts.height,
        "fps": str(facts.fps) if facts.fps is not None else None,
        "sound": facts.sound,
        "format": facts.format,
        "size": facts.size,
    }
    return {name: value for name, value in known.items() if value is not None}


def facts_of(data: Mapping[str, Any]) -> MediaFacts:
    """Return the facts of data that `data_of` wrote."""
    seconds, fps = data.get("seconds"), data.get("fps")
    return MediaFacts(
        kind=MediaKind(data["kind"]),
        seconds=Span.exactly(Decimal(seconds)) if seconds is not None else None,
        width=data.get("width"),
        height=data.get("height"),
        fps=Decimal(fps) if fps is not None else None,
        sound=data.get("sound"),
        format=data.get("format"),
        size=data.get("size"),
    )
