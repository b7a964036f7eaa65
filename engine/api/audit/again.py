"""Again: what a run was asked for, from what is recorded of it, so that it can be planned once more."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, Final, NamedTuple

from engine.api.asked import Asked, selection_in
from engine.api.context import Context
from engine.api.endpoint import profile_named, terms_then
from engine.plan import Terms

_MEDIA: Final = (("path", "sha256"), ("url", "version"))
"""How a medium is recorded: what it is called, and which bytes it had."""


class AskedAgain(NamedTuple):
    """What a run was asked for, under which terms, and on which day."""

    asked: Asked
    terms: Terms
    day: date


def asked_again(context: Context, recorded: Mapping[str, Any], file: Path) -> AskedAgain:
    """Return what a run was asked for; `recorded` is what its manifest begins with.

    Raises AuthorError `unknown-service`.
    """
    terms = terms_then(profile_named(context, recorded["service"]), recorded["realm"])
    given = {name: _given(value) for name, value in recorded["inputs"].items() if _is_given(value)}
    asked = Asked(file=file, values=given or None, some=selection_in(recorded.get("source") or {}))
    return AskedAgain(asked, terms, date.fromisoformat(recorded["day"]))


def _is_given(value: Any) -> bool:
    """Tell whether an input can be given again: one that was absent is not, nor is a picture whose bytes are not recorded."""
    return value is not None and not (isinstance(value, dict) and "data" in value)


def _given(value: Any) -> Any:
    """Return an input as it was given: media by their path or address."""
    if isinstance(value, list):
        return [_given(item) for item in value]
    if not isinstance(value, dict):
        return value
    medium = next((value[key] for key, other in _MEDIA if set(value) == {key, other}), None)
    return {name: _given(one) for name, one in value.items() if _is_given(one)} if medium is None else medium
