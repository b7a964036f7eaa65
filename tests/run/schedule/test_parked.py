"""What only a person can let go on waits as long as the run goes on, and is held once nothing else of it does."""

import pytest

from engine.run import commands as c, events as e
from engine.run.schedule.limits import RunLimits
from engine.run.schedule.scheduler import Scheduler
from engine.run.state import TaskState
from engine.values.failure_limit import FailureLimit
from engine.values.reason import because
from tests.report import runs as r
from tests.worlds import CHAIN, fan, plan_of, rows_of

CAP = e.CapSet(who="me@here", command="editchain cap", cap_micros=7, before_micros=1, currency="CNY")
WHY = e.Cause(code="in-doubt")


class Played:
    """A run of which the tests say what happens; what is prepared and published comes by itself."""

    def __init__(self, scheduler: Scheduler) -> None:
        self.scheduler = scheduler
        self.due: list[c.Command] = []
        self.told: list[e.Event] = []
        self.end: c.End | None = None
        self._take(list(scheduler.start()))

    def hear(self, *events: e.Event) -> None:
        for event in events:
            self._take(self.scheduler.on(event))

    def _take(self, commands: list[c.Command]) -> None:
        for command in commands:
            match command:
                case c.Prepare(task=task):
                    self.hear(e.Prepared(task=task, urls={}, expires=0))
                case c.Publish(row=row, output=output, key=key, file=file):
                    self.hear(e.Published(
                        row=row, output=output, key=key, file=file, path="p", digest="d", replaced=False, service="s",
                        draft=True,
                    ))  # fmt: skip
                case c.RecordEvent(event=event):
                    self.told.append(event)
                case c.End():
                    self.end = command
                case _:
                    self.due.append(command)

    def next(self, kind: type[c.Command]) -> str:
        """Return the task of the next command, which is of that kind."""
        command = self.due.pop(0)
        assert isinstance(command, kind), command
        return str(getattr(command, "task", ""))

    def finish(self, task: str) -> None:
        self.hear(r.succeeded(task))
        assert self.next(c.Fetch) == task
        self.hear(r.fetched(task))

    def states(self) -> list[TaskState]:
        return list(self.scheduler.states().values())


def begun(tasks: int = 2) -> Played:
    """Return a run whose first job runs, and that is about to submit the second."""
    run = Played(Scheduler(plan_of(fan(tasks)), RunLimits(running=5)))
    run.hear(r.accepted(run.next(c.Submit)))
    assert run.next(c.Poll)
    return run


def in_doubt(run: Played) -> str:
    """Have the next submit held in doubt."""
    task = run.next(c.Submit)
    run.hear(r.intended(task))
    run.hear(e.Doubted(
        task=task, attempt="t", stage="sent", reason=because("no-answer"), status=None, request_id=None, ended=1, late_s=1
    ))  # fmt: skip
    assert run.next(c.Reconcile) == task
    run.hear(e.Held(task=task, cause="doubt", why=WHY, attempt="t"))
    return task


def first(run: Played) -> str:
    return next(iter(run.scheduler.states()))


def test_another_cap_lets_go_on_what_waits_for_room() -> None:
    run = begun()
    run.hear(r.succeeded(first(run)))
    assert run.next(c.Submit)
    assert run.next(c.Fetch) == first(run)
    waiting = next(name for name in run.scheduler.states() if name != first(run))
    run.hear(e.Blocked(task=waiting, by="budget"))  # asked before the first job gave back what it had reserved
    assert run.next(c.Pause) == waiting
    run.hear(e.Ticked(task=waiting))
    assert run.next(c.Submit) == waiting
    run.hear(e.Blocked(task=waiting, by="budget"))
    assert (run.due, run.told, run.states()[1]) == ([], [], TaskState.PAUSED)
    run.hear(CAP)
    assert run.next(c.Submit) == waiting
    run.hear(e.Blocked(task=waiting, by="budget"), r.fetched(first(run)))
    assert [(type(event), event.task) for event in run.told] == [(e.Held, waiting)]
    assert run.end is not None
    assert (run.end.state, run.states()[1]) == ("held", TaskState.HELD)


def test_what_a_verdict_frees_lets_go_on_what_waits_for_room() -> None:
    run = begun(3)
    doubted = in_doubt(run)
    waiting = run.next(c.Submit)
    run.hear(r.succeeded(first(run)))
    assert run.next(c.Fetch) == first(run)  # which goes on as long as this test
    run.hear(e.Blocked(task=waiting, by="budget"))  # asked before the first job gave back what it had reserved
    assert run.next(c.Pause) == waiting
    run.hear(e.Ticked(task=waiting))
    assert run.next(c.Submit) == waiting
    run.hear(e.Blocked(task=waiting, by="budget"))
    assert run.due == []
    run.hear(e.Adopted(task=doubted, attempt="t", job="found", host="h", at=0, grade="person"))
    assert run.next(c.Poll) == doubted
    run.hear(r.succeeded(doubted))
    assert {type(command) for command in run.due} == {c.Fetch, c.Submit}
    assert waiting in [command.task for command in run.due]


@pytest.mark.parametrize(
    ("verdict", "then", "state"),
    [
        (lambda task: e.Released(task=task, attempt="t", who="me@here"), c.Submit, TaskState.SUBMITTING),
        (
            lambda task: e.Adopted(task=task, attempt="t", job="found", host="h", at=0, grade="person"),
            c.Poll,
            TaskState.RUNNING,
        ),
        (lambda task: e.GivenUp(task=task, attempt="t"), None, TaskState.FAILED),
    ],
)
def test_a_verdict_is_taken_up_while_the_run_goes_on(verdict, then, state) -> None:
    run = begun()
    task = in_doubt(run)
    assert (run.due, run.end) == ([], None)
    run.hear(verdict(task))
    assert run.due == [] if then is None else run.next(then) == task
    assert run.states()[1] is state


def test_a_doubt_that_nobody_decides_is_held_once_nothing_else_goes_on_and_told_once() -> None:
    run = begun()
    in_doubt(run)
    run.finish(first(run))
    assert run.end is not None
    assert (run.end.state, run.states(), run.told) == ("held", [TaskState.DONE, TaskState.HELD], [])


def test_what_an_equal_doubt_keeps_goes_on_with_the_verdict_about_that() -> None:
    run = begun(3)
    task = in_doubt(run)
    equal = run.next(c.Submit)
    run.hear(e.Blocked(task=equal, by="held"))
    assert run.due == []
    run.hear(e.GivenUp(task=task, attempt="t"))
    assert run.next(c.Submit) == equal


def test_what_an_equal_doubt_of_another_run_keeps_goes_on_with_the_verdict_about_that() -> None:
    run = begun(3)
    equal = run.next(c.Submit)
    run.hear(e.Blocked(task=equal, by="held", attempt="of another run"))
    other = run.next(c.Submit)
    assert other != equal
    run.hear(r.accepted(other))
    assert run.next(c.Poll) == other
    assert run.due == []
    run.hear(e.DoubtDecided())
    assert run.next(c.Submit) == equal


def test_what_needs_a_held_one_is_held_with_it_in_the_end() -> None:
    run = Played(Scheduler(plan_of(CHAIN), RunLimits(running=5)))
    in_doubt(run)
    assert run.end is not None
    assert run.states() == [TaskState.HELD, TaskState.HELD]
    assert [(type(event), event.cause) for event in run.told] == [(e.Held, "doubt")]


def test_a_run_that_had_stopped_keeps_going_when_it_is_said() -> None:
    plan = rows_of(fan(1), [f"r{number:02}" for number in range(6)])
    run = Played(Scheduler(plan, RunLimits(running=2, failures=FailureLimit(1))))
    one, two = (run.next(c.Submit), None)
    run.hear(r.accepted(one))
    assert run.next(c.Poll) == one
    two = run.next(c.Submit)
    run.hear(r.accepted(two))
    assert run.next(c.Poll) == two
    run.hear(r.job_failed(one, e.Cause(code="DataInspectionFailed")))
    assert (run.due, [type(event) for event in run.told]) == ([], [e.Halted])
    run.hear(e.KeptGoing(who="me@here"))
    assert run.next(c.Submit)


def test_what_the_operator_has_mended_goes_on_when_it_is_said() -> None:
    run = begun(3)
    refused = run.next(c.Submit)
    arrears = e.Cause(code="Arrearage", operator=True)
    run.hear(e.Refused(task=refused, attempt="t", cause=arrears, retry=False))
    assert (run.due, [type(event) for event in run.told]) == ([], [e.Halted])
    run.hear(e.KeptGoing(who="me@here"))
    assert run.next(c.Submit)
    assert run.end is None
    assert TaskState.PAUSED not in run.states()


def test_what_was_given_back_because_of_a_halt_goes_on_when_it_is_said() -> None:
    run = begun(3)
    waiting = run.next(c.Submit)
    run.hear(e.Halted(cause=e.Cause(code="Arrearage", operator=True)), e.Left(task=waiting))
    assert (run.due, run.end) == ([], None)
    run.hear(e.KeptGoing(who="me@here"))
    other = run.next(c.Submit)
    run.hear(r.accepted(other))
    assert (run.next(c.Poll), run.next(c.Submit)) == (other, waiting)


def test_what_is_given_back_after_the_word_to_keep_going_goes_on_at_once() -> None:
    run = begun(2)
    waiting = run.next(c.Submit)
    run.hear(e.Halted(cause=e.Cause(code="Arrearage", operator=True)), e.KeptGoing(who="me@here"))
    run.hear(e.Left(task=waiting))
    assert run.next(c.Submit) == waiting
