"""The results of a campaign as a table."""

import csv
import io

from engine.plan import Plan
from engine.report.amounts import seconds_number
from engine.report.run import row_state
from engine.run.history import RunRecord
from engine.values.money import Money


def results_csv(record: RunRecord, plan: Plan) -> str:
    """Return CSV with a header: row, state, one column an output (names of files, a keyed list joined by blanks).

    Then the seconds and the cost that this run paid for the row's own tasks, and why a row is not done.
    """
    outputs = list(dict.fromkeys(output.name for row in plan.rows for output in row.outputs))
    files: dict[tuple[str, str], list[str]] = {}
    for file in record.files:
        files.setdefault((file.row, file.output), []).append(file.file)
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(["row", "state", *outputs, "billed_seconds", "cost", "currency", "error"])
    own = _paid(record, plan)
    by_id = plan.by_id
    for row in plan.rows:
        state, cause = row_state(row, record, by_id)
        seconds, micros = own.get(row.key, (0, 0))
        names = [" ".join(files.get((row.key, output), ())) for output in outputs]
        error = f"{cause.code}: {cause.message}" if cause is not None else ""
        amount = Money(micros, record.currency).amount
        table.writerow([row.key, state, *names, seconds, amount, record.currency, error])
    return text.getvalue()


def _paid(record: RunRecord, plan: Plan) -> dict[str, tuple[float, int]]:
    """What this run paid for each row; a shared task is paid by the row that asked first."""
    paid: dict[str, tuple[float, int]] = {}
    for task in plan.tasks:
        known = record.tasks.get(task.id)
        if known is not None:
            seconds, micros = paid.get(task.row, (0, 0))
            paid[task.row] = (seconds + seconds_number(known.billed_seconds), micros + known.cost_micros)
    return paid
