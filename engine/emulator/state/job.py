"""Job: everything that the emulator keeps of one accepted request."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from engine.emulator.state.states import State


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
    """What a job is billed for; seconds have at most three decimals. `billed_seconds` are those of both that count."""

    input_seconds: Decimal
    output_seconds: Decimal
    billed_seconds: Decimal
    tier: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How a job ended: with a file and a usage, or with a code and a message."""

    code: str | None = None
    message: str | None = None
    result: str | None = None
    usage: Usage | None = None
    notes: tuple[str, ...] = ()
    operations: tuple[Mapping[str, Any], ...] = ()
    performed: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One accepted request; times are Unix milliseconds of the emulator's clock.

    `model` is what the body calls its model, `entry` the catalog's name of it, which tells modes of one model apart.
    `prompt` is the one accepted, cut where the service cuts. `listed_ms` and `known_ms` are when list and query begin
    to show the job. `script` holds the scripted faults that strike it later, `held` keeps it in a state until it is
    released.
    """

    id: str
    request_id: str
    model: str
    entry: str
    key_id: str
    account: str
    region: str
    body: bytes
    body_sha256: str
    prompt: str | None
    tier: str
    created_ms: int
    listed_ms: int
    known_ms: int
    state: State = State.PENDING
    held: State | None = None
    scheduled_ms: int | None = None
    ended_ms: int | None = None
    outcome: Outcome = field(default_factory=Outcome)
    unknown_fields: tuple[str, ...] = ()
    script: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
