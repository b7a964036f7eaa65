"""What a look at the surroundings has found, as JSON and as text."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, Final

from engine.errors import EngineError
from engine.phrases import doctor as words
from engine.phrases.messages import Messages
from engine.report.width import padded, width_of, wrapped
from engine.values.reason import Argument

DONE: Final = 0
FAILED: Final = 3


class Fitness(Enum):
    """How a part of the surroundings is: good, to be known of, or in the way of every run."""

    OK = "ok"
    WARNING = "warning"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Examined:
    """One thing that was looked at: `name` is a key of `words.NAMES`.

    `found` names what was found, in `words.FOUND` or in the table of messages; `cure` what to do, in `words.CURES`, "" for what
    the message says itself, or for nothing.
    """

    name: str
    verdict: Fitness
    found: str
    args: Mapping[str, Argument] = field(default_factory=dict)
    cure: str = ""

    @classmethod
    def of_error(cls, name: str, error: EngineError, verdict: Fitness = Fitness.FAILED) -> "Examined":
        return cls(name=name, verdict=verdict, found=error.key, args=error.args_by_name)


@dataclass(frozen=True, slots=True)
class Health:
    """All that was looked at, for one service."""

    service: str
    checks: tuple[Examined, ...]

    def count(self, verdict: Fitness) -> int:
        return sum(check.verdict is verdict for check in self.checks)

    @property
    def exit(self) -> int:
        """The exit code: 3 if something is in the way of every run."""
        return FAILED if self.count(Fitness.FAILED) else DONE


def health_data(health: Health, messages: Messages) -> dict[str, Any]:
    """Return the stable shape of `schemas/doctor.schema.json`."""
    return {
        "service": health.service,
        "exit": health.exit,
        "ok": health.count(Fitness.OK),
        "warnings": health.count(Fitness.WARNING),
        "failed": health.count(Fitness.FAILED),
        "checks": [
            {
                "name": check.name,
                "verdict": check.verdict.value,
                "found": _found(check, messages),
                "to_do": _cure(check, messages) or None,
            }
            for check in health.checks
        ],
    }


def health_text(health: Health, messages: Messages, columns: int) -> str:
    """Return a line or more a check, none wider than so many columns, and how many are how."""
    return "\n".join(_lines(health, messages, columns)) + "\n"


def _lines(health: Health, messages: Messages, columns: int) -> Iterator[str]:
    yield messages.say(words.HEAD, service=health.service)
    verdicts = {verdict: messages.say(words.VERDICTS[verdict.value]) for verdict in Fitness}
    wide = max(map(width_of, verdicts.values()))
    for check in health.checks:
        text = f"{messages.say(words.NAMES[check.name])}{messages.say(words.IS)}{_found(check, messages)}"
        yield from _hanging(padded(verdicts[check.verdict], wide), text, columns)
        cure = _cure(check, messages)
        if cure:
            yield from _hanging(" " * wide, messages.say(words.DO, what=cure), columns)
    yield messages.say(
        words.SUMMARY,
        good=health.count(Fitness.OK),
        warnings=health.count(Fitness.WARNING),
        failed=health.count(Fitness.FAILED),
    )


def _hanging(before: str, text: str, columns: int) -> Iterator[str]:
    indent = width_of(before) + 2
    for number, line in enumerate(wrapped(text, max(20, columns - indent))):
        yield f"{before}  {line}" if number == 0 else " " * indent + line


def _found(check: Examined, messages: Messages) -> str:
    if check.found in words.FOUND:
        return messages.say(words.FOUND[check.found], **check.args)
    return messages.words(check.found, check.args).message


def _cure(check: Examined, messages: Messages) -> str:
    if check.cure:
        return messages.say(words.CURES[check.cure], **check.args)
    return "" if check.found in words.FOUND else messages.words(check.found, check.args).hint
