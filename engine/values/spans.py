"""Spans: for each of many numbers a few others, in two arrays: eight bytes for a number and four for each of its others."""

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field


@dataclass(slots=True)
class Spans:
    """The members of number n are those from the end of n - 1 to its own."""

    ends: "array[int]" = field(default_factory=lambda: array("Q"))
    members: "array[int]" = field(default_factory=lambda: array("i"))

    @classmethod
    def of(cls, each: Iterable[Iterable[int]]) -> "Spans":
        """Return the spans of these members, in the order of their numbers."""
        found = cls()
        for members in each:
            found.add(members)
        return found

    def __len__(self) -> int:
        return len(self.ends)

    def __getitem__(self, number: int) -> Sequence[int]:
        return self.members[self.ends[number - 1] if number else 0 : self.ends[number]]

    def add(self, members: Iterable[int]) -> None:
        """Add the members of the next number."""
        self.members.extend(members)
        self.ends.append(len(self.members))

    def turned(self, count: int) -> "Spans":
        """Return for each of so many members the numbers that have it, in order; negative ones are left out."""
        ends = array("Q", bytes(8 * count))
        for member in self.members:
            if member >= 0:
                ends[member] += 1
        total = 0
        for member, many in enumerate(ends):
            ends[member], total = total, total + many  # for now where it begins
        members, begin = array("i", bytes(4 * total)), 0
        for number, end in enumerate(self.ends):
            for member in self.members[begin:end]:
                if member >= 0:
                    members[ends[member]] = number
                    ends[member] += 1
            begin = end
        return Spans(ends, members)
