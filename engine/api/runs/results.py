"""The table of a campaign's results, beside the files: one line a row, whatever became of it; written, never read."""

from engine.api.latest import latest_rows
from engine.api.project import Project
from engine.api.runs.outcome import ResultsTable
from engine.phrases.messages import Messages
from engine.plan import Plan
from engine.report.results import Ran, Wording, results_csv
from engine.report.rows import rows_of
from engine.run.history import PublishedFile, RunRecord
from engine.run.money.ledger import paid_by_row
from engine.run.money.scope import campaign_scopes
from engine.store.files import Destination
from engine.store.files.durable import write_text

NAME = "results.csv"


def write_results(
    destination: Destination,
    project: Project,
    plan: Plan,
    record: RunRecord,
    messages: Messages,
    *,
    some_rows: bool,
) -> ResultsTable:
    """Write the table atomically and return where it is; rows that were left out are as the journal last knew them.

    All its rows are of one realm; with drafts among them it lies beside these.

    Raises OperatorError if the disk refuses.
    """
    runs = [Ran(rows_of(plan), record)]
    if some_rows:
        earlier = project.journal.runs_of(campaign_scopes(plan.name), plan.terms.realm)
        others = [(run, some) for run, some in earlier if run != record.run]
        runs += latest_rows(project, others, (row.key for row in plan.rows))
    paid = paid_by_row(project.journal.bills(campaign_scopes(plan.name), plan.terms.realm, record.currency))
    draft = any(row.draft for ran in runs for row in ran.rows)
    path = destination.of(draft=draft) / NAME

    def name_of(file: PublishedFile) -> str:
        return destination.beside(file.file, file.path, draft=draft)

    write_text(path, results_csv(runs, paid, Wording(record.currency, messages, name_of)))
    return ResultsTable(path, draft)
