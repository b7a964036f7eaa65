"""Addresses: what a medium that is written out can't be, whatever lies there."""

import re
from typing import Final

from engine.language.types import Kind, Type
from engine.values import hints
from engine.values.address import masked
from engine.values.fault import Faults
from engine.values.place import Place

_SCHEMES: Final = ("https", "http", "oss")
_SCHEME: Final = re.compile(r"\s*([^/]*?)://")


def check_address(text: str, wanted: Type, place: Place, faults: Faults) -> None:
    """Add the fault of an address of which the scheme is unknown, and of a clip in a `data:` URL."""
    scheme = _SCHEME.match(text)
    if text.lstrip().lower().startswith("data:"):
        if wanted.kind is Kind.VIDEO:
            faults.add("media-data-url", place, name=_short(text))
    elif scheme is not None and scheme[1].lower() not in _SCHEMES:
        near = hints.near(scheme[1].lower(), _SCHEMES)
        fix = f"{near}{text[scheme.end(1) :]}" if near else None
        faults.add("media-address", place, name=_short(text), fix=fix)


def _short(text: str) -> str:
    text = masked(text)
    return text if len(text) <= 60 else text[:57] + "..."
