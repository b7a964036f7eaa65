"""Evidence is tried on jobs that are surely ours."""

from decimal import Decimal

import pytest

from engine.run.money.account import AccountEntry, AccountStanding, Belief, Mark
from engine.run.money.calibration import disproved_by_answer, listed_otherwise
from engine.run.money.evidence import strays
from engine.run.money.sweep import TOLERANCE_S, Ending, Seen, is_as_long
from engine.values.media import Span

MEASURED = Span(Decimal(4), Decimal(5))


@pytest.mark.parametrize(
    ("told", "measured", "fits"),
    [
        (Decimal(4), MEASURED, True),
        (Decimal(5) + TOLERANCE_S, MEASURED, True),
        (Decimal(4) - TOLERANCE_S, MEASURED, True),
        (Decimal("5.6"), MEASURED, False),
        (Decimal("3.4"), MEASURED, False),
        (None, MEASURED, True),
        (Decimal(9), None, True),
    ],
)
def test_a_length_speaks_against_a_job_only_if_it_is_another(
    told: Decimal | None, measured: Span | None, fits: bool
) -> None:
    assert is_as_long(told, measured) is fits


@pytest.mark.parametrize(
    ("told", "seconds", "wrong"),
    [
        ("p", Decimal(4), ()),
        (None, None, ()),
        ("q", Decimal(4), (Belief.PROMPT,)),
        ("p", Decimal(8), (Belief.SECONDS,)),
        ("q", Decimal(8), (Belief.PROMPT, Belief.SECONDS)),
    ],
)
def test_what_an_answer_disproves(told: str | None, seconds: Decimal | None, wrong: tuple[Belief, ...]) -> None:
    assert disproved_by_answer("p", told, seconds, MEASURED) == wrong


def seen(job: str, created: float = 15, request: str = "", *, mine: bool = True) -> Seen:
    return Seen(job=job, created=created, ending=Ending.SUCCEEDED, request_id=request, mine=mine)


def test_a_list_that_tells_other_request_ids_disproves_them() -> None:
    jobs = [seen("a", request="ra"), seen("b", request="other"), seen("c", request=""), seen("unknown", request="x")]
    assert listed_otherwise(jobs, {"a": "ra", "b": "rb", "c": "rc"}) == ("b", "c")


def test_a_job_outside_of_all_windows_is_a_strangers() -> None:
    entry = AccountEntry(attempt="e", wants="w", prompt_class="p", mark=Mark.SHADOW, owner="o", since=10, until=20)
    open_end = AccountEntry(attempt="l", wants="w", prompt_class="p", mark=Mark.LANE, owner="o", since=30)
    account = AccountStanding(entries=(entry, open_end), known=frozenset({"known"}))
    jobs = [
        seen("in", 15), seen("before", 9), seen("between", 25), seen("known", 1), seen("other key", 1, mine=False),
        seen("while it is sent", 99),
    ]  # fmt: skip
    assert [stray.job for stray in strays(jobs, account)] == ["before", "between"]
