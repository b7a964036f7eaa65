"""Results: what the tasks of a run have brought so far, by task."""

from dataclasses import dataclass, field

from engine.run.service import Lease


@dataclass(slots=True)
class Results:
    """The digest under which each result lies in the store, and the service's own URL of it while that is known."""

    digests: dict[str, str] = field(default_factory=dict)
    leases: dict[str, Lease] = field(default_factory=dict)
