"""The ledger of a project: every job that a service accepted, estimated beside billed."""

from engine.api.context import Context
from engine.api.project import Project, existing_project, run_named
from engine.run.money.ledger import TOLD_BY, Ledger, ledger_of


def ledger(context: Context, run: str | None = None) -> Ledger:
    """Return every job of the project, or those that the run whose id begins so submitted; raises AuthorError as `run_named`."""
    with existing_project(context.settings.home) as project:
        chosen = str(run_named(project, run)["run"]) if run is not None else None
        whole = read_ledger(project) if project is not None else Ledger(())
    return whole if chosen is None else whole.of_run(chosen)


def read_ledger(project: Project) -> Ledger:
    """Fold the journal of an opened project into its ledger."""
    reader = project.reader()
    try:
        return ledger_of(reader.told(TOLD_BY), reader.booked())
    finally:
        reader.close()
