"""Patterns: regular expressions as JSON Schema means them, matched in time in proportion to the text.

The engine is Rust's `regex`, a finite automaton: `(a+)+$`, at which a backtracking one would never end, is like any
other. It has no look-around and no back-references; a backtracking engine with a bound would have them, and call a text
wrong when it gives up.
"""

import functools
import re
from typing import Final, Protocol

import jsonschema_rs

_ENGINE: Final = jsonschema_rs.RegexOptions(size_limit=4 * 1024 * 1024)
"""Far more than `.{1,2000}` takes, compiled; of counted repetitions of counted repetitions nobody needs more."""
MAX_LENGTH: Final = 1000
_COUNTED: Final = re.compile(r"\{[0-9]+(?:,[0-9]*)?\}")


class _Matcher(Protocol):
    def is_valid(self, instance: object) -> bool: ...


@functools.lru_cache(maxsize=64)
def _matcher(pattern: str) -> _Matcher | None:
    try:
        found: _Matcher = jsonschema_rs.validator_for({"pattern": pattern}, pattern_options=_ENGINE)
    except jsonschema_rs.ValidationError:
        return None
    return found


def is_pattern(pattern: str) -> bool:
    return len(pattern) <= MAX_LENGTH and _matcher(pattern) is not None


def is_too_big(pattern: str) -> bool:
    """Tell whether a pattern that is none would be one if it counted less."""
    return len(pattern) > MAX_LENGTH or _matcher(_COUNTED.sub("{1}", pattern)) is not None


def matches(pattern: str, text: str) -> bool:
    """Tell whether the pattern is found anywhere in the text; a broken one, which has its own fault, matches all."""
    matcher = _matcher(pattern)
    return matcher is None or matcher.is_valid(text)
