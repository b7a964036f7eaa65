"""A run that was planned again and held against its manifest, as JSON and as text."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from engine.phrases import replay as words
from engine.phrases.messages import Messages
from engine.phrases.signs import COMMA
from engine.plan.replayed import Equality, HeldAgainst
from engine.report.faults import as_data, as_human
from engine.report.width import padded, width_of
from engine.values.fault import Fault
from engine.version import __version__


@dataclass(frozen=True, slots=True, kw_only=True)
class Replayed:
    """The manifest of a run, all that was held against it, and the mistakes for which it can't be planned any more."""

    recorded: Mapping[str, Any]
    catalog: str
    checks: tuple[HeldAgainst, ...]
    mistakes: tuple[Fault, ...]

    @property
    def different(self) -> int:
        """How many things are not as they were recorded."""
        return sum(check.equality is not Equality.EQUAL for check in self.checks)

    @property
    def exit(self) -> int:
        """The exit code: 0 if everything is equal, 1 if not."""
        return 1 if self.different or self.mistakes else 0


def replayed_data(found: Replayed, messages: Messages) -> dict[str, Any]:
    """Return the stable shape of `schemas/replay.schema.json`."""
    recorded = found.recorded
    return {
        "run": recorded["run"],
        "name": recorded["recipe"]["name"],
        "service": recorded["service"],
        "day": recorded["day"],
        "equal": found.exit == 0,
        "different": found.different,
        "checks": [
            {
                "kind": check.kind,
                "name": check.name,
                "equality": check.equality.value,
                "was": check.was or None,
                "now": check.now or None,
                "differing": list(check.names),
            }
            for check in found.checks
        ],
        "faults": as_data(found.mistakes, messages)["faults"],
        "engine": {"was": recorded.get("engine"), "now": __version__},
        "catalog": {"was": recorded.get("catalog"), "now": found.catalog},
    }


def replayed_text(found: Replayed, messages: Messages, texts: Mapping[str, str]) -> str:
    """Return a line a thing that was held against the manifest, and how many are not equal."""
    return "\n".join(_lines(found, messages, texts)) + "\n"


def _lines(found: Replayed, messages: Messages, texts: Mapping[str, str]) -> Iterator[str]:
    recorded = found.recorded
    about = {"run": recorded["run"], "service": recorded["service"], "day": recorded["day"]}
    yield messages.say(words.HEAD, name=recorded["recipe"]["name"], version=recorded["recipe"]["version"], **about)
    for phrase, name, now in (
        (words.OTHER_ENGINE, "engine", __version__),
        (words.OTHER_CATALOG, "catalog", found.catalog),
    ):
        if recorded.get(name) != now:
            yield messages.say(phrase, was=str(recorded.get(name)), now=now)
    says = {one: messages.say(words.EQUALITIES[one.value]) for one in Equality}
    kinds = {kind: messages.say(phrase) for kind, phrase in words.KINDS.items()}
    wide = max(map(width_of, says.values())), max(map(width_of, kinds.values()))
    for check in found.checks:
        yield f"{padded(says[check.equality], wide[0])}  {padded(kinds[check.kind], wide[1])}  {check.name}"
        yield from (f"    {line}" for line in _detail(check, messages))
    if found.mistakes:
        yield messages.say(words.MISTAKES)
        yield as_human(found.mistakes, messages, texts).rstrip("\n")
    count = len(found.checks)
    if found.exit == 0:
        yield messages.say(words.ALL_EQUAL, count=count)
    else:
        yield messages.say(words.SOME_DIFFER, different=found.different, count=count)


def _detail(check: HeldAgainst, messages: Messages) -> Iterator[str]:
    if check.equality is Equality.DIFFERS and check.was != check.now:
        yield messages.say(words.WAS, was=check.was[:12] or "-", now=check.now[:12] or "-")
    if check.names:
        yield messages.say(words.DIFFERENT, names=messages.say(COMMA).join(check.names))
