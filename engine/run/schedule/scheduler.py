"""The scheduler decides: one event in, commands out (pure; no clock, no network, no disk).

It moves each task's state by the table in `run.state` and keeps to the limits of the account; the order says which goes first. It
never has more than one submit open in the lane of an account. A task is its number in the plan: the board has where all of them
stand, only those in flight are objects, and the names of all others lie in the plan.
"""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from heapq import heapify, heappop, heappush
from types import MappingProxyType
from typing import Final

from engine.plan.model import Plan
from engine.run import commands as c, events as e
from engine.run.exits import weight
from engine.run.job_times import JobTimes
from engine.run.retry import RetryRule, again, halts, pause_s
from engine.run.schedule.board import Board
from engine.run.schedule.breaker import Breaker
from engine.run.schedule.decided import decided
from engine.run.schedule.flight import Flight
from engine.run.schedule.limits import RunLimits
from engine.run.schedule.order import Order, shuffled
from engine.run.schedule.parked import Parked, Permit
from engine.run.schedule.publications import Publications
from engine.run.state import FINAL, TaskState, next_state
from engine.values.reason import because

OPENED = (TaskState.RUNNING, TaskState.DOUBT)
RESERVING = (TaskState.SUBMITTING, *OPENED)
WAITS_S: Final[Mapping[str, float]] = MappingProxyType({"lane": 0.25, "claim": 1.0, "shadow": 2.0, "account": 5.0})
"""How long a task waits for what somebody else has open, in seconds."""
_NUMBER: Final = (1 << 32) - 1
QUEUED = frozenset({TaskState.READY, TaskState.PREPARED})


@dataclass(slots=True)
class Scheduler:
    """The live state of one run; what one event costs does not grow with the number of tasks."""

    plan: Plan
    limits: RunLimits
    times: JobTimes = field(default_factory=JobTimes)
    ended: bool = False
    _board: Board = field(init=False)
    _order: Order = field(init=False)
    _publications: Publications = field(init=False)
    _breaker: Breaker = field(init=False)
    _flights: dict[str, Flight] = field(default_factory=dict)
    _queues: dict[TaskState, list[int]] = field(default_factory=lambda: {state: [] for state in QUEUED})
    _parked: Parked = field(default_factory=Parked)
    _ended_now: deque[int] = field(default_factory=deque)
    _due: list[c.Command] = field(default_factory=list)
    _worst: tuple[tuple[int, int], e.Cause] | None = None  # its weight and number, and why
    _stopping: str = ""
    _closing: bool = False  # nothing but what is held is left
    _throttled: bool = False
    _halted: e.Cause | None = None
    _freed: int = 0  # how many reservations have ended
    _freed_before: int = 0  # and how many of them before the newest submit was begun

    def __post_init__(self) -> None:
        graph = self.plan.tasks.graph()
        self._board = Board(graph)
        seed, tasks = self.limits.shuffle, self.plan.tasks
        in_order = range(len(tasks)) if seed is None else shuffled([one.row for one in tasks.outlines()], seed)
        self._order = Order(graph, self.times, self.limits.running, in_order)
        self._publications = Publications.of(self.plan, graph)
        self._breaker = Breaker.of(self.plan.rows, graph, self.limits.failures)

    def start(self, taken: Iterable[e.Event] = ()) -> Iterator[c.Command]:
        """Begin: reuse what is stored, take over what is already accepted or in doubt (`taken`), and give the first commands.

        They are given one after the other, so that they need not be held at once; all come before the first event is heard.
        """
        self._publications.begin(self._board.came)
        for number, one in enumerate(self.plan.tasks.outlines()):
            if (first := decided(one)) is not None:
                yield c.RecordEvent(event=first)
                self._decide(number, first)
                yield from self._publications.due()
        for event in taken:
            yield c.RecordEvent(event=event)
            yield from self._apply(event)
        self._ended_now.clear()  # all are looked at now
        for task in self._board.tasks():
            self._release(task)
        yield from self._next()

    def _decide(self, number: int, event: e.Event) -> None:
        """Put a task whose end was known before the run into its state: it never flies."""
        self._board.put(number, next_state(self._board.state(number), event, again=False))
        self._breaker.over(number)
        self._publications.after(number, self._board.came)

    def on(self, event: e.Event) -> list[c.Command]:
        """Take in one event and return what to do now; after the last one, `End`."""
        return self._apply(event) + self._next()

    def states(self) -> dict[str, TaskState]:
        """The state of every task of the run, in the plan's order; unneeded ones are not part of a run."""
        names = self.plan.tasks.ids()
        return {names[task]: self._board.state(task) for task in self._board.tasks()}

    def read_to_the_end(self, name: str) -> list[str]:
        """Return the ids of those tasks, of one and of all that it is made from, whose results no task will read any more."""
        tasks, task = self.plan.tasks, self._number(name)
        return [tasks.id_of(one) for one in (task, *self._board.graph.made_from(task)) if self._board.is_read(one)]

    @property
    def submits(self) -> bool:
        """Whether anything new is begun: the run neither leaves nor has halted."""
        return not self._stopping and self._halted is None

    # -- taking in ---------------------------------------------------------------------------------------------------

    def _apply(self, event: e.Event) -> list[c.Command]:
        if isinstance(event, e.Interrupted):
            self._stopping = self._stopping or event.cause
            return []
        if isinstance(
            event, e.Away | e.Back | e.Orphaned | e.EvidenceDisproved | e.JournalTakenOver | e.ForeignIgnored
        ):
            return []  # whoever asks waits; nothing has become of any task
        if isinstance(event, e.CapSet | e.DoubtDecided):
            return self._go_on(Permit.CAP if isinstance(event, e.CapSet) else Permit.EQUAL)
        if isinstance(event, e.KeptGoing):
            self._halted = None
            self._breaker.keep_going()
            return self._go_on(Permit.WORD)
        if isinstance(event, e.Halted):
            self._halted = self._halted or event.cause
            return []
        if isinstance(event, e.Published | e.PublishFailed):
            self._publications.ended(event)
            return []
        return self._move(self._flight(event.task), event)

    def _flight(self, name: str) -> Flight:
        """Return the task of that id as an object."""
        return self._flights.get(name) or self._fly(self._number(name), name)

    def _number(self, name: str) -> int:
        number = self.plan.tasks.number_of(name)
        assert number is not None, f"{name} is no task of this plan"
        return number

    def _fly(self, number: int, name: str) -> Flight:
        found = self._flights[name] = Flight(number, name, self._board.kind(number))
        return found

    def _move(self, task: Flight, event: e.Event) -> list[c.Command]:
        task.note(event)
        self._throttled = self._throttled or (isinstance(event, e.Refused) and event.retry)
        retried = again(event, rule=RetryRule(task.kind.attempts, task.kind.retry_on), tried=task.tried)
        halted = not retried and halts(event)
        before = self._board.state(task.number)
        now = next_state(before, event, again=retried or halted)
        if isinstance(event, e.Held):
            self._board.hold(task.number, event.cause)
            if event.cause == "doubt" and event.attempt and not self._closing:
                now = TaskState.DOUBT  # a verdict may come while the run goes on
                self._parked.put(task.id, Permit.VERDICT, task.attempt, event)
        freed = self._freed
        self._enter(task, now)
        if now is not before:
            self._judge(task, now, event)
        follows = self._halt(task) if halted else self._follow(task, before, now, event)
        return follows + self._go_on(Permit.CAP) if self._freed > freed else follows

    def _judge(self, task: Flight, state: TaskState, event: e.Event) -> None:
        """Tell the breaker what has ended."""
        if state is TaskState.FAILED and not isinstance(event, e.GivenUp):
            self._breaker.failed(task.number, event, allowed=self._board.may_fail(task.number))
        elif state is TaskState.DONE:
            self._breaker.came(task.number)
        elif state in FINAL:
            self._breaker.over(task.number)

    def _enter(self, task: Flight, state: TaskState) -> None:
        """Put a task into a state, and take note of what follows for those that wait for it."""
        before = self._board.state(task.number)
        if state is before:
            return
        self._freed += before in OPENED and state not in OPENED
        self._board.put(task.number, state)
        if state in QUEUED:
            self._queue(state, task.number)
        if state in FINAL:
            del self._flights[task.id]
            self._weigh(task, state)
            self._ended_now.append(task.number)
            self._publications.after(task.number, self._board.came)

    def _weigh(self, task: Flight, state: TaskState) -> None:
        """Keep the gravest of the causes of what ended badly: of a failure that its step allows none is kept."""
        counts = state is TaskState.HELD or (state is TaskState.FAILED and not self._board.may_fail(task.number))
        if counts and task.cause is not None:
            found = (weight(task.cause, held=state is TaskState.HELD), task.number), task.cause
            self._worst = found if self._worst is None else min(found, self._worst, key=lambda one: one[0])

    def _queue(self, state: TaskState, task: int) -> None:
        heappush(self._queues[state], self._order.rank(task) << 32 | task)

    def _begin(self, task: Flight, state: TaskState) -> None:
        """Put a task into a state in which it is prepared; all that waits stands anew if that makes the order another."""
        self._enter(task, state)
        if self._order.begun(task.number):
            for queue in self._queues.values():
                queue[:] = [self._order.rank(one) << 32 | one for one in (each & _NUMBER for each in queue)]
                heapify(queue)

    def _follow(self, task: Flight, before: TaskState, now: TaskState, event: e.Event) -> list[c.Command]:
        match event, now:
            case e.Blocked(by="budget"), _ if not self._reserving(but=now):
                self._parked.put(task.id, Permit.CAP, task.attempt)
                return []
            case e.Blocked(by="held"), _:
                self._parked.put(task.id, Permit.EQUAL, task.attempt)
                return []
            case e.Released() | e.Adopted() | e.GivenUp(), _:
                self._parked.leave(task.id)
                polls = [c.Poll(task=task.id, attempt=task.attempt, job=task.job)] if now is TaskState.RUNNING else []
                return [*polls, *self._go_on(Permit.EQUAL)]
            case e.Blocked(by=by), _ if by in WAITS_S:
                return [c.Pause(task=task.id, seconds=WAITS_S[by])]
            case e.Blocked(), _:
                return [c.Pause(task=task.id, seconds=pause_s(task.tried.of(event)))]
            case e.Left(), _:
                return self._left(task)
            case e.Doubted(), _:
                why = e.Cause.of(because("in-doubt", why=event.reason))
                return [c.Reconcile(task=task.id, attempt=event.attempt, why=why, run="")]
            case e.DoubtFound(), _:
                return [c.Reconcile(task=task.id, attempt=event.attempt, why=event.why, run=event.run)]
            case _, TaskState.PAUSED:
                after = event.after_s if isinstance(event, e.Refused) else None
                return [c.Pause(task=task.id, seconds=pause_s(task.tried.of(event), after))]
            case _, TaskState.RUNNING if before is not TaskState.RUNNING:
                return [c.Poll(task=task.id, attempt=task.attempt, job=task.job)]
            case _, TaskState.FETCHING if before is not TaskState.FETCHING:
                return [c.Fetch(task=task.id, attempt=task.attempt, job=task.job)]
            case _:
                return []

    def _halt(self, task: Flight) -> list[c.Command]:
        """Submit nothing more; the task waits for another run, and jobs that were accepted are finished."""
        assert task.cause is not None
        self._halted = self._halted or task.cause
        self._parked.put(task.id, Permit.WORD)
        return [c.RecordEvent(event=e.Halted(task=task.id, cause=task.cause))]

    def _left(self, task: Flight) -> list[c.Command]:
        """Let a task that was given back wait for what the run waits for, or begin anew if that has come meanwhile."""
        if self.submits:
            return self._move(task, e.Ticked(task=task.id))
        if not self._stopping:
            self._parked.put(task.id, Permit.WORD)
        return []

    def _go_on(self, permit: Permit) -> list[c.Command]:
        """Let go on what was parked for something that has come."""
        return [
            command
            for task in self._parked.take(permit)
            for command in self._move(self._flight(task), e.Ticked(task=task))
        ]

    def _reserving(self, *, but: TaskState) -> bool:
        """Whether a live job's reservation may still shrink, or that of a doubt, or one has while the answer was on its way.

        One in the state `but` is that of the task which asks.
        """
        others = sum(self._board.counts[state] for state in RESERVING) - self._parked.doubts() > (but in RESERVING)
        return others or self._freed > self._freed_before

    # -- deciding ----------------------------------------------------------------------------------------------------

    def _next(self) -> list[c.Command]:
        if self.ended:
            return []
        while self._ended_now:
            for dependant in self._board.dependants(self._ended_now.popleft()):
                self._release(dependant)
        commands, self._due = [*self._due, *self._publications.due(), *self._trip()], []
        if self.submits:
            commands += self._prepare() + self._submit()
        return commands + self._end()

    def _trip(self) -> list[c.Command]:
        """Submit nothing more once too much has failed; jobs that were accepted are finished."""
        if self._breaker.cause is None or self._halted is not None:
            return []
        self._halted = self._breaker.cause
        return [c.RecordEvent(event=e.Halted(cause=self._halted))]

    def _release(self, task: int) -> None:
        """Ready a task that needs nothing more; stop one that can no longer run."""
        if self._board.state(task) is not TaskState.WAITING:
            return
        obstacle = self._board.obstacle(task)
        if obstacle is not None:
            self._stop_after(task, obstacle)
        elif self._board.is_ready(task):
            self._board.put(task, TaskState.READY)
            self._queue(TaskState.READY, task)

    def _stop_after(self, task: int, obstacle: int) -> None:
        name, other = self.plan.tasks.id_of(task), self.plan.tasks.id_of(obstacle)
        state = self._board.state(obstacle)
        why = e.Cause.of(because(f"needs-{state.value}", task=other))
        event: e.Event
        if state is TaskState.HELD:
            event = e.Held(task=name, cause=self._board.held(obstacle), why=why)
        else:
            self._board.skip_after(task, obstacle)
            event = e.Skipped(task=name, cause=why)
        self._due.append(c.RecordEvent(event=event))
        self._due += self._move(self._flight(name), event)

    def _first(self, state: TaskState) -> Flight | None:
        """Take the best task out of a queue; one that has left the state since is passed over."""
        queue = self._queues[state]
        while queue:
            task = heappop(queue) & _NUMBER
            if self._board.state(task) is state:
                return self._flight(self.plan.tasks.id_of(task))
        return None

    def _prepare(self) -> list[c.Command]:
        commands: list[c.Command] = []
        while self._busy < self.limits.preparing * self.limits.lanes:
            task = self._first(TaskState.READY)
            if task is None:
                break
            self._begin(task, TaskState.MAKING if task.kind.local else TaskState.PREPARING)
            commands.append(c.Make(task=task.id) if task.kind.local else c.Prepare(task=task.id))
        return commands

    @property
    def _busy(self) -> int:
        """How many tasks are on their way to the lane, or being made here."""
        return sum(self._board.counts[state] for state in (TaskState.PREPARING, TaskState.PREPARED, TaskState.MAKING))

    def _submit(self) -> list[c.Command]:
        commands: list[c.Command] = []
        most = self.limits.running + (0 if self._throttled else self.limits.ahead)
        while (sending := self._board.counts[TaskState.SUBMITTING]) < self.limits.lanes:
            if sending + self._board.counts[TaskState.RUNNING] >= most:
                break
            task = self._first(TaskState.PREPARED)
            if task is None:
                break
            self._enter(task, TaskState.SUBMITTING)
            self._freed_before = self._freed
            commands.append(c.Submit(task=task.id, number=task.attempts + 1))
        return commands

    def _end(self) -> list[c.Command]:
        if self._publications.underway or self._due or self._busy_until_end:
            return []
        if not self._closing:
            self._closing = True
            held = [self._held(event, told=told) for event, told in self._parked.close()]
            return [command for commands in held for command in commands] + self._next()
        self.ended = True
        return [c.End(state=self._verdict(), cause=self._cause())]

    def _held(self, event: e.Held, *, told: bool) -> list[c.Command]:
        return [*([] if told else [c.RecordEvent(event=event)]), *self._move(self._flight(event.task), event)]

    @property
    def _busy_until_end(self) -> int:
        """How many tasks the run still waits for: not for those that only a person lets go on, and what waits for these."""
        counts = self._board.counts
        if self.submits:
            return self._unfinished - (len(self._parked) + counts[TaskState.WAITING] if self._parked else 0)
        accepted = 0 if self._stopping else counts[TaskState.RUNNING]
        return accepted + counts[TaskState.SUBMITTING] + counts[TaskState.FETCHING]

    @property
    def _unfinished(self) -> int:
        counts = self._board.counts
        return sum(counts.values()) - sum(counts[state] for state in FINAL)

    def _verdict(self) -> str:
        if self._stopping == "interrupted":
            return "interrupted"
        if self._stopping and self._unfinished:
            return "held"
        if self._board.counts[TaskState.HELD] and self._breaker.cause is None:
            return "held"
        if self._halted is not None or self._board.failures or self._publications.failure is not None:
            return "failed"
        return "done"

    def _cause(self) -> e.Cause | None:
        return self._halted or self._publications.failure or (self._worst[1] if self._worst is not None else None)
