"""Groups: rows by state and by cause, and the grid that the axes of a matrix make of them."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from engine.phrases.messages import Messages
from engine.phrases.pages import PAGES
from engine.phrases.states import STATES
from engine.report.by_cause import by_cause
from engine.report.pages.looks import ShownLook
from engine.report.pages.overview import ShownRow
from engine.report.rows import ROW_STATES
from engine.values.money import Money

WRITTEN_ROWS: Final = 100


@dataclass(frozen=True, slots=True)
class GridLine:
    """The rows that share the columns of a table's key, one for each point of the matrix; None where there is none."""

    name: str
    cells: tuple[ShownRow | None, ...]


@dataclass(frozen=True, slots=True)
class ResultGrid:
    """All rows: across the points of the matrix, down the keys of the table."""

    corner: str
    heads: tuple[str, ...]
    lines: tuple[GridLine, ...]

    @property
    def written(self) -> int:
        """How many lines a page holds as HTML: about a hundred rows."""
        return max(WRITTEN_ROWS // max(len(self.heads), 1), 1)

    @property
    def told(self) -> tuple[GridLine, ...]:
        """The lines that the first page holds as data only."""
        return self.lines[self.written :]

    @property
    def pages(self) -> int:
        """How many pages there are for who has no script."""
        return max(-(-len(self.lines) // self.written), 1)

    def lines_of(self, page: int) -> tuple[GridLine, ...]:
        """Return the lines of a page, the first being 1."""
        return self.lines[(page - 1) * self.written : page * self.written]


@dataclass(frozen=True, slots=True)
class RowsOfCause:
    """The rows that one cause, said in the same words, keeps from being done; `hint` is "" where nothing is known to do."""

    state: str
    why: str
    hint: str
    rows: tuple[ShownRow, ...]


def grid_of(rows: Sequence[ShownRow]) -> ResultGrid:
    """Arrange rows by their axes, in the order in which these first come."""
    points = tuple(dict.fromkeys(tuple(row.axes.values()) for row in rows))
    lines: dict[tuple[str, ...], dict[tuple[str, ...], ShownRow]] = {}
    for row in rows:
        lines.setdefault(tuple(row.columns.values()), {})[tuple(row.axes.values())] = row
    first: Mapping[str, str] = rows[0].columns if rows else {}
    return ResultGrid(
        corner=" · ".join(name for name in first if name),
        heads=tuple(" · ".join(point) for point in points),
        lines=tuple(
            GridLine(" · ".join(filter(None, key)), tuple(cells.get(point) for point in points))
            for key, cells in lines.items()
        ),
    )


def grid_data(
    grid: ResultGrid, looks: Mapping[str, ShownLook], messages: Messages, *, embedded: bool
) -> dict[str, Any]:  # fmt: skip
    """Return the lines that a page holds as data: of each its name and its cells, with the words and the looks that they share.

    A cell is its row's number, state, whether it is a draft, price, and the number of its look: -1 for a result without one, None
    where there is no result.
    """
    numbers: dict[str, int] = {}
    shown = list[list[Any]]()

    def look_of(digest: str | None) -> int | None:
        look = looks.get(digest) if digest is not None else None
        if look is None or digest is None:
            return None if digest is None else -1
        if digest not in numbers:
            numbers[digest] = len(shown)
            shown.append([look.poster, look.clip, look.width, look.height])
        return numbers[digest]

    def cell(row: ShownRow | None) -> list[Any] | None:
        if row is None:
            return None
        price = Money(row.would if row.draft else row.billed, row.currency)
        return [row.number, row.state, int(row.draft), str(price), look_of(row.result)]

    lines = [[line.name, [cell(row) for row in line.cells]] for line in grid.told]
    names = ("draft", "paid", "would", "no_result", "no_preview")
    states = {state: messages.say(STATES[state]) for state in ROW_STATES}
    words = {**states, **{name: messages.say(PAGES[name]) for name in names}}
    return {"embedded": embedded, "heads": grid.heads, "words": words, "looks": shown, "lines": lines}


def counts_of(rows: Iterable[ShownRow]) -> dict[str, int]:
    """Count the rows by state, in the order in which a person asks for them."""
    found = Counter(row.state for row in rows)
    return {state: found[state] for state in ROW_STATES if found[state]}


def causes_of(rows: Iterable[ShownRow], messages: Messages) -> list[RowsOfCause]:
    """Return the rows that are not done by cause and by what they say of it, in the order of `by_cause`."""
    groups = by_cause((row, row.state, row.cause) for row in rows)
    return [
        RowsOfCause(group.state, *words, tuple(members))
        for group in groups
        for words, members in group.said(messages).items()
    ]
