"""The use cases for programs in which a person decides about jobs."""

from anyio import to_thread

from engine.api.context import Context
from engine.api.project import Project
from engine.api.runs.line import Connect
from engine.api.turn.asking import ask_run, set_cap
from engine.api.turn.canceling import cancel_jobs
from engine.api.turn.decider import Decider
from engine.api.turn.doubts import all_doubts
from engine.api.turn.resolving import settle_doubt, weigh
from engine.door.shape import typed
from engine.door.turn import CanceledJob, CapChange, DoubtStatus, Resolution
from engine.report.turn.asking import cap_data
from engine.report.turn.canceling import cancellations_data
from engine.report.turn.doubts import doubt_data
from engine.report.turn.resolving import resolution_data
from engine.run.doubts import Wish
from engine.run.requests import RequestKind


def doubts(context: Context) -> tuple[DoubtStatus, ...]:
    """Return every submit in doubt, the oldest first."""
    return tuple(typed(DoubtStatus, doubt_data(one, context.messages)) for one in all_doubts(context))


def said(wish: Wish) -> str:
    """Return a choice as it was written."""
    return f"adopt={wish.job!r}" if wish.job else f"{wish.way.value.replace('-', '_')}=True"


async def resolved(
    context: Context, project: Project, name: str, wish: Wish, connect: Connect, by: Decider | None
) -> Resolution:
    """Weigh a choice about a doubt and, if somebody decides, carry it out."""
    proposal = await weigh(context, project, name, wish, connect)
    told = await to_thread.run_sync(settle_doubt, context, project, proposal, by) if by is not None else None
    data = resolution_data(proposal, told, context.messages)
    return typed(Resolution, {**data, "json": data})


async def canceled(
    context: Context, project: Project, name: str | None, connect: Connect, by: Decider
) -> tuple[CanceledJob, ...]:
    """Cancel the jobs that wait."""
    found = await cancel_jobs(context, project, name, connect, by)
    return tuple(typed(CanceledJob, one) for one in cancellations_data(found, context.messages)["jobs"])


async def capped(project: Project, name: str, amount: str, by: Decider) -> CapChange:
    """Set a cap."""
    change = await to_thread.run_sync(set_cap, project, name, amount, by)
    return typed(CapChange, cap_data(change.scope, change.budget, change.before, change.who, change.at_work))


async def asked(project: Project, run: str, kind: RequestKind, who: str) -> str:
    """Ask something of a run."""
    return await to_thread.run_sync(ask_run, project, run, kind, who)
