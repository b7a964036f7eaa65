"""How long a campaign takes beside its bound, in virtual time: the scheduler alone, over a service whose jobs take 240 s.

    python -m benchmarks.makespan [ROWS]

A service runs five jobs of an account at once and takes two more; jobs take 192 to 288 s. A request to it takes 200 ms: to
submit are three, and one each to prepare, to learn of the end and to fetch. The bound is the longer of all jobs' seconds over the
jobs at once and the longest row.
"""

import random
import sys
from dataclasses import dataclass, field
from decimal import Decimal
from heapq import heappop, heappush
from itertools import count

from benchmarks.measure import Measure, tell
from engine.run import commands as c, events as e
from engine.run.schedule.limits import RunLimits
from engine.run.schedule.scheduler import Scheduler
from tests.worlds import CHAIN, rows_of

WAY_S = 0.2
RUNNING, AHEAD = 5, 2  # of an account
GOALS = {1: 1.03, 4: 1.05, 20: 1.10}  # by accounts
THIRD = """\
  - id: third
    uses: wan2.7-videoedit
    with: {video: "${{ steps.second.video }}", prompt: Fog.}
outputs: {final: "${{ steps.third.video }}"}
"""
STEPS = CHAIN.partition("outputs:")[0] + THIRD
NOTHING = {"attempt": "a", "job": "j"}


@dataclass
class Service:
    """Runs so many jobs at once; what happens, happens at its time."""

    running: int
    now: float = 0.0
    idle: int = 0
    soon: list = field(default_factory=list)
    waiting: list = field(default_factory=list)
    order: count = field(default_factory=count)

    def __post_init__(self):
        self.idle = self.running

    def after(self, seconds, happens, *args):
        heappush(self.soon, (self.now + seconds, next(self.order), happens, args))

    def take(self, seconds, ended):
        self.waiting.append((seconds, ended))
        self.fill()

    def fill(self):
        while self.idle and self.waiting:
            seconds, ended = self.waiting.pop(0)
            self.idle -= 1
            self.after(seconds, self.end, ended)

    def end(self, ended):
        self.idle += 1
        self.fill()
        ended()


def events_of(task, duration, service, tell):
    """Return what each command of a task ends in, and after how long."""
    accepted = e.Accepted(task=task, **NOTHING, host="h", request_id="r", server_time=None, at=0)
    succeeded = e.JobSucceeded(
        task=task, **NOTHING, input_seconds=None, output_seconds=None, billed_seconds=Decimal(8), tier="720P",
        cost_micros=0, currency="CNY", expires=None, prompt_as_sent=None,
    )  # fmt: skip
    fetched = e.Fetched(
        task=task, **NOTHING, fingerprint="f", output="video", digest="d", size=1, facts={}, remarks=(), marks=()
    )

    def sent():
        tell(accepted)
        service.take(duration, lambda: service.after(WAY_S, tell, succeeded))

    return {
        c.Prepare: lambda: service.after(WAY_S, tell, e.Prepared(task=task, urls={}, expires=0)),
        c.Submit: lambda: service.after(3 * WAY_S, sent),
        c.Poll: lambda: None,
        c.Fetch: lambda: service.after(WAY_S, tell, fetched),
    }


def makespan(rows, accounts):
    """Return the virtual seconds of a run beside its bound."""
    dice = random.Random(rows * accounts)
    plan = rows_of(STEPS, [f"{row:05}" for row in range(rows)])
    seconds = {task.id: dice.uniform(192, 288) for task in plan.requests}
    service = Service(RUNNING * accounts)
    limits = RunLimits(running=RUNNING * accounts, ahead=AHEAD * accounts, lanes=accounts)
    scheduler = Scheduler(plan, limits)

    def tell_of(event):
        carry_out(scheduler.on(event))

    def carry_out(commands):
        for command in commands:
            match command:
                case c.Publish():
                    about = {"row": command.row, "output": command.output, "key": command.key, "file": command.file}
                    published = e.Published(**about, path="p", digest="d", replaced=False, service="s", draft=True)
                    service.after(0, tell_of, published)
                case c.RecordEvent() | c.End():
                    pass
                case _:
                    events_of(command.task, seconds[command.task], service, tell_of)[type(command)]()

    carry_out(scheduler.start())
    while service.soon:
        service.now, _, happens, args = heappop(service.soon)
        happens(*args)
    assert scheduler.ended
    longest = max(sum(seconds[task] for task in row.tasks) for row in plan.rows)
    return service.now / max(sum(seconds.values()) / limits.running, longest)


def main():
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 300
    measures = []
    for accounts, goal in GOALS.items():
        jobs = RUNNING * accounts
        ratio = makespan(rows, accounts)
        name = f"makespan of {rows} rows x 3, {jobs} jobs at once"
        measures.append(Measure(name, round(ratio, 3), "x", "the bound", goal))
        print(f"{jobs:4} jobs at once: {ratio:.3f} of the bound")
    return tell(measures)


if __name__ == "__main__":
    sys.exit(main())
