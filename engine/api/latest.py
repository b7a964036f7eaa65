"""Latest: what the rows of a campaign came to last, each by the newest run that had it."""

from collections.abc import Iterable, Iterator, Sequence

from engine.api.project import Project
from engine.api.record import record_then
from engine.campaign.selection import RowState
from engine.report.rows import PlannedRow, row_state
from engine.run.history import RunRecord


def latest_rows(
    project: Project, runs: Iterable[tuple[str, bool]], shown: Iterable[str] = ()
) -> Iterator[tuple[list[PlannedRow], RunRecord]]:
    """Give the rows of runs, each with its record, newest first, back to the last that left none out.

    Those that are `shown` already are not given.

    A run of which nothing tells any more what it was to do is passed over.
    """
    known = set(shown)
    for name, some_rows in runs:
        planned = project.planned(name)
        if planned is None:
            continue
        rows = [row for row in planned.rows() if row.key not in known]
        if rows:
            known.update(row.key for row in rows)
            yield rows, record_then(project.journal, name)
        if not some_rows:
            return


def order_of(project: Project, runs: Iterable[tuple[str, bool]], keys: Sequence[str]) -> dict[str, int]:
    """Return the place of each row, with the `keys` of a newer run: in the order of the run that had most, others behind."""
    orders = [keys]
    for name, some_rows in runs:
        planned = project.planned(name)
        if planned is not None:
            orders.append([row.key for row in planned.rows()])
            if not some_rows:
                break
    known = dict.fromkeys(key for order in sorted(orders, key=len, reverse=True) for key in order)
    return {key: place for place, key in enumerate(known)}


def rows_that(project: Project, scope: str, realm: str, state: RowState) -> frozenset[str]:
    """Return the ids of the rows of one scope that came to a state last."""
    runs = project.journal.runs_in(scope, realm)
    return frozenset(
        row.key for rows, record in latest_rows(project, runs) for row in rows if row_state(row, record)[0] == state
    )
