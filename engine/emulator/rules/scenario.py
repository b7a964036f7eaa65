"""Scenario: scripted faults as data; counting decides which request meets which fault."""

import threading
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import NoneType
from typing import Any, Literal, get_args

from engine.errors import OperatorError

Operation = Literal["submit", "poll", "list", "cancel", "policy", "upload", "result"]
FaultName = Literal[
    "lost-before",  # submit: the body is read, no job is made, the connection drops
    "lost-after",  # the work is done, the answer is lost: the connection drops
    "late",  # submit: the connection drops now, the job is made `after_s` later
    "refuse",  # an answer with `status`, `code`, `message`; `body` says in which shape
    "refuse-after",  # the work is done, the answer is as for "refuse"
    "slow",  # the answer comes `after_s` later, and so is the work done
    "slow-answer",  # the work is done, the answer comes `after_s` later
    "fail",  # submit: the job will end FAILED with `code` and `message`
    "hold",  # submit: the job stays PENDING, or with `state` RUNNING in that state, until it is released
    "unknown-first",  # submit: queries answer UNKNOWN for `after_s`
    "list-lag",  # submit: the list leaves the job out for `after_s`
    "overrun",  # submit: `after_s` more output seconds are billed than the result has
    "truncate",  # half of the answer's bytes, then the connection closes
    "foreign",  # result: an answer 200 with a page that is no video
    "expired",  # result: as if the link had expired
    "malformed",  # an answer 200 whose shape is not the documented one
    "short",  # list: the total counts one job more than the pages show
]
HeldState = Literal["PENDING", "RUNNING"]
Body = Literal["json", "no-id", "html", "empty"]

_TYPES: dict[str, tuple[type, ...]] = {
    "nth": (int, list), "prompt": (str,), "times": (int, NoneType), "after_s": (int, float), "status": (int,), "code": (str,),
    "message": (str,), "location": (str,), "retry_after_s": (int, NoneType),
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One fault and when it strikes.

    `on` is the operation; `nth` counts its requests from 1 (empty: each); `prompt` is a text that the prompt of the
    request, or of its job, must hold; `times` is how often the rule strikes at most, None for ever.
    """

    fault: FaultName
    on: Operation = "submit"
    nth: tuple[int, ...] = ()
    prompt: str = ""
    times: int | None = 1
    after_s: float = 0.0
    status: int = 500
    code: str = "InternalError"
    message: str = "An internal error has occured, please try again later or contact service support."
    body: Body = "json"
    location: str = ""
    retry_after_s: int | None = None
    state: HeldState = "PENDING"


@dataclass(frozen=True, slots=True)
class Scenario:
    """Rules in order; of several that match a request, the first strikes."""

    rules: tuple[Rule, ...] = ()


class Script:
    """A scenario being played: counts requests and strikes."""

    def __init__(self, scenario: Scenario) -> None:
        self._lock = threading.Lock()
        self.play(scenario)

    def play(self, scenario: Scenario) -> None:
        """Start over with this scenario."""
        with self._lock:
            self._rules = scenario.rules
            self._seen: Counter[str] = Counter()
            self._struck: Counter[int] = Counter()

    def strike(self, on: Operation, prompt: Callable[[], str | None]) -> Rule | None:
        """Count a request and return the rule that strikes it, or None; the prompt is looked up only if a rule asks."""
        with self._lock:
            self._seen[on] += 1
            for index, rule in enumerate(self._rules):
                if (
                    rule.on == on
                    and (not rule.nth or self._seen[on] in rule.nth)
                    and (not rule.prompt or rule.prompt in (prompt() or ""))
                    and (rule.times is None or self._struck[index] < rule.times)
                ):
                    self._struck[index] += 1
                    return rule
        return None


def scenario_of(data: Any) -> Scenario:
    """Build a scenario from JSON: `{"rules": [{"on": "submit", "nth": [2], "fault": "lost-after"}]}`.

    Raises OperatorError `emulator-scenario` naming the rule and what is wrong with it.
    """
    rules = data.get("rules") if isinstance(data, Mapping) else None
    if not isinstance(rules, Sequence) or isinstance(rules, str):
        raise OperatorError("emulator-scenario", rule=0, reason='"rules" must be a list')
    return Scenario(tuple(_rule(number, row) for number, row in enumerate(rules, 1)))


def _rule(number: int, row: Any) -> Rule:
    if not isinstance(row, Mapping):
        raise OperatorError("emulator-scenario", rule=number, reason="a rule is an object")
    for name in row:
        if name not in Rule.__slots__:
            raise OperatorError("emulator-scenario", rule=number, reason=f"unknown field {name!r}")
    for name, allowed in (("fault", FaultName), ("on", Operation), ("body", Body), ("state", HeldState)):
        default = None if name == "fault" else get_args(allowed)[0]
        if row.get(name, default) not in get_args(allowed):
            raise OperatorError("emulator-scenario", rule=number, reason=f"{name} must be one of {get_args(allowed)}")
    for name, value in row.items():
        if name in _TYPES and (isinstance(value, bool) or not isinstance(value, _TYPES[name])):
            raise OperatorError("emulator-scenario", rule=number, reason=f"{name} can't be {value!r}")
    nth = row.get("nth", [])
    numbers = (nth,) if isinstance(nth, int) else tuple(nth)
    if not all(type(one) is int for one in numbers):
        raise OperatorError("emulator-scenario", rule=number, reason="nth counts requests: 2 or [2, 5]")
    return Rule(**{**row, "nth": numbers})
