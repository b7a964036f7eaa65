"""Tally: what a row of interrupted runs came to."""

from dataclasses import dataclass, field

from tests.processes.campaign import Books

WELL = Books(jobs=3, billed=3, most_of_one=1, swapped=(), missing=(), unmentioned=())
"""Three rows: a job each, its own result each, and nothing that nobody knows of."""


@dataclass
class Tally:
    """Points at which a run was interrupted, and how the next one ended."""

    points: int = 0
    exits: list[int] = field(default_factory=list)
    jobs: int = 0
    swaps: int = 0

    def count(self, exit: int, books: Books) -> None:
        """Count a point."""
        self.points += 1
        self.exits.append(exit)
        self.jobs += books.jobs
        self.swaps += len(books.swapped)

    def __str__(self) -> str:
        ended = self.exits.count(0)
        held = len(self.exits) - ended
        return f"{self.points} points, ended 0: {ended}, held: {held}, jobs: {self.jobs} of {3 * self.points}, swaps: {self.swaps}"
