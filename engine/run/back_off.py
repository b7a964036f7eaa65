"""Back-off: for how long a party that gives no answer is left in peace, and when it is given up (pure)."""

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from engine.values.reason import Reason

# What no waiting mends at a first contact: the address, the name, the certificate or the proxy is a wrong one.
_LASTING: Final = frozenset(
    {
        "certificate", "no-such-host", "no-such-address", "tls-failed", "proxy-silent", "proxy-credentials", "proxy-refuses",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class BackOff:
    """How long a party that is away is left in peace, in seconds, and how long one is looked for that never answered.

    The pause doubles from `first_s` to `longest_s`; up to the `spread`th part of it is taken away by the jitter. An outage is
    said from the `said`th question on that came to nothing, so that a single lost answer is none. A party that never answered is
    given up after `lasting_tries` if the trouble is of a kind that lasts, else after `first_contact_s`.
    """

    first_s: float = 1.0
    longest_s: float = 60.0
    spread: float = 0.25
    said: int = 2
    lasting_tries: int = 4
    first_contact_s: float = 600.0

    @property
    def for_storage(self) -> "BackOff":
        """How it is with storage, which the service names: it is looked for as long as it takes."""
        return replace(self, first_contact_s=math.inf)

    def pause_s(self, tries: int, jitter: float, after_s: float | None = None) -> float:
        """Return how long to wait after so many tries; never less than was asked for, up to ten minutes."""
        pause = min(self.longest_s, self.first_s * 2.0 ** min(tries - 1, 30))
        return max(pause * (1 - self.spread * jitter), min(after_s or 0.0, 600.0))

    def is_over(self, tries: int, seconds: float, why: Reason) -> bool:
        """Say whether a party that never answered is given up."""
        return (tries >= self.lasting_tries and lasts(why)) or seconds >= self.first_contact_s


def lasts(why: Reason) -> bool:
    """Say whether a reason, or one within it, is of a kind that no waiting mends at a first contact."""
    return any(one.code in _LASTING for one in _within(why))


def _within(why: Reason) -> Iterator[Reason]:
    yield why
    for _, value in why.args:
        if isinstance(value, Reason):
            yield from _within(value)
