"""Events of runs, written short."""

from decimal import Decimal

from engine.phrases.messages import Messages
from engine.plan import Plan
from engine.report.live.progress import Progress
from engine.resources import load_json
from engine.run import events as e
from engine.values.reason import Reason, quoted

NOW = 1_000.0
ENGLISH, CHINESE = (Messages(load_json("messages.json"), lang) for lang in ("en", "zh"))
CAUSE = e.Cause(code="InternalError", message="An internal error has occurred.")


def said(reason: Reason) -> str:
    """The English words of a reason."""
    return ENGLISH.reason(reason)


def begun(plan: Plan) -> Progress:
    """The progress of a run that has just started."""
    progress = Progress(plan)
    progress.tell(NOW, started(plan))
    return progress


def started(plan: Plan) -> e.RunStarted:
    return e.RunStarted(
        run="r", name=plan.name, plan_digest=plan.digest, service="s", realm="m", account="a", scope="n", cap_micros=None,
        currency="CNY", process="p", tasks=tuple(task.id for task in plan.tasks), rows=tuple(row.key for row in plan.rows),
    )  # fmt: skip


def begin(task: str) -> e.Begun:
    return e.Begun(task=task)


def accepted(task: str) -> e.Accepted:
    return e.Accepted(task=task, attempt="t", job=f"job-of-{task}", host="h", request_id="q", server_time=None, at=NOW)


def seen(task: str, progress: float | None = None, trouble: Reason | None = None) -> e.JobSeen:
    return e.JobSeen(task=task, job=f"job-of-{task}", phase="RUNNING", progress=progress, trouble=trouble)


def succeeded(task: str, seconds: int = 8, micros: int = 4_800_000) -> e.JobSucceeded:
    return e.JobSucceeded(
        task=task, attempt="t", job=f"job-of-{task}", input_seconds=Decimal(4), output_seconds=Decimal(4),
        billed_seconds=Decimal(seconds), tier="720P", cost_micros=micros, currency="CNY", expires=None, prompt_as_sent=True,
    )  # fmt: skip


def fetched(task: str) -> e.Fetched:
    return e.Fetched(
        task=task, attempt="t", job=f"job-of-{task}", fingerprint="f", output="video", digest="d", size=1, facts={}
    )


def job_failed(task: str, cause: e.Cause = CAUSE) -> e.JobFailed:
    failure = "service" if cause is CAUSE else ""
    return e.JobFailed(task=task, attempt="t", job=f"job-of-{task}", cause=cause, failure=failure)


def unsent(task: str) -> e.NotSent:
    return e.NotSent(task=task, attempt="", reason=quoted("the network is down"))


def held(task: str, cause: e.Cause = CAUSE) -> e.Held:
    return e.Held(task=task, cause="doubt", why=cause)


def skipped(task: str) -> e.Skipped:
    return e.Skipped(task=task, cause=CAUSE)


def intended(task: str, micros: int = 4_800_000) -> e.Intended:
    return e.Intended(
        task=task, attempt="t", number=1, fingerprint="f", asked="{}", upstream={}, body="{}", body_digest="b", prompt_class="c",
        account="a", scope="n", host="h", model="m", upper_seconds=Decimal(8), upper_micros=micros, currency="CNY", process="p",
        boot="", at=NOW, send_by=NOW + 5,
    )  # fmt: skip
