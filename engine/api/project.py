"""Project: the state folder of one project: journal, store and who is alive in it."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from engine.api.facts import facts_of
from engine.api.manifest import write_missing_manifests
from engine.api.planned import planned_run
from engine.api.stored import StoredInOrder
from engine.errors import AuthorError, OperatorError, must_name
from engine.plan import Plan, Stored, StoredResult
from engine.report.planned import PlannedRun
from engine.store.files import FolderStore
from engine.store.files.durable import make_folder
from engine.store.sqlite.journal import SqliteJournal, open_journal
from engine.store.sqlite.planned.folder import PlanFolder
from engine.store.sqlite.processes import is_alive
from engine.store.sqlite.reader import JournalReader
from engine.store.sqlite.turns import Told, in_silence
from engine.values.hints import listed
from engine.values.reason import system_words

JOURNAL = "journal.sqlite"
PROCESSES = "processes"


@dataclass(frozen=True, slots=True)
class Project:
    """The state of a project, opened; `told` hears of waits for whoever else writes in it."""

    home: Path
    journal: SqliteJournal
    store: FolderStore
    told: Told = in_silence

    @property
    def processes(self) -> Path:
        return self.home / PROCESSES

    @property
    def plans(self) -> PlanFolder:
        return PlanFolder(self.home)

    def planned(self, run: str) -> PlannedRun | None:
        """Return what a run was to do; None of one that began before plans were kept, and where the plan's file is gone."""
        return planned_run(self.journal, self.plans, run)

    def reader(self) -> JournalReader:
        """Return a reader over a connection of its own, which no writer delays."""
        return reader_of(self.home)

    def stored(self, plan: Plan) -> Stored:
        """Return the results that the journal knows for a plan and that the store still holds."""
        as_of, answered = self.journal.answered_requests(plan.tasks.fingerprints())
        return Stored(as_of, StoredInOrder(answered, self._stored_of))

    def _stored_of(self, fingerprints: Sequence[str]) -> dict[str, list[StoredResult]]:
        known = self.journal.results(fingerprints).results
        return {name: [*self._seen(found)] for name, found in known.items()}

    def _seen(self, results: Sequence[StoredResult]) -> Iterator[StoredResult]:
        """Give the results whose file is there, and say of which it has not as many bytes as it had."""
        for one in results:
            size = self.store.size(one.digest)
            if size is not None:
                yield one if one.facts.size in (None, size) else replace(one, damaged=True)


@contextmanager
def open_project(
    home: Path, now: Callable[[], float] = time.time, told: Told = in_silence
) -> Iterator[Project]:  # fmt: skip
    """Open a project's state, making it if need be; raises OperatorError.

    Others that write in it are waited for, of which `told` hears.
    """
    try:
        make_folder(home)
        ignore = home / ".gitignore"
        if not ignore.exists():
            ignore.write_text("*\n", "utf-8")
    except OSError as error:
        raise OperatorError("disk-unwritable", path=str(home), reason=system_words(error)) from error
    with open_journal(home / JOURNAL, now, partial(is_alive, home / PROCESSES), facts_of, told) as journal:
        PlanFolder(home).bury(partial(is_alive, home / PROCESSES))
        write_missing_manifests(home, journal)
        yield Project(home, journal, FolderStore(home), told)


def reader_of(home: Path) -> JournalReader:
    """Return a reader of the journal in a state folder, over a connection of its own; there need be none yet."""
    return JournalReader(home / JOURNAL, partial(is_alive, home / PROCESSES))


def has_project(home: Path) -> bool:
    """Say whether anything was ever run here; planning does not make a state folder.

    Raises OperatorError `disk-unreadable` for a folder that can't be looked into: what is paid for may lie there.
    """
    try:
        return (home / JOURNAL).is_file()
    except OSError as error:
        raise OperatorError("disk-unreadable", path=str(home), reason=system_words(error)) from error


@contextmanager
def existing_project(home: Path, told: Told = in_silence) -> Iterator[Project | None]:
    """Open a project's state if there is one; None if nothing was ever run here."""
    if not has_project(home):
        yield None
        return
    with open_project(home, told=told) as project:
        yield project


def run_named(project: Project | None, name: str) -> dict[str, Any]:
    """Return the one run whose id begins so, as the journal lists it.

    Raises AuthorError `unknown-run`, `ambiguous-run` or `name-empty`.
    """
    must_name(name)
    found = [run for run in project.journal.runs() if run["run"].startswith(name)] if project is not None else []
    if not found:
        raise AuthorError("unknown-run", name=name)
    if len(found) > 1:
        raise AuthorError("ambiguous-run", name=name, known=listed([run["run"] for run in found]))
    return found[0]
