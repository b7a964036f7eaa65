"""The games that are searched to their end: each kind of fault alone, pairs of kinds, and all at once in a smaller world."""

from dataclasses import replace
from itertools import combinations_with_replacement

from tests.sim.game import TICKS, Fault, Game, tasks

REAL = replace(TICKS, trusts_empty=False)
"""The terms of a real host: an empty list proves nothing."""
LOSSES = (Fault.KILL, Fault.LOST_REQUEST, Fault.LOST_REPLY, Fault.LATE)
ALONE = (*LOSSES, Fault.PAUSE, Fault.SLOW, Fault.UNLISTED, Fault.FAILED, Fault.REFUSED, Fault.OVERRUN, Fault.TOO_LATE)


def _alone() -> list[Game]:
    """Each kind of fault twice, with three tasks of which two are of one class."""
    few = (Fault.PAUSE, Fault.TOO_LATE)
    return [
        Game(name=f"{fault}, three tasks", tasks=tasks("aab"), faults={fault: 1 if fault in few else 2})
        for fault in ALONE
    ]


def _pairs() -> list[Game]:
    """Each pair of kinds of faults, with two equal tasks in two processes of one project, and of two."""
    found = []
    for one, other in combinations_with_replacement((*LOSSES, Fault.PAUSE, Fault.UNLISTED, Fault.SLOW), 2):
        faults = {one: 2} if one is other else {one: 1, other: 1}
        found.append(Game(name=f"{one} and {other}, one project", tasks=tasks("aa"), projects=(0, 0), faults=faults))
    found += [
        Game(name=f"{one} and pause, two projects", tasks=tasks("a"), projects=(0, 1), faults={one: 2, Fault.PAUSE: 1})
        for one in LOSSES
    ]
    return found


GAMES = (
    Game(name="nothing goes wrong", tasks=tasks("aab"), projects=(0, 0)),
    *_alone(),
    *_pairs(),
    Game(name="a cap of one", tasks=tasks("ab"), projects=(0, 0), cap=1, faults={Fault.LOST_REPLY: 1, Fault.KILL: 1}),
    Game(name="an overrun", tasks=tasks("abc"), cap=2, faults={Fault.OVERRUN: 1, Fault.KILL: 1}),
    Game(
        name="a dedicated key",
        tasks=tasks("aab"),
        dedicated=True,
        faults={Fault.LOST_REPLY: 1, Fault.KILL: 1, Fault.LATE: 1},
    ),
    Game(name="request ids", tasks=tasks("aab"), request_ids=True, faults={Fault.LOST_REPLY: 2, Fault.SLOW: 1}),
    Game(
        name="a job of before",
        tasks=tasks("aa"),
        faults={Fault.FOREIGN: 1, Fault.LOST_REQUEST: 1, Fault.LOST_REPLY: 1, Fault.KILL: 1},
    ),
    Game(
        name="a day goes by",
        tasks=tasks("ab"),
        faults={Fault.SLEEP: 1, Fault.KILL: 1, Fault.LOST_REPLY: 1, Fault.LATE: 1},
    ),
    Game(name="a list that shows nothing", tasks=tasks("ab"), terms=REAL, faults={Fault.BLIND: 1, Fault.LOST_REPLY: 1}),
    Game(
        name="all at once",
        tasks=tasks("aa"),
        faults=dict.fromkeys((*LOSSES, Fault.PAUSE, Fault.SLOW, Fault.UNLISTED, Fault.FAILED), 1),
    ),
)
