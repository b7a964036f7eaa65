"""The account file: one lane for all projects of a user, and nothing of a class while one of it is open."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest

from engine.run.money.account import Mark
from engine.run.money.attempt import Attempt, AttemptState, Confirmation
from engine.run.money.opening import JournalBook
from engine.run.money.table import Outcome
from engine.run.money.terms import ProtocolTerms
from engine.store.sqlite.account import SqliteAccount, known_jobs, open_account

TERMS = ProtocolTerms(late=10)


class User:
    """Projects of one user, with whoever is alive in them."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self.folder, self.stack = folder, stack
        self.alive: set[str] = {"p1", "p2"}

    def project(self, name: str, realm: str = "dashscope") -> SqliteAccount:
        account = open_account(
            self.folder / "account.sqlite",
            realm=realm,
            project=name,
            life=lambda process: self.folder / name / process,
            alive=lambda path: path.name in self.alive,
        )
        return self.stack.enter_context(account)


@pytest.fixture
def user(tmp_path: Path) -> Iterator[User]:
    with ExitStack() as stack:
        yield User(tmp_path, stack)


def attempt(name: str, prompt_class: str = "c", owner: str = "p1") -> Attempt:
    return Attempt(id=name, wants=f"w-{name}", prompt_class=prompt_class, upper=1, owner=owner)


def as_known(name: str, state: AttemptState, **more: object) -> Attempt:
    return replace(attempt(name), state=state, **more)


def test_of_two_that_have_read_the_same_only_one_gets_a_job(user: User) -> None:
    one, two = user.project("one"), user.project("two")
    for account, name in ((one, "a"), (two, "b")):
        account.enter(attempt(name, name), 100, TERMS)
        account.leave(name, as_known(name, AttemptState.DOUBT))
    assert [account.standing().taken for account in (one, two)] == [frozenset(), frozenset()]
    assert [one.claim("a", "j"), two.claim("b", "j"), one.claim("a", "j")] == [True, False, True]
    assert two.standing().taken == {"j"}
    two.leave("b", as_known("b", AttemptState.HELD))
    one.leave("a", as_known("a", AttemptState.HELD))  # its journal had decided otherwise meanwhile
    assert two.claim("b", "j")
    two.leave("b", as_known("b", AttemptState.ACCEPTED, job="j"))
    assert one.standing().known == {"j"}


def test_two_projects_never_submit_at_once(user: User) -> None:
    one, two = user.project("one"), user.project("two")
    assert one.enter(attempt("a"), 100, TERMS).outcome is Outcome.LANE_TAKEN
    refused = two.enter(attempt("b", "other", "p2"), 101, TERMS)
    assert (refused.outcome, refused.attempt, refused.project) == (Outcome.LANE_BUSY, "a", "one")
    one.leave("a", as_known("a", AttemptState.ACCEPTED, job="j"))
    assert two.enter(attempt("b", "other", "p2"), 102, TERMS).outcome is Outcome.LANE_TAKEN
    assert two.standing().known == {"j"}


def test_who_rides_out_of_the_lane_leaves_it_with_the_next_transaction(user: User) -> None:
    one, two = user.project("one"), user.project("two")
    one.enter(attempt("a"), 100, TERMS)
    one.ride_out("a", as_known("a", AttemptState.ACCEPTED, job="j"))
    assert two.enter(attempt("b", "other", "p2"), 101, TERMS).outcome is Outcome.LANE_BUSY
    assert one.enter(attempt("c", "another"), 102, TERMS).outcome is Outcome.LANE_TAKEN
    assert two.standing().known == {"j"}
    one.ride_out("c", as_known("c", AttemptState.REFUSED))
    one.flush()
    assert two.enter(attempt("b", "other", "p2"), 103, TERMS).outcome is Outcome.LANE_TAKEN


def test_whoever_reads_here_finds_that_who_rides_has_left_and_others_once_the_process_is_gone(user: User) -> None:
    one, two = user.project("one"), user.project("two")
    one.enter(attempt("a"), 100, TERMS)
    known = as_known("a", AttemptState.ACCEPTED, job="j")
    one.ride_out("a", known)
    assert (one.own_entries(), one.standing().entries, two.standing().known) == ((), (), {"j"})
    one.enter(attempt("b", "other"), 101, TERMS)
    one.ride_out("b", as_known("b", AttemptState.ACCEPTED, job="k"))
    user.alive.discard("p1")  # it dies before that is written: its own project settles it by what its journal knows
    (left,) = user.project("one").own_entries()
    assert (left.attempt, left.mark) == ("b", Mark.LANE)


def test_what_may_be_in_the_way_of_others_never_rides(user: User) -> None:
    one = user.project("one")
    one.enter(attempt("a"), 100, TERMS)
    with pytest.raises(AssertionError):
        one.ride_out("a", as_known("a", AttemptState.DOUBT))


def test_another_realm_has_a_lane_of_its_own(user: User) -> None:
    one, other = user.project("one"), user.project("one", realm="elsewhere")
    assert one.enter(attempt("a"), 100, TERMS).outcome is Outcome.LANE_TAKEN
    assert other.enter(attempt("b"), 100, TERMS).outcome is Outcome.LANE_TAKEN


@pytest.mark.parametrize(
    ("state", "then"),
    [
        (AttemptState.DOUBT, Outcome.SHADOWED),
        (AttemptState.HELD, Outcome.SHADOWED),
        (AttemptState.INTENDED, Outcome.SHADOWED),
        (AttemptState.ACCEPTED, Outcome.LANE_TAKEN),
        (AttemptState.UNSENT, Outcome.LANE_TAKEN),
        (AttemptState.REFUSED, Outcome.LANE_TAKEN),
        (AttemptState.RULED_OUT, Outcome.LANE_TAKEN),
    ],
)
def test_what_an_equal_prompt_waits_for(user: User, state: AttemptState, then: Outcome) -> None:
    one, two = user.project("one"), user.project("two")
    one.enter(attempt("a"), 100, TERMS)
    one.leave("a", as_known("a", state, since=100, until=110, job="j" if state is AttemptState.ACCEPTED else ""))
    assert two.enter(attempt("b", "other"), 101, TERMS).outcome is Outcome.LANE_TAKEN
    two.leave("b", None)
    assert two.enter(attempt("b"), 101, TERMS).outcome is then


def test_the_lane_of_a_dead_process_becomes_a_shadow_that_its_own_project_settles(user: User) -> None:
    one, two = user.project("one"), user.project("two")
    one.enter(attempt("a"), 100, TERMS)
    assert one.own_entries() == ()  # it may still send
    user.alive.discard("p1")
    assert two.enter(attempt("b", "other", "p2"), 105, TERMS).outcome is Outcome.LANE_TAKEN
    (dead,) = one.own_entries()
    assert (dead.attempt, dead.mark, dead.until) == ("a", Mark.SHADOW, 115)
    assert [entry.attempt for entry in two.own_entries()] == []
    one.leave("a", None)  # its journal never knew it: nothing was sent
    assert one.own_entries() == ()


def test_what_was_ruled_out_is_watched_on(user: User) -> None:
    one = user.project("one")
    one.enter(attempt("a"), 100, TERMS)
    one.leave("a", as_known("a", AttemptState.RULED_OUT, since=100, until=110))
    assert [(entry.attempt, entry.mark) for entry in one.own_entries()] == [("a", Mark.GRAVE)]


def test_what_showed_up_of_it_by_evidence_is_taken_and_not_surely_its_own(user: User) -> None:
    one = user.project("one")
    one.enter(attempt("a"), 100, TERMS)
    orphan = replace(as_known("a", AttemptState.ORPHAN, since=100, until=110), job="j", grade=Confirmation.EVIDENCE)
    one.leave("a", orphan)
    standing = user.project("two").standing()
    assert ([entry.mark for entry in standing.entries], standing.known) == ([Mark.GRAVE], frozenset())
    assert standing.taken == {"j"}
    assert known_jobs(user.folder / "account.sqlite", "dashscope") == {"j"}


class Book(JournalBook):
    """A journal that remembers what it was about to send."""

    def __init__(self, name: str, *entered: str) -> None:
        self.named, self.attempts = name, set(entered)

    @property
    def name(self) -> str:
        return self.named

    def enter(self, attempt: str) -> None:
        self.attempts.add(attempt)

    def has_entered(self, attempt: str) -> bool:
        return attempt in self.attempts


def at(user: User, name: str, book: Book) -> SqliteAccount:
    """A project's account, with its journal."""
    account = open_account(
        user.folder / "account.sqlite",
        realm="dashscope",
        project=name,
        life=lambda process: user.folder / name / process,
        alive=lambda path: path.name in user.alive,
        book=book,
    )
    return user.stack.enter_context(account)


def submitted(account: SqliteAccount, name: str, state: AttemptState, **more: object) -> None:
    assert account.enter(attempt(name, name), 100, TERMS).outcome is Outcome.LANE_TAKEN
    account.leave(name, as_known(name, state, prompt_class=name, since=100.0, **more))


@pytest.mark.parametrize(
    ("name", "journal", "suspects"),
    [
        ("one", "j", ["a", "b"]),
        ("one", "k", ["a", "b"]),  # emptied
        ("copy", "j", ["a", "b"]),
        ("other", "k", []),
        ("other", "", []),
    ],
)
def test_what_a_journal_is_held_against(user: User, name: str, journal: str, suspects: list[str]) -> None:
    one = at(user, "one", Book("j"))
    submitted(one, "a", AttemptState.ACCEPTED, job="ja")
    submitted(one, "b", AttemptState.DOUBT, until=110.0)
    assert [entry.attempt for entry in at(user, name, Book(journal)).suspects()] == suspects


def test_what_is_ignored_is_asked_about_no_more_and_shadows_nothing(user: User) -> None:
    submitted(at(user, "one", Book("j")), "b", AttemptState.DOUBT, until=110.0)
    emptied = at(user, "one", Book("k"))
    assert emptied.enter(attempt("n", "b"), 120, TERMS).outcome is Outcome.SHADOWED
    emptied.leave("b", None)  # it does not know it, which says nothing: it is not the journal that made it
    assert emptied.enter(attempt("n", "b"), 120, TERMS).outcome is Outcome.SHADOWED
    emptied.ignore(emptied.suspects(), 130)
    assert emptied.suspects() == ()
    assert [entry.mark for entry in emptied.standing().entries] == [Mark.GRAVE]
    assert emptied.enter(attempt("n", "b"), 131, TERMS).outcome is Outcome.LANE_TAKEN


def test_what_its_own_journal_does_not_know_was_never_intended(user: User) -> None:
    book = Book("j")
    one = at(user, "one", book)
    one.enter(attempt("a"), 100, TERMS)
    assert book.attempts == {"a"}
    user.alive.clear()
    at(user, "one", Book("j", "a")).leave("a", None)
    assert one.standing().entries == ()


def test_an_older_journal_frees_no_lane_of_what_it_may_have_sent(user: User) -> None:
    at(user, "one", Book("j")).enter(attempt("a"), 100, TERMS)
    user.alive.clear()
    older = at(user, "one", Book("j"))
    older.leave("a", None)
    assert [entry.mark for entry in older.standing().entries] == [Mark.SHADOW]


def test_a_lost_file_learns_from_the_journal(user: User) -> None:
    one = at(user, "one", Book("j"))
    one.take_in(
        [
            as_known("a", AttemptState.ACCEPTED, job="ja"),
            as_known("b", AttemptState.INTENDED, prompt_class="open"),
            as_known("c", AttemptState.RULED_OUT, until=50.0),
            as_known("d", AttemptState.FETCHED, job="jd"),
            as_known("e", AttemptState.UNSENT),
        ]
    )
    standing = one.standing()
    assert standing.known == {"ja", "jd"}
    assert {entry.attempt: entry.mark for entry in standing.entries} == {"b": Mark.SHADOW, "c": Mark.GRAVE}
    assert one.enter(attempt("n", "open"), 100, TERMS).outcome is Outcome.SHADOWED
    one.take_in([as_known("b", AttemptState.UNSENT, prompt_class="open")])  # what is there already is left alone
    assert one.enter(attempt("n", "open"), 100, TERMS).outcome is Outcome.SHADOWED


def test_what_a_lane_asks_does_not_grow_with_the_jobs_that_are_known(user: User) -> None:
    """Neither of its questions reads the entries of jobs that somebody surely has, which stay for ever."""
    account = user.project("a")
    asked: list[str] = []
    account._db.set_trace_callback(asked.append)
    account.own_entries()
    account.enter(attempt("t1"), 1.0, ProtocolTerms())
    account._db.set_trace_callback(None)
    questions = [statement for statement in asked if "FROM entries" in statement and "mark <> 'known'" in statement]
    assert len(questions) == 2
    for question in questions:
        (step,) = account._db.execute(f"EXPLAIN QUERY PLAN {question}").fetchall()
        assert "not_known" in step[3], step
