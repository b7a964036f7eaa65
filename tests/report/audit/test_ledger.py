"""The ledger on a narrow terminal, and the words for what went wrong."""

import pytest

from engine.phrases.messages import Messages
from engine.report.audit.ledger import ledger_text
from engine.report.width import width_of
from engine.run.money.attempt import AttemptState as S
from engine.run.money.ledger import Ledger, ledger_of
from tests.report.runs import CHINESE, ENGLISH
from tests.run.money.test_ledger import accepted, booked, intended, started, succeeded

TOLD = [started("r"), intended("r", "a"), accepted("r", "a"), succeeded("r", "a"), intended("r", "b")]
LEDGER = ledger_of(TOLD, [booked("b", S.ORPHAN, job="late", spent=2_400_000)])


@pytest.mark.parametrize("messages", [ENGLISH, CHINESE], ids=["en", "zh"])
def test_on_a_narrow_terminal_a_job_takes_a_few_lines(messages: Messages) -> None:
    lines = ledger_text(LEDGER, messages, 60).splitlines()
    shared, stacked, rest = lines[0], lines[1:7], lines[7:]
    assert all(width_of(line) <= 60 for line in (shared, *stacked)), stacked
    wide = ledger_text(LEDGER, messages)
    assert ledger_text(LEDGER, messages, 300) == wide
    assert len(rest) == len(wide.splitlines()) - 4


def test_what_all_jobs_share_is_said_once() -> None:
    head, titles, *_ = ledger_text(LEDGER, ENGLISH).splitlines()
    assert head == "dashscope-cn · m · CNY · r"
    assert titles.split() == ["WHEN", "STATE", "TASK", "ESTIMATED", "BILLED", "DIFFERENCE", "CONFIRMED", "JOB"]
    told = [*TOLD, started("s"), intended("s", "c"), accepted("s", "c")]
    head, titles, *_ = ledger_text(ledger_of(told, [booked("b", S.ORPHAN, job="late", spent=1)]), ENGLISH).splitlines()
    assert head == "dashscope-cn · m · CNY"
    assert "RUN" in titles.split()


def test_an_orphan_is_said_in_words() -> None:
    text = ledger_text(LEDGER, ENGLISH)
    assert "paid twice or late: job late of task of-b, 2.40 CNY booked; no task has its result" in text
    assert text.splitlines()[-1].endswith("difference 0.00 CNY · 1 orphan")


def test_nothing_is_said_of_nothing() -> None:
    assert ledger_text(Ledger(()), ENGLISH).count("\n") == 1
