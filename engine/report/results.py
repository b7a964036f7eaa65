"""The results of a campaign as a table."""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from engine.report.amounts import seconds_number
from engine.report.causes import cause_data, remarks_in
from engine.report.messages import Messages
from engine.report.rows import PlannedRow, row_state
from engine.run.history import RunRecord
from engine.run.money.ledger import Paid
from engine.values.money import Money


@dataclass(frozen=True, slots=True)
class Ran:
    """Some rows, and the record of the run that last had them."""

    rows: Sequence[PlannedRow]
    record: RunRecord


def results_csv(runs: Sequence[Ran], paid: Mapping[str, Paid], currency: str, messages: Messages) -> str:
    """Return CSV with a header: row, state, service, draft, one column an output (names of files, a keyed list joined by blanks).

    `draft` is true where drafts are among the row's results.

    Then the seconds and the cost that all runs together paid for the row's own tasks (`paid`), why a row is not done, and where
    results of it are not what was asked for or told of.
    """
    outputs = list(dict.fromkeys(name for ran in runs for row in ran.rows for name in row.outputs))
    columns = ["row", "state", "service", "draft", *outputs, "billed_seconds", "cost", "currency", "error", "notes"]
    text = io.StringIO()
    table = csv.DictWriter(text, columns, restval="", lineterminator="\n")
    table.writeheader()
    for ran in runs:
        files = _files(ran.record)
        for row in ran.rows:
            state, cause = row_state(row, ran.record)
            mine, why = paid.get(row.key, Paid()), cause_data(cause, messages)
            line = {output: " ".join(files.get((row.key, output), ())) for output in row.outputs}
            line |= {"row": row.key, "state": state, "service": ran.record.service, "currency": currency}
            line["draft"] = "true" if row.draft else "false"
            line |= {"cost": Money(mine.micros, currency).amount, "billed_seconds": str(seconds_number(mine.seconds))}
            line["error"] = f"{why['code']}: {why['message']}" if why is not None else ""
            line["notes"] = "; ".join(remarks_in(row.tasks, ran.record, messages))
            table.writerow(line)
    return text.getvalue()


def _files(record: RunRecord) -> dict[tuple[str, str], list[str]]:
    found: dict[tuple[str, str], list[str]] = {}
    for file in record.files:
        found.setdefault((file.row, file.output), []).append(file.file)
    return found
