"""Preparing: the plan and the cap with which a run begins."""

from pathlib import Path

from engine.api.context import Context
from engine.api.endpoint import Endpoint
from engine.api.planning import plan_file
from engine.api.project import Project
from engine.api.runs.cap import chosen_cap
from engine.api.runs.order import Order, PreparedRun
from engine.errors import AuthorError
from engine.sources.remote.prober import Looked, in_silence


def prepare(
    context: Context, order: Order, endpoint: Endpoint, project: Project | None, looked: Looked = in_silence
) -> PreparedRun:
    """Plan a file as it is now and choose the cap; `looked` hears how many remote media were looked at.

    It may wait for media far away. Raises FaultsFound, AuthorError or OperatorError.
    """
    _prove_folder(context.cwd, order.out or context.settings.out)
    ready = plan_file(context, order.asked, endpoint.terms, context.today, project, looked)
    digest = ready.plan.digest
    if order.plan_digest is not None and not digest.startswith(order.plan_digest):
        raise AuthorError("plan-changed", reviewed=order.plan_digest, now=digest)
    cap = chosen_cap(order.max_cost, ready, context.settings.max_cost, endpoint)
    failures = ready.max_failures or context.settings.max_failures
    return PreparedRun(order=order, endpoint=endpoint, ready=ready, cap=cap, max_failures=failures)


def _prove_folder(cwd: Path, out: Path) -> None:
    """Raise AuthorError `out-not-folder` for what is a file, or would lie in one."""
    out = out.relative_to(cwd) if out.is_relative_to(cwd) else out
    for one in (out, *out.parents):
        if (cwd / one).is_file():
            raise AuthorError("out-not-folder", path=str(out), file=str(one))
