"""What an open attempt means, and what stands in the way of an intent: the whole table, without a database."""

from dataclasses import replace
from decimal import Decimal

import pytest

from engine.plan import RequestTask, Stored, StoredResult, with_reuse
from engine.run import events as e
from engine.run.money.attempt import AttemptState, Meaning, OpenAttempt, meaning_of, outlived
from engine.run.money.standing import objection
from engine.run.money.takeover import taken_over
from engine.values.canonical import canonical_json
from tests.worlds import CHAIN, fan, plan_of

SENDING = OpenAttempt(
    attempt="a", run="r", task="t", fingerprint="f", state=AttemptState.INTENDED, host="h", job=None, accepted=None, why="",
    lives=True,
)  # fmt: skip
DEAD = replace(SENDING, lives=False)
LOST = replace(DEAD, state=AttemptState.DOUBT, why="no answer")
TAKEN = replace(SENDING, state=AttemptState.ACCEPTED, job="j", accepted=3.0, lives=False)
BILLED = replace(TAKEN, state=AttemptState.SUCCEEDED)
INTENT = e.Intended(
    task="t", attempt="b", number=1, fingerprint="f", asked="{}", upstream={}, body="{}", body_digest="b", prompt_class="c",
    account="a", scope="s", host="h", model="m", upper_seconds=Decimal(8), upper_micros=100, currency="CNY", process="p",
    boot="", at=1.0, send_by=2.0,
)  # fmt: skip


@pytest.mark.parametrize(
    ("known", "here", "elsewhere"),
    [
        (SENDING, Meaning.SENDING, Meaning.SENDING),
        (DEAD, Meaning.DOUBT, Meaning.DOUBT),
        (LOST, Meaning.DOUBT, Meaning.DOUBT),
        (TAKEN, Meaning.GOES_ON, Meaning.ELSEWHERE),
        (BILLED, Meaning.GOES_ON, Meaning.ELSEWHERE),
    ],
    ids=["sending", "its sender died", "its answer was lost", "accepted", "billed, not fetched"],
)
def test_what_an_open_attempt_means(known: OpenAttempt, here: Meaning, elsewhere: Meaning) -> None:
    assert (meaning_of(known, "h"), meaning_of(known, "other"), meaning_of(known)) == (here, elsewhere, here)


@pytest.mark.parametrize(
    ("same", "stored", "kind"),
    [
        (None, None, e.Blocked),  # nothing else is in the way: it is the cap
        (None, ("d", "j"), e.Reused),
        (TAKEN, ("d", "j"), e.TakenOver),
        (SENDING, None, e.Blocked),
        (LOST, None, e.DoubtFound),
        (DEAD, ("d", "j"), e.DoubtFound),
        (replace(LOST, state=AttemptState.HELD), None, e.Held),
        (replace(TAKEN, host="other"), None, e.Held),
    ],
)
def test_what_a_task_does_whose_intent_is_refused(
    same: OpenAttempt | None, stored: tuple[str, str] | None, kind: type[e.Event]
) -> None:
    assert type(objection(INTENT, same, stored)) is kind


def result_of(task: RequestTask, digest: str) -> StoredResult:
    return StoredResult(
        fingerprint=task.fingerprint, asked=canonical_json(task.request.asked), output="video", digest=digest,
        facts=next(iter(task.outputs.values())), job="j0", upstream={},
    )  # fmt: skip


def test_a_run_begins_with_what_is_open_but_for_what_is_being_sent() -> None:
    plan = plan_of(fan(3))
    first, second, third = (task.fingerprint for task in plan.requests)
    opened = {first: [TAKEN], second: [SENDING], third: [DEAD], "of another plan": [LOST]}
    found = taken_over(plan, opened, "h", lambda job: False)
    assert found[0] == e.TakenOver(task="s0", attempt="a", job="j", host="h", at=3.0, run="r")
    assert [(type(event), event.task) for event in found[1:]] == [(e.DoubtFound, "s2")]


def test_what_is_open_is_taken_over_if_made_from_the_same_bytes_and_not_before_these_are_known() -> None:
    plan = plan_of(CHAIN)
    first, second = plan.requests
    source = f"{first.fingerprint}/video"
    old = replace(TAKEN, attempt="old", upstream={source: "0" * 64})
    same = replace(TAKEN, attempt="same", upstream={source: "d" * 64})
    opened = {second.fingerprint: [old, same]}
    assert taken_over(plan, opened, "h", lambda job: False) == []
    stored = with_reuse(plan, Stored(1, {first.fingerprint: (result_of(first, "d" * 64),)}))
    assert [event.attempt for event in taken_over(stored, opened, "h", lambda job: False)] == ["same"]
    assert taken_over(stored, {second.fingerprint: [old]}, "h", lambda job: False) == []


@pytest.mark.parametrize(
    ("known", "expected"),
    [(TAKEN, True), (BILLED, True), (replace(TAKEN, host="other"), False), (LOST, False), (SENDING, False)],
)
def test_a_job_made_from_other_bytes_is_finished_where_it_can_be(known: OpenAttempt, expected: bool) -> None:
    other = replace(known, upstream={"f/video": "0" * 64})
    assert outlived([other], {"f/video": "1" * 64}, "h") == ([other] if expected else [])
    assert outlived([other], other.upstream, "h") == []


@pytest.mark.parametrize(
    ("state", "here", "kind"),
    [
        (AttemptState.SUCCEEDED, True, e.Arrived),
        (AttemptState.SUCCEEDED, False, e.TakenOver),
        (AttemptState.ACCEPTED, True, e.TakenOver),
    ],
)
def test_of_a_job_that_is_done_its_bytes_are_all_that_is_needed(
    state: AttemptState, here: bool, kind: type[e.Event]
) -> None:
    plan = plan_of(CHAIN)
    opened = {next(iter(plan.requests)).fingerprint: [replace(TAKEN, state=state)]}
    assert [type(event) for event in taken_over(plan, opened, "h", lambda job: here and job == "j")] == [kind]
