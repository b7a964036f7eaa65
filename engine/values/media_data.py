"""Facts of media as JSON-ready data and back, with nothing lost: bounds of seconds, the exact rate, the codec."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from engine.values.media import MediaFacts, MediaKind, Span


def facts_to_data(facts: MediaFacts) -> dict[str, Any]:
    """Return facts as JSON-ready data without what is unknown; seconds, frames a second and rate are texts."""
    known = {
        "kind": facts.kind.value,
        "seconds": [str(facts.seconds.low), str(facts.seconds.high)] if facts.seconds is not None else None,
        "width": facts.width,
        "height": facts.height,
        "fps": str(facts.fps) if facts.fps is not None else None,
        "rate": str(facts.rate) if facts.rate is not None else None,
        "sound": facts.sound,
        "alpha": facts.alpha,
        "format": facts.format,
        "size": facts.size,
        "codec": facts.codec,
    }
    return {name: value for name, value in known.items() if value is not None}


def facts_from_data(data: Mapping[str, Any]) -> MediaFacts:
    """Return the facts of data that `facts_to_data` wrote; raises KeyError or ValueError for anything else."""
    seconds, fps, rate = data.get("seconds"), data.get("fps"), data.get("rate")
    return MediaFacts(
        kind=MediaKind(data["kind"]),
        seconds=Span(Decimal(seconds[0]), Decimal(seconds[1])) if seconds is not None else None,
        width=data.get("width"),
        height=data.get("height"),
        fps=Decimal(fps) if fps is not None else None,
        rate=Fraction(rate) if rate is not None else None,
        sound=data.get("sound"),
        alpha=data.get("alpha"),
        format=data.get("format"),
        size=data.get("size"),
        codec=data.get("codec"),
    )
