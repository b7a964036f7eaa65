"""Whether a journal may submit: hosts, what it lacks, and what the account shows to one in which nothing stands."""

import pytest

from engine.run.money.account import AccountEntry, Mark
from engine.run.money.opening import Glance, Host, glance, lacked
from engine.run.money.sweep import Ending, Seen

HERE = Host(id="m1", boot="b1", name="here")


@pytest.mark.parametrize(
    ("id", "boot", "same"),
    [
        ("m1", "b1", True),
        ("m1", "b2", True),  # booted since
        ("m2", "b1", True),  # another container of the same system
        ("", "b1", True),
        ("m2", "b2", False),
        ("", "b2", False),  # a container without an id, elsewhere or after a boot: nobody knows
        ("m2", "", False),
        ("m1", "", True),
    ],
)
def test_two_hosts_are_one_if_that_is_sure(id: str, boot: str, same: bool) -> None:
    other = Host(id=id, boot=boot, name="other")
    assert HERE.is_same(other) is same
    assert other.is_same(HERE) is same


def test_where_no_system_says_anything_nobody_is_asked() -> None:
    assert Host(id="", boot="", name="a").is_same(Host(id="", boot="", name="a"))


def entry(mark: Mark, attempt: str = "a") -> AccountEntry:
    return AccountEntry(attempt=attempt, wants="w", prompt_class="p", mark=mark, owner="o", since=1)


@pytest.mark.parametrize(
    ("found", "lacks"),
    [
        (entry(Mark.KNOWN), True),
        (entry(Mark.KNOWN, "entered"), True),
        (entry(Mark.KNOWN, "known"), False),
        (entry(Mark.GRAVE), True),
        (entry(Mark.LANE, "entered"), False),  # it took the lane and died before its intent
        (entry(Mark.SHADOW, "entered"), False),  # the same, and somebody else has taken the lane since
        (entry(Mark.LANE), True),  # another journal was about to send it, or this one before it was put back
        (entry(Mark.SHADOW), True),
        (entry(Mark.SHADOW, "known"), False),
    ],
)
def test_what_a_journal_lacks(found: AccountEntry, lacks: bool) -> None:
    assert lacked([found], {"known"}, {"known", "entered"}) == ((found,) if lacks else ())


MADE = Seen(job="m", created=1, ending=Ending.SUCCEEDED, prompt_class="p")
LIVE = Seen(job="l", created=1, ending=Ending.LIVE)


@pytest.mark.parametrize(
    ("jobs", "shown"),
    [
        ([MADE, LIVE], Glance(("m",), ("l",))),
        (
            [Seen(job="k", created=1, ending=Ending.SUCCEEDED, prompt_class="p")],
            Glance((), ()),
        ),  # another project has it
        ([Seen(job="m", created=1, ending=Ending.SUCCEEDED, prompt_class="q")], Glance((), ())),
        ([Seen(job="m", created=1, ending=Ending.FAILED)], Glance((), ())),
        ([Seen(job="m", created=1, ending=Ending.SUCCEEDED, prompt_class="p", mine=False)], Glance((), ())),
        ([Seen(job="l", created=1, ending=Ending.LIVE, mine=False)], Glance((), ())),
    ],
)
def test_what_the_account_shows_to_a_journal_in_which_nothing_stands(jobs: list[Seen], shown: Glance) -> None:
    assert glance(jobs, {"k"}, {"p"}) == shown
