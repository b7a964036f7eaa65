"""Facts of media that an expression may name: `inputs.clip.seconds`."""

from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from engine.recipe.types import BOOLEAN, INTEGER, NUMBER, STRING, Kind, Type
from engine.values.media import MediaFacts

_IMAGE: Final[Mapping[str, Type]] = MappingProxyType(
    {"width": INTEGER, "height": INTEGER, "ratio": NUMBER, "size": INTEGER, "format": STRING, "alpha": BOOLEAN}
)
FACTS: Final[Mapping[Kind, Mapping[str, Type]]] = MappingProxyType(
    {Kind.IMAGE: _IMAGE, Kind.VIDEO: MappingProxyType({"seconds": NUMBER, "fps": NUMBER, "sound": BOOLEAN, **_IMAGE})}
)


def fact(facts: MediaFacts, name: str) -> str | int | Decimal | bool | None:
    """Return a fact, or None if it isn't known exactly; the ratio is width through height, to three decimals."""
    if name == "seconds":
        return facts.seconds.exact if facts.seconds else None
    if name == "ratio":
        if facts.width is None or not facts.height:
            return None
        return (Decimal(facts.width) / facts.height).quantize(Decimal("0.001"))
    known: str | int | Decimal | bool | None = getattr(facts, name)
    return known
