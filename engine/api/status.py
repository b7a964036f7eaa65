"""Status: what the journal of this project says."""

from typing import Any

from engine.api.context import Context
from engine.api.project import has_project, open_project
from engine.errors import AuthorError
from engine.run.history import RunRecord, fold


def all_runs(context: Context) -> list[dict[str, Any]]:
    """Return the runs, newest first."""
    if not has_project(context.settings.home):
        return []
    with open_project(context.settings.home) as project:
        return project.journal.runs()


def one_run(context: Context, name: str) -> RunRecord:
    """Return the record of the run whose id begins so; raises AuthorError `unknown-run`."""
    if has_project(context.settings.home):
        with open_project(context.settings.home) as project:
            found = [run for run in project.journal.runs() if run["run"].startswith(name)]
            if len(found) == 1:
                run = found[0]["run"]
                return fold(project.journal.events(run), project.journal.billed_by(run), alive=found[0]["alive"])
    raise AuthorError("unknown-run", name=name)
