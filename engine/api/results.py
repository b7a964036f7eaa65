"""The table of a campaign's results, beside the files: one line a row, whatever became of it."""

from pathlib import Path

from engine.plan import Plan
from engine.report.results import results_csv, results_of
from engine.run.history import RunRecord
from engine.store.files.durable import write_text

NAME = "results.csv"


def write_results(folder: Path, record: RunRecord, plan: Plan, *, some_rows: bool) -> Path:
    """Write the table atomically and return where it is; raises OperatorError if the disk refuses."""
    path = folder / NAME
    earlier = results_of(path.read_text("utf-8", errors="replace")) if path.is_file() else {}
    write_text(path, results_csv(record, plan, earlier, some_rows=some_rows))
    return path
