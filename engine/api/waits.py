"""Waits: what is told of a file that another command writes, in the form in which a run tells of whom it waits for."""

from collections.abc import Callable

from engine.run import events as e
from engine.store.sqlite.turns import Told, TurnAwaited


def told_to(hear: Callable[[e.Event], None]) -> Told:
    """Return what lets somebody hear of waits; nothing of them is recorded, since that is what has to wait."""

    def tell(held: TurnAwaited) -> None:
        party = held.path.stem
        if held.until is None:
            hear(e.Away(party=party, since=held.since, next_at=held.since, reason=held.why))
        else:
            hear(e.Back(party=party, since=held.since, until=held.until))

    return tell
