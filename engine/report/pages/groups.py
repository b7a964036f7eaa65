"""Groups: rows by state and by cause, and the grid that the axes of a matrix make of them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from engine.phrases.messages import Messages
from engine.report.causes import cause_text, hint_of
from engine.report.pages.overview import ShownRow

STATES: tuple[str, ...] = ("done", "failed", "held", "waiting", "skipped")


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


@dataclass(frozen=True, slots=True)
class RowsOfCause:
    """The rows that one cause keeps from being done; `why` and `hint` are its words, `hint` "" where nothing is known to do."""

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
            GridLine(" · ".join(key), tuple(cells.get(point) for point in points)) for key, cells in lines.items()
        ),
    )


def counts_of(rows: Iterable[ShownRow]) -> dict[str, int]:
    """Count the rows by state, in the order in which a person asks for them."""
    found = dict.fromkeys(STATES, 0)
    for row in rows:
        found[row.state] = found.get(row.state, 0) + 1
    return {state: count for state, count in found.items() if count}


def by_cause(rows: Iterable[ShownRow], messages: Messages) -> list[RowsOfCause]:
    """Put the rows that are not done together by what they say, the cause of most rows first."""
    found: dict[tuple[str, str, str], list[ShownRow]] = {}
    for row in rows:
        if row.state != "done":
            why = cause_text(row.cause, messages) if row.cause is not None else ""
            hint = hint_of(row.cause, messages) if row.cause is not None else ""
            found.setdefault((row.state, why, hint), []).append(row)
    groups = [RowsOfCause(*said, tuple(members)) for said, members in found.items()]
    return sorted(
        groups, key=lambda group: (STATES.index(group.state) if group.state in STATES else 9, -len(group.rows))
    )
