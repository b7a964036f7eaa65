"""Rows: jobs, outcomes and usages as the columns of the record (pure)."""

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from engine.emulator.state.job import Job, Outcome, Usage
from engine.emulator.state.states import State

_TEXTS = ("id", "request_id", "model", "entry", "key_id", "account", "region", "body_sha256", "prompt", "tier")
_SECONDS = ("input_seconds", "output_seconds", "billed_seconds")
_TIMES = ("created_ms", "listed_ms", "known_ms", "scheduled_ms", "ended_ms")


def of_job(job: Job) -> dict[str, Any]:
    """Return the columns of a new job."""
    return {name: getattr(job, name) for name in _TEXTS + _TIMES} | {
        "body": job.body,
        "state": job.state.value,
        "held": job.held.value if job.held else None,
        "unknown_fields": json.dumps(job.unknown_fields, ensure_ascii=False),
        "script": json.dumps(dict(job.script), ensure_ascii=False),
    }


def of_outcome(outcome: Outcome) -> dict[str, Any]:
    """Return the columns that an end fills."""
    return {
        "code": outcome.code,
        "message": outcome.message,
        "result": outcome.result,
        "notes": json.dumps(outcome.notes, ensure_ascii=False),
        "operations": json.dumps([dict(operation) for operation in outcome.operations], ensure_ascii=False),
        "performed": None if outcome.performed is None else int(outcome.performed),
    }


def of_usage(usage: Usage) -> dict[str, str]:
    """Return the columns of the meter."""
    return {name: str(getattr(usage, name)) for name in _SECONDS} | {"tier": usage.tier}


def to_job(row: Mapping[str, Any]) -> Job:
    """Build a job, without its body, from its row and its line on the meter."""
    usage = None
    if row["input_seconds"] is not None:
        seconds = {name: Decimal(row[name]) for name in _SECONDS}
        usage = Usage(tier=row["billed_tier"], **seconds)
    return Job(
        **{name: row[name] for name in _TEXTS + _TIMES},
        body=b"",
        state=State(row["state"]),
        held=State(row["held"]) if row["held"] else None,
        unknown_fields=tuple(json.loads(row["unknown_fields"])),
        script=json.loads(row["script"]),
        outcome=Outcome(
            code=row["code"],
            message=row["message"],
            result=row["result"],
            notes=tuple(json.loads(row["notes"])),
            operations=tuple(json.loads(row["operations"])),
            performed=None if row["performed"] is None else bool(row["performed"]),
            usage=usage,
        ),
    )
