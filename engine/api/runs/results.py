"""The table of a campaign's results, beside the files: one line a row, whatever became of it; written, never read."""

from engine.api.latest import latest_rows, order_of
from engine.api.project import Project
from engine.api.runs.outcome import ResultsTable
from engine.phrases.messages import Messages
from engine.plan import Plan
from engine.report.results import Ran, Wording, results_csv
from engine.report.rows import rows_of
from engine.run.files import PublishedFile
from engine.run.history import RunRecord
from engine.run.money.ledger import paid_by_row
from engine.run.money.scope import campaign_scopes
from engine.run.schedule.publications import kinds_published
from engine.store.files import Destination
from engine.store.files.durable import write_parts

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
    outputs = [output.name for output in plan.rows[0].outputs] if plan.rows else []
    runs, draft = [Ran(rows_of(plan), record, outputs)], True in kinds_published(plan)
    order: dict[str, int] = {}
    if some_rows:
        earlier = project.journal.runs_of(campaign_scopes(plan.name), plan.terms.realm)
        others = [(run, some) for run, some in earlier if run != record.run]
        order = order_of(project, others, plan.row_keys)
        for rows, other in latest_rows(project, others, plan.row_keys):
            runs.append(Ran(rows, other, list(dict.fromkeys(name for row in rows for name in row.outputs))))
            draft = draft or any(row.draft for row in rows)
    paid = paid_by_row(project.journal.bills(campaign_scopes(plan.name), plan.terms.realm, record.currency))
    path = destination.of(draft=draft) / NAME

    def name_of(file: PublishedFile) -> str:
        return destination.beside(file.file, file.path, draft=draft)

    write_parts(path, results_csv(runs, paid, Wording(record.currency, messages, name_of), order))
    return ResultsTable(path, draft)
