"""Peak memory of `run` over a campaign of which everything is done, of two sizes; or of which nothing is.

    python -m benchmarks.memory [ROWS...]
    python -m benchmarks.memory new [ROWS...]

Three steps a row, filled in by hand as `again.py` does; each run is a process of its own. With `new` all edits are made over a
socket, stamped, without limits, as `campaign.py lifted` does, which takes some 20 ms of CPU an edit on either side. The last
line is one JSON object.
"""

import sys
import tempfile
from pathlib import Path

from benchmarks import campaign
from benchmarks.again import fill, measured
from benchmarks.measure import Measure, tell
from benchmarks.plans import STEPS, write_project

GOALS_MIB = {10_000: 150.0, 100_000: 300.0}
NEW = 10_000


def peak(rows):
    """Return the peak memory in MiB of a run that finds everything done."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "done"
        write_project(folder, rows)
        fill(folder)
        return measured(folder, "run", "campaign.yaml")["peak"]


def peak_of_new(rows):
    """Return the peak memory in MiB of a run that makes everything."""
    with tempfile.TemporaryDirectory() as scratch:
        return campaign.measured(Path(scratch), rows, lifted=True)["peak"]


def main():
    measures, args = [], sys.argv[1:]
    are, of = ("new", peak_of_new) if args[:1] == ["new"] else ("done", peak)
    sizes = args[are == "new" :] or ([str(NEW)] if are == "new" else map(str, GOALS_MIB))
    for rows in map(int, sizes):
        found = of(rows)
        print(f"{rows:,} rows: {found:.0f} MiB")
        name = f"run of {rows:,} rows x {STEPS} that are {are}, peak memory"
        measures.append(Measure(name, round(found), "MiB", goal=GOALS_MIB.get(rows)))
    return tell(measures)


if __name__ == "__main__":
    sys.exit(main())
