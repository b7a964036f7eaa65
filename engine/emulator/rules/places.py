"""Places: what stands at a dotted path of a JSON object, and putting something there."""

from collections.abc import Mapping
from typing import Any


def at(data: Any, place: str) -> Any:
    """Return what stands at a dotted path, None if nothing does."""
    for name in place.split("."):
        data = data.get(name) if isinstance(data, Mapping) else None
    return data


def put(data: dict[str, Any], place: str, value: Any) -> None:
    """Put a value at a dotted path; objects on the way are made where they are missing."""
    *folders, last = place.split(".")
    for name in folders:
        data = data.setdefault(name, {})
    data[last] = value
