"""The simulation: worlds by their seeds, wider than a search can go.

    python -m tests.sim.simulation [--worlds N] [--first SEED] [--processes N]

Prints how many worlds, moves, jobs and faults there were, how many were held without a loss, swapped or paid for twice, and which
rows of the table were never taken; for the first seed of all that violates a claim the shortest way to it. Exit 1 if any does.
"""

import argparse
import os
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Any

from engine.run.money.attempt import AttemptState
from engine.run.money.guards import RULES, Rules
from engine.run.money.table import TABLE, Outcome, Table, Transition
from tests.sim.claims import extra, needless, used
from tests.sim.draw import draw
from tests.sim.game import Game
from tests.sim.shrink import shrink
from tests.sim.walk import Walk, walk

CHUNK = 250


class Watched(dict[tuple[AttemptState, Outcome], Transition]):
    """The table, which notes the rows that are asked for."""

    def __init__(self, table: Table) -> None:
        super().__init__(table)
        self.taken: set[tuple[AttemptState, Outcome]] = set()

    def get(self, key: tuple[AttemptState, Outcome], default: Any = None) -> Any:
        self.taken.add(key)
        return super().get(key, default)


@dataclass(slots=True)
class Totals:
    """What came of some seeds; `wrong` are those that violated a claim, with what was violated, `rows` those of the table taken."""

    counts: Counter[str] = field(default_factory=Counter)
    faults: Counter[str] = field(default_factory=Counter)
    wrong: list[tuple[int, str]] = field(default_factory=list)
    rows: set[tuple[AttemptState, Outcome]] = field(default_factory=set)

    def add(self, other: "Totals") -> None:
        self.counts += other.counts
        self.faults += other.faults
        self.wrong += other.wrong
        self.rows |= other.rows


def simulate(seeds: range, rules: Rules = RULES) -> Totals:
    """Go through the worlds of some seeds."""
    totals, table = Totals(), Watched(rules.table)
    for seed in seeds:
        game = draw(seed, replace(rules, table=table))
        gone = walk(game, seed)
        world, happened = gone.world, used(game, gone.world)
        totals.faults.update({str(fault): count for fault, count in happened.items()})
        ends = [work.end for process in world.processes for work in process.works]
        totals.counts.update(
            {
                "worlds": 1,
                "moves": len(gone.way),
                "jobs": sum(not job.foreign for job in world.jobs),
                "worlds without a fault": not happened,
                "tasks done": ends.count("done"),
                "tasks held": ends.count("held"),
                "tasks held without a loss": needless(game, world),
                "swaps": gone.wrong.startswith("swapped"),
                "jobs that were paid for twice": gone.wrong.startswith("paid twice"),
                "jobs beyond all terms, booked and said": extra(world),
            }
        )
        if gone.wrong:
            totals.wrong.append((seed, gone.wrong))
    totals.rows = table.taken
    return totals


def shortest(seed: int, rules: Rules = RULES) -> tuple[Game, Walk]:
    """Return the smallest game, and the shortest way in it, that was found to what is wrong with a seed."""
    game = draw(seed, rules)
    return shrink(game, walk(game, seed).way)


def _without_ticks(way: Iterable[str]) -> Iterator[str]:
    """Write ticks that follow each other as one."""
    for what, group in groupby(way):
        times = len(list(group))
        yield what if times == 1 else f"{what}, {times} times"


def _chunks(first: int, worlds: int) -> Iterator[range]:
    return (range(seed, min(seed + CHUNK, first + worlds)) for seed in range(first, first + worlds, CHUNK))


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--worlds", type=int, default=20_000)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    asked = parser.parse_args()
    totals = Totals()
    with ProcessPoolExecutor(asked.processes) as pool:
        for part in pool.map(simulate, _chunks(asked.first, asked.worlds)):
            totals.add(part)
    print(f"seeds {asked.first} to {asked.first + asked.worlds - 1}")
    for name, count in (*totals.counts.items(), *sorted(totals.faults.items())):
        print(f"{count:>12,}  {name}")
    print(f"{len(totals.wrong):>12,}  worlds that violate a claim")
    never = sorted(f"{state} x {outcome}" for state, outcome in TABLE.keys() - totals.rows)
    print(f"{len(never):>12,}  of {len(TABLE)} rows of the table never taken", *never, sep="\n              ")
    if totals.wrong:
        print(*(f"seed {seed}: {wrong}" for seed, wrong in sorted(totals.wrong)[:20]), sep="\n")
        game, found = shortest(min(totals.wrong)[0])
        print(f"shortest: {found.wrong}\n{game}", *_without_ticks(found.way), sep="\n  ")
    return bool(totals.wrong)


if __name__ == "__main__":
    sys.exit(main())
