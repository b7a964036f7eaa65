"""The games that are searched to their end: each kind of fault alone, each pair of kinds, and any three of all in a smaller world."""

from dataclasses import replace
from itertools import combinations_with_replacement

from tests.sim.game import LOSSES, TICKS, Fault, Game, tasks

REAL = replace(TICKS, trusts_empty=False)
"""The terms of a real host: an empty list proves nothing."""
LONG_KEPT = replace(TICKS, forgets=24)
"""The service remembers a job, by which a list is believed, for longer than a task with several troubles takes."""
MINOR = (Fault.PAUSE, Fault.SLOW, Fault.UNLISTED, Fault.FAILED, Fault.REFUSED, Fault.NO_CONNECTION, Fault.OVERRUN)
RARE = (Fault.TOO_LATE, Fault.SLEEP, Fault.PARTIAL, Fault.FOREIGN, Fault.TWIN)
ONCE = frozenset({Fault.PAUSE, Fault.TOO_LATE, Fault.SLEEP, Fault.PARTIAL, Fault.LATE})
"""Faults that happen once where others happen twice: a second one adds worlds, and nothing new."""


def _alone() -> list[Game]:
    """Each kind of fault, twice if it is common, with three tasks of which two are of one class."""
    return [
        Game(name=f"{fault}, three tasks", tasks=tasks("aab"), faults={fault: 1 if fault in ONCE else 2})
        for fault in (*LOSSES, *MINOR, *RARE)
    ]


def _pairs() -> list[Game]:
    """Each pair of kinds of faults, with two equal tasks in two processes of one project."""
    return [
        Game(
            name=f"{one} and {other}",
            tasks=tasks("aa"),
            projects=(0, 0),
            faults={one: 1 if one in ONCE else 2} if one is other else {one: 1, other: 1},
        )
        for one, other in combinations_with_replacement((*LOSSES, *MINOR, *RARE), 2)
    ]


def _projects() -> list[Game]:
    """Each loss with a pause in two projects, and alone in three."""
    two = [
        Game(name=f"{one} and pause, two projects", tasks=tasks("a"), projects=(0, 1), faults={one: 2, Fault.PAUSE: 1})
        for one in LOSSES
    ]
    three = [
        Game(name=f"{one}, three projects", tasks=tasks("a"), projects=(0, 1, 2), faults={one: 1}) for one in LOSSES
    ]
    return two + three


def _dedicated() -> list[Game]:
    """A key that nobody else uses, or so it is said; and request ids in the list."""
    return [
        Game(
            name="a dedicated key",
            tasks=tasks("aab"),
            dedicated=True,
            faults={Fault.LOST_REPLY: 1, Fault.KILL: 1, Fault.LOST_REQUEST: 1},
        ),
        Game(
            name="a dedicated key, and what comes too late",
            tasks=tasks("ab"),
            dedicated=True,
            faults={Fault.TOO_LATE: 1, Fault.LOST_REQUEST: 1, Fault.PAUSE: 1},
        ),
        Game(
            name="a dedicated key that another uses",
            tasks=tasks("a"),
            dedicated=True,
            faults={Fault.FOREIGN: 1, Fault.STRANGER: 1, Fault.LOST_REQUEST: 1, Fault.LOST_REPLY: 1},
        ),
        Game(
            name="a dedicated key that another uses, and what was ruled out",
            tasks=tasks("aa"),
            dedicated=True,
            faults={Fault.FOREIGN: 1, Fault.STRANGER: 1, Fault.TWIN: 1, Fault.LOST_REQUEST: 1},
        ),
        Game(
            name="a dedicated key, slow looks",
            tasks=tasks("ab"),
            projects=(0, 1),
            dedicated=True,
            slow_looks=True,
            faults={Fault.LOST_REQUEST: 1},
        ),
        Game(name="request ids", tasks=tasks("aab"), request_ids=True, faults={Fault.LOST_REPLY: 2, Fault.SLOW: 1}),
        Game(
            name="the request id of another",
            tasks=tasks("ab"),
            projects=(0, 1),
            request_ids=True,
            faults={Fault.ECHO: 1, Fault.LOST_REPLY: 1},
        ),
    ]


def _others() -> list[Game]:
    """What is worth a game of its own."""
    return [
        Game(
            name="a cap of one", tasks=tasks("ab"), projects=(0, 0), cap=1, faults={Fault.LOST_REPLY: 1, Fault.KILL: 1}
        ),
        Game(name="an overrun under a cap", tasks=tasks("abc"), cap=2, faults={Fault.OVERRUN: 1, Fault.KILL: 1}),
        Game(name="too late under a cap", tasks=tasks("ab"), cap=2, faults={Fault.TOO_LATE: 1, Fault.LOST_REQUEST: 1}),
        Game(
            name="a job of before",
            tasks=tasks("aa"),
            faults={Fault.FOREIGN: 1, Fault.LOST_REQUEST: 1, Fault.LOST_REPLY: 1, Fault.KILL: 1},
        ),
        Game(
            name="one who asks for the same",
            tasks=tasks("aa"),
            faults={Fault.FOREIGN: 1, Fault.STRANGER: 1, Fault.LOST_REPLY: 1, Fault.KILL: 1},
        ),
        Game(
            name="one who asks for the same, and two that are ruled out",
            tasks=tasks("aab"),
            faults={Fault.FOREIGN: 1, Fault.STRANGER: 1, Fault.LOST_REQUEST: 2},
        ),
        Game(
            name="a day goes by",
            tasks=tasks("ab"),
            faults={Fault.SLEEP: 1, Fault.KILL: 1, Fault.LOST_REPLY: 1, Fault.LATE: 1},
        ),
        Game(
            name="a list that shows nothing",
            tasks=tasks("ab"),
            terms=REAL,
            faults={Fault.BLIND: 1, Fault.LOST_REPLY: 1},
        ),
        Game(
            name="a list that lacks one, slow looks",
            tasks=tasks("aab"),
            slow_looks=True,
            faults={Fault.PARTIAL: 1, Fault.LOST_REPLY: 1, Fault.SLOW: 1},
        ),
        Game(
            name="a person decides",
            tasks=tasks("aa"),
            terms=REAL,
            faults={Fault.PERSON: 2, Fault.LOST_REQUEST: 1, Fault.LOST_REPLY: 1, Fault.KILL: 1},
        ),
        Game(name="a lost journal", tasks=tasks("aa"), faults={Fault.EMPTIED: 1, Fault.LOST_REPLY: 1, Fault.KILL: 1}),
        Game(
            name="a lost journal, two projects",
            tasks=tasks("a"),
            projects=(0, 1),
            faults={Fault.EMPTIED: 1, Fault.LATE: 1},
        ),
        Game(name="an older backup", tasks=tasks("aa"), faults={Fault.RESTORED: 2, Fault.LOST_REPLY: 1, Fault.KILL: 1}),
        Game(
            name="an older backup, and what comes late",
            tasks=tasks("ab"),
            faults={Fault.RESTORED: 2, Fault.LATE: 1, Fault.FAILED: 1},
        ),
        Game(
            name="a lost account file",
            tasks=tasks("a"),
            projects=(0, 1),
            faults={Fault.NO_ACCOUNT: 1, Fault.LOST_REPLY: 1},
        ),
        Game(
            name="a lost account file, one project",
            tasks=tasks("aa"),
            faults={Fault.NO_ACCOUNT: 1, Fault.LOST_REQUEST: 1, Fault.KILL: 1},
        ),
        Game(
            name="any three of what loses, slows or fails",
            tasks=tasks("aa"),
            most=3,
            terms=LONG_KEPT,
            faults=dict.fromkeys((*LOSSES, Fault.PAUSE, Fault.SLOW, Fault.UNLISTED, Fault.FAILED), 1),
        ),
        Game(
            name="any three of what is lost, late, stopped or another's",
            tasks=tasks("aa"),
            most=3,
            terms=LONG_KEPT,
            faults=dict.fromkeys(
                (
                    Fault.KILL,
                    Fault.LOST_REQUEST,
                    Fault.TOO_LATE,
                    Fault.PAUSE,
                    Fault.PARTIAL,
                    Fault.FOREIGN,
                    Fault.TWIN,
                ),
                1,
            ),
        ),
    ]


GAMES = (
    Game(name="nothing goes wrong", tasks=tasks("aab"), projects=(0, 0)),
    *_alone(),
    *_pairs(),
    *_projects(),
    *_dedicated(),
    *_others(),
)
