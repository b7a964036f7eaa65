"""Scenario: scripted faults as data; counting, or chance with a seed, decides which request meets which."""

import hashlib
import re
import threading
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Final, Literal, NamedTuple

Operation = Literal["submit", "poll", "list", "cancel", "policy", "upload", "result"]
Effect = Literal[
    "lost-before",  # submit: the body is read, no job is made, the connection drops
    "lost-after",  # the work is done, the answer is lost: the connection drops
    "late",  # submit: the connection drops now, the job is made `after_s` later
    "refuse",  # an answer with `status`, `code`, `message`; `body` says in which shape
    "refuse-after",  # the work is done, the answer is as for "refuse"
    "slow",  # the answer comes `after_s` later, and so is the work done
    "slow-answer",  # the work is done, the answer comes `after_s` later
    "stall",  # half of the answer's bytes, and the others `after_s` later
    "truncate",  # half of the answer's bytes, then the connection closes
    "foreign",  # an answer 200 with a page that is of somebody else
    "empty",  # an answer 200 without a byte
    "malformed",  # an answer 200 whose shape is not the documented one
    "date",  # the answer's Date is off by `after_s`
    "fail",  # submit: the job will end FAILED with `code` and `message`
    "hold",  # submit: the job stays PENDING, or with `state` RUNNING in that state, until it is released
    "unknown-first",  # submit: queries answer UNKNOWN for `after_s`
    "list-lag",  # submit: the list leaves the job out for `after_s`
    "overrun",  # submit: `after_s` more output seconds are billed than the result has
    "short-clip",  # submit: the result is `after_s` shorter than it should be
    "forgotten",  # poll: UNKNOWN
    "stale",  # poll: PENDING
    "no-usage",  # poll: without the usage
    "no-link",  # poll: without the link
    "short",  # list: the total counts one job more than the pages show
    "doubled",  # list: the first job of the page twice
    "expired",  # result: as if the link had expired
    "cut",  # result: a whole answer of half the bytes
    "damaged",  # result: as many bytes, others in their middle
    "swapped",  # result: the bytes of another job
]
OF_JOBS: Final[frozenset[Effect]] = frozenset({"fail", "hold", "unknown-first", "list-lag", "overrun", "short-clip"})
"""What strikes the job that a submit makes, and nothing where none is made."""
HeldState = Literal["PENDING", "RUNNING"]
Body = Literal["json", "no-id", "html", "empty"]
_PARTS = 1 << 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One fault and when it strikes.

    `on` is the operation; `nth` counts its requests from 1 (empty: each). The request, or its job, must be of a `model` (with
    `*` and `?` as in names of files), and its prompt must hold the text `prompt` and match the regular expression `pattern`.
    `probability` strikes so often by chance; `times` is how often the rule strikes at most, None for ever. `kind` is the trouble
    that it was written as.
    """

    fault: Effect
    on: Operation = "submit"
    kind: str = ""
    nth: tuple[int, ...] = ()
    model: str = ""
    prompt: str = ""
    pattern: str = ""
    probability: float = 1.0
    times: int | None = 1
    after_s: float = 0.0
    status: int = 500
    code: str = "InternalError"
    message: str = "An internal error has occured, please try again later or contact service support."
    body: Body = "json"
    location: str = ""
    retry_after_s: int | None = None
    state: HeldState = "PENDING"

    @property
    def name(self) -> str:
        return self.kind or self.fault


@dataclass(frozen=True, slots=True)
class Scenario:
    """Rules in order; of several that match a request, the first strikes. The same seed and requests give the same chance."""

    rules: tuple[Rule, ...] = ()
    seed: int = 0


class About(NamedTuple):
    """What a request is about, as far as it is known: its model and its prompt, or those of its job."""

    model: str | None = None
    prompt: str | None = None


class Struck(NamedTuple):
    """A rule and how often it has struck."""

    rule: Rule
    times: int


class Script:
    """A scenario being played: counts requests and strikes."""

    def __init__(self, scenario: Scenario) -> None:
        self._lock = threading.Lock()
        self.play(scenario)

    def play(self, scenario: Scenario) -> None:
        """Start over with this scenario."""
        with self._lock:
            self._scenario = scenario
            self._seen: Counter[str] = Counter()
            self._struck: Counter[int] = Counter()

    def told(self) -> Sequence[Struck]:
        """Return the rules in order, each with how often it struck."""
        with self._lock:
            return [Struck(rule, self._struck[index]) for index, rule in enumerate(self._scenario.rules)]

    def strike(self, on: Operation, about: Callable[[], About] = About) -> Rule | None:
        """Count a request and return the rule that strikes it, or None; what it is about is looked up only if a rule asks."""
        with self._lock:
            self._seen[on] += 1
            for index, rule in enumerate(self._scenario.rules):
                if (
                    rule.on == on
                    and (not rule.nth or self._seen[on] in rule.nth)
                    and (rule.times is None or self._struck[index] < rule.times)
                    and _is_about(rule, about)
                    and self._happens(index, rule)
                ):
                    self._struck[index] += 1
                    return rule
        return None

    def spare(self, rule: Rule) -> None:
        """Take back that a rule struck, if it is played still: what it was to strike has not come about."""
        with self._lock:
            index = next((at for at, one in enumerate(self._scenario.rules) if one is rule and self._struck[at]), None)
            if index is not None:
                self._struck[index] -= 1

    def _happens(self, index: int, rule: Rule) -> bool:
        if rule.probability >= 1.0:
            return True
        drawn = hashlib.sha256(f"{self._scenario.seed}/{index}/{rule.on}/{self._seen[rule.on]}".encode()).digest()
        return int.from_bytes(drawn[:4], "big") / _PARTS < rule.probability


def is_of_model(pattern: str, name: str) -> bool:
    """Tell whether a rule for models that are called so, with `*` and `?` as in names of files, is for one of that name."""
    return fnmatchcase(name, pattern)


def _is_about(rule: Rule, about: Callable[[], About]) -> bool:
    if not (rule.model or rule.prompt or rule.pattern):
        return True
    model, prompt = about()
    return (
        (not rule.model or is_of_model(rule.model, model or ""))
        and rule.prompt in (prompt or "")
        and (not rule.pattern or re.search(rule.pattern, prompt or "") is not None)
    )
