"""The results of a campaign as a table."""

import csv
import io
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

from engine.plan import Plan
from engine.report.amounts import seconds_number
from engine.report.run import row_state
from engine.run.history import RunRecord
from engine.values.money import Money

Line = Mapping[str, str]


def results_csv(record: RunRecord, plan: Plan, earlier: Mapping[str, Line], *, some_rows: bool) -> str:
    """Return CSV with a header: row, state, one column an output (names of files, a keyed list joined by blanks).

    Then the seconds and the cost that all runs together paid for the row's own tasks, and why a row is not done. `earlier` is
    the table of the runs before, by row; with `some_rows` those that this run left out keep their lines.
    """
    outputs = list(dict.fromkeys(output.name for row in plan.rows for output in row.outputs))
    columns = ["row", "state", *outputs, "billed_seconds", "cost", "currency", "error"]
    files: dict[tuple[str, str], list[str]] = {}
    for file in record.files:
        files.setdefault((file.row, file.output), []).append(file.file)
    text = io.StringIO()
    table = csv.DictWriter(text, columns, restval="", extrasaction="ignore", lineterminator="\n")
    table.writeheader()
    paid, by_id = _paid(record, plan), plan.by_id
    for row in plan.rows:
        state, cause = row_state(row, record, by_id)
        before = earlier.get(row.key, {})
        seconds, micros = paid.get(row.key, (Decimal(0), 0))
        cost = Money(micros, record.currency) + _money(before, record.currency)
        line: dict[str, object] = {output: " ".join(files.get((row.key, output), ())) for output in outputs}
        line |= {"row": row.key, "state": state, "currency": record.currency, "cost": cost.amount}
        line["billed_seconds"] = seconds_number(seconds + _seconds(before))
        line["error"] = f"{cause.code}: {cause.message}" if cause is not None else ""
        table.writerow(line)
    if some_rows:
        mine = {row.key for row in plan.rows}
        table.writerows(line for key, line in earlier.items() if key not in mine)
    return text.getvalue()


def results_of(text: str) -> dict[str, Line]:
    """Read a table back, by row; what is no such table says nothing."""
    return {line["row"]: line for line in csv.DictReader(io.StringIO(text)) if line.get("row")}


def _paid(record: RunRecord, plan: Plan) -> dict[str, tuple[Decimal, int]]:
    """What this run paid for each row; a shared task is paid by the row that asked first."""
    paid: dict[str, tuple[Decimal, int]] = {}
    for task in plan.tasks:
        known = record.tasks.get(task.id)
        if known is not None:
            seconds, micros = paid.get(task.row, (Decimal(0), 0))
            paid[task.row] = (seconds + known.billed_seconds, micros + known.cost_micros)
    return paid


def _seconds(line: Line) -> Decimal:
    try:
        return Decimal(line.get("billed_seconds") or "0")
    except InvalidOperation:
        return Decimal(0)


def _money(line: Line, currency: str) -> Money:
    """What the earlier runs paid, unless they paid in another currency."""
    try:
        before = Money.parse(f"{line.get('cost') or '0'} {line.get('currency') or currency}")
    except ValueError:
        return Money.zero(currency)
    return before if before.currency == currency else Money.zero(currency)
