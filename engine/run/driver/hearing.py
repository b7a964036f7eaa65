"""Hearing: what people ask of this run by a command beside it; a signal is only the terminal's way to ask for one of these."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

import anyio

from engine.errors import OperatorError
from engine.run import events as e
from engine.run.doubts import Way
from engine.run.driver.desk import Desk
from engine.run.money.attempt import Confirmation
from engine.run.ports import Ports
from engine.run.requests import RequestKind, RunRequest

LOOK_S: Final = 1.0


@dataclass(slots=True)
class Hearing:
    """Looks each second, in this world's time: who asks lives in it; `stopped` is set once it is asked to stop.

    Once its own tasks have `ended` a run that only waits for older jobs is asked nothing but to stop: the rest stays open,
    and whoever goes on with the run finds in the journal what was decided.
    """

    ports: Ports
    desk: Desk
    stopped: anyio.Event = field(default_factory=anyio.Event)
    ended: bool = False
    # By attempt: the run that submitted it, and the task that is held for it.
    _runs: dict[str, str] = field(default_factory=dict)
    _held: dict[str, str] = field(default_factory=dict)

    async def run(self) -> None:
        """Answer what is asked, each with an event, until cancelled."""
        while True:
            for asked in await self._asked():
                if not self.ended or asked.kind is RequestKind.STOP:
                    await self._answer(asked)
            await anyio.sleep(LOOK_S)

    async def _asked(self) -> Sequence[RunRequest]:
        """Look; a journal that can't be read just now is no reason to end, and is looked at again."""
        try:
            return await self.desk.durably(self.ports.journal.asked, self.ports.identity.run)
        except OperatorError:
            return ()

    def learn(self, event: e.Event) -> None:
        """Take note of which doubts this run holds a task for; of one whose job it looks for it hears by its next look."""
        match event:
            case e.DoubtFound():
                self._runs[event.attempt] = event.run
            case e.Held(cause="doubt") if event.attempt:
                self._held[event.attempt] = event.task

    async def _answer(self, asked: RunRequest) -> None:
        answers = self._answers(asked)
        await self.desk.durably(self.ports.journal.answer, self.ports.identity.run, asked.seq, *answers)
        for answer in answers:
            self.desk.heard(answer)
        if asked.kind is RequestKind.VERDICT and not answers:
            self.desk.heard(e.DoubtDecided())
        if asked.kind is RequestKind.STOP:
            self.stopped.set()

    def _answers(self, asked: RunRequest) -> list[e.Event]:
        match asked:
            case RunRequest(kind=RequestKind.CAP, told=e.CapSet() as cap):
                return [cap]
            case RunRequest(kind=RequestKind.VERDICT, told=e.Resolved() as verdict):
                task = self._held.pop(verdict.attempt, "")
                return [_decided(task, self._runs.get(verdict.attempt, ""), verdict)] if task else []
            case RunRequest(kind=RequestKind.KEEP_GOING):
                return [e.KeptGoing(who=asked.who)]
            case _:
                return [e.Interrupted(cause="interrupted", who=asked.who)]


def _decided(task: str, run: str, verdict: e.Resolved) -> e.Event:
    """Return what becomes of a task by a verdict about its doubt, which is of that run, "" for this one."""
    match verdict.way:
        case Way.ADOPT:
            return e.Adopted(
                task=task, attempt=verdict.attempt, job=verdict.job, host=verdict.host, at=verdict.at, run=run,
                grade=Confirmation.PERSON,
            )  # fmt: skip
        case Way.GIVE_UP:
            return e.GivenUp(task=task, attempt=verdict.attempt)
        case _:
            return e.Released(task=task, attempt=verdict.attempt, who=verdict.who)
