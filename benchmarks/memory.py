"""Peak memory of `run` over a campaign of which everything is done, of two sizes.

    python -m benchmarks.memory [ROWS...]

Three steps a row, filled in by hand as `again.py` does; each run is a process of its own. What all of it costs while it is new is
told by `campaign.py`. The last line is one JSON object.
"""

import sys
import tempfile
from pathlib import Path

from benchmarks.again import fill, measured
from benchmarks.measure import Measure, tell
from benchmarks.plans import STEPS, write_project

GOALS_MIB = {10_000: 150.0, 100_000: 300.0}


def peak(rows):
    """Return the peak memory in MiB of a run that finds everything done."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "done"
        write_project(folder, rows)
        fill(folder)
        return measured(folder, "run", "campaign.yaml")["peak"]


def main():
    measures = []
    for rows in map(int, sys.argv[1:] or map(str, GOALS_MIB)):
        found = peak(rows)
        print(f"{rows:,} rows: {found:.0f} MiB")
        name = f"run of {rows:,} rows x {STEPS} that are done, peak memory"
        measures.append(Measure(name, round(found), "MiB", goal=GOALS_MIB.get(rows)))
    return tell(measures)


if __name__ == "__main__":
    sys.exit(main())
