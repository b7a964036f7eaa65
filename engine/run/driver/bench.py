"""The bench: media tools that work on this machine, their results kept like any other."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from engine.errors import AuthorError, EngineError
from engine.plan.model import RequestTask
from engine.run import events as e
from engine.run.driver.crew import Crew
from engine.run.driver.desk import Desk
from engine.run.driver.given import unchanged
from engine.run.driver.supply import Supply
from engine.run.exits import of_its_media
from engine.run.ports import Ports
from engine.values.canonical import canonical_json
from engine.values.media import FileSource, TaskSource


@dataclass(slots=True)
class Bench:
    """Makes the outputs of local tasks."""

    ports: Ports
    desk: Desk
    supply: Supply
    files: Crew
    fingerprints: Mapping[str, str]

    async def make(self, task: RequestTask) -> e.Event:
        """Return Made when the file is in the store, or MediaFailed."""
        try:
            facts, digest, size = await self.files.call(self._made, task)
        except EngineError as error:
            if not of_its_media(error):
                raise
            return e.MediaFailed(task=task.id, cause=e.Cause.of_error(error), retry=False)
        return e.Made(
            task=task.id,
            fingerprint=task.fingerprint,
            asked=canonical_json(task.request.asked).decode(),
            upstream=self.supply.upstream(task, self.fingerprints),
            output=next(iter(task.outputs)),
            digest=digest,
            size=size,
            facts=facts,
        )

    def _made(self, task: RequestTask) -> tuple[Mapping[str, object], str, int]:
        """Work in a part file named by the fingerprint, then put it into the store."""
        with self.ports.store.part(task.fingerprint) as part:
            if part is None:
                raise AuthorError("tool-busy", task=task.id)
            try:
                facts = self.ports.make(task, self._files(task), part.growing)
                return self.ports.data_of(facts), self.ports.store.keep(part.growing), part.growing.stat().st_size
            finally:
                self.ports.store.drop(part)

    def _files(self, task: RequestTask) -> dict[str, Path]:
        """Where the task's media lie; local files are held against the digest that was planned."""
        files: dict[str, Path] = {}
        for use in task.request.media:
            match use.media.source:
                case TaskSource(task=name):
                    files[use.reference] = self.ports.store.whole(self.supply.results.digest(name))
                case FileSource(digest=digest, path=path):
                    files[use.reference] = unchanged(Path(path), digest)
                case _:
                    raise AuthorError("tool-needs-file", task=task.id)
        return files
