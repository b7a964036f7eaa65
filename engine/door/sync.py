"""The door without await: for scripts, and for notebooks over several cells.

`engine.sync.open(folder)` gives a project whose methods wait. A thread of its own with an event loop carries its runs on, whether
anybody waits or not, until the project is closed.
"""

import atexit
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from functools import partial
from os import PathLike
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self, TypeVar, overload

from engine.campaign.selection import RowState
from engine.door import project as waiting
from engine.door.audit import Bills, GarbageReport, HandedReport, HealthReport, ReplayReport, TaskExplanation
from engine.door.compared import ComparedModels
from engine.door.difference import Difference
from engine.door.events import Events
from engine.door.faults import Fault, not_open
from engine.door.loop import LoopThread
from engine.door.models import Models
from engine.door.opening import Lang, open as open_waiting
from engine.door.plan import Plan
from engine.door.project import Inputs, PathText
from engine.door.result import Result
from engine.door.run import Run as WaitingRun
from engine.door.status import RunStatus, RunSummary
from engine.door.tried import TriedTests
from engine.door.turn import CanceledJob, CapChange, DoubtStatus, Resolution
from engine.door.wait import Wait
from engine.report.events import Event
from engine.run.ports import Clock
from engine.settings import Setting

__all__ = ["Project", "Run", "open"]

T = TypeVar("T")


class Call(Protocol):
    """Waits for a coroutine; raises AuthorError `project-not-open` once the project is closed."""

    def __call__(self, coroutine: Callable[[], Awaitable[T]], /) -> T: ...


class Run:
    """A run of an opened project; `for event in run` waits for its events, from the first one on."""

    def __init__(self, run: WaitingRun, call: Call) -> None:
        self._run = run
        self._call = call

    def __repr__(self) -> str:
        return repr(self._run)

    @property
    def id(self) -> str:
        """Its id, as `status` and `events` take it."""
        return self._run.id

    @property
    def plan(self) -> Plan:
        """What it carries out."""
        return self._run.plan

    def __iter__(self) -> Iterator[Event]:
        return _each(self._run.__aiter__(), self._call)

    def result(self) -> Result:
        """Wait for its end and return what it did, also once the project is closed; an interrupt ends only the waiting.

        Raises as `engine.Run.result`.
        """
        return self._run.outcome() if self._run.is_over else self._call(self._run.result)

    def stop(self) -> None:
        """Let it end in order, and wait for that, for 95 seconds at most."""
        if not self._run.is_over:
            self._call(self._run.stop)


class Project:
    """An opened project; every method does what the one of `engine.Project` does, and waits for it.

    It is opened at once, and closed by `close`, at the end of a `with` block, or with the interpreter: its runs end in order.
    """

    def __init__(self, project: waiting.Project) -> None:
        self._loop = LoopThread()
        self._held = self._loop.held(project)
        try:
            self._project = self._held.__enter__()
        except BaseException:
            self._loop.stop()
            raise
        self._open = True
        atexit.register(self.close)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End its runs in order and close it; may be called twice."""
        if not self._open:
            return
        self._open = False
        atexit.unregister(self.close)
        self._held.__exit__(None, None, None)
        self._loop.stop()

    def _call(self, coroutine: Callable[[], Awaitable[T]], /) -> T:
        if not self._open:
            raise not_open(self._project.lang)
        return self._loop.call(coroutine)

    @property
    def folder(self) -> Path:
        """The working folder: where paths start."""
        return self._project.folder

    def check(self, *paths: PathText, inputs: Inputs | None = None) -> tuple[Fault, ...]:
        """Return every mistake of recipes and campaigns."""
        return self._call(partial(self._project.check, *paths, inputs=inputs))

    def test(self, *paths: PathText, only: str = "") -> TriedTests:
        """Hold recipes to the tests that they carry."""
        return self._call(partial(self._project.test, *paths, only=only))

    def plan(
        self, file: PathText, *, inputs: Inputs | None = None, service: str | None = None,
        rows: Iterable[str] | None = None, only: RowState | None = None, canary: int | None = None,
        max_cost: str | None = None,
    ) -> Plan:  # fmt: skip
        """Plan a recipe or a campaign as it is now."""
        plan = partial(
            self._project.plan, file, inputs=inputs, service=service, rows=rows, only=only, canary=canary, max_cost=max_cost
        )  # fmt: skip
        return self._call(plan)

    def diff(
        self, before: PathText, after: PathText | None = None, *, inputs: Inputs | None = None,
        service: str | None = None, rows: Iterable[str] | None = None, canary: int | None = None,
    ) -> Difference:  # fmt: skip
        """Say which requests differ between two files, or two revisions of one."""
        compare = partial(self._project.diff, before, after, inputs=inputs, service=service, rows=rows, canary=canary)
        return self._call(compare)

    def compare(
        self, file: PathText, *models: str, step: str | None = None, inputs: Inputs | None = None, service: str | None = None,
        rows: Iterable[str] | None = None, canary: int | None = None,
    ) -> ComparedModels:  # fmt: skip
        """Say what one step would cost on other models."""
        compare = partial(
            self._project.compare, file, *models, step=step, inputs=inputs, service=service, rows=rows, canary=canary
        )
        return self._call(compare)

    def run(
        self, file: PathText, *, inputs: Inputs | None = None, service: str | None = None,
        rows: Iterable[str] | None = None, only: RowState | None = None, canary: int | None = None,
        shuffle: int | None = None, max_cost: str | None = None, out: PathText | None = None, plan: str | None = None,
        wait: Wait | None = None, take_over: bool = False, ignore_foreign: bool = False,
    ) -> Run:  # fmt: skip
        """Begin to carry a recipe or a campaign out; return once the run stands in the journal."""
        begin = partial(
            self._project.run, file, inputs=inputs, service=service, rows=rows, only=only, canary=canary, shuffle=shuffle,
            max_cost=max_cost, out=out, plan=plan, wait=wait, take_over=take_over, ignore_foreign=ignore_foreign,
        )  # fmt: skip
        return Run(self._call(begin), self._call)

    def resume(
        self, run: str, *, inputs: Inputs | None = None, max_cost: str | None = None, out: PathText | None = None,
        wait: Wait | None = None, take_over: bool = False, ignore_foreign: bool = False,
    ) -> Run:  # fmt: skip
        """Begin to finish what a run planned, whatever its files say now."""
        begin = partial(
            self._project.resume, run, inputs=inputs, max_cost=max_cost, out=out, wait=wait, take_over=take_over,
            ignore_foreign=ignore_foreign,
        )  # fmt: skip
        return Run(self._call(begin), self._call)

    def events(self, run: str, *, after: int = 0) -> Iterator[Event]:
        """Give the events of any run of the project that have greater numbers than `after`, as they come."""
        return _each(self._project.events(run, after=after), self._call)

    @overload
    def status(self) -> tuple[RunSummary, ...]: ...
    @overload
    def status(self, run: str) -> RunStatus: ...
    def status(self, run: str | None = None) -> tuple[RunSummary, ...] | RunStatus:
        """Return the runs of this project, newest first, or the one whose id begins so."""
        if run is None:
            return self._call(self._project.status)
        return self._call(partial(self._project.status, run))

    def ledger(self, run: str | None = None) -> Bills:
        """Return every job that a service accepted, estimated beside billed, of all runs or of the one whose id begins so."""
        return self._call(partial(self._project.ledger, run))

    def explain(self, task: str, *, run: str | None = None) -> TaskExplanation:
        """Say why a task ran or did not run, what was tried, what it cost, and where its result is."""
        return self._call(partial(self._project.explain, task, run=run))

    def doctor(self, *, service: str | None = None) -> HealthReport:
        """Look one by one at all that a run needs; asks only what is free."""
        return self._call(partial(self._project.doctor, service=service))

    def report(self, name: str | None = None, *, out: PathText | None = None, embed: bool = False) -> HandedReport:
        """Write what was made, by a run or by a campaign, as pages to hand over."""
        return self._call(partial(self._project.report, name, out=out, embed=embed))

    def replay(self, manifest: PathText, *, recipe: PathText | None = None) -> ReplayReport:
        """Plan a recorded run again and hold plan, inputs, files and results against its manifest."""
        return self._call(partial(self._project.replay, manifest, recipe=recipe))

    def doubts(self) -> tuple[DoubtStatus, ...]:
        """Return every submit of which nobody knows whether it made a job, with the ways out of each."""
        return self._call(self._project.doubts)

    def resolve(
        self, task: str, *, adopt: str | None = None, resubmit: bool = False, give_up: bool = False, why: str = "",
        who: str | None = None, preview: bool = False,
    ) -> Resolution:  # fmt: skip
        """Decide about a submit in doubt."""
        decide = partial(
            self._project.resolve,
            task,
            adopt=adopt,
            resubmit=resubmit,
            give_up=give_up,
            why=why,
            who=who,
            preview=preview,
        )
        return self._call(decide)

    def cancel(self, name: str | None = None, *, who: str | None = None) -> tuple[CanceledJob, ...]:
        """Cancel the jobs that still wait at their service."""
        return self._call(partial(self._project.cancel, name, who=who))

    def cap(self, name: str, amount: str, *, who: str | None = None) -> CapChange:
        """Set the most that a campaign, a recipe with its inputs, or what a run is of, may cost over all its runs."""
        return self._call(partial(self._project.cap, name, amount, who=who))

    def stop(self, run: str, *, who: str | None = None) -> str:
        """Ask a run, of any process, to end in order, and return its id without waiting for that."""
        return self._call(partial(self._project.stop, run, who=who))

    def keep_going(self, run: str, *, who: str | None = None) -> str:
        """Let a run, of any process, submit again after too much had failed, and return its id."""
        return self._call(partial(self._project.keep_going, run, who=who))

    def gc(self, *, remove: bool = False) -> GarbageReport:
        """Find what no manifest names, no event needs and no open task waits for; with `remove` it is taken away."""
        return self._call(partial(self._project.gc, remove=remove))

    def models(self, name: str | None = None) -> Models:
        """Return the models that steps may use and which services there are, or one model."""
        return self._call(partial(self._project.models, name))


def open(  # noqa: A001 - as `engine.open`
    folder: str | PathLike[str], *, settings: Mapping[str, Setting] | None = None, environ: Mapping[str, str] | None = None,
    api_key: str | None = None, user_state: str | PathLike[str] | None = None, clock: Clock | None = None,
    lang: Lang = "en",
) -> Project:  # fmt: skip
    """Open a project as `engine.open` does."""
    return Project(
        open_waiting(
            folder, settings=settings, environ=environ, api_key=api_key, user_state=user_state, clock=clock, lang=lang
        )
    )


def _each(events: Events, call: Call) -> Iterator[Event]:
    with suppress(StopAsyncIteration):
        while True:
            yield call(events.__anext__)
