"""CPU and peak memory of a campaign of which everything is done: the same `run` again, and `resume`.

    python -m benchmarks.again [ROWS]

Three steps a row. What every task gave is put into journal and store by hand, as a run would have; then `run` and `resume` are
each measured in a process of their own, beside a plan of the same in the same state. Nothing is sent. The last line is one JSON
object.
"""

import hashlib
import json
import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

from benchmarks.measure import Measure, peak_mib, tell
from benchmarks.plans import STEPS, write_project

PROJECT = str(Path(__file__).parents[1])
RESUME_S, BEYOND_PLAN_S = 3.0, 2.0
GOAL_TASKS = 30_000
PEAK_MIB = 150.0


def fill(folder):
    """Put a result of every task into journal and store."""
    from engine.api.asked import Asked  # noqa: PLC0415 - loaded only where it is needed
    from engine.api.context import make_context  # noqa: PLC0415
    from engine.api.endpoint import choose_endpoint  # noqa: PLC0415
    from engine.api.planning import plan_now  # noqa: PLC0415
    from engine.api.project import open_project  # noqa: PLC0415
    from engine.values.canonical import canonical_json  # noqa: PLC0415
    from engine.values.media import TaskSource  # noqa: PLC0415

    context = make_context(folder, {})
    plan = plan_now(context, Asked(file=folder / "campaign.yaml"), choose_endpoint(context, None).terms).plan
    made, lines = {}, []
    with open_project(folder / ".editchain") as project:
        for number, task in enumerate(plan.requests):
            data = b"result %d" % number
            digest = hashlib.sha256(data).hexdigest()
            path = project.home / "artifacts" / digest[:2] / digest
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
            made[task.id] = (task.fingerprint, digest)
            sources = [use.media.source for use in task.request.media]
            upstream = {
                f"{made[one.task][0]}/{one.output}": made[one.task][1] for one in sources if isinstance(one, TaskSource)
            }
            facts = json.dumps({"kind": "video", "seconds": "2", "size": len(data), "format": "mp4"})
            asked = canonical_json(task.request.asked).decode()
            about = (task.fingerprint, plan.terms.realm, asked, "video", digest, facts, f"job-{number}")
            lines.append((*about, json.dumps(upstream, sort_keys=True), "by hand", 0.0))
    with closing(sqlite3.connect(folder / ".editchain" / "journal.sqlite")) as db, db:
        db.executemany(
            "INSERT INTO results (fingerprint, realm, asked, output, digest, facts, job, upstream, run, at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            lines,
        )


def here(command, *args):
    """Run a command in this process, which is measured, and say what it took."""
    from engine.cli.root import root  # noqa: PLC0415 - loaded only where it is measured

    begun = time.process_time()
    try:
        root.main([command, *args], standalone_mode=False)
    except SystemExit as left:
        code = left.code
    else:
        code = 0
    peak = peak_mib()
    print(json.dumps({"cpu": time.process_time() - begun, "peak": peak, "code": code}))


def measured(folder, command, *args):
    done = subprocess.run(
        [sys.executable, __file__, "--here", command, *args],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": PROJECT},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout.splitlines()[-1])


def main():
    if sys.argv[1:2] == ["--here"]:
        here(*sys.argv[2:])
        return 0
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "done"
        write_project(folder, rows)
        fill(folder)
        planned = measured(folder, "plan", "campaign.yaml")
        first = measured(folder, "run", "campaign.yaml")
        again = measured(folder, "run", "campaign.yaml")
        with closing(sqlite3.connect(folder / ".editchain" / "journal.sqlite")) as db:
            ((run,),) = db.execute("SELECT run FROM runs ORDER BY started DESC LIMIT 1").fetchall()
        resumed = measured(folder, "resume", run)
    share = rows * STEPS / GOAL_TASKS
    for name, one in (("plan", planned), ("run, published", first), ("run again", again), ("resume", resumed)):
        print(f"{name:16} {one['cpu']:7.2f} s  {one['peak']:6.0f} MiB  exit {one['code']}")
    tasks = f"{rows * STEPS:,} tasks that are done"
    plan_took = f"a plan: {planned['cpu']:.1f} s"
    beyond = again["cpu"] - planned["cpu"]
    return tell(
        [
            Measure(
                f"run again of {tasks}, CPU beyond a plan", round(beyond, 2), "s", "its plan", BEYOND_PLAN_S * share
            ),
            Measure(
                f"resume of {tasks}, CPU",
                round(resumed["cpu"], 2),
                "s",
                plan_took,
                RESUME_S * share,
            ),
            Measure(
                f"run again of {tasks}, peak memory",
                round(again["peak"]),
                "MiB",
                f"a plan: {planned['peak']:.0f} MiB",
                PEAK_MIB,
            ),
            Measure(f"resume of {tasks}, peak memory", round(resumed["peak"]), "MiB", goal=PEAK_MIB),
        ]
    )


if __name__ == "__main__":
    sys.exit(main())
