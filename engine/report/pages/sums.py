"""Sums: money by the values of each axis and by step, estimate beside bill, drafts apart."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from engine.report.pages.overview import ShownRow, ShownStep


@dataclass(frozen=True, slots=True, kw_only=True)
class SumLine:
    """What the tasks of one kind cost, in micro-units: `would` is what drafts among them would have cost."""

    name: str
    tasks: int
    estimated: int
    billed: int
    would: int


@dataclass(frozen=True, slots=True)
class SumTable:
    """The sums by one thing: an axis of the matrix, or with "" the step."""

    by: str
    lines: tuple[SumLine, ...]


def sum_tables(rows: Iterable[ShownRow]) -> list[SumTable]:
    """Add up what rows asked for themselves, by each axis that has several values, and by step."""
    found: dict[str, dict[str, list[tuple[ShownRow, ShownStep]]]] = {}
    for row in rows:
        for step in row.steps:
            if step.own:
                for by, name in (*row.axes.items(), ("", step.path)):
                    found.setdefault(by, {}).setdefault(name, []).append((row, step))
    return [SumTable(by, tuple(_lines(found[by]))) for by in found if len(found[by]) > 1]


def _lines(groups: dict[str, list[tuple[ShownRow, ShownStep]]]) -> Iterator[SumLine]:
    for name, members in groups.items():
        yield SumLine(
            name=name,
            tasks=len(members),
            estimated=sum(step.estimated for row, step in members if not row.draft),
            billed=sum(step.billed for row, step in members if not row.draft),
            would=sum(step.would for row, step in members if row.draft),
        )
