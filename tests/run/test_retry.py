"""Which ends are tried again: each kind of trouble is counted for itself."""

import pytest

from engine.run import events as e
from engine.run.retry import JOB, MEDIA_TRIES, UNKNOWN_TRIES, UNSENT_TRIES, RetryRule, Tried, again, halts, pause_s
from engine.values.reason import because, quoted
from tests.report import runs as r

RULE = RetryRule()
BUSY = e.Refused(task="s0", attempt="t", cause=e.Cause(code="Throttling.RateQuota"), retry=True)
UNKNOWN = e.Refused(task="s0", attempt="t", cause=e.Cause(code="throttled"), retry=True)
UNSENT = e.NotSent(task="s0", attempt="t", reason=quoted("closed"))
MEDIA = e.MediaFailed(task="s0", cause=e.Cause(code="upload-failed"), retry=True)
CLAIMED = e.Blocked(task="s0", by="claim")
FAILED = r.job_failed("s0")


def tried(*events: e.Event) -> Tried:
    found = Tried()
    for event in events:
        found.note(event)
    return found


@pytest.mark.parametrize("last", [UNSENT, MEDIA, UNKNOWN, FAILED], ids=lambda event: type(event).__name__)
def test_trouble_of_another_kind_takes_no_try_away(last: e.Event) -> None:
    others = [event for event in (BUSY, UNSENT, MEDIA, UNKNOWN, CLAIMED) if event is not last]
    counts = tried(*others * 50, last)
    assert counts.of(last) == 1
    assert again(last, rule=RULE, tried=counts)
    assert pause_s(counts.of(last)) == pause_s(1)


@pytest.mark.parametrize(
    ("event", "most"), [(UNSENT, UNSENT_TRIES), (MEDIA, MEDIA_TRIES), (UNKNOWN, UNKNOWN_TRIES), (FAILED, 2)]
)
def test_each_kind_has_its_own_bound(event: e.Event, most: int) -> None:
    assert again(event, rule=RULE, tried=tried(*[event] * (most - 1)))
    assert not again(event, rule=RULE, tried=tried(*[event] * most))


def test_throttling_is_waited_out() -> None:
    assert again(BUSY, rule=RULE, tried=tried(*[BUSY] * 1000))


def test_who_is_accepted_begins_anew_but_failed_jobs_stay_counted() -> None:
    counts = tried(FAILED, UNSENT, BUSY, r.accepted("s0"))
    assert (counts.of(FAILED), counts.of(UNSENT), counts.of(BUSY), dict(counts.counts)) == (1, 0, 0, {JOB: 1})


def test_what_no_try_mends_halts() -> None:
    never = e.NotSent(task="s0", attempt="", reason=because("certificate", why=quoted("expired")), retry=False)
    assert (again(never, rule=RULE, tried=tried(never)), halts(never)) == (False, True)
    link = e.FetchFailed(task="s0", attempt="t", job="j", cause=e.Cause(code="InvalidApiKey", operator=True))
    assert (again(link, rule=RULE, tried=tried(link)), halts(link)) == (False, True)
