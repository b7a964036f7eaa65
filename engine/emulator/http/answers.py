"""Answers: the documented shapes of what the service says (pure)."""

import math
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from engine.emulator.rules.clock import BEIJING
from engine.emulator.rules.model import Model
from engine.emulator.rules.places import put
from engine.emulator.rules.refusal import Refusal
from engine.emulator.state.job import Job, Usage
from engine.emulator.state.states import State

_TASK = "aigc:video-generation:video-synthesis"


def beijing(ms: int) -> str:
    """Return a time as the service writes it, in Beijing's time: "2026-11-23 09:00:00.120"."""
    moment = datetime.fromtimestamp(ms // 1000, UTC).astimezone(BEIJING)
    return f"{moment:%Y-%m-%d %H:%M:%S}.{ms % 1000:03d}"


def refused(refusal: Refusal, request_id: str) -> dict[str, Any]:
    return {"code": refusal.code, "message": refusal.message, "request_id": request_id}


def created(job: Job) -> dict[str, Any]:
    return {"request_id": job.request_id, "output": {"task_id": job.id, "task_status": State.PENDING.value}}


def unknown(task_id: str, request_id: str) -> dict[str, Any]:
    return {"request_id": request_id, "output": {"task_id": task_id, "task_status": State.UNKNOWN.value}}


def polled(
    job: Job, model: Model, request_id: str, *, link: str | None, progress: float | None, renderer: str | None
) -> dict[str, Any]:
    """Return the answer to a query: the prompt only once the job has succeeded, usage never for a failure.

    `editchain` is the emulator's own addition: which renderer, what it did, its remarks, and its share done; without a renderer
    it is left out.
    """
    output: dict[str, Any] = {"task_id": job.id, "task_status": job.state.value, "submit_time": beijing(job.created_ms)}
    if job.scheduled_ms is not None:
        output["scheduled_time"] = beijing(job.scheduled_ms)
    if job.ended_ms is not None:
        output["end_time"] = beijing(job.ended_ms)
    outcome = job.outcome
    answer: dict[str, Any] = {"request_id": request_id, "output": output}
    if job.state is State.SUCCEEDED:
        output["orig_prompt"] = job.prompt or ""
        put(answer, model.result_path, link)
    if job.state is State.FAILED:
        output |= {"code": outcome.code, "message": outcome.message}
    if renderer is not None:
        output["editchain"] = {
            "renderer": renderer,
            "performed": outcome.performed,
            "progress": 1.0 if job.state is State.SUCCEEDED else progress or 0.0,
            "notes": list(outcome.notes),
            "operations": [dict(operation) for operation in outcome.operations],
        }
    if job.state is State.SUCCEEDED and outcome.usage is not None:
        answer["usage"] = _usage(outcome.usage, model)
    return answer


def _usage(usage: Usage, model: Model) -> dict[str, Any]:
    """Return what was billed, each part where the catalog says that it stands."""
    parts: dict[str, Any] = {
        "input": float(usage.input_seconds),
        "output": float(usage.output_seconds),
        "billed": float(usage.billed_seconds),
        "tier": int(usage.tier[:-1]) if usage.tier[:-1].isdigit() and usage.tier.endswith("P") else usage.tier,
    }
    found: dict[str, Any] = {"video_count": 1}
    for part, place in model.usage.items():
        put(found, place, parts[part])
    return found


def listed_item(job: Job) -> dict[str, Any]:
    """Return a job's line in the list: neither its link nor its error is told there."""
    item: dict[str, Any] = {
        "task_id": job.id,
        "status": job.state.value,
        "model_name": job.model,
        "gmt_create": job.created_ms,
        "start_time": job.scheduled_ms,
        "end_time": job.ended_ms,
        "region": job.region,
        "request_id": job.request_id,
        "api_key_id": job.key_id,
        "caller_parent_id": job.account,
        "caller_uid": job.account,
        "user_api_unique_key": f"apikey:v1:{_TASK}:{job.model}",
    }
    return {name: value for name, value in item.items() if value is not None}


def page(jobs: Sequence[Job], request_id: str, *, total: int, number: int, size: int) -> dict[str, Any]:
    """Return the jobs of one page of a list; the shape is flat."""
    return {
        "request_id": request_id,
        "total": total,
        "total_page": math.ceil(total / size),
        "page_no": number,
        "page_size": size,
        "data": [listed_item(job) for job in jobs],
    }


def storage_error(code: str, message: str, request_id: str, extra: Mapping[str, str] | None = None) -> str:
    """Return an error of the storage service, which speaks XML."""
    rows = {"Code": code, "Message": message, "RequestId": request_id, "HostId": "127.0.0.1", **(extra or {})}
    inner = "".join(f"  <{name}>{_escaped(value)}</{name}>\n" for name, value in rows.items())
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<Error>\n{inner}</Error>\n'


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
