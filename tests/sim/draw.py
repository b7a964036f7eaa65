"""Draw: the game that a seed stands for, wider than any that can be searched to its end."""

from collections.abc import Collection
from random import Random

from engine.run.money.guards import RULES, Rules
from engine.run.money.terms import ProtocolTerms
from tests.sim.game import Fault, Game, Task

PROJECTS = ((0,), (0, 0), (0, 1), (0, 0, 1), (0, 1, 2), (0, 0, 0), (0, 0, 1, 1), (0, 0, 1, 1, 2))
"""Whose journal each process uses: up to three projects, up to three processes of one."""


def draw(seed: int, rules: Rules = RULES, kinds: Collection[Fault] = ()) -> Game:
    """Return the game of a seed: projects, tasks, terms of the service, what may go wrong, and how often.

    With `kinds` these go wrong, and nothing else, with few tasks.
    """
    chance = Random(seed)
    faults = _faults(chance, list(kinds) or _some(chance))
    asked = _tasks(chance, (1, 2, 2, 3) if kinds else (1, 2, 2, 3, 3, 4, 4, 5, 6, 8))
    return Game(
        name=f"seed {seed}",
        tasks=asked,
        projects=chance.choice(PROJECTS),
        faults=faults,
        terms=_terms(chance, trusts_empty=Fault.BLIND not in faults and chance.random() < 0.7),
        rules=rules,
        cap=chance.randint(1, sum(task.upper for task in asked)) if chance.random() < 0.3 else None,
        dedicated=chance.random() < 0.3,
        request_ids=chance.random() < 0.3,
        slow_looks=chance.random() < 0.5,
        pause=chance.choice((2, 6, 20)),
        until=300,
    )


def _tasks(chance: Random, numbers: tuple[int, ...]) -> tuple[Task, ...]:
    number = chance.choice(numbers)
    classes = "abcdefgh"[: chance.randint(1, number)]
    letters = [chance.choice(classes) for _ in range(number)]
    return tuple(Task(f"{letter}{place}", letter, chance.choice((1, 1, 2))) for place, letter in enumerate(letters))


def _some(chance: Random) -> list[Fault]:
    """Return nothing in one game of six, else up to five kinds."""
    return chance.sample(list(Fault), chance.choice((0, 1, 2, 3, 4, 5)))


def _faults(chance: Random, kinds: list[Fault]) -> dict[Fault, int]:
    """Return how often each may happen; a storm of refusals is one of them."""
    faults = {kind: chance.choice((1, 1, 2, 3)) for kind in kinds}
    if Fault.REFUSED in faults:
        faults[Fault.REFUSED] = chance.choice((1, 2, 12))
    if Fault.PARTIAL in faults:
        faults[Fault.PARTIAL] = chance.choice((1, 3, 8))
    if Fault.RESTORED in faults:
        faults[Fault.RESTORED] = 2
    if Fault.NO_ACCOUNT in faults:  # who loses that and a journal has nothing to be told by
        faults.pop(Fault.EMPTIED, None)
        faults.pop(Fault.RESTORED, None)
    if Fault.STRANGER in faults:  # who asks for the same just now did so before, and the list shows it
        faults[Fault.FOREIGN] = max(1, faults.get(Fault.FOREIGN, 0))
        faults.pop(Fault.PARTIAL, None)
    return faults


def _terms(chance: Random, *, trusts_empty: bool) -> ProtocolTerms:
    late, lag, longest = chance.randint(1, 3), chance.randint(1, 3), chance.randint(3, 8)
    sure = 4 * (late + lag) + longest + chance.randint(2, 20)
    return ProtocolTerms(
        send_within=chance.randint(1, 2),
        late=late,
        lag=lag,
        longest=longest,
        sure=sure,
        forgets=sure + 2,
        trusts_empty=trusts_empty,
    )
