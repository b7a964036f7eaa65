"""Rule: words that stand for one operation."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from engine.emulator.draft.language.operation import Fidelity, Way
from engine.emulator.draft.language.synonyms import synonyms


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
    """Build a rule from two alternations and the synonyms of its kind; English ones match whole words only."""
    said = synonyms(kind, way or note)
    forms = [
        f"{_whole(words)}|{pattern}" if words else pattern
        for words, pattern in zip(said, (english, chinese), strict=True)
    ]
    return Rule(kind, fidelity, words_pattern(*forms), note, way)


_LONGER = (
    ("风", "格"),
    ("雪", "花"),
    ("花", "瓣海园田"),
    ("像", "素"),
    ("光", "线影照晕束斑"),
    ("色", "调彩系温"),
    ("画", "面风质笔"),
    ("暗", "部"),
    ("亮", "部度"),
    ("夜", "店市总"),
)
"""What a word may end with, and what then belongs to it or to the next word: 水彩风, but 水彩|风格."""


def words_pattern(english: str, chinese: str) -> re.Pattern[str]:
    """Compile an English and a Chinese alternation, either of which may be empty."""
    parts = [rf"(?<![a-z])(?:{english})(?![a-z])"] if english else []
    if chinese:
        parts.append(f"(?:{chinese})")
    return re.compile("|".join(parts))


def alternation(words: Iterable[str]) -> str:
    """Join plain words so that longer ones win."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def _whole(words: Iterable[str]) -> str:
    """Join words, none of which is the beginning of a longer one."""
    joined = alternation(words)
    for end, following in _LONGER:
        joined = re.sub(rf"{end}(?=\||$)", f"{end}(?![{following}])", joined)
    return joined
