"""An event of a run, and a cause: the base of all that `run.events` names."""

from dataclasses import dataclass
from typing import ClassVar

from engine.errors import EngineError
from engine.values.reason import Argument, Reason


@dataclass(frozen=True, slots=True)
class Cause:
    """Why something did not go well: a code of ours with arguments for its words, or a code of the service.

    `message` are the words of whoever said so, as they came; "" if nobody else did. `operator` is what the service's wire
    knows of its own codes: the operator must act.
    """

    code: str
    message: str = ""
    args: tuple[tuple[str, Argument], ...] = ()
    operator: bool = False

    @classmethod
    def of(cls, reason: Reason) -> "Cause":
        return cls(code=reason.code, args=reason.args)

    @classmethod
    def of_error(cls, error: EngineError) -> "Cause":
        return cls(code=error.key, args=tuple(error.args_by_name.items()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """The base of all events; `task` is a plan's task id, "" for what concerns the whole run."""

    volatile: ClassVar[bool] = False
    task: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OfJob(Event):
    """The base of events about a job of the service; `attempt` is the one that it was made of."""

    attempt: str
    job: str
