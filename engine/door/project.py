"""An opened project: every use case of the commands, as methods that may be awaited."""

from collections.abc import Callable, Iterable, Mapping
from contextlib import ExitStack
from dataclasses import replace
from functools import partial
from os import PathLike
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, TypeVar, overload

import anyio
from anyio import CapacityLimiter, to_thread

from engine.api.asked import Asked
from engine.api.audit.doctor import examine
from engine.api.context import Context
from engine.api.project import Project as State, open_project, reader_of
from engine.api.runs.order import Order, PreparedRun
from engine.api.runs.running import carry_out
from engine.api.runs.wiring import REAL, Adapters
from engine.api.waits import told_to
from engine.campaign.selection import RowState
from engine.door import auditing, use_cases
from engine.door.arguments import selected, well_typed
from engine.door.at_work import AtWork
from engine.door.audit import Bills, GarbageReport, HandedReport, HealthReport, ReplayReport, TaskExplanation
from engine.door.compared import ComparedModels
from engine.door.difference import Difference
from engine.door.events import POLL_S, Events, Journaled, Outlook
from engine.door.faults import Fault, in_words, not_open
from engine.door.models import Models
from engine.door.plan import Plan, public_plan
from engine.door.result import Result, public_result
from engine.door.run import Run
from engine.door.status import RunStatus, RunSummary
from engine.door.tried import TriedTests
from engine.door.wait import Wait, wait_seconds
from engine.door.waiting import logged
from engine.run.money.opening import Permission
from engine.run.ports import Screen, Stop

if TYPE_CHECKING:
    from anyio.abc import TaskGroup

THREADS = 4
"""So many calls of one project work at the same time; the others wait. Its runs have threads of their own."""
PathText = str | PathLike[str]
Inputs = Mapping[str, Any]
T = TypeVar("T")


class Project(AtWork):
    """A project that is opened by `async with engine.open(folder) as project`, in one task; its methods may be called from any.

    Several projects may be open at the same time, and several runs of one go on at the same time. Leaving ends its runs in
    order: nothing more is submitted, and what is being sent gets its answer, for 95 seconds at most.
    Files and outputs are relative to the project's folder. Every method may raise AuthorError or OperatorError with its words.
    """

    def __init__(self, opening: Callable[[], Context], adapters: Adapters = REAL, lang: str = "en") -> None:
        self._opening = opening
        self.lang = lang  # of messages, also while it is not open
        self._adapters = adapters
        self._runs: set[Run] = set()
        self._shared: State | None = None
        self._undo = ExitStack()
        self._entered = False
        self._group: TaskGroup | None = None

    async def __aenter__(self) -> Self:
        if self._entered:
            raise not_open(self.lang)
        self._entered = True
        self._threads, self._one = CapacityLimiter(THREADS), anyio.Lock()
        self._opened = await to_thread.run_sync(self._opening, limiter=self._threads)
        self._lines = self._adapters.lines(self._opened)
        self._connect = await self._lines.__aenter__()
        self._group = await anyio.create_task_group().__aenter__()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        group, self._group = self._open_group(), None
        with anyio.CancelScope(shield=True):
            async with anyio.create_task_group() as leaving:
                for run in tuple(self._runs):
                    leaving.start_soon(run.stop)
            await self._lines.__aexit__(None, None, None)
            await to_thread.run_sync(self._undo.close, limiter=self._threads)
        # No task is left in the group, and none ever fails: what went wrong in the block leaves as it is, in no group.
        await group.__aexit__(None, None, None)

    @property
    def folder(self) -> Path:
        """The working folder: where paths start."""
        return self._fresh().cwd

    async def check(self, *paths: PathText, inputs: Inputs | None = None) -> tuple[Fault, ...]:
        """Return every mistake of recipes and campaigns, of files or of folders of them; needs no media, network or key.

        With `inputs` the one recipe that is named is rendered for these as well.
        """
        self._take(inputs=inputs)
        return await self._call(partial(use_cases.checked, [self._path(path) for path in paths], inputs))

    async def test(self, *paths: PathText, only: str = "") -> TriedTests:
        """Hold recipes to the tests that they carry; with `only` those whose name contains it."""
        self._take(only=only)
        return await self._call(partial(use_cases.tested, [self._path(path) for path in paths], only))

    async def plan(
        self, file: PathText, *, inputs: Inputs | None = None, service: str | None = None,
        rows: Iterable[str] | None = None, only: RowState | None = None, canary: int | None = None,
        max_cost: str | None = None,
    ) -> Plan:  # fmt: skip
        """Plan a recipe or a campaign as it is now; sends and spends nothing.

        `inputs` are given by name, as in a JSON file of inputs; of a campaign only some `rows` (ids, keys or patterns) may be
        meant, `only` those that "failed" or are "held", or the first `canary` of its table with all their combinations.
        `max_cost` is the cap that `totals.budget` is held against; left out, the campaign's or the settings'. Raises FaultsFound
        with every mistake of the files, the inputs and the media, AuthorError for a cap of another currency.
        """
        self._take(service=service, max_cost=max_cost)
        return await self._call(
            partial(use_cases.planned, self._asked(file, inputs, rows, canary, only), service, max_cost)
        )

    async def diff(
        self, before: PathText, after: PathText | None = None, *, inputs: Inputs | None = None, service: str | None = None,
        rows: Iterable[str] | None = None, canary: int | None = None,
    ) -> Difference:  # fmt: skip
        """Say which requests differ between two files, which tasks would run anew, and at what price.

        Each is a path or `REVISION:PATH`, as git names it; one alone is compared with what it was in the newest commit.
        Raises FaultsFound with the mistakes of either.
        """
        self._take(before=before, after=after, service=service)
        files = [str(file) for file in (before, after) if file is not None]
        return await self._call(partial(use_cases.compared, files, self._asked(before, inputs, rows, canary), service))

    async def compare(
        self, file: PathText, *models: str, step: str | None = None, inputs: Inputs | None = None, service: str | None = None,
        rows: Iterable[str] | None = None, canary: int | None = None,
    ) -> ComparedModels:  # fmt: skip
        """Say what one step would cost on other models, which of their limits it breaks, and what they don't take of it.

        `step` may be left out where one step alone uses a model; what is stored is not counted. Raises FaultsFound with mistakes
        that have nothing to do with models, AuthorError `no-such-model`, `compare-unnamed`, `compare-tool`, `compare-no-step` or
        `compare-which-step`.
        """
        self._take(service=service, step=step)
        for name in models:
            self._take(model=name)
        asked = self._asked(file, inputs, rows, canary)
        return await self._call(partial(use_cases.on_models, asked, models, step, service))

    @overload
    async def status(self) -> tuple[RunSummary, ...]: ...
    @overload
    async def status(self, run: str) -> RunStatus: ...
    async def status(self, run: str | None = None) -> tuple[RunSummary, ...] | RunStatus:
        """Return the runs of this project, newest first, or the one whose id begins so.

        Raises AuthorError `unknown-run` or `ambiguous-run`.
        """
        self._take(run=run)
        if run is None:
            return await self._call(use_cases.runs)
        return await self._call(partial(use_cases.status, run))

    async def ledger(self, run: str | None = None) -> Bills:
        """Return every job that a service accepted, estimated beside billed, of all runs or of the one whose id begins so.

        Raises AuthorError `unknown-run` or `ambiguous-run`.
        """
        self._take(run=run)
        return await self._call(partial(auditing.ledger, run))

    async def explain(self, task: str, *, run: str | None = None) -> TaskExplanation:
        """Say why a task ran or did not run, what was tried, what it cost, and where its result is.

        `task` is its id or the beginning of it; the newest run that has it is meant, or the one whose id begins with `run`.
        Raises AuthorError `unknown-task`, `ambiguous-task`, `no-runs`, `unknown-run` or `ambiguous-run`.
        """
        self._take(task=task, run=run)
        return await self._call(partial(auditing.explain, task, run))

    async def doctor(self, *, service: str | None = None) -> HealthReport:
        """Look one by one at all that a run needs: disk, locks, service, key, clock, storage; asks only what is free.

        Raises AuthorError `unknown-service`; everything else that is wrong is told.
        """
        self._take(service=service)
        context = self._fresh()
        with in_words(context):
            return auditing.health(await examine(context, service), context)

    async def replay(self, manifest: PathText, *, recipe: PathText | None = None) -> ReplayReport:
        """Plan a recorded run again and hold plan, inputs, files and results against its manifest; sends and runs nothing.

        `manifest` is its path, or the id of a run; `recipe` is the file that was planned, if the manifest does not say it or it
        has moved. Raises AuthorError `manifest-missing`, `manifest-unreadable`, `manifest-newer` or `recipe-untold`.
        """
        self._take(manifest=manifest, recipe=recipe)
        file = self.folder / recipe if recipe is not None else None
        return await self._call(partial(auditing.replayed, Path(manifest), file, self._adapters.prove))

    async def report(
        self, name: str | None = None, *, out: PathText | None = None, embed: bool = False
    ) -> HandedReport:
        """Write what a run or a campaign made, by id, name or file, else the last run, as pages or with `embed` as one file."""
        self._take(name=name, out=out, embed=embed)
        return await self._call(partial(auditing.report, name, out, embed))

    async def gc(self, *, remove: bool = False) -> GarbageReport:
        """Find what no manifest names, no event needs and no open task waits for; with `remove` it is taken away.

        While a run is at work in the project, of this process or another, its files are left alone.
        """
        self._take(remove=remove)
        return await self._call(partial(auditing.garbage, remove), abandon=False)

    async def models(self, name: str | None = None) -> Models:
        """Return the models that steps may use and which services there are, or one model; raises AuthorError `no-such-model`."""
        self._take(name=name)
        return await self._call(partial(use_cases.models, name))

    async def run(
        self, file: PathText, *, inputs: Inputs | None = None, service: str | None = None,
        rows: Iterable[str] | None = None, only: RowState | None = None, canary: int | None = None,
        shuffle: int | None = None, max_cost: str | None = None, out: PathText | None = None, plan: str | None = None,
        wait: Wait | None = None, take_over: bool = False, ignore_foreign: bool = False,
    ) -> Run:  # fmt: skip
        """Plan as `plan` does and begin to carry it out; return once the run stands in the journal.

        `max_cost` is what may be spent over all runs of the same, such as "20 CNY"; a service that bills needs it. `out` is the
        folder where results are published; with the seed `shuffle` rows go in another order, always the same; unless `plan`, a
        digest or its beginning, is that of what is planned now, nothing runs; after `wait`, seconds or a timedelta, the run stops
        watching, and its jobs go on. A person decides, and it is journaled: with `take_over` the journal, last used on another
        host, is used here from now on; with `ignore_foreign` the run goes on without jobs of the account that the journal lacks.
        Raises FaultsFound as `plan` does, AuthorError if a file or an argument is wrong, OperatorError if key, cap, service or
        disk are missing, `journal-elsewhere` and `journal-lacks-jobs` where a person must decide so first.
        """
        self._take(service=service, max_cost=max_cost, out=out, plan=plan, shuffle=shuffle)
        self._take(take_over=take_over, ignore_foreign=ignore_foreign)
        context = self._fresh()
        with in_words(context):
            wait_s = wait_seconds(wait)
        order = Order(
            asked=self._asked(file, inputs, rows, canary, only),
            shuffle=shuffle,
            max_cost=max_cost,
            out=self._path(out) if out is not None else None,
            plan_digest=plan,
            wait_s=wait_s,
            allowed=Permission(take_over=take_over, ignore_foreign=ignore_foreign),
        )
        return await self._begun(await self._call(partial(use_cases.prepared, order, service), context), context)

    async def resume(
        self, run: str, *, inputs: Inputs | None = None, max_cost: str | None = None, out: PathText | None = None,
        wait: Wait | None = None, take_over: bool = False, ignore_foreign: bool = False,
    ) -> Run:  # fmt: skip
        """Begin to finish what the run whose id begins so planned, whatever its files say now; else as `run`.

        Nothing is planned again. Files are read where they were; addresses of media are looked for in the table and the recipe,
        or among `inputs`. A medium that is not found, or has other bytes now, holds the tasks that need it.
        Raises AuthorError `unknown-run`, `ambiguous-run`, `plan-not-kept` or `resume-realm`, and OperatorError as `run` does.
        """
        self._take(
            run=run, inputs=inputs, max_cost=max_cost, out=out, take_over=take_over, ignore_foreign=ignore_foreign
        )
        context = self._fresh()
        with in_words(context):
            wait_s = wait_seconds(wait)
        order = Order(
            asked=Asked(file=Path(), values=dict(inputs) if inputs is not None else None),
            max_cost=max_cost,
            out=self._path(out) if out is not None else None,
            wait_s=wait_s,
            allowed=Permission(take_over=take_over, ignore_foreign=ignore_foreign),
        )
        return await self._begun(await self._call(partial(use_cases.resumed, order, run), context), context)

    async def _begun(self, prepared: PreparedRun, context: Context) -> Run:
        """Let a prepared run begin; return once it stands in the journal."""
        state = await self._state()

        async def work(screen: Screen, stop: Stop) -> Result:
            outcome = await carry_out(context, prepared, state, screen, stop, self._connect, self._adapters.prove)
            return await self._call(partial(public_result, outcome), context, abandon=False)

        run = Run(
            public_plan(prepared.ready, prepared.budget, context), context, work, partial(self._journaled, context)
        )
        group = self._open_group()  # it may have been left meanwhile
        self._runs.add(run)
        group.start_soon(self._carry_out, run)
        await run.begun()
        return run

    def events(self, run: str, *, after: int = 0) -> Events:
        """Give the events of any run of the project, of this process or another, that have greater numbers than `after`.

        First those that are recorded come, then the others as they are, until the run has ended or its process is dead.
        Raises AuthorError `unknown-run` when it is read.
        """
        context = self._fresh()
        journaled = self._journaled(context, run)

        async def outlook() -> Outlook:
            return await journaled.is_over(), partial(context.clock.sleep, POLL_S)

        return Events(journaled, outlook, seq=after)

    def _open_group(self) -> "TaskGroup":
        if self._group is None:
            raise not_open(self.lang)
        return self._group

    async def _carry_out(self, run: Run) -> None:
        await run.carry_out()
        self._runs.discard(run)

    async def _state(self) -> State:
        """Return the state of the project, which all its runs share: there is one connection that writes."""
        async with self._one:
            if self._shared is None:
                self._shared = await self._call(self._open_state, abandon=False)
        return self._shared

    def _open_state(self, context: Context) -> State:
        told = told_to(logged(context.messages))
        return self._undo.enter_context(open_project(context.settings.home, context.clock.now, told))

    def _asked(
        self, file: PathText, inputs: Inputs | None, rows: Iterable[str] | None, canary: int | None, only: RowState | None = None
    ) -> Asked:  # fmt: skip
        self._take(file=file, inputs=inputs, rows=rows, canary=canary)
        with in_words(self._fresh()):
            return Asked(file=self._path(file), values=inputs, some=selected(rows, only, canary))

    def _path(self, path: PathText) -> Path:
        self._take(file=path)
        return self.folder / path

    def _take(self, **given: object) -> None:
        """Take arguments of this call; raises AuthorError `argument-type`."""
        with in_words(self._fresh()):
            well_typed(**given)

    def _fresh(self) -> Context:
        """Return the context of one call, with texts of its own; raises AuthorError `project-not-open`."""
        self._open_group()
        return replace(self._opened, texts={})

    def _journaled(self, context: Context, run: str) -> Journaled:
        return Journaled(reader_of(context.settings.home), run, context, self._threads)

    async def _call(
        self, use_case: Callable[[Context], T], context: Context | None = None, *, abandon: bool = True
    ) -> T:
        """Run a blocking use case in a thread; errors come with their words. Who is cancelled leaves it behind."""
        context = context or self._fresh()

        def called() -> T:
            with in_words(context):
                return use_case(context)

        return await to_thread.run_sync(called, abandon_on_cancel=abandon, limiter=self._threads)
