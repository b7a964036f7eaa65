"""Preparing: the plan and the cap with which a run begins."""

import re
from pathlib import Path
from typing import Final

from engine.api.context import Context
from engine.api.endpoint import Endpoint
from engine.api.planning import must_have_order, plan_file
from engine.api.project import Project
from engine.api.ready import Ready
from engine.api.runs.alerting import command_of
from engine.api.runs.cap import chosen_cap, said_cap
from engine.api.runs.order import Order, PreparedRun
from engine.errors import AuthorError
from engine.plan.kept.reviewed import digest_under
from engine.sources.remote.prober import Looked, in_silence
from engine.values.money import Money

DIGEST: Final = re.compile("[0-9a-f]{12,64}")
"""How a reviewed plan is named: a shorter text would be that of too many plans, an empty one of all."""


def prepare(
    context: Context, order: Order, endpoint: Endpoint, project: Project | None, looked: Looked = in_silence
) -> PreparedRun:
    """Plan a file as it is now and choose the cap; `looked` hears how many remote media were looked at.

    It may wait for media far away. Raises FaultsFound, AuthorError or OperatorError.
    """
    if order.plan_digest is not None and DIGEST.fullmatch(order.plan_digest) is None:
        raise AuthorError("plan-digest", text=order.plan_digest)
    _prove_folder(context.cwd, order.out or context.settings.out)
    command_of(context, order.notify)  # that it is missing is told before anything is planned
    ready = plan_file(context, order.asked, endpoint.terms, context.today, project, looked)
    must_have_order(order.shuffle, order.asked, ready)
    said = said_cap(order.max_cost, ready, context.settings.max_cost)
    cap = chosen_cap(order.max_cost, ready, said, endpoint)
    if order.plan_digest is not None:
        _hold_to_review(order.plan_digest, ready, cap)
    failures = ready.max_failures or context.settings.max_failures
    return PreparedRun(order=order, endpoint=endpoint, ready=ready, cap=cap, said=said, max_failures=failures)


def _hold_to_review(digest: str, ready: Ready, cap: Money | None) -> None:
    """Raise AuthorError `plan-changed` if a digest is not that of the plan under its cap.

    One that was reviewed without a cap says nothing of it; a campaign's own is always there.
    """
    now = digest_under(ready.plan.digest, cap.micros if cap is not None else None)
    without_cap = [ready.plan.digest] if ready.max_cost is None else []
    if not any(one.startswith(digest) for one in (now, *without_cap)):
        raise AuthorError("plan-changed", reviewed=digest, now=now[: len(digest)])


def _prove_folder(cwd: Path, out: Path) -> None:
    """Raise AuthorError `out-not-folder` for what is a file, or would lie in one."""
    out = out.relative_to(cwd) if out.is_relative_to(cwd) else out
    for one in (out, *out.parents):
        if (cwd / one).is_file():
            raise AuthorError("out-not-folder", path=str(out), file=str(one))
