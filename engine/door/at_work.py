"""What is asked of runs that go on, in this process or another: another cap, or that one ends."""

from abc import ABC, abstractmethod

from engine.api.context import Context
from engine.api.host import who as this_person
from engine.api.project import Project as State, has_project
from engine.api.turn.decider import Decider
from engine.door import deciding
from engine.door.faults import in_words
from engine.door.turn import CapChange
from engine.errors import AuthorError
from engine.run.requests import RequestKind


class AtWork(ABC):
    """The part of an opened project by which one asks."""

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
