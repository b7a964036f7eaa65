"""ProtocolTerms: every duration and bound of the money protocol, as values of the service."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ProtocolTerms:
    """Seconds, all of them.

    A request is sent within `send_within` of its intent, or not at all. The service may take one in until `late` after the
    POST has ended, and lists a job at most `lag` after it was made. `longest` is the longest job. An attempt older than `sure` is
    never ruled out, since the service forgets jobs after `forgets`. What is told of the
    service's clock is right within `margin`. `trusts_empty`: a well-formed empty list is believed where no
    job of the account is known (a loopback or an emulator; never a real host). `rulings` is how often attempts at one task are
    ruled out at most: each time something that was wrong about the list would pay once more, so where anything is billed a
    person decides about the second one.
    """

    send_within: float = 5.0
    late: float = 300.0
    lag: float = 300.0
    longest: float = 1200.0
    sure: float = 23 * 3600.0
    forgets: float = 24 * 3600.0
    margin: float = 6.0
    trusts_empty: bool = False
    rulings: float = 1

    @property
    def settle(self) -> float:
        """How long after a POST has ended its job is listed at the latest, if there is one."""
        return self.late + self.lag
