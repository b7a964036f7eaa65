"""What a person asks of runs and of their jobs: another cap, that one ends, what becomes of a doubt, that a job is taken back."""

from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import TypeVar

from engine.api.context import Context
from engine.api.host import who as this_person
from engine.api.project import Project as State, has_project
from engine.api.runs.line import Connect
from engine.api.turn.decider import Decider
from engine.api.turn.resolving import wish_of
from engine.door import deciding
from engine.door.faults import in_words
from engine.door.turn import CanceledJob, CapChange, DoubtStatus, Resolution
from engine.errors import AuthorError
from engine.run.requests import RequestKind

T = TypeVar("T")


class AtWork(ABC):
    """The part of an opened project by which one asks; `_connect` is how the services are reached while it is open."""

    _connect: Connect

    async def cap(self, name: str, amount: str, *, who: str | None = None) -> CapChange:
        """Set the most that a campaign, a recipe with its inputs, or what a run is of, may cost over all its runs: "600 CNY".

        It holds from the next submit on, for runs at work of any process too. It is kept `who` did it (user@host, unless it is
        said). Raises AuthorError for a name under which nothing was run, or several things, and for what is no amount.
        """
        self._take(name=name, amount=amount, who=who)
        with in_words(self._fresh()):
            if not has_project(self._fresh().settings.home):
                raise AuthorError("no-runs")
            by = Decider(who or this_person(), f"project.cap({name!r}, {amount!r})")
            return await deciding.capped(await self._state(), name, amount, by)

    async def stop(self, run: str, *, who: str | None = None) -> str:
        """Ask the run whose id begins so, of any process, to end in order, and return its id; it hears of it within a second.

        `Run.stop` waits for the end. Raises AuthorError for a name of no run or of several, OperatorError if it is not at work.
        """
        return await self._ask(run, RequestKind.STOP, who)

    async def keep_going(self, run: str, *, who: str | None = None) -> str:
        """Let the run whose id begins so, of any process, submit again after too much had failed; return its id.

        It hears of it within a second. Raises AuthorError for a name of no run or of several, OperatorError if it is not at work.
        """
        return await self._ask(run, RequestKind.KEEP_GOING, who)

    async def doubts(self) -> tuple[DoubtStatus, ...]:
        """Return every submit of which nobody knows whether it made a job, the oldest first, with the ways out of each."""
        return await self._call(deciding.doubts)

    async def resolve(
        self, task: str, *, adopt: str | None = None, resubmit: bool = False, give_up: bool = False, why: str = "",
        who: str | None = None, preview: bool = False,
    ) -> Resolution:  # fmt: skip
        """Decide about a submit in doubt, named by its task or as `doubts` names it; the next run of the same goes on by it.

        One of three: `adopt` a job of the service as its own, `resubmit` it, which may pay twice, or `give_up`: it has failed.
        Who decides (user@host, unless `who` says it), `why`, and what the service shows now are kept. With `preview` nothing is
        decided.
        Raises AuthorError for a name that is no doubt's and for a job that is surely another's, OperatorError while a living run
        is at it, if somebody else was faster, or if the service doesn't show the job that is to be adopted.
        """
        self._take(task=task, adopt=adopt, why=why, who=who)
        context = self._fresh()
        with in_words(context):
            wish = wish_of(adopt, resubmit=resubmit, give_up=give_up, note=why)
            if not has_project(context.settings.home):
                raise AuthorError("doubt-none", name=task)
            by = None if preview else Decider(who or this_person(), f"project.resolve({task!r}, {deciding.said(wish)})")
            state = await self._state()
            return await deciding.resolved(context, state, task, wish, self._connect, by)

    async def cancel(self, name: str | None = None, *, who: str | None = None) -> tuple[CanceledJob, ...]:
        """Cancel the jobs that still wait at their service: of a task, of the run whose id begins so, or of the whole project.

        One that waits costs nothing; running the same again asks for it anew. What runs already is billed. It is kept `who` did
        it (user@host, unless it is said). Raises AuthorError for a name of neither.
        """
        self._take(name=name, who=who)
        context = self._fresh()
        with in_words(context):
            if not has_project(context.settings.home):
                return ()
            by = Decider(who or this_person(), f"project.cancel({name!r})")
            return await deciding.canceled(context, await self._state(), name, self._connect, by)

    async def _ask(self, run: str, kind: RequestKind, who: str | None) -> str:
        self._take(run=run, who=who)
        with in_words(self._fresh()):
            if not has_project(self._fresh().settings.home):
                raise AuthorError("no-runs")
            return await deciding.asked(await self._state(), run, kind, who or this_person())

    @abstractmethod
    def _take(self, **given: object) -> None: ...

    @abstractmethod
    def _fresh(self) -> Context: ...

    @abstractmethod
    async def _state(self) -> State: ...

    @abstractmethod
    async def _call(self, use_case: Callable[[Context], T]) -> T: ...
