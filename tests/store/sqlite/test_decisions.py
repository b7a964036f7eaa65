"""What the journal decides when an intent is recorded: claim, shadow, budget; and what two processes make of one file."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from dataclasses import replace
from decimal import Decimal
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from engine.plan import Stored
from engine.run import events as e
from engine.run.money.attempt import Attempt, AttemptState, Meaning, meaning_of
from engine.run.money.scope import Scope
from engine.store.sqlite import attempts
from engine.store.sqlite.journal import SqliteJournal, open_journal
from engine.store.sqlite.migrations import migrate
from engine.values.media import MediaFacts, MediaKind
from engine.values.reason import quoted

FACTS = MediaFacts(kind=MediaKind.VIDEO)


class World:
    """Processes that share one file; `alive` holds those that have not died."""

    def __init__(self, path: Path, stack: ExitStack) -> None:
        self._path = path
        self._stack = stack
        self._clock = count(1_000)
        self.alive: set[str] = set()

    def process(self, name: str) -> SqliteJournal:
        self.alive.add(name)
        return self._stack.enter_context(
            open_journal(self._path, lambda: float(next(self._clock)), self.alive.__contains__, lambda _: FACTS)
        )

    def run(self, name: str, *, cap: int | None = None, realm: str = "draft:x:", scope: str = "scope") -> SqliteJournal:
        journal = self.process(name)
        journal.record(name, started(name, cap=cap, realm=realm, scope=scope))
        return journal


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with ExitStack() as stack:
        yield World(tmp_path / "journal.sqlite", stack)


def started(run: str, *, cap: int | None, realm: str, scope: str) -> e.RunStarted:
    return e.RunStarted(
        run=run, name="n", plan_digest="p", service="s", realm=realm, account="a", scope=scope, cap_micros=cap,
        currency="CNY", process=run, tasks=("t",), rows=("",),
    )  # fmt: skip


def intent(process: str, attempt: str, **other: Any) -> e.Intended:
    made = e.Intended(
        task="t", attempt=attempt, number=1, fingerprint="f", asked="{}", upstream={}, body="{}", body_digest="b",
        prompt_class="c", account="a", scope="scope", host="h", model="m", upper_seconds=Decimal(8), upper_micros=100,
        currency="CNY", process=process, boot="", at=1.0, send_by=2.0,
    )  # fmt: skip
    return replace(made, **other)


def accepted(attempt: str, job: str = "j") -> e.Accepted:
    return e.Accepted(task="t", attempt=attempt, job=job, host="h", request_id="r", server_time=None, at=3.0)


def doubted(attempt: str) -> e.Doubted:
    return e.Doubted(task="t", attempt=attempt, stage="send_request_body", reason=quoted("no answer"))


def fetched(attempt: str, job: str = "j") -> e.Fetched:
    return e.Fetched(
        task="t", attempt=attempt, job=job, fingerprint="f", output="video", digest="d" * 64, size=1, facts={}
    )


def succeeded(attempt: str, micros: int) -> e.JobSucceeded:
    return e.JobSucceeded(
        task="t", attempt=attempt, job="j", input_seconds=Decimal(4), output_seconds=Decimal(4), billed_seconds=Decimal(8),
        tier="720P", cost_micros=micros, currency="CNY", expires=None, prompt_as_sent=True,
    )  # fmt: skip


def test_one_open_attempt_a_request(world: World) -> None:
    one, two = world.run("one"), world.run("two")
    assert one.intend("one", intent("one", "a1")) is None
    assert two.intend("two", intent("two", "a2")) == e.Blocked(task="t", by="claim", attempt="a1")
    one.record("one", accepted("a1"))
    assert two.intend("two", intent("two", "a2")) == e.TakenOver(
        task="t", attempt="a1", job="j", host="h", at=3.0, run="one"
    )
    one.record("one", succeeded("a1", 90))
    one.record("one", fetched("a1"))
    assert two.intend("two", intent("two", "a2")) == e.Reused(task="t", fingerprint="f", digest="d" * 64, job="j")


Ends = Callable[[World, SqliteJournal], object]
NOTHING_COMES: dict[str, tuple[Ends, type[e.Event], str]] = {
    "its sender died": (lambda world, _: world.alive.discard("one"), e.DoubtFound, "in-doubt"),
    "its answer was lost": (lambda _, one: one.record("one", doubted("a1")), e.DoubtFound, "in-doubt"),
    "its job is at another host": (
        lambda _, one: one.record("one", replace(accepted("a1"), host="elsewhere")), e.Held, "other-host",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("ends", "kind", "code"), NOTHING_COMES.values(), ids=NOTHING_COMES)
def test_who_waits_for_a_claim_is_told_when_nothing_will_come_of_it(
    world: World, ends: Ends, kind: type[e.Event], code: str
) -> None:
    one, two = world.run("one"), world.run("two")
    assert one.intend("one", intent("one", "a1")) is None
    assert isinstance(two.intend("two", intent("two", "a2")), e.Blocked)
    ends(world, one)
    told = two.intend("two", intent("two", "a2"))
    assert isinstance(told, e.Held | e.DoubtFound)
    assert (type(told), told.why.code, told.attempt) == (kind, code, "a1")
    assert two.scope("scope", "draft:x:", "CNY").committed == 100  # the reservation stays


def test_whoever_asks_what_is_open_changes_nothing(world: World) -> None:
    one, two = world.run("one"), world.run("two")
    one.intend("one", intent("one", "a1"))
    assert meaning_of(two.open_attempts()["f"][0]) is Meaning.SENDING
    world.alive.discard("one")
    for _ in range(2):
        assert meaning_of(two.open_attempts()["f"][0]) is Meaning.DOUBT
    assert [type(event) for _, event in two.events("one")] == [e.RunStarted, e.Intended]


@pytest.mark.parametrize("late", [False, True], ids=["accepted first", "doubted first"])
def test_a_doubt_never_undoes_an_acceptance(world: World, late: bool) -> None:
    one, two = world.run("one"), world.run("two")
    one.intend("one", intent("one", "a1"))
    facts = [accepted("a1"), doubted("a1")]
    for event in reversed(facts) if late else facts:
        two.record("one", event)
    known = two.open_attempts()["f"][0]
    assert (known.state, known.job) == ("accepted", "j")


def test_a_result_that_came_while_a_run_began_is_not_bought_again(world: World) -> None:
    # Two plans know of no result; one run stores it before the other has written down that it starts.
    one, two = world.run("one"), world.process("two")
    assert two.results(["f"]) == Stored(0, {})
    one.intend("one", intent("one", "a1"))
    for event in (accepted("a1"), succeeded("a1", 90), fetched("a1")):
        one.record("one", event)
    two.record("two", started("two", cap=None, realm="draft:x:", scope="scope"))
    assert isinstance(two.intend("two", intent("two", "a2")), e.Reused)


ONE, TWO = ({"u/video": digit * 64} for digit in "12")


def test_a_result_from_other_bytes_that_came_while_a_run_began_answers_nothing(world: World) -> None:
    one, two = world.run("one"), world.run("two")
    one.intend("one", intent("one", "a1", upstream=ONE))
    for event in (accepted("a1"), succeeded("a1", 90), fetched("a1")):
        one.record("one", event)
    assert isinstance(two.intend("two", intent("two", "a2", upstream=ONE)), e.Reused)
    assert two.intend("two", intent("two", "a3", upstream=TWO)) is None


def test_a_request_is_open_once_for_the_bytes_that_it_is_made_from(world: World) -> None:
    one, two = world.run("one"), world.run("two")
    one.intend("one", intent("one", "a1", upstream=ONE))
    assert isinstance(two.intend("two", intent("two", "a2", upstream=ONE)), e.Blocked)
    one.record("one", accepted("a1"))
    assert two.intend("two", intent("two", "a2", upstream=TWO)) is None
    two.record("two", accepted("a2", "j2"))
    assert {known.attempt: known.upstream for known in one.open_of("f")} == {"a1": ONE, "a2": TWO}
    for upstream, job in ((ONE, "j"), (TWO, "j2")):
        taken = one.intend("one", intent("one", "a3", upstream=upstream))
        assert isinstance(taken, e.TakenOver)
        assert taken.job == job


def intended(db: sqlite3.Connection, event: e.Intended) -> Attempt:
    """Return the attempt of an intent that nothing was asked about."""
    return attempts.intended(db, event, claimed=False, stored=False, scope=Scope()).attempt


def test_the_file_itself_refuses_a_second_open_attempt_of_the_same_bytes(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "journal.sqlite", isolation_level=None)) as db:
        migrate(db)
        for event in (intent("one", "a1", upstream=ONE), intent("one", "a2", upstream=TWO)):
            attempts.insert(db, "one", "realm", event, intended(db, event), 1)
        third = intent("two", "a3", upstream=ONE)
        with pytest.raises(sqlite3.IntegrityError):
            attempts.insert(db, "two", "realm", third, intended(db, third), 2)


def test_a_result_that_the_plan_knew_and_could_not_use_is_made_anew(world: World) -> None:
    one = world.run("one")
    one.intend("one", intent("one", "a1"))
    for event in (accepted("a1"), succeeded("a1", 90), fetched("a1")):
        one.record("one", event)
    two = world.run("two")
    as_of = two.results(["f"]).as_of  # the plan has seen the result, whose file is gone
    assert two.intend("two", intent("two", "a2", as_of=as_of)) is None


def test_what_a_plan_knows_is_not_what_others_read_meanwhile(world: World) -> None:
    # Two runs and a third plan over one opened journal: the second's plan is older than the result.
    one = world.run("one")
    one.record("two", started("two", cap=None, realm="draft:x:", scope="scope"))
    as_of = one.results(["f"]).as_of
    one.intend("one", intent("one", "a1"))
    for event in (accepted("a1"), succeeded("a1", 90), fetched("a1")):
        one.record("one", event)
    one.results(["f"])
    assert isinstance(one.intend("two", intent("two", "a2", as_of=as_of)), e.Reused)


def test_the_cap_holds_at_every_send(world: World) -> None:
    one = world.run("one", cap=250)
    requests = [intent("one", f"a{n}", fingerprint=f"f{n}", prompt_class=f"c{n}") for n in range(4)]
    assert [one.intend("one", request) for request in requests[:2]] == [None, None]
    assert one.intend("one", requests[2]) == e.Blocked(task="t", by="budget")
    one.record("one", accepted("a0"))
    one.record("one", succeeded("a0", 50))  # less than was reserved
    assert one.intend("one", requests[2]) is None
    assert one.intend("one", requests[3]) == e.Blocked(task="t", by="budget")
    assert one.scope("scope", "draft:x:", "CNY").committed == 250


def test_a_cap_is_that_of_its_own_realm(world: World) -> None:
    # While a run buys, somebody tries the same recipe and inputs on the draft service: the same scope, another realm.
    buying = world.run("buying", cap=150, realm="dashscope")
    assert buying.intend("buying", intent("buying", "a1")) is None
    world.run("trying", realm="draft:x:")
    blocked = buying.intend("buying", intent("buying", "a2", fingerprint="g", prompt_class="other"))
    assert blocked == e.Blocked(task="t", by="budget")


def test_a_job_that_the_account_knows_is_recorded_once(world: World) -> None:
    # An older backup has the intent, and lacks that it was accepted.
    journal = world.run("one")
    assert journal.intend("one", intent("one", "a")) is None
    for job in ("j", "another"):
        journal.learn_job("a", job)
    known = journal.attempt("a")
    assert known is not None
    assert (known.state, known.job) == (AttemptState.ACCEPTED, "j")
    accepted = [event for _, event in journal.events("one") if isinstance(event, e.Accepted)]
    assert [(event.task, event.job) for event in accepted] == [("t", "j")]
    journal.learn_job("unknown", "j")
    assert journal.jobs_of(["a", "unknown"]) == {"a": "j"}


def test_what_was_about_to_be_sent_is_remembered(world: World) -> None:
    journal = world.run("one")
    journal.enter("about")
    journal.enter("about")
    assert journal.intend("one", intent("one", "intended")) is None
    assert world.process("two").entered(["about", "intended", "never"]) == {"about", "intended"}
