"""What a scope has reserved and spent: one row, always the sum over its attempts, found without counting them."""

import shutil
import sqlite3
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, strategies as st

from engine.errors import OperatorError
from engine.run import events as e
from engine.run.money.scope import Scope
from engine.store.sqlite.journal import SqliteJournal, open_journal
from engine.store.sqlite.migrations import migrate
from engine.values.reason import quoted
from tests.store.sqlite.test_decisions import FACTS, accepted, doubted, fetched, intent, started, succeeded

# Written by the version before the running sums, by runs over a scripted service: each run but the reused one is of a scope of its own.
VERSION_1 = Path(__file__).parent / "journals" / "version-1.sqlite"
CNY = 1_000_000
OF_VERSION_1 = {
    ("chain", "dashscope"): Scope(reserved=0, spent=9_600_000, cap=30 * CNY),  # done, then reused
    ("chain", "draft:test-1:"): Scope(reserved=0, spent=0, cap=None),
    ("fan", "dashscope"): Scope(reserved=4_800_000, spent=9_600_000, cap=40 * CNY),  # one reply of three was lost
    ("waiting", "dashscope"): Scope(reserved=4_800_000, spent=0, cap=20 * CNY),  # left while its job went on
    ("refused", "dashscope"): Scope(reserved=0, spent=4_800_000, cap=20 * CNY),
    ("failing", "dashscope"): Scope(reserved=0, spent=0, cap=20 * CNY),
    ("unfetched", "dashscope"): Scope(reserved=0, spent=4_800_000, cap=20 * CNY),
    ("capped", "dashscope"): Scope(reserved=0, spent=4_800_000, cap=5 * CNY),
    ("killed", "dashscope"): Scope(reserved=4_800_000, spent=0, cap=9 * CNY),  # while it was sending
}
STILL_OPEN = ["accepted", "doubt", "intended", "succeeded"]
SUMS = "SELECT scope, realm, currency, SUM(reserved), SUM(spent) FROM attempts GROUP BY scope, realm, currency"
ROWS = "SELECT scope, realm, currency, reserved, spent FROM scopes WHERE reserved + spent > 0"


def journal_on(db: sqlite3.Connection) -> SqliteJournal:
    return SqliteJournal(Path("journal.sqlite"), db, lambda: 1.0, lambda process: True, lambda data: FACTS)


def in_memory() -> sqlite3.Connection:
    db = sqlite3.connect(":memory:", isolation_level=None)
    migrate(db)
    return db


def sums(db: sqlite3.Connection) -> set[tuple[Any, ...]]:
    return {row for row in db.execute(SUMS) if row[3] or row[4]}


def test_a_journal_written_before_is_carried_over(tmp_path: Path) -> None:
    path = Path(shutil.copy(VERSION_1, tmp_path))
    with open_journal(path, lambda: 1.0, lambda process: False, lambda data: FACTS) as journal:
        # What the files said is not known of those: their cap may have come from one.
        known = {key: replace(scope, said=scope.cap) for key, scope in OF_VERSION_1.items()}
        assert {key: journal.scope(*key, "CNY") for key in OF_VERSION_1} == known
        assert sorted(known.state for opened in journal.open_attempts().values() for known in opened) == STILL_OPEN
        assert len([journal.events(run["run"]) for run in journal.runs()]) == 10
        bills = list(journal.bills("", "dashscope", "CNY"))
        assert (sum(bill.micros for bill in bills), sum(bill.seconds for bill in bills)) == (7 * 4_800_000, 7 * 8)
    with closing(sqlite3.connect(path)) as db:
        assert set(db.execute(ROWS)) == sums(db)
        assert [row[2] for row in db.execute("PRAGMA index_info(one_open_attempt)")] == ["fingerprint", "upstream"]


@pytest.mark.parametrize(
    ("said", "ordered", "cap", "holds", "decided"),
    [
        (20, False, 20, 5, True),  # planned before the person decided
        (None, False, 20, 5, True),  # resumed
        (30, False, 30, 30, False),  # the files say something new
        (20, True, 40, 40, False),  # the command says it
        (20, True, 5, 5, True),
    ],
)
def test_a_cap_that_is_set_while_a_run_is_planned_stands_unless_something_newer_is_said(
    said: int | None, ordered: bool, cap: int, holds: int, decided: bool
) -> None:
    with closing(in_memory()) as db:
        journal = journal_on(db)
        first = started("one", cap=20, realm="dashscope", scope="s")
        journal.record("one", replace(first, said_micros=20))
        (scope,) = journal.scopes()
        journal.set_cap(scope, e.CapSet(who="ann", command="cap", cap_micros=5, before_micros=20, currency="CNY"))
        begun = replace(first, run="two", cap_micros=cap, said_micros=said, cap_ordered=ordered)
        journal.record("two", begun)
        now = journal.scope("s", "dashscope", "CNY")
        assert (now.cap, now.decided) == (holds, decided)


SCOPES = [("one", "draft:x:"), ("one", "dashscope"), ("two", "dashscope")]
HAPPENED = {
    "accepted": lambda n, micros: replace(accepted(f"a{n}"), job=f"j{n}"),
    "succeeded": lambda n, micros: succeeded(f"a{n}", micros),
    "fetched": lambda n, micros: fetched(f"a{n}", job=f"j{n}"),
    "doubted": lambda n, micros: doubted(f"a{n}"),
    "unsent": lambda n, micros: e.NotSent(task="t", attempt=f"a{n}", reason=quoted("late")),
    "refused": lambda n, micros: e.Refused(task="t", attempt=f"a{n}", cause=WHY, retry=False),
    "failed": lambda n, micros: e.JobFailed(task="t", attempt=f"a{n}", job=f"j{n}", cause=WHY),
}
WHY = e.Cause(code="c", message="m")
EVENTS = st.tuples(st.sampled_from(["intended", *HAPPENED]), st.integers(0, 5), st.integers(0, 400))


@given(st.lists(EVENTS, max_size=25))
def test_the_row_is_the_sum_whatever_happens(events: list[tuple[str, int, int]]) -> None:
    with closing(in_memory()) as db:
        journal = journal_on(db)
        for number, (scope, realm) in enumerate(SCOPES):
            journal.record(f"r{number}", started(f"r{number}", cap=1_000, realm=realm, scope=scope))
        for kind, n, micros in events:
            run, scope = f"r{n % 3}", SCOPES[n % 3][0]
            if kind == "intended":
                asked = intent(
                    "p", f"a{n}", fingerprint=f"f{n}", prompt_class=f"c{n}", scope=scope, upper_micros=micros
                )
                with suppress(OperatorError):  # an attempt's id is never used twice
                    journal.intend(run, asked)
            elif kind != "fetched" or db.execute("SELECT 1 FROM attempts WHERE attempt = ?", (f"a{n}",)).fetchone():
                journal.record(run, HAPPENED[kind](n, micros))
            assert set(db.execute(ROWS)) == sums(db)
        assert [row[2] for row in db.execute("PRAGMA index_info(one_open_attempt)")] == ["fingerprint", "upstream"]


def test_an_attempt_costs_the_same_in_a_scope_of_ten_and_of_a_thousand() -> None:
    with closing(in_memory()) as db:
        journal = journal_on(db)
        journal.record("r", started("r", cap=1_000_000, realm="dashscope", scope="scope"))
        taken = [steps_of_an_attempt(db, journal, n) for n in range(1_000)]
    assert max(taken[500:]) <= max(taken[:10])


def steps_of_an_attempt(db: sqlite3.Connection, journal: SqliteJournal, n: int) -> int:
    """Count the instructions of SQLite's machine, of which every row that is visited takes some."""
    steps = 0

    def count() -> int:
        nonlocal steps
        steps += 1
        return 0

    db.set_progress_handler(count, 1)
    assert journal.intend("r", intent("r", f"a{n}", fingerprint=f"f{n}", prompt_class=f"c{n}", upper_micros=3)) is None
    for event in (accepted(f"a{n}", f"j{n}"), succeeded(f"a{n}", 2), fetched(f"a{n}", f"j{n}")):
        journal.record("r", event)
    db.set_progress_handler(None, 1)
    return steps


@pytest.mark.parametrize(("first", "second"), [(250, 90), (90, 250)], ids=["lowered", "raised"])
def test_the_cap_of_the_newest_command_holds_for_all_runs(first: int, second: int) -> None:
    with closing(in_memory()) as db:
        old, new = journal_on(db), journal_on(db)
        old.record("old", started("old", cap=first, realm="dashscope", scope="scope"))
        new.record("new", started("new", cap=second, realm="dashscope", scope="scope"))
        blocked = e.Blocked(task="t", by="budget") if second < 100 else None
        assert old.intend("old", intent("old", "a")) == blocked


def test_a_run_goes_on_in_another_process() -> None:
    with closing(in_memory()) as db:
        journal_on(db).record("r", started("r", cap=100, realm="dashscope", scope="scope"))
        assert journal_on(db).intend("r", intent("r", "a1")) is None
        more = intent("r", "a2", fingerprint="g", prompt_class="other")
        assert journal_on(db).intend("r", more) == e.Blocked(task="t", by="budget")
