"""Hearing: what people ask of this run by a command beside it; a signal is only the terminal's way to ask for one of these."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

import anyio

from engine.errors import OperatorError
from engine.run import events as e
from engine.run.driver.desk import Desk
from engine.run.ports import Ports
from engine.run.requests import RequestKind, RunRequest

LOOK_S: Final = 1.0


@dataclass(slots=True)
class Hearing:
    """Looks each second, in this world's time: who asks lives in it; `stopped` is set once it is asked to stop."""

    ports: Ports
    desk: Desk
    stopped: anyio.Event = field(default_factory=anyio.Event)

    async def run(self) -> None:
        """Answer what is asked, each with an event, until cancelled."""
        while True:
            for asked in await self._asked():
                await self._answer(asked)
            await anyio.sleep(LOOK_S)

    async def _asked(self) -> Sequence[RunRequest]:
        """Look; a journal that can't be read just now is no reason to end, and is looked at again."""
        try:
            return await self.desk.durably(self.ports.journal.asked, self.ports.identity.run)
        except OperatorError:
            return ()

    async def _answer(self, asked: RunRequest) -> None:
        answer: e.Event = e.Interrupted(cause="interrupted", who=asked.who)
        if asked.kind is RequestKind.CAP:
            assert asked.cap is not None, "a cap is asked for with the cap"
            answer = asked.cap
        await self.desk.durably(self.ports.journal.answer, self.ports.identity.run, asked.seq, answer)
        self.desk.heard(answer)
        if asked.kind is RequestKind.STOP:
            self.stopped.set()
