"""The ledger: every job once, what was reserved for it beside what it was billed, and what nobody was to pay."""

from dataclasses import replace
from decimal import Decimal

from engine.run import events as e
from engine.run.marks import OVERRUN
from engine.run.money.attempt import AttemptState as S
from engine.run.money.ledger import ASSUMED, Booked, Ledger, ledger_of

Told = tuple[str, float, e.Event]
CAUSE = e.Cause(code="InternalError")


def started(run: str, currency: str = "CNY") -> Told:
    return run, 1.0, e.RunStarted(
        run=run, name="n", plan_digest="d", service="dashscope-cn", realm="dashscope", account="a", scope="n", cap_micros=None,
        currency=currency, process="p", tasks=("t",), rows=("",),
    )  # fmt: skip


def intended(run: str, attempt: str, upper: int = 2_400_000, currency: str = "CNY") -> Told:
    return run, 2.0, e.Intended(
        task=f"of-{attempt}", attempt=attempt, number=1, fingerprint="f", asked="{}", upstream={}, body="{}", body_digest="b",
        prompt_class="c", account="a", scope="n", host="h", model="m", upper_seconds=Decimal(4), upper_micros=upper,
        currency=currency, process="p", boot="", at=2.0, send_by=7.0,
    )  # fmt: skip


def accepted(run: str, attempt: str, at: float = 3.0) -> Told:
    task, job = f"of-{attempt}", f"job-of-{attempt}"
    return run, at, e.Accepted(task=task, attempt=attempt, job=job, host="h", request_id="q", server_time=None, at=at)


def succeeded(run: str, attempt: str, micros: int = 2_400_000, marks: tuple[str, ...] = ()) -> Told:
    return run, 4.0, e.JobSucceeded(
        task=f"of-{attempt}", attempt=attempt, job=f"job-of-{attempt}", input_seconds=Decimal(2), output_seconds=Decimal(2),
        billed_seconds=Decimal(4), tier="720P", cost_micros=micros, currency="CNY", expires=None, prompt_as_sent=True,
        marks=marks,
    )  # fmt: skip


def booked(attempt: str, state: S, job: str = "", spent: int = 0) -> Booked:
    return Booked(attempt=attempt, state=state, job=job, confirmed="", reserved=0, spent=spent)


def only(ledger: Ledger) -> tuple[str, S, int, int | None, int | None, str]:
    (row,) = ledger.rows
    return row.job, row.state, row.estimated, row.billed, row.difference, row.confirmed


def test_a_job_is_open_until_it_has_ended() -> None:
    told = [started("r"), intended("r", "a"), accepted("r", "a")]
    assert only(ledger_of(told)) == ("job-of-a", S.ACCEPTED, 2_400_000, None, None, "reply")
    assert ledger_of(told).totals[0].open == 2_400_000
    told.append(succeeded("r", "a", 1_800_000))
    assert only(ledger_of(told)) == ("job-of-a", S.SUCCEEDED, 2_400_000, 1_800_000, -600_000, "reply")
    assert (ledger_of(told).totals[0].open, ledger_of(told).totals[0].difference) == (0, -600_000)


def test_a_failed_job_costs_nothing() -> None:
    failed = ("r", 4.0, e.JobFailed(task="of-a", attempt="a", job="job-of-a", cause=CAUSE))
    ledger = ledger_of([started("r"), intended("r", "a"), accepted("r", "a"), failed])
    assert only(ledger) == ("job-of-a", S.FAILED, 2_400_000, 0, -2_400_000, "reply")


def test_what_was_never_accepted_has_no_row() -> None:
    refused = ("r", 3.0, e.Refused(task="of-a", attempt="a", cause=CAUSE, retry=False))
    assert ledger_of([started("r"), intended("r", "a"), refused], [booked("a", S.REFUSED)]).rows == ()


def test_a_job_that_another_run_saw_ending_is_told_once_with_the_run_that_submitted_it() -> None:
    taken = ("s", 5.0, e.TakenOver(task="other", attempt="a", job="job-of-a", host="h", at=5.0, run="r"))
    ended = ("s", *succeeded("s", "a")[1:])
    ledger = ledger_of([started("r"), intended("r", "a"), accepted("r", "a"), started("s"), taken, ended])
    (row,) = ledger.rows
    assert (row.run, row.task, row.at, row.billed) == ("r", "of-a", 3.0, 2_400_000)
    assert ledger.of_run("s").rows == ()
    assert ledger.of_run("r") == ledger


def test_the_evidence_of_an_adopted_job_is_told() -> None:
    found = e.Adopted(task="of-a", attempt="a", job="job-of-a", host="h", at=5.0, grade="evidence")
    (row,) = ledger_of([started("r"), intended("r", "a"), ("s", 5.0, found)]).rows
    assert (row.confirmed, row.at) == ("evidence", 5.0)


def test_an_overrun_is_told_by_its_mark_and_by_the_amounts() -> None:
    for marks in ((), (OVERRUN,)):
        told = [started("r"), intended("r", "a"), accepted("r", "a"), succeeded("r", "a", 3_000_000, marks)]
        (row,) = ledger_of(told).rows
        assert (row.overrun, row.difference) == (True, 600_000)
        assert ledger_of(told).totals[0].overruns == 1


def test_an_orphan_that_only_the_books_know_is_booked_at_its_upper_bound() -> None:
    out = ("r", 4.0, e.RuledOut(task="of-a", attempt="a"))
    books = [booked("a", S.ORPHAN, job="late", spent=2_400_000)]
    ledger = ledger_of([started("r"), intended("r", "a"), out], books)
    assert only(ledger) == ("late", S.ORPHAN, 2_400_000, 2_400_000, 0, "")
    assert ledger.rows[0].orphan
    assert ledger.rows[0].marks == (ASSUMED,)
    assert ledger.totals[0].orphans == 1


def test_an_orphan_that_a_sweep_found_is_told_with_its_bill() -> None:
    out = ("r", 4.0, e.RuledOut(task="of-a", attempt="a"))
    found = e.Orphaned(
        task="of-a", attempt="a", job="late", run="r", billed_seconds=Decimal(4), cost_micros=1_800_000, currency="CNY"
    )
    ledger = ledger_of([started("r"), intended("r", "a"), out, started("s"), ("s", 9.0, found)])
    assert only(ledger) == ("late", S.ORPHAN, 2_400_000, 1_800_000, -600_000, "")
    assert (ledger.rows[0].run, ledger.rows[0].seconds, ledger.totals[0].orphans) == ("r", Decimal(4), 1)


def test_what_a_person_gave_up_is_booked_though_nobody_knows_its_job() -> None:
    ledger = ledger_of([started("r"), intended("r", "a")], [booked("a", S.GIVEN_UP, spent=2_400_000)])
    assert only(ledger) == ("", S.GIVEN_UP, 2_400_000, 2_400_000, 0, "")


def test_what_was_ruled_out_and_has_shown_no_job_has_no_row() -> None:
    assert ledger_of([started("r"), intended("r", "a")], [booked("a", S.RULED_OUT)]).rows == ()


def test_sums_are_by_currency_and_equal_those_of_the_rows() -> None:
    told = [started("r"), intended("r", "a"), accepted("r", "a"), succeeded("r", "a", 1_000_000)]
    told += [started("s", "USD"), intended("s", "b", 700_000, "USD"), accepted("s", "b")]
    told += [intended("r", "c"), accepted("r", "c"), succeeded("r", "c")]
    ledger = ledger_of(told)
    assert [(one.currency, one.jobs, one.estimated, one.billed, one.open, one.seconds) for one in ledger.totals] == [
        ("CNY", 2, 4_800_000, 3_400_000, 0, Decimal(8)),
        ("USD", 1, 700_000, 0, 700_000, Decimal(0)),
    ]
    assert sum(one.jobs for one in ledger.totals) == len(ledger.rows)


def test_the_books_say_where_an_attempt_stands() -> None:
    told = [started("r"), intended("r", "a"), accepted("r", "a"), succeeded("r", "a")]
    held = replace(booked("a", S.HELD, job="job-of-a", spent=2_400_000))
    assert ledger_of(told, [held]).rows[0].state is S.HELD
