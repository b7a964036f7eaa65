"""The scheduler decides: one event in, commands out (pure; no clock, no network, no disk).

It holds each task's state by the table in `run.state` and the limits of the account; `run.order` says which goes first. It never
has more than one submit open in the lane of an account.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from heapq import heappop, heappush
from types import MappingProxyType
from typing import Final

from engine.plan.model import OUTSIDE, Action, Outline, Plan
from engine.run import commands as c, events as e
from engine.run.breaker import Breaker
from engine.run.exits import weight
from engine.run.job_times import JobTimes
from engine.run.order import Order, shuffled
from engine.run.publications import Publications
from engine.run.retry import RetryRule, Tried, again, halts, pause_s
from engine.run.state import FINAL, GOOD, TaskState, next_state
from engine.values.failure_limit import FailureLimit
from engine.values.reason import because

OPENED = (TaskState.RUNNING, TaskState.DOUBT)
RESERVING = (TaskState.SUBMITTING, *OPENED)
WAITS_S: Final[Mapping[str, float]] = MappingProxyType({"lane": 0.25, "claim": 1.0, "shadow": 2.0, "account": 5.0})
"""How long a task waits for what somebody else has open, in seconds."""
QUEUED = frozenset({TaskState.READY, TaskState.PREPARED})


@dataclass(frozen=True, slots=True)
class RunLimits:
    """How many jobs may be open at the service at once, and how many requests may be prepared or files made meanwhile.

    `ahead` so many more jobs may wait at the service, so that it is never idle while one is being submitted, until it says 429.
    They are of so many accounts as there are `lanes`; `preparing` is for each of these.
    With the seed `shuffle` the rows of the plan stand in an order that this number decides.
    `failures`: how many rows may fail before nothing more is submitted.
    """

    running: int
    ahead: int = 0
    preparing: int = 3
    lanes: int = 1
    failures: FailureLimit | None = None
    shuffle: int | None = None


@dataclass(slots=True, eq=False)
class _Node:
    task: Outline
    state: TaskState
    tried: Tried = field(default_factory=Tried)
    attempts: int = 0
    attempt: str = ""
    job: str = ""
    cause: e.Cause | None = None
    held: str = ""
    allowed: bool = False  # skipped because a task before it failed that is allowed to

    @property
    def is_over(self) -> bool:
        """Whether it has ended, and not well."""
        return self.state in FINAL and self.state not in GOOD

    @property
    def missed(self) -> bool:
        """Whether it has not come, and is allowed not to: nothing but what reads it is stopped by that."""
        failed = self.state is TaskState.FAILED and self.task.on_error == "skip"
        return failed or (self.state is TaskState.SKIPPED and self.allowed)


@dataclass(slots=True)
class Scheduler:
    """The live state of one run; what one event costs does not grow with the number of tasks."""

    plan: Plan
    limits: RunLimits
    times: JobTimes = field(default_factory=JobTimes)
    _order: Order = field(init=False)
    _nodes: dict[str, _Node] = field(default_factory=dict)
    _counts: Counter[TaskState] = field(default_factory=Counter)
    _queues: dict[TaskState, list[tuple[int, str]]] = field(default_factory=dict)
    _dependants: dict[str, list[str]] = field(default_factory=dict)
    _publications: Publications = field(default_factory=Publications)
    _breaker: Breaker = field(default_factory=Breaker)
    _due: list[c.Command] = field(default_factory=list)
    _stopping: str = ""
    _throttled: bool = False
    _halted: e.Cause | None = None
    _ended: bool = False
    _freed: int = 0  # how many reservations have ended
    _freed_before: int = 0  # and how many of them before the newest submit was begun

    def start(self, taken: Iterable[e.Event] = ()) -> list[c.Command]:
        """Begin: reuse what is stored, take over what is already accepted or in doubt (`taken`), and give the first commands."""
        tasks = [task for task in self.plan.tasks.outlines() if task.action not in OUTSIDE]
        for task in tasks:
            for need in task.needs:
                self._dependants.setdefault(need, []).append(task.id)
        self._order = Order(shuffled(tasks, self.limits.shuffle), self.times, self.limits.running)
        for task in tasks:
            self._nodes[task.id] = _Node(task, TaskState.WAITING)
            self._counts[TaskState.WAITING] += 1
        self._publications = Publications.of(self.plan)
        self._breaker = Breaker.of(self.plan, self._nodes, self.limits.failures)
        self._due += self._publications.begin(self._came)
        commands: list[c.Command] = []
        for task in tasks:
            first = _first_event(task)
            if first is not None:
                commands += [c.RecordEvent(event=first), *self._apply(first)]
        for event in taken:
            commands += [c.RecordEvent(event=event), *self._apply(event)]
        for node in self._nodes.values():
            self._release(node)
        return commands + self._next()

    def on(self, event: e.Event) -> list[c.Command]:
        """Take in one event and return what to do now; after the last one, `End`."""
        return self._apply(event) + self._next()

    def states(self) -> dict[str, TaskState]:
        """The state of every task of the run, in the plan's order; unneeded ones are not part of a run."""
        return {name: node.state for name, node in self._nodes.items()}

    @property
    def ended(self) -> bool:
        return self._ended

    # -- taking in ---------------------------------------------------------------------------------------------------

    def _apply(self, event: e.Event) -> list[c.Command]:
        if isinstance(event, e.Interrupted):
            self._stopping = self._stopping or event.cause
            return []
        if isinstance(
            event, e.Away | e.Back | e.Orphaned | e.EvidenceDisproved | e.JournalTakenOver | e.ForeignIgnored | e.CapSet
        ):
            return []  # whoever asks waits; nothing has become of any task
        if isinstance(event, e.Halted):
            self._halted = self._halted or event.cause
            return []
        if isinstance(event, e.Published | e.PublishFailed):
            self._publications.ended(event)
            return []
        node = self._nodes[event.task]
        return self._move(node, event)

    def _move(self, node: _Node, event: e.Event) -> list[c.Command]:
        self._note(node, event)
        self._throttled = self._throttled or (isinstance(event, e.Refused) and event.retry)
        rule = RetryRule(node.task.attempts, node.task.retry_on)
        retried = again(event, rule=rule, tried=node.tried)
        halted = not retried and halts(event)
        before = node.state
        self._enter(node, next_state(node.state, event, again=retried or halted))
        if node.state is not before:
            self._judge(node, event)
        return self._halt(node) if halted else self._follow(node, before, event)

    def _judge(self, node: _Node, event: e.Event) -> None:
        """Tell the breaker what has ended."""
        if node.state is TaskState.FAILED and not isinstance(event, e.GivenUp):
            self._breaker.failed(node.task.id, event, allowed=node.task.on_error == "skip")
        elif node.state is TaskState.DONE:
            self._breaker.came(node.task.id)
        elif node.state in FINAL:
            self._breaker.over(node.task.id)

    def _enter(self, node: _Node, state: TaskState) -> None:
        """Put a task into a state, and do what follows for those that wait for it."""
        if state is node.state:
            return
        self._counts[node.state] -= 1
        self._counts[state] += 1
        self._freed += node.state in OPENED and state not in OPENED
        node.state = state
        if state in QUEUED:
            self._queue(node)
        if state in FINAL:
            self._due += self._publications.after(node.task.id, self._came)
            for dependant in self._dependants.get(node.task.id, ()):
                self._release(self._nodes[dependant])

    def _queue(self, node: _Node) -> None:
        heappush(self._queues.setdefault(node.state, []), (self._order.place(node.task.id), node.task.id))

    def _begin(self, node: _Node, state: TaskState) -> None:
        """Put a task into a state in which it is prepared; all that waits stands anew if that makes the order another."""
        self._enter(node, state)
        if self._order.begun(node.task):
            waiting = {task for queue in self._queues.values() for _, task in queue}
            self._queues.clear()
            for task in waiting:
                if self._nodes[task].state in QUEUED:
                    self._queue(self._nodes[task])

    def _came(self, task: str) -> bool | None:
        """Tell whether a result is there; False if it will never be and is allowed not to."""
        node = self._nodes[task]
        return True if node.state in GOOD else False if node.missed else None

    @staticmethod
    def _note(node: _Node, event: e.Event) -> None:
        node.tried.note(event)
        match event:
            case e.Intended():
                node.attempt, node.attempts = event.attempt, node.attempts + 1
            case e.Accepted() | e.TakenOver():
                node.job, node.attempt = event.job, event.attempt
            case e.JobFailed() | e.PollRefused() | e.Refused() | e.NotSent() | e.MediaFailed() | e.FetchFailed():
                node.cause = event.cause
            case e.Held():
                node.held, node.cause = event.cause, event.why
            case e.Skipped() | e.GivenUp():
                node.cause = event.cause

    def _follow(self, node: _Node, before: TaskState, event: e.Event) -> list[c.Command]:
        match event, node.state:
            case e.Blocked(by="budget"), _ if not self._reserving(but=node):
                return self._hold(node, "budget", e.Cause(code="over-budget"))
            case e.Blocked(by="held"), _:
                return self._hold(node, "doubt", e.Cause(code="shadowed"))
            case e.Blocked(by=by), _ if by in WAITS_S:
                return [c.Pause(task=node.task.id, seconds=WAITS_S[by])]
            case e.Blocked(), _:
                return [c.Pause(task=node.task.id, seconds=pause_s(node.tried.of(event)))]
            case e.Left(), _:
                return []
            case e.Doubted(), _:
                why = e.Cause.of(because("in-doubt", why=event.reason))
                return [c.Reconcile(task=node.task.id, attempt=event.attempt, why=why, run="")]
            case e.DoubtFound(), _:
                return [c.Reconcile(task=node.task.id, attempt=event.attempt, why=event.why, run=event.run)]
            case _, TaskState.PAUSED:
                after = event.after_s if isinstance(event, e.Refused) else None
                return [c.Pause(task=node.task.id, seconds=pause_s(node.tried.of(event), after))]
            case _, TaskState.RUNNING if before is not TaskState.RUNNING:
                return [c.Poll(task=node.task.id, attempt=node.attempt, job=node.job)]
            case _, TaskState.FETCHING if before is not TaskState.FETCHING:
                return [c.Fetch(task=node.task.id, attempt=node.attempt, job=node.job)]
            case _:
                return []

    def _halt(self, node: _Node) -> list[c.Command]:
        """Submit nothing more; the task waits for another run, and jobs that were accepted are finished."""
        assert node.cause is not None
        self._halted = self._halted or node.cause
        return [c.RecordEvent(event=e.Halted(task=node.task.id, cause=node.cause))]

    def _hold(self, node: _Node, cause: str, why: e.Cause) -> list[c.Command]:
        held = e.Held(task=node.task.id, cause=cause, why=why, attempt=node.attempt)
        return [c.RecordEvent(event=held), *self._move(node, held)]

    def _reserving(self, *, but: _Node) -> bool:
        """Whether a live job's reservation may still shrink, or that of a doubt, or one has while the answer was on its way."""
        others = sum(self._counts[state] for state in RESERVING) > (but.state in RESERVING)
        return others or self._freed > self._freed_before

    # -- deciding ----------------------------------------------------------------------------------------------------

    def _next(self) -> list[c.Command]:
        if self._ended:
            return []
        commands, self._due = [*self._due, *self._trip()], []
        if not self._stopping and self._halted is None:
            commands += self._prepare() + self._submit()
        return commands + self._end()

    def _trip(self) -> list[c.Command]:
        """Submit nothing more once too much has failed; jobs that were accepted are finished."""
        if self._breaker.cause is None or self._halted is not None:
            return []
        self._halted = self._breaker.cause
        return [c.RecordEvent(event=e.Halted(cause=self._halted))]

    def _release(self, node: _Node) -> None:
        """Ready a task that needs nothing more; stop one that can no longer run."""
        if node.state is not TaskState.WAITING:
            return
        read = node.task.reads
        needed = [self._nodes[need] for need in node.task.needs]
        bad = next((n for n in needed if n.is_over and not (n.missed and n.task.id not in read)), None)
        if bad is not None:
            self._stop_after(node, bad)
        elif all(n.state in FINAL for n in needed):
            self._enter(node, TaskState.READY)

    def _stop_after(self, node: _Node, bad: _Node) -> None:
        why = e.Cause.of(because(f"needs-{bad.state.value}", task=bad.task.id))
        event: e.Event
        if bad.state is TaskState.HELD:
            event = e.Held(task=node.task.id, cause=bad.held or "doubt", why=why)
        else:
            node.allowed = bad.missed
            event = e.Skipped(task=node.task.id, cause=why)
        self._due.append(c.RecordEvent(event=event))
        self._due += self._move(node, event)

    def _first(self, state: TaskState) -> _Node | None:
        """Take the best task out of a queue; one that has left the state since is passed over."""
        queue = self._queues.get(state, [])
        while queue:
            node = self._nodes[heappop(queue)[1]]
            if node.state is state:
                return node
        return None

    def _prepare(self) -> list[c.Command]:
        commands: list[c.Command] = []
        while self._busy < self.limits.preparing * self.limits.lanes:
            node = self._first(TaskState.READY)
            if node is None:
                break
            self._begin(node, TaskState.MAKING if node.task.local else TaskState.PREPARING)
            commands.append(c.Make(task=node.task.id) if node.task.local else c.Prepare(task=node.task.id))
        return commands

    @property
    def _busy(self) -> int:
        """How many tasks are on their way to the lane, or being made here."""
        return sum(self._counts[state] for state in (TaskState.PREPARING, TaskState.PREPARED, TaskState.MAKING))

    def _submit(self) -> list[c.Command]:
        commands: list[c.Command] = []
        most = self.limits.running + (0 if self._throttled else self.limits.ahead)
        while (sending := self._counts[TaskState.SUBMITTING]) < self.limits.lanes:
            if sending + self._counts[TaskState.RUNNING] >= most:
                break
            node = self._first(TaskState.PREPARED)
            if node is None:
                break
            self._enter(node, TaskState.SUBMITTING)
            self._freed_before = self._freed
            commands.append(c.Submit(task=node.task.id, number=node.attempts + 1))
        return commands

    def _end(self) -> list[c.Command]:
        if self._publications.underway or self._due or self._busy_until_end:
            return []
        self._ended = True
        return [c.End(state=self._verdict(), cause=self._cause())]

    @property
    def _busy_until_end(self) -> int:
        """How many tasks the run still waits for."""
        if not self._stopping and self._halted is None:
            return self._unfinished
        accepted = 0 if self._stopping else self._counts[TaskState.RUNNING]
        return accepted + self._counts[TaskState.SUBMITTING] + self._counts[TaskState.FETCHING]

    @property
    def _unfinished(self) -> int:
        return len(self._nodes) - sum(self._counts[state] for state in FINAL)

    def _verdict(self) -> str:
        states = {node.state for node in self._counting()}
        if self._stopping == "interrupted":
            return "interrupted"
        if self._stopping and self._unfinished:
            return "held"
        if TaskState.HELD in states and self._breaker.cause is None:
            return "held"
        if self._halted is not None or TaskState.FAILED in states or self._publications.failure is not None:
            return "failed"
        return "done"

    def _counting(self) -> list[_Node]:
        """The tasks whose end counts: a failure that its step allows (`on_error: skip`) does not."""
        return [n for n in self._nodes.values() if not (n.state is TaskState.FAILED and n.task.on_error == "skip")]

    def _cause(self) -> e.Cause | None:
        if self._halted is not None or self._publications.failure is not None:
            return self._halted or self._publications.failure
        ends = (TaskState.HELD, TaskState.FAILED)
        found = [
            (weight(node.cause, held=node.state is TaskState.HELD), node.cause)
            for node in self._counting()
            if node.state in ends and node.cause is not None
        ]
        return min(found, key=lambda one: one[0])[1] if found else None


def _first_event(task: Outline) -> e.Event | None:
    """What the plan itself decided about a task."""
    if task.stored is not None:
        stored = task.stored
        return e.Reused(task=task.id, fingerprint=task.fingerprint, digest=stored.digest, job=stored.job)
    return e.Skipped(task=task.id, cause=e.Cause.of(task.reason)) if task.action is Action.SKIP else None
