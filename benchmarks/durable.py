# ruff: noqa: ARG002, ARG005 - ports have signatures of their own
"""CPU of a durable task without HTTP, as a ratio to a bare SQLite loop, and to an edit on DBOS on SQLite, in one run.

    python -m benchmarks.durable [quick | full]

A plan of independent edits is driven by the real loop, journal and account file, against a service, a store and a publisher that
live in this process: no socket, no file, no decoder. Each size runs without a cap and under one. The floor writes as many rows
in as many transactions, as many of them synced, with the same SQLite and the same settings, and nothing else.

An edit on DBOS is a workflow of two steps, one that submits and one that waits for the result: what it takes to find a job again
after a crash, though not to submit it once. It is measured if DBOS_PYTHON names an interpreter that has it:

    python -m venv PEERS && PEERS/bin/pip install dbos && DBOS_PYTHON=PEERS/bin/python python -m benchmarks.durable

Then the same plan is run again, of which everything is done.

The last line is one JSON object; the exit code is 1 if a goal is missed by a third.
"""

import contextlib
import gc
import hashlib
import json
import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from datetime import date
from decimal import Decimal
from pathlib import Path

import anyio

from benchmarks.measure import Measure, tell
from engine.api.context import load_catalog, recipe_schemas
from engine.api.facts import data_of, facts_of
from engine.clock import SystemClock
from engine.plan import Basis, RowGiven, Terms, make_plan, with_reuse
from engine.recipe import read_recipe
from engine.run import events as e
from engine.run.driver.loop import drive
from engine.run.money.opening import JournalBook
from engine.run.money.terms import ProtocolTerms
from engine.run.ports import Bill, Pace, Part, Ports, RunIdentity
from engine.run.schedule.limits import RunLimits
from engine.run.schedule.scheduler import Scheduler
from engine.run.service import Acceptance, Download, JobState, JobView, RunningJobs, Usage
from engine.services.dashscope.wire import payload_of
from engine.store.sqlite.account import open_account
from engine.store.sqlite.journal import open_journal
from engine.values.media import Media, MediaFacts, MediaKind, Proof, Span, UrlSource
from engine.values.money import Money

GOAL_US, GOAL_OF_DBOS, GOAL_GROWTH = 400.0, 0.1, 1.2
GOAL_AGAIN_S, MANY = 2.0, 30_000
STEPS = 3
RECIPE = (
    "recipe: 1\nname: durable\ninputs:\n  clip: {type: video}\n  style: {type: string, maxLength: 60}\nsteps:\n"
    + "".join(
        f"  - id: s{n}\n    uses: wan2.7-videoedit\n    with:\n      video: ${{{{ inputs.clip }}}}\n"
        f"      prompt: Convert the whole frame to {{{{ inputs.style }}}} style, take {n}.\n"
        f"      resolution: 720P\n      seed: {n}\n"
        for n in range(STEPS)
    )
    + "outputs:\n"
    + "".join(f"  o{n}: ${{{{ steps.s{n}.video }}}}\n" for n in range(STEPS))
)
FACTS = MediaFacts(
    kind=MediaKind.VIDEO, seconds=Span.exactly(Decimal(4)), width=1280, height=720, fps=Decimal(30), sound=True,
    format="mp4", size=1000,
)  # fmt: skip
USAGE = Usage(input_seconds=Decimal(4), output_seconds=Decimal(4), billed_seconds=Decimal(8), tier="720P")
DBOS = """
import json, sys, time
from dbos import DBOS
url = f"sqlite:///{sys.argv[1]}"
DBOS(config={"name": "durable", "system_database_url": url, "log_level": "ERROR", "run_admin_server": False})

@DBOS.step()
def submit(body):
    return {"job": body["prompt"]}

@DBOS.step()
def result(job):
    return {"job": job, "seconds": 4}

@DBOS.workflow()
def edit(body):
    return result(submit(body)["job"])

def edits(begin, end):
    for number in range(begin, end):
        edit({"model": "wan2.7-videoedit", "prompt": f"style {number}", "seed": number})

DBOS.launch()
edits(0, 50)
count = int(sys.argv[2])
start = time.process_time()
edits(50, 50 + count)
print(json.dumps((time.process_time() - start) / count * 1e6), flush=True)
DBOS.destroy()
"""


class AtOnce:
    """A service whose jobs are done as soon as they are asked for."""

    def __init__(self):
        self.made = 0

    @contextlib.asynccontextmanager
    async def open(self):
        yield self

    def payload(self, request, urls):
        return payload_of(request, urls)

    async def send(self, payload, *, send_by):
        self.made += 1
        return Acceptance(job=f"job-{self.made:08}", request_id=f"r-{self.made:08}", server_time=time.time())

    async def poll(self, job, answer):
        url = f"https://storage.example/{job}.mp4"
        expires = time.time() + 86400
        return JobView(job=job, state=JobState.SUCCEEDED, usage=USAGE, result_url=url, result_expires=expires)

    async def ping(self):
        return None

    async def running_jobs(self, pages):
        return RunningJobs((), pages=1)

    def server_time(self):
        return time.time()

    def heard_s(self):
        return 0.0

    async def fetch(self, url, part):
        return Download(digest="", size=1000, announced=True)


class Kept:
    """A result that is there once it was downloaded."""

    def __init__(self, name):
        self.name = name

    def is_file(self):
        return False

    def stat(self):
        return os.stat_result((0o644, 0, 0, 1, 0, 0, 1000, 0, 0, 0))


class NoFiles:
    """A store and a publisher that touch no disk: every job has bytes of its own."""

    @contextlib.contextmanager
    def part(self, name):
        yield Part(growing=Kept(name), whole=Kept(name))

    def complete(self, part):
        pass

    def keep(self, file):
        return hashlib.sha256(file.name.encode()).hexdigest()

    def drop(self, part):
        pass

    def path(self, digest):
        return Path(digest)

    def publish(self, *, file, source, digest, draft):
        return f"out/{file}", False


class AnyJournal(JournalBook):
    """The journal as the account's book."""

    name = "durable"

    def __init__(self, journal):
        self.enter = journal.enter
        self.has_entered = lambda attempt: bool(journal.entered([attempt]))


def plan_of(tasks):
    recipe = read_recipe(RECIPE, "durable.yaml", load_catalog(), recipe_schemas()).recipe
    clip = Media(
        source=UrlSource("https://example.com/clip.mp4", "https://example.com/clip.mp4", "sha256:" + "c" * 64),
        facts=FACTS,
    )
    rows = [
        RowGiven(inputs={"clip": clip, "style": f"style {n}"}, media={}, places={}, key=f"row-{n:06}")
        for n in range(tasks // STEPS)
    ]
    terms = Terms(service="dashscope-cn", realm="dashscope", region="cn-beijing", bills=True)
    made = make_plan(recipe, rows, Basis(catalog=load_catalog(), terms=terms, day=date(2026, 11, 23)))
    assert made.plan is not None, made.faults
    return made.plan


def ports_of(journal, account, identity):
    files = NoFiles()
    return Ports(
        connected=AtOnce(), journal=journal, account=account, terms=ProtocolTerms(), store=files, publisher=files,
        clock=SystemClock(), pace=Pace(first=0, every=0.001, queries=1e9), identity=identity,
        prove=lambda _, whole: Proof(FACTS, None), cores=2, make=None,
        bill=lambda _, usage: Bill(seconds=usage.billed_seconds, cost=Money(4_800_000, "CNY")),
        new_id=iter(f"{n:032x}" for n in range(1 << 40)).__next__, jitter=lambda: 0.0, version_of=lambda _: None,
        inline=lambda _: {}, screen=lambda _: None, stop=anyio.Event(), data_of=data_of,
    )  # fmt: skip


@contextlib.contextmanager
def books_in(folder):
    """Open a journal and an account file."""
    with contextlib.ExitStack() as stack:
        journal = stack.enter_context(open_journal(folder / "journal.sqlite", time.time, lambda _: True, facts_of))
        account = stack.enter_context(open_account(
            folder / "account.sqlite", realm="dashscope", project=str(folder), life=folder.joinpath,
            alive=lambda _: True, book=AnyJournal(journal),
        ))  # fmt: skip
        yield journal, account


async def driven(plan, folder, cap, watch=None, run="run"):
    """Drive a plan to its end, with what is stored; return the CPU that took, in microseconds a task."""
    with books_in(folder) as (journal, account):
        if watch is not None:
            for book in (journal, account):
                book._db.set_trace_callback(watch)  # noqa: SLF001 - nobody else tells what is written
        plan = with_reuse(plan, journal.results([task.fingerprint for task in plan.requests]))
        identity = RunIdentity(run=run, account="account", host="host", scope="scope", process="p", boot="b")
        started = e.RunStarted(
            run=run, name=plan.name, plan_digest=plan.digest, service="dashscope-cn", realm="dashscope",
            account="account", scope="scope", cap_micros=cap, currency="CNY", process="p", tasks=(), rows=(),
        )  # fmt: skip
        scheduler, ports = Scheduler(plan, RunLimits(running=5)), ports_of(journal, account, identity)
        gc.collect()
        start = time.process_time()
        ended = await drive(plan, scheduler, ports, started, ())
        spent = time.process_time() - start
        assert ended.state == "done", ended
    return spent / plan.totals.tasks * 1e6


def measured(tasks, cap, watch=None):
    with tempfile.TemporaryDirectory() as folder:
        return anyio.run(driven, plan_of(tasks), Path(folder), cap, watch)


def again(tasks):
    """Run a campaign that is done once more; return seconds of CPU beyond its plan, and how often was committed."""
    plan, statements = plan_of(tasks), []
    with tempfile.TemporaryDirectory() as folder:
        anyio.run(driven, plan, Path(folder), None)
        us = anyio.run(driven, plan, Path(folder), None, statements.append, "again")
    assert not any("INTO entries" in statement for statement in statements), "nothing was to be sent"
    return us * tasks / 1e6, statements.count("COMMIT")


def work_of(tasks):
    """Return what a task writes: rows, their bytes, transactions, and those that are synced."""
    statements = []
    measured(tasks, None, statements.append)
    writes = [s for s in statements if s.lstrip().split(None, 1)[0].upper() in ("INSERT", "UPDATE", "DELETE")]
    synced, full = 0, True
    commits = 0
    for statement in statements:
        if "synchronous" in statement:
            full = "NORMAL" not in statement.upper()
        elif statement == "COMMIT":
            commits, synced = commits + 1, synced + full
    return [count / tasks for count in (len(writes), sum(map(len, writes)), commits, synced)]


def floor(tasks, rows, size, commits, synced):
    """Write as many rows in as many transactions; return CPU in microseconds a task."""
    many = round(tasks * commits)
    each, text = rows / commits, "x" * round(size / rows)
    with tempfile.TemporaryDirectory() as folder, contextlib.closing(
        sqlite3.connect(Path(folder) / "floor.sqlite", isolation_level=None)
    ) as db:  # fmt: skip
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("CREATE TABLE row (n INTEGER PRIMARY KEY, data TEXT NOT NULL) STRICT")
        start, written, full = time.process_time(), 0, 0.0
        for number in range(many):
            full += synced / commits
            db.execute(f"PRAGMA synchronous = {'FULL' if full >= 1 else 'NORMAL'}")
            full -= full >= 1
            db.execute("BEGIN IMMEDIATE")
            while written < (number + 1) * each:
                db.execute("INSERT INTO row (data) VALUES (?)", (text,))
                written += 1
            db.execute("COMMIT")
        return (time.process_time() - start) / tasks * 1e6


def dbos(tasks):
    """Return the CPU of a step of DBOS in microseconds, None where it isn't installed."""
    python = os.environ.get("DBOS_PYTHON")
    if python is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        command = [python, "-c", DBOS, str(Path(folder) / "dbos.sqlite"), str(tasks)]
        return json.loads(
            subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout.splitlines()[-1]
        )


def main():
    kind = sys.argv[1] if len(sys.argv) > 1 else ""
    sizes = {"quick": (999,), "full": (999, 3_000, 9_999, 30_000)}.get(kind, (999, 3_000, 9_999))
    work = work_of(300)
    print("a task writes {:.1f} rows ({:.0f} bytes) in {:.2f} transactions, {:.2f} of them synced".format(*work))
    base = floor(3_000, *work)
    print(f"{'floor':28}{base:8.0f} us")
    found = {"no cap": {}, "capped": {}}
    for tasks in sizes:
        for name, cap in (("no cap", None), ("capped", 1 << 60)):
            us = found[name][tasks] = measured(tasks, cap)
            print(f"{tasks:>8,} tasks, {name:12}{us:8.0f} us{us / base:8.1f} of the floor")
    task = min(found["capped"].values())
    told = [
        Measure("durable: a task without HTTP, under a cap", task, "us", f"{task / base:.1f} of bare SQLite", GOAL_US)
    ]
    peer = dbos(sizes[0])
    if peer is None:
        print("DBOS is left out: DBOS_PYTHON names no interpreter that has it")
    else:
        told.append(Measure("durable: a task beside an edit on DBOS", task / peer, "x", f"{peer:.0f} us", GOAL_OF_DBOS))
    seconds, commits = again(sizes[-1])
    told.append(
        Measure(
            f"durable: {MANY:,} done tasks run again, CPU beyond the plan", seconds * MANY / sizes[-1], "s",
            f"measured at {sizes[-1]:,}, {commits} commits there", GOAL_AGAIN_S,
        )
    )  # fmt: skip
    print(f"{sizes[-1]:>8,} done tasks again: {seconds:.2f} s, {commits} commits")
    if len(sizes) > 1:
        growth = max(us[sizes[-1]] / us[sizes[0]] for us in found.values())
        beside = f"{sizes[0]:,} to {sizes[-1]:,} tasks"
        told.append(Measure("durable: growth of a task", growth, "x", beside, GOAL_GROWTH))
    return tell(told, work=work, floor_us=base, **found, dbos_us=peer)


if __name__ == "__main__":
    sys.exit(main())
