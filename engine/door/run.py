"""A run that goes on: its events, its result, and the wish that it stop."""

from collections.abc import Awaitable, Callable

import anyio

from engine.api.context import Context
from engine.door.events import Events, Journaled, Outlook
from engine.door.faults import in_words
from engine.door.live import Live
from engine.door.plan import Plan
from engine.door.result import Result
from engine.run.ports import Screen, Stop

Work = Callable[[Screen, Stop], Awaitable[Result]]


class Run:
    """A run of an opened project, made by `Project.run`; it goes on whether anybody looks or not.

    `async for event in run` gives its events from the first one on, to any number of readers. Cancelling that, or `result()`,
    cancels only the waiting. `plan` is what it carries out.
    """

    def __init__(self, plan: Plan, context: Context, work: Work, journaled: Callable[[str], Journaled]) -> None:
        self.plan = plan
        self._context = context
        self._work = work
        self._journaled = journaled
        self._live = Live(context.clock.now, context.messages)
        self._stop = anyio.Event()
        self._result: Result | None = None
        self._error: BaseException | None = None

    def __repr__(self) -> str:
        return f"Run(id={self.id!r})"

    @property
    def id(self) -> str:
        """Its id, as `status` and `events` take it."""
        return self._live.run

    def __aiter__(self) -> Events:
        live = self._live

        async def outlook() -> Outlook:
            return live.outlook()

        return Events(self._journaled(self.id), outlook, live.passing())

    async def result(self) -> Result:
        """Wait for its end and return what it did, whether it is done, failed, held or interrupted.

        Raises OperatorError only if what it did could not be written down.
        """
        await self._live.over.wait()
        return self.outcome()

    @property
    def is_over(self) -> bool:
        """Whether it has ended."""
        return self._live.over.is_set()

    def outcome(self) -> Result:
        """Return what a run did that has ended, and raise as `result` does."""
        if self._error is not None:
            raise self._error
        assert self._result is not None, "a run that is over has a result or an error"
        return self._result

    async def stop(self) -> None:
        """Let it end in order, and wait for that: nothing more is submitted, and what is being sent gets its answer.

        It takes 95 seconds at most. Jobs that were accepted go on at the service; running the same again continues with them.
        """
        self._stop.set()
        await self._live.over.wait()

    async def begun(self) -> None:
        """Wait until it stands in the journal; raises what kept it from that. For the project that starts it."""
        try:
            await self._live.begun.wait()
        except BaseException:
            self._stop.set()  # nobody will ever hold it
            raise
        if self._error is not None and not self.id:
            raise self._error

    async def carry_out(self) -> None:
        """Do the work, whoever else is cancelled; what goes wrong is told to those who ask for the result."""
        with anyio.CancelScope(shield=True):
            try:
                with in_words(self._context):
                    self._result = await self._work(self._live, self._stop)
            except Exception as error:  # noqa: BLE001 - raised where the result is asked for
                self._error = error
            finally:
                self._live.end()
