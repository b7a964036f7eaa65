"""How a run stands with a party that gives no answer: the table, the pauses, what counts as silence, what is said."""

from itertools import pairwise

import pytest

from engine.run.back_off import BackOff, lasts
from engine.run.outage import Contact, NoAnswer, Notice, Party, Reach, notice_of, silence_of
from engine.run.service import Lease, Refusal, Throttled, Unreachable, Unsent
from engine.values.reason import Reason, because, quoted

WHY = quoted("nobody answers")
QUIET = BackOff()
LASTING = because("no-connection", host="h", why=because("certificate", why=quoted("expired")))


def after(contact: Contact, silences: int, *, why: Reason = WHY, jitter: float = 0.0) -> list[Contact]:
    """How things stand after each of so many silences in a row, each question asked when it was due."""
    found = [contact]
    for _ in range(silences):
        last = found[-1]
        found.append(last.silent(NoAnswer(why), now=max(last.due, 1000.0), jitter=jitter, back_off=QUIET))
    return found[1:]


REACHED = Contact().answered()


def test_who_was_reached_before_is_waited_for_however_long_it_takes() -> None:
    contacts = after(REACHED, 10_000, why=LASTING)
    assert {contact.reach for contact in contacts} == {Reach.AWAY}
    assert {contact.since for contact in contacts} == {1000.0}
    assert contacts[-1].answered() == REACHED


def test_pauses_double_up_to_the_longest() -> None:
    due = [1000.0, *(contact.due for contact in after(REACHED, 9))]
    assert [later - earlier for earlier, later in pairwise(due)] == [1, 2, 4, 8, 16, 32, 60, 60, 60]


def test_the_jitter_only_takes_away() -> None:
    assert QUIET.pause_s(3, 1.0) == 3.0
    assert QUIET.pause_s(3, 0.5) == 3.5


@pytest.mark.parametrize(("asked", "pause"), [(None, 1.0), (0.5, 1.0), (30.0, 30.0), (9999.0, 600.0)])
def test_who_asks_to_be_left_in_peace_is(asked: float | None, pause: float) -> None:
    assert QUIET.pause_s(1, 0.0, asked) == pause


def test_who_never_answered_is_given_up_soon_if_the_trouble_lasts() -> None:
    contacts = after(Contact(), QUIET.lasting_tries, why=LASTING)
    assert [contact.reach for contact in contacts] == [Reach.MISSED] * 3 + [Reach.GIVEN_UP]
    assert contacts[-1].answered().is_given_up


def test_who_never_answered_is_looked_for_a_while() -> None:
    contacts = after(Contact(), 30)
    first = next(contact for contact in contacts if contact.is_given_up)
    (last, *_) = [contact for contact in reversed(contacts) if not contact.is_given_up]
    assert last.due - 1000.0 >= QUIET.first_contact_s
    assert contacts.index(first) == contacts.index(last) + 1
    assert [back_off.is_over(999, 1e9, WHY) for back_off in (QUIET, QUIET.for_storage)] == [True, False]


@pytest.mark.parametrize("answer", [Throttled(), Unreachable(reason=WHY, status=503, storage=True)])
def test_who_only_says_not_now_was_reached(answer: object) -> None:
    silence = silence_of(answer, Party.UPLOADS)
    assert silence is not None
    for before in (Contact(), *after(Contact(), 1), REACHED):
        assert before.silent(silence, now=5.0, jitter=0.0, back_off=QUIET).reach is Reach.AWAY


def test_one_silence_is_no_outage_and_more_are_said_once() -> None:
    contacts = [REACHED, *after(REACHED, 4)]
    contacts.append(contacts[-1].answered())
    assert [notice_of(one, two, QUIET.said) for one, two in pairwise(contacts)] == [
        None, Notice.AWAY, Notice.STILL_AWAY, Notice.STILL_AWAY, Notice.BACK,
    ]  # fmt: skip
    (once,) = after(REACHED, 1)
    assert notice_of(once, once.answered(), QUIET.said) is None


REFUSED = Refusal(status=401, code="InvalidApiKey", message="", request_id="", retry=False, operator=True)
SERVICE, UPLOADS, RESULTS = Party


@pytest.mark.parametrize(
    ("answer", "silent"),
    [
        (Unsent(reason=WHY), {SERVICE, UPLOADS, RESULTS}),
        (Unreachable(reason=WHY), {SERVICE, RESULTS}),
        (Unreachable(reason=WHY, status=503), {SERVICE, RESULTS}),
        (Unreachable(reason=WHY, storage=True), {UPLOADS, RESULTS}),
        (Unreachable(reason=WHY, status=404, answered=True), set()),
        (Unreachable(reason=WHY, status=401, code="InvalidApiKey"), set()),
        (Throttled(), {UPLOADS}),
        (REFUSED, set()),
        (Lease(url="u", expires=1.0), set()),
        (None, set()),
    ],
    ids=["unsent", "nothing", "503", "storage", "404", "401", "throttled", "refused", "lease", "none"],
)
def test_what_is_no_answer_of_whom(answer: object, silent: set[Party]) -> None:
    assert {party for party in Party if silence_of(answer, party)} == silent


@pytest.mark.parametrize(("why", "expected"), [(WHY, False), (LASTING, True), (because("proxy-silent"), True)])
def test_what_no_waiting_mends(why: Reason, *, expected: bool) -> None:
    assert lasts(why) is expected
