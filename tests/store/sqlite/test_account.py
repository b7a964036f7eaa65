"""The account file: one lane for all projects of a user, and nothing of a class while one of it is open."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest

from engine.run.money.account import Mark
from engine.run.money.attempt import Attempt, AttemptState
from engine.run.money.table import Outcome
from engine.run.money.terms import ProtocolTerms
from engine.store.sqlite.account import SqliteAccount, open_account

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


def test_two_projects_never_submit_at_once(user: User) -> None:
    one, two = user.project("one"), user.project("two")
    assert one.enter(attempt("a"), 100, TERMS).outcome is Outcome.LANE_TAKEN
    refused = two.enter(attempt("b", "other", "p2"), 101, TERMS)
    assert (refused.outcome, refused.attempt, refused.project) == (Outcome.LANE_BUSY, "a", "one")
    one.leave("a", as_known("a", AttemptState.ACCEPTED, job="j"))
    assert two.enter(attempt("b", "other", "p2"), 102, TERMS).outcome is Outcome.LANE_TAKEN
    assert two.standing().known == {"j"}


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
