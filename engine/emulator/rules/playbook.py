"""Playbook: a scenario as people write it, in JSON or YAML, becomes rules."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, get_args

from engine.emulator.rules.scenario import Body, HeldState, Operation, Rule, Scenario
from engine.emulator.rules.trouble import troubles
from engine.errors import OperatorError

_TYPES: Final[Mapping[str, tuple[type, ...]]] = {
    "nth": (int, list), "model": (str,), "prompt": (str,), "pattern": (str,), "probability": (int, float), "times": (int, str),
    "after_s": (int, float), "status": (int,), "code": (str,), "message": (str,), "location": (str,), "retry_after_s": (int,),
}  # fmt: skip
_WORDS: Final = {"on": get_args(Operation), "body": get_args(Body), "state": get_args(HeldState)}
_ALWAYS: Final = "always"
_STATUSES: Final = (200, 599)
_LONGEST_S: Final = 31_536_000


class _Wrong(Exception):
    """Why a rule is none."""


def scenario_of(data: Any) -> Scenario:
    """Build a scenario from JSON: `{"seed": 7, "rules": [{"fault": "lost-after", "on": "submit", "nth": [2]}]}`.

    `fault` is a name of `trouble.troubles`; what its rule says besides replaces what the trouble says. Raises OperatorError
    `emulator-scenario` naming the rule and what is wrong with it.
    """
    rules = data.get("rules") if isinstance(data, Mapping) else None
    if not isinstance(rules, Sequence) or isinstance(rules, str):
        raise OperatorError("emulator-scenario", rule=0, reason='"rules" must be a list')
    seed = data.get("seed", 0)
    if not isinstance(seed, int) or data.keys() - {"rules", "seed"}:
        raise OperatorError("emulator-scenario", rule=0, reason='a scenario has "rules" and a whole number as "seed"')
    return Scenario(tuple(_told(number, row) for number, row in enumerate(rules, 1)), seed)


def _told(number: int, row: Any) -> Rule:
    try:
        return _rule(row)
    except _Wrong as wrong:
        raise OperatorError("emulator-scenario", rule=number, reason=str(wrong)) from None


def _rule(row: Any) -> Rule:
    if not isinstance(row, Mapping):
        raise _Wrong("a rule is an object")
    name = row.get("fault")
    known = troubles()
    if not isinstance(name, str) or name not in known:
        raise _Wrong(f"fault must be one of {', '.join(known)}")
    if wrong := next(_mistakes(row), None):
        raise _Wrong(wrong)
    trouble = known[name]
    on = row.get("on", trouble.on[0])
    if on not in trouble.on:
        raise _Wrong(f"{name} strikes {' or '.join(trouble.on)}, not {on}")
    said = {**trouble.values, **row, "fault": trouble.effect, "kind": name, "on": on}
    nth = row.get("nth", ())
    said["nth"] = (nth,) if isinstance(nth, int) else tuple(nth)
    times = row.get("times", _ALWAYS if "probability" in row else 1)
    said["times"] = None if times == _ALWAYS else times
    return Rule(**said)


def _mistakes(row: Mapping[str, Any]) -> Iterator[str]:
    for name, value in row.items():
        if name != "fault" and name not in _TYPES and name not in _WORDS:
            yield f"unknown field {name!r}"
        elif name in _WORDS and value not in _WORDS[name]:
            yield f"{name} must be one of {', '.join(_WORDS[name])}"
        elif name in _TYPES and (isinstance(value, bool) or not isinstance(value, _TYPES[name])):
            yield f"{name} can't be {value!r}"
    yield from _beyond(row)


def _beyond(row: Mapping[str, Any]) -> Iterator[str]:
    """Give what has the right type and is out of bounds."""
    nth = row.get("nth", [])
    if not all(type(one) is int and one > 0 for one in ([nth] if isinstance(nth, int) else nth)):
        yield "nth counts requests: 2 or [2, 5]"
    times = row.get("times", 1)
    if times != _ALWAYS and (isinstance(times, str) or times < 1):
        yield f"times is a number from 1, or {_ALWAYS}"
    if not -_LONGEST_S <= row.get("after_s", 0) <= _LONGEST_S:
        yield "after_s is a year at most"
    if not 0 <= row.get("retry_after_s", 0) <= _LONGEST_S:
        yield "retry_after_s is from 0 to a year"
    if any(isinstance(value, str) and not _is_text(value) for value in row.values()):
        yield "half a character is no text"
    if not 0 <= row.get("probability", 1) <= 1:
        yield "probability is from 0 to 1"
    if not _STATUSES[0] <= row.get("status", 500) <= _STATUSES[1]:
        yield "status is an HTTP status from 200 to 599"
    try:
        re.compile(row.get("pattern", ""))
    except re.error as error:
        yield f"pattern is no regular expression: {error}"


def _is_text(value: str) -> bool:
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True
