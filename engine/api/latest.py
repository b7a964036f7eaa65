"""Latest: what the rows of a campaign came to last, each by the newest run that had it."""

from collections.abc import Iterable, Iterator

from engine.api.project import Project
from engine.campaign.selection import RowState
from engine.report.rows import PlannedRow, row_state
from engine.run.history import RunRecord, fold


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
            yield rows, fold(project.journal.each_event(name))
        if not some_rows:
            return


def rows_that(project: Project, scope: str, realm: str, state: RowState) -> frozenset[str]:
    """Return the ids of the rows of one scope that came to a state last."""
    runs = project.journal.runs_in(scope, realm)
    return frozenset(
        row.key for rows, record in latest_rows(project, runs) for row in rows if row_state(row, record)[0] == state
    )
