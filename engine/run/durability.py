"""Durability: which events are on disk before anything else happens, and which are written a moment later with others (pure).

What is written later is lost if its process dies in that moment, and then happens again without a cost: a job is asked for once
more, a result that lies in the store or in its part file is looked at again, a file is published again.
"""

from typing import Final

from engine.run import events as e
from engine.run.marks import OVERRUN

DECISIVE: Final = (
    e.RunStarted, e.Intended, e.Accepted, e.Doubted, e.TakenOver, e.DoubtFound, e.RuledOut, e.Held, e.GivenUp, e.Orphaned,
    e.EvidenceDisproved, e.Resolved, e.CapSet, e.Canceled, e.JournalTakenOver, e.ForeignIgnored, e.RunEnded,
)  # fmt: skip
"""What decides about money or is somebody's decision, and the beginning and the end of a run."""


def waits(event: e.Event) -> bool:
    """Whether nothing else happens before an event is on disk; so does a job that cost more than was reserved for it."""
    return isinstance(event, DECISIVE) or (isinstance(event, e.JobSucceeded) and OVERRUN in event.marks)
