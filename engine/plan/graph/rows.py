"""The graph of a plan's rows as arrays: which tasks each is of, and what its outputs come from (pure)."""

from array import array
from collections.abc import Iterable
from dataclasses import dataclass, field

from engine.plan.graph.outline import RowLinks
from engine.values.spans import Spans


@dataclass(slots=True)
class RowGraph:
    """What a run holds of every row: some 40 bytes for three tasks and an output.

    `tasks` are those of each row. `choices` are, of each member of the outputs of all rows in order, the tasks that it may come
    from, `GIVEN` or `NOWHERE`; those up to its number in `ends` are a row's or of rows before it.
    """

    tasks: Spans = field(default_factory=Spans)
    choices: Spans = field(default_factory=Spans)
    ends: "array[int]" = field(default_factory=lambda: array("Q"))

    @classmethod
    def of(cls, rows: Iterable[RowLinks]) -> "RowGraph":
        """Return the graph of rows in their order."""
        found = cls()
        for links in rows:
            found.tasks.add(links.tasks)
            for choices in links.choices:
                found.choices.add(choices)
            found.ends.append(len(found.choices))
        return found

    def __len__(self) -> int:
        return len(self.ends)

    def members(self, row: int) -> range:
        """Return the members of a row's outputs, as numbers of `choices`."""
        return range(self.ends[row - 1] if row else 0, self.ends[row])
