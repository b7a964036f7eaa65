"""Publishing: artifacts are put under their names, many in one go where many wait."""

from collections import deque
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import anyio

from engine.errors import EngineError
from engine.run import commands as c, events as e
from engine.run.driver.crew import Crew
from engine.run.driver.desk import Desk
from engine.run.driver.given import unchanged
from engine.run.driver.results import Results
from engine.run.ports import Ports
from engine.values.media import FileSource, TaskSource

AT_ONCE: Final = 50
"""So many files in one go of a thread: more would keep what decides about money from its turn."""


@dataclass(slots=True)
class Publishing:
    """Takes commands; the loop hears Published or PublishFailed for each."""

    ports: Ports
    desk: Desk
    results: Results
    files: Crew
    _waiting: deque[c.Publish] = field(default_factory=deque)
    _idle: list[anyio.Event] = field(default_factory=list)

    def add(self, command: c.Publish) -> None:
        """Publish something, as soon as it is its turn."""
        self._waiting.append(command)
        if self._idle:
            self._idle.pop().set()

    async def run(self) -> None:
        """Publish until cancelled; several may do so at once, and one of them is called for what comes."""
        while True:
            while not self._waiting:
                called = anyio.Event()
                self._idle.append(called)
                await called.wait()
            some = [self._waiting.popleft() for _ in range(min(AT_ONCE, len(self._waiting)))]
            for event in await self.files.call(self._published, some):
                await self.desk.happened(event)

    def _published(self, commands: list[c.Publish]) -> list[e.Event]:
        return [self._one(command) for command in commands]

    def _one(self, command: c.Publish) -> e.Event:
        about = {"row": command.row, "output": command.output, "key": command.key, "file": command.file}
        try:
            path, replaced, digest = self._placed(command)
        except EngineError as error:
            return e.PublishFailed(**about, cause=e.Cause.of_error(error))
        return e.Published(
            **about, path=path, digest=digest, replaced=replaced, service=command.service, draft=command.draft
        )  # fmt: skip

    def _placed(self, command: c.Publish) -> tuple[str, bool, str]:
        match command.source:
            case TaskSource(task=task):
                digest = self.results.digest(task)
                source = self.ports.store.path(digest)
            case FileSource(digest=digest, path=name):
                source = unchanged(Path(name), digest)
        placed = self.ports.publisher.publish(file=command.file, source=source, digest=digest, draft=command.draft)
        return *placed, digest
