"""Patterns: regular expressions as JSON Schema means them, matched by an engine whose work is bounded."""

import functools
from typing import Protocol

import jsonschema_rs


class _Matcher(Protocol):
    def is_valid(self, instance: object) -> bool: ...


@functools.lru_cache(maxsize=256)
def _matcher(pattern: str) -> _Matcher | None:
    try:
        found: _Matcher = jsonschema_rs.validator_for({"pattern": pattern})
    except jsonschema_rs.ValidationError:
        return None
    return found


def is_pattern(pattern: str) -> bool:
    return _matcher(pattern) is not None


def matches(pattern: str, text: str) -> bool:
    """Tell whether the pattern is found anywhere in the text; a broken one, which has its own fault, matches all."""
    matcher = _matcher(pattern)
    return matcher is None or matcher.is_valid(text)
