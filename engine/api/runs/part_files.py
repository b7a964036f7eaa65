"""Part files: those of which nothing more comes, left by a process that was killed once it had what they were for."""

from contextlib import closing

from engine.api.project import Project
from engine.run.money.attempt import OPEN, AttemptState
from engine.store.sqlite.reader import JournalReader


def drop_leftovers(project: Project) -> None:
    """Remove the part files of jobs that are over, which nobody holds; raises OperatorError `disk-unwritable`."""
    names = project.store.parted()
    if not names:
        return
    with closing(project.reader()) as reader:
        for name in names:
            with project.store.part(name) as part:
                if part is not None and is_over(project, reader, name):
                    project.store.drop(part)


def is_over(project: Project, reader: JournalReader, name: str) -> bool:
    """Tell whether nothing more comes of part files: a failed job's, those of a result that is in the store, a tool's.

    Those of a job that the journal doesn't know may be all that is left of what was paid for.
    """
    attempts = reader.states_of(name)
    if not attempts:
        return len(name) == 64
    return all(
        state is AttemptState.FAILED or (state not in OPEN and digest is not None and project.store.has(digest))
        for state, digest in attempts
    )
