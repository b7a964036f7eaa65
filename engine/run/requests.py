"""Requests: what people ask of a run that goes on, by a command beside it (pure)."""

from dataclasses import dataclass
from enum import StrEnum

from engine.run.event import CapSet, Resolved


class RequestKind(StrEnum):
    """What may be asked; a run leaves unanswered what it does not know."""

    STOP = "stop"  # submit nothing more, and end in order
    CAP = "cap"  # another cap holds for its scope
    VERDICT = "verdict"  # somebody has decided about a doubt of which it holds the task, or perhaps an equal one
    KEEP_GOING = "keep-going"  # submit again, whatever stopped it


@dataclass(frozen=True, slots=True, kw_only=True)
class RunRequest:
    """One of them, by its number in the journal; `who` is user@host. `told` is the cap that was set, or the verdict."""

    seq: int
    kind: RequestKind
    who: str
    told: CapSet | Resolved | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CappedScope:
    """A scope with a cap or without, in micro-units of `currency`; `run` is the newest of its `runs`, of that name."""

    scope: str
    realm: str
    currency: str
    cap: int | None
    reserved: int
    spent: int
    run: str
    name: str
    service: str
    runs: tuple[str, ...] = ()
