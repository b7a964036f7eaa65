"""A process that is killed while it writes a plan leaves a part, which goes with the next start, and no plan."""

import subprocess
import sys
from pathlib import Path

from engine.api.project import open_project
from tests.store.sqlite.planned.test_file import plan_of_rows

ROWS = 40
WRITER = """
import sys
from pathlib import Path
from engine.plan.kept.table import RowsHere
from engine.store.sqlite.planned.folder import PlanFolder
from engine.store.sqlite.processes import living
from tests.store.sqlite.planned.test_file import plan_of_rows

class HalfWritten(RowsHere):
    def __iter__(self):
        yield from self[:20]
        print("half", flush=True)
        sys.stdin.read()

home, plan = Path(sys.argv[1]), plan_of_rows(rows=int(sys.argv[2]))
with living(home / "processes", "writer"):
    PlanFolder(home).keep(plan.digest, plan.tasks, HalfWritten(plan.rows, list(plan.rows.links())), "writer")
"""


def test_killed_in_the_middle_of_a_plan(tmp_path: Path) -> None:
    home, plan = tmp_path / ".editchain", plan_of_rows(rows=ROWS)
    command = [sys.executable, "-c", WRITER, str(home), str(ROWS)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "half\n"
        assert [path.name for path in (home / "plans").iterdir()] == ["writer.part"]
        with open_project(home):
            assert (home / "plans" / "writer.part").is_file(), "it lives, and its part with it"
        process.kill()
        process.wait()
    with open_project(home) as project:
        assert list((home / "plans").iterdir()) == []
        assert project.plans.read(plan.digest) is None
        project.plans.keep(plan.digest, plan.tasks, plan.rows, "another")
        assert project.plans.names(plan.digest) == (plan.tasks.carried_out(), plan.row_keys)
