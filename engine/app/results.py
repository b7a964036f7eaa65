"""The table of a campaign's results, beside the files: one line a row, whatever became of it."""

from pathlib import Path

from engine.artifacts.durable import write_text
from engine.plan import Plan
from engine.report.results import results_csv
from engine.run.history import RunRecord

NAME = "results.csv"


def asked_for_rows(plan: Plan) -> bool:
    """Say whether a plan has rows to report on."""
    return plan.is_campaign


def write_results(folder: Path, record: RunRecord, plan: Plan) -> None:
    """Write the table atomically; raises OperatorError if the disk refuses."""
    write_text(folder / NAME, results_csv(record, plan))
