"""What is known of the facts of one medium."""

from decimal import Decimal
from typing import Final

from engine.values.media import DataSource, FileSource, Media, UrlSource

_PIN: Final = "sha256:"


def fact(medium: Media, name: str) -> str | int | Decimal | bool | None:
    """Return a fact, or None if it isn't known exactly; the ratio is width through height, to three decimals."""
    facts = medium.facts
    if name == "seconds":
        return facts.seconds.exact if facts.seconds else None
    if name == "digest":
        return _digest(medium)
    if name == "ratio":
        if facts.width is None or not facts.height:
            return None
        return (Decimal(facts.width) / facts.height).quantize(Decimal("0.001"))
    known: str | int | Decimal | bool | None = getattr(facts, name)
    return known


def _digest(medium: Media) -> str | None:
    match medium.source:
        case FileSource(digest=digest) | DataSource(digest=digest):
            return digest
        case UrlSource(version=str(version)) if version.startswith(_PIN):
            return version.removeprefix(_PIN)
        case _:
            return None
