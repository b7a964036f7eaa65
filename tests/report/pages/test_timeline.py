"""A timeline tells what tasks did, what they waited for and why, from the events that were committed."""

import pytest

from engine.report.pages.chart import BINS, FEW, WIDTH, Tick, chart_of
from engine.report.pages.course import drawn_timeline
from engine.report.pages.timeline import Phase, PhaseStretch, Timeline, shares, timeline_of, waited
from engine.run import events as e
from engine.values.reason import quoted
from tests.report.runs import CAUSE, CHINESE, ENGLISH, accepted, fetched, held, intended, job_failed, succeeded, unsent

A, B = "row/a", "row/b"
START = e.RunStarted(
    run="r", name="n", plan_digest="d", service="s", realm="m", account="a", scope="n", cap_micros=None, currency="CNY",
    process="p", tasks=(A, B), rows=("row",),
)  # fmt: skip
NEEDS = {A: (), B: (A,), "elsewhere": ()}
DOUBTED = e.Doubted(task=A, attempt="t", stage="sent", reason=quoted("the reply was lost"))
ADOPTED = e.Adopted(task=A, attempt="t", job="j", host="h", at=0.0, run="r", grade="list")
WORK = [(10, intended(A)), (10, accepted(A)), (40, succeeded(A)), (42, fetched(A))]
AWAY = e.Away(party="service", since=20.0, next_at=21.0, reason=quoted("no route"))


def told(*events: tuple[float, e.Event], needs: dict[str, tuple[str, ...]] = NEEDS) -> Timeline:
    return timeline_of([(0, START), *events], needs)


@pytest.mark.parametrize(
    ("events", "found"),
    [
        (WORK, [("queue", 0, 10), ("running", 10, 40), ("download", 40, 42)]),
        ([(1, unsent(A)), (5, intended(A))], [("queue", 0, 1), ("pause", 1, 5)]),
        ([(1, unsent(A)), (2, unsent(A)), (5, intended(A))], [("queue", 0, 1), ("pause", 1, 5)]),
        ([(1, e.Blocked(task=A, by="budget")), (9, intended(A))], [("queue", 0, 1), ("budget", 1, 9)]),
        ([(1, e.Blocked(task=A, by="shadow")), (9, intended(A))], [("queue", 0, 1), ("others", 1, 9)]),
        ([(1, intended(A)), (2, DOUBTED), (8, ADOPTED), (9, held(A))], [("queue", 0, 1), ("running", 1, 2), ("doubt", 2, 8), ("running", 8, 9)]),
        ([(1, intended(A)), (2, DOUBTED), (8, e.RuledOut(task=A, attempt="t")), (9, intended(A))], [("queue", 0, 1), ("running", 1, 2), ("doubt", 2, 8), ("queue", 8, 9)]),
        ([(1, intended(A)), (3, job_failed(A))], [("queue", 0, 1), ("running", 1, 3)]),
        ([(1, intended(A)), (4, e.RunEnded(state="interrupted"))], [("queue", 0, 1), ("running", 1, 4)]),
        ([(2, e.Reused(task=A, fingerprint="f", digest="d", job="j"))], [("queue", 0, 2)]),
        ([(2, intended("nobody"))], []),
    ],
    ids=["work", "pause", "two tries", "budget", "equal request", "doubt", "ruled out", "failed for good", "cut off", "reused", "a stranger"],
)  # fmt: skip
def test_what_a_task_does(events: list[tuple[float, e.Event]], found: list[tuple[str, float, float]]) -> None:
    line = told(*events)
    assert [(one.phase.value, one.start, one.end) for one in line.stretches if one.task == A and one.seconds][
        : len(found)
    ] == found
    assert line.end == events[-1][0]


def test_a_task_waits_for_its_turn_only_when_what_it_needs_is_done() -> None:
    line = told(
        *WORK,
        (50, intended(B)),
        (50, accepted(B)),
        (90, succeeded(B)),
        (91, fetched(B)),
        (91, e.RunEnded(state="done")),
    )
    assert [(one.phase.value, one.start) for one in line.stretches if one.task == B] == [
        ("queue", 42),
        ("running", 50),
        ("download", 90),
    ]
    assert (line.state, line.start, line.end) == ("done", 0, 91)


@pytest.mark.parametrize(
    ("events", "found"),
    [
        ([(20, AWAY), (60, e.Back(party="service", since=20.0, until=60.0))], [(20, 60)]),
        ([(20, AWAY), (30, AWAY), (90, e.RunEnded(state="held"))], [(20, 90)]),
        ([(20, e.Halted(cause=CAUSE)), (50, fetched(A))], [(20, 50)]),
        ([(20, e.Halted(task=A, cause=CAUSE))], []),
        ([(20, e.Interrupted(cause="stop", who="ann@host")), (21, e.RunEnded(state="interrupted"))], [(20, 21)]),
        ([(60, e.Back(party="results", since=20.0, until=60.0))], [(20, 60)]),
    ],
    ids=["an outage", "to the end", "the breaker", "one task", "somebody stops it", "only its end was kept"],
)
def test_when_the_whole_run_stands_still(events: list[tuple[float, e.Event]], found: list[tuple[float, float]]) -> None:
    assert [(one.start, one.end) for one in told(*events).standstills] == found


def test_what_was_waited_for_is_told_once_with_its_reason_the_longest_first() -> None:
    line = told(
        (1, unsent(A)),
        (5, unsent(B)),
        (9, intended(A)),
        (9, intended(B)),
        (10, DOUBTED),
        (12, held(A)),
        needs={A: (), B: ()},
    )
    drawn = drawn_timeline(line, ENGLISH)
    assert [(one.phase.value, one.why, one.tasks, one.seconds, one.start, one.end) for one in drawn.waits] == [
        ("pause", "not sent: “the network is down”", 2, 12, 1, 9),
        ("doubt", "“the reply was lost”", 1, 2, 10, 12),
    ]
    assert drawn_timeline(line, CHINESE).waits[0].why.startswith("未发送")
    assert [one.phase for one in drawn.phases] == [Phase.QUEUE, Phase.RUNNING, Phase.PAUSE, Phase.DOUBT]
    assert waited([]) == []


def test_few_tasks_have_lanes_and_many_are_counted() -> None:
    def line(count: int) -> Timeline:
        stretches = tuple(PhaseStretch(f"t{n}", Phase.RUNNING, 100 + n, 110 + n) for n in range(count))
        return Timeline(
            run="r", service="s", state="done", start=100, end=110 + count, stretches=stretches, standstills=()
        )

    few, many = chart_of(line(FEW)), chart_of(line(FEW + 1))
    assert (len(few.lanes), few.most, len(few.bars)) == (FEW, 0, FEW)
    assert (many.lanes, many.most) == ((), 10)
    for chart in (few, many):
        assert all(0 <= bar.x <= WIDTH and 0 <= bar.y <= chart.height for bar in chart.bars)
        assert all(bar.y + bar.height <= chart.height + 0.2 for bar in chart.bars)
        assert 0 < len(chart.ticks) <= 6
    assert chart_of(line(0)).bars == ()


@pytest.mark.parametrize(
    ("x", "edge"), [(0.0, "begin"), (59.0, "begin"), (60.0, ""), (500.0, ""), (940.0, ""), (999.0, "end")]
)
def test_a_moment_near_an_end_of_the_axis_is_not_cut(x: float, edge: str) -> None:
    assert Tick(x, 0.0).edge == edge


def test_the_shares_of_a_run_add_up_to_what_tasks_took() -> None:
    line = told(*WORK, (50, intended(B)), (95, succeeded(B)))
    wide = (line.end - line.start) / BINS
    total = sum(sum(one.values()) for one in shares(line, BINS)) * wide
    assert total == pytest.approx(sum(one.seconds for one in line.stretches))
