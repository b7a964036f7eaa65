"""Durability: which events are on disk before anything else happens, and which are written a moment later with others (pure).

What is written later is lost if its process dies in that moment, and then happens again without a cost: a job is asked for once
more, a result that lies in the store or in its part file is looked at again, a file is published again.

What a submit writes, in order: the lane in the account (synced), the intent in the journal (synced), the request, what came of
it in the journal (synced), the free lane in the account. The last rides: it is written with the next attempt that takes the
lane, before that and in one transaction, or a moment later. Until then the others find the lane taken by a process that lives,
exactly as while an answer is on its way, and wait; nothing that a process may do meanwhile is decided by its own entry. If it
dies in that moment, its entry is that of a dead process, whose journal knows its job: its own project settles it, as after a
death between the two commits. Only an attempt that is over, or whose job is known, leaves so: a doubt is a shadow before
anything else happens.
"""

from typing import Final

from engine.run import events as e
from engine.run.marks import OVERRUN

DECISIVE: Final = (
    e.RunStarted, e.Intended, e.Accepted, e.Doubted, e.TakenOver, e.DoubtFound, e.RuledOut, e.Held, e.GivenUp, e.Orphaned,
    e.EvidenceDisproved, e.Resolved, e.Released, e.CapSet, e.KeptGoing, e.Canceled, e.JournalTakenOver, e.ForeignIgnored,
    e.RunEnded,
)  # fmt: skip
"""What decides about money or is somebody's decision, and the beginning and the end of a run."""


def waits(event: e.Event) -> bool:
    """Whether nothing else happens before an event is on disk; so does a job that cost more than was reserved for it."""
    return isinstance(event, DECISIVE) or (isinstance(event, e.JobSucceeded) and OVERRUN in event.marks)
