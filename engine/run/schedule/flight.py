"""Flight: a task that has begun and not ended (pure)."""

from dataclasses import dataclass, field

from engine.plan.graph.outline import TaskKind
from engine.run import events as e
from engine.run.retry import Tried


@dataclass(slots=True, eq=False)
class Flight:
    """One of them, as an object; `number` is its place in the plan."""

    number: int
    id: str
    kind: TaskKind
    tried: Tried = field(default_factory=Tried)
    attempts: int = 0
    attempt: str = ""
    job: str = ""
    cause: e.Cause | None = None

    def note(self, event: e.Event) -> None:
        """Take note of what an event tells of it."""
        self.tried.note(event)
        match event:
            case e.Intended():
                self.attempt, self.attempts = event.attempt, self.attempts + 1
            case e.Accepted() | e.TakenOver():
                self.job, self.attempt = event.job, event.attempt
            case e.JobFailed() | e.PollRefused() | e.Refused() | e.NotSent() | e.MediaFailed() | e.FetchFailed():
                self.cause = event.cause
            case e.Held():
                self.attempt, self.cause = event.attempt or self.attempt, event.why
            case e.Skipped() | e.GivenUp():
                self.cause = event.cause
