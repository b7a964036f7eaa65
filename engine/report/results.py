"""The results of a campaign as a table."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final

from engine.phrases.messages import Messages
from engine.report.amounts import seconds_number
from engine.report.causes import cause_data, remarks_in
from engine.report.rows import PlannedRow, row_state
from engine.run.files import PublishedFile
from engine.run.history import RunRecord
from engine.run.money.ledger import Paid
from engine.values.money import Money

ABOUT: Final = ("row", "state", "service", "draft")
MARK: Final = "\ufeff"
"""The byte-order mark: without it Excel takes UTF-8 for the encoding of its country."""
CAME: Final = ("billed_seconds", "cost", "currency", "error", "notes")


@dataclass(frozen=True, slots=True)
class Ran:
    """Some rows, gone through once, and the record of the run that last had them; `outputs` are those that they have."""

    rows: Iterable[PlannedRow]
    record: RunRecord
    outputs: Sequence[str]


@dataclass(frozen=True, slots=True)
class Wording:
    """How a table says things: amounts in a currency, words of a language, what a file is called from where the table lies."""

    currency: str
    messages: Messages
    name_of: Callable[[PublishedFile], str]


def results_csv(
    runs: Sequence[Ran], paid: Mapping[str, Paid], wording: Wording, order: Mapping[str, int] | None = None
) -> Iterator[str]:
    """Give the lines of CSV as Excel opens it, behind a byte-order mark, with a header.

    Each tells row, state, service and draft (true or false), then in a column an output the names of its files (a keyed list
    joined by blanks), the seconds and the cost that all runs together paid for the row's own tasks (`paid`), why a row is not
    done, and where results of it are not what was asked for or told of. `order` is the place of each row, none where they come
    in order.
    """
    columns = [*ABOUT, *map(_column, dict.fromkeys(name for ran in runs for name in ran.outputs)), *CAME]
    text = io.StringIO()
    table = csv.DictWriter(text, columns, restval="", lineterminator="\n")
    table.writeheader()
    yield MARK + _taken(text)
    lines = ((ran, row) for ran in runs for row in ran.rows)
    for ran, row in sorted(lines, key=lambda line: order[line[1].key]) if order else lines:
        table.writerow(_line(row, ran.record, paid.get(row.key, Paid()), wording))
        yield _taken(text)


def _taken(text: io.StringIO) -> str:
    """Take out what was written."""
    found = text.getvalue()
    text.seek(0)
    text.truncate()
    return found


def _line(row: PlannedRow, record: RunRecord, paid: Paid, wording: Wording) -> dict[str, str]:
    state, cause = row_state(row, record)
    found = record.files.of(row.key)
    files = {output: [file for file in found if file.output == output] for output in row.outputs}
    why = cause_data(cause, wording.messages)
    return {_column(output): " ".join(map(wording.name_of, mine)) for output, mine in files.items()} | {
        "row": row.key,
        "state": state,
        "service": record.service,
        "draft": "true" if _has_drafts(row, [*chain(*files.values())]) else "false",
        "billed_seconds": str(seconds_number(paid.seconds)),
        "cost": Money(paid.micros, wording.currency).amount,
        "currency": wording.currency,
        "error": f"{why['code']}: {why['message']}" if why is not None else "",
        "notes": "; ".join(remarks_in(row.tasks, record, wording.messages)),
    }


def _column(output: str) -> str:
    """Return the column of an output: its name, unless another column is called so."""
    return f"output.{output}" if output in ABOUT + CAME else output


def _has_drafts(row: PlannedRow, files: Sequence[PublishedFile]) -> bool:
    """Tell whether drafts are among what came of a row, or if nothing did, among what will."""
    return any(file.draft for file in files) if files else row.draft
