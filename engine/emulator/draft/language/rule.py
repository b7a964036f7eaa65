"""Rule: words that stand for one operation."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from engine.emulator.draft.language.operation import Fidelity, Way


@dataclass(frozen=True, slots=True)
class Rule:
    """One operation and every way to say it."""

    kind: str
    fidelity: Fidelity
    pattern: re.Pattern[str]
    note: str | None = None
    way: Way | None = None


def rule(
    kind: str, fidelity: Fidelity, english: str, chinese: str, /, note: str | None = None, way: Way | None = None
) -> Rule:
    """Build a rule from two alternations; English ones match whole words only."""
    return Rule(kind, fidelity, words_pattern(english, chinese), note, way)


def words_pattern(english: str, chinese: str) -> re.Pattern[str]:
    """Compile an English and a Chinese alternation, either of which may be empty."""
    parts = [rf"(?<![a-z])(?:{english})(?![a-z])"] if english else []
    if chinese:
        parts.append(f"(?:{chinese})")
    return re.compile("|".join(parts))


def alternation(words: Iterable[str]) -> str:
    """Join plain words so that longer ones win."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
