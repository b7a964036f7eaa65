"""A measure: one figure with what it stands beside in the same run, and the goal that it is held against."""

import json
import re
import resource
from dataclasses import asdict, dataclass
from pathlib import Path

SLACK = 4 / 3  # so far beside its goal a figure may be, on a machine that others use too, before a run counts as failed


@dataclass(frozen=True)
class Measure:
    """A figure of which less is better; its `unit` is "x" for a ratio to what stands `beside` it."""

    name: str
    value: float
    unit: str
    beside: str = ""
    goal: float | None = None

    @property
    def verdict(self):
        """Whether the goal is met, `near`, or missed by more than a third."""
        if self.goal is None:
            return ""
        if self.unit == "x" and self.value < 0:
            return "missed"  # less than nothing is a difference of two figures that are noise, and meets no goal
        return "met" if self.value <= self.goal else "near" if self.value <= self.goal * SLACK else "missed"


def peak_mib():
    """Return the most memory that this process has held, in MiB.

    Linux counts it for a program from its start; `getrusage` counts what held the process before it as well, its parent's copy.
    """
    status = Path("/proc/self/status")
    if status.exists():
        return int(re.search(r"VmHWM:\s+(\d+) kB", status.read_text())[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def tell(measures, **more):
    """Print a benchmark's last line, by which `python -m benchmarks` hears of its measures; return its exit code."""
    print(json.dumps({**more, "measures": [asdict(one) for one in measures]}))
    return int(any(one.verdict == "missed" for one in measures))


def heard(text):
    """Return the measures of which a benchmark told in the last line of its output."""
    return [Measure(**one) for one in json.loads(text.splitlines()[-1])["measures"]]
