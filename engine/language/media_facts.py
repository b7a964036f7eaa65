"""Facts of media that an expression may name: `inputs.clip.seconds`."""

from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from engine.language.types import BOOLEAN, INTEGER, NUMBER, STRING, Kind, Type
from engine.values.media import DataSource, FileSource, Media, UrlSource

_IMAGE: Final[Mapping[str, Type]] = MappingProxyType(
    {
        "width": INTEGER,
        "height": INTEGER,
        "ratio": NUMBER,
        "size": INTEGER,
        "format": STRING,
        "alpha": BOOLEAN,
        "digest": STRING,
    }
)
FACTS: Final[Mapping[Kind, Mapping[str, Type]]] = MappingProxyType(
    {Kind.IMAGE: _IMAGE, Kind.VIDEO: MappingProxyType({"seconds": NUMBER, "fps": NUMBER, "sound": BOOLEAN, **_IMAGE})}
)
MEANINGS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "seconds": "length of the video stream, to the millisecond",
        "fps": "frames a second",
        "sound": "whether it has a sound track",
        "width": "pixels across, as shown",
        "height": "pixels down, as shown",
        "ratio": "width through height, to three decimals",
        "size": "bytes",
        "format": "such as `mp4`, `mov`, `png`, `jpeg`",
        "alpha": "whether it has transparency",
        "digest": "SHA-256 of the bytes; of a file, a `data:` URL or a pinned medium",
    }
)

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
