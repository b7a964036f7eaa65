"""A disk that takes no more at the worst moment: the id of an accepted job is kept beside the journal, and nothing is paid twice."""

import resource

from engine.emulator.rules.scenario import Rule
from tests.processes.conftest import Worlds
from tests.processes.tally import WELL
from tests.processes.tracer import SUBMITS, Point


def test_a_journal_that_cannot_grow_when_a_job_is_accepted(worlds: Worlds) -> None:
    with worlds("slow-answer", Rule(fault="slow-answer", after_s=3)) as (rows, service):
        journal = rows.project.state / "journal.sqlite-wal"

        def fill(process: int) -> None:
            """Let no file of the process grow beyond what the journal has now."""
            size = journal.stat().st_size
            resource.prlimit(process, resource.RLIMIT_FSIZE, (size, size))

        full = rows.struck(Point(SUBMITS, 1), fill)
        assert (full.struck, full.done.exit) == (True, 3), full.done.text
        (job,) = service.told()["accepted"]
        (kept,) = (rows.project.state / "accepted").iterdir()
        assert job["id"] in kept.read_text()
        again = rows.project.run(*rows.run)
        assert (again.exit, rows.books()) == (0, WELL), again.text
        assert list((rows.project.state / "accepted").iterdir()) == []
