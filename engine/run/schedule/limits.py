"""Limits: how much of a run may be underway at once, and how much may fail."""

from dataclasses import dataclass

from engine.values.failure_limit import FailureLimit


@dataclass(frozen=True, slots=True)
class RunLimits:
    """How many jobs may be open at the service at once, and how many requests may be prepared or files made meanwhile.

    `ahead` so many more jobs may wait at the service, so that it is never idle while one is being submitted, until it says 429.
    They are of so many accounts as there are `lanes`; `preparing` is for each of these.
    With the seed `shuffle` the rows of the plan stand in an order that this number decides.
    `failures`: how many rows may fail before nothing more is submitted.
    """

    running: int
    ahead: int = 0
    preparing: int = 3
    lanes: int = 1
    failures: FailureLimit | None = None
    shuffle: int | None = None
