"""Pace: how fast a run asks its service and submits to it, and how many jobs it has there at once."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from engine.api.endpoint import Endpoint
from engine.catalog.catalog import Catalog
from engine.catalog.rates import Allowance, Rates
from engine.plan import Plan
from engine.run.back_off import BackOff
from engine.run.ports import JobLimit, Pace
from engine.run.schedule.limits import RunLimits

LOCAL_PACE: Final = Pace(
    first=0.1, every=0.25, longest=1.0, queries=10, look=0.5, back_off=BackOff(first_s=0.25, longest_s=5.0)
)
DOCUMENTED_S: Final = (60.0, 600.0)
"""The seconds that a job takes at least and at most, as the service's documentation says."""
# 20 queries a second are shared with everybody on the account.
REMOTE_PACE: Final = Pace(first=60.0, every=5.0, queries=10)


def rates_of(catalog: Catalog, plan: Plan) -> dict[str, Rates]:
    """Return what the service takes of each of the models that a plan uses."""
    names = plan.tasks.models() & catalog.models.keys()
    return {name: catalog.models[name].rates for name in sorted(names)}


def pace_of(endpoint: Endpoint, rates: Mapping[str, Rates]) -> Pace:
    """Return how often an endpoint is asked and submitted to: as its project says, else by the rates of the models in use."""
    pace, limits = LOCAL_PACE if endpoint.local else REMOTE_PACE, endpoint.limits
    slowest = min((one.submits for one in rates.values()), key=lambda one: one.count / one.per_s, default=None)
    running = running_of(endpoint, rates)
    every = pace.every if limits.poll_every_s is None else float(limits.poll_every_s)
    return replace(
        pace,
        first=pace.first if limits.poll_first_s is None else float(limits.poll_first_s),
        every=every,
        longest=max(pace.longest, every),
        queries=pace.queries if limits.queries is None else limits.queries,
        running=min(running.values(), default=1),
        places={name: JobLimit(one.group, running[name] + endpoint.profile.look_ahead) for name, one in rates.items()},
        submits=slowest if limits.submits is None else Allowance(count=limits.submits, per_s=1),
    )


def limits_of(endpoint: Endpoint, rates: Mapping[str, Rates], asked: int | None) -> RunLimits:
    """Return how many jobs may be open: as the project says, else the models in use; never more than a campaign asked for."""
    return jobs_at_once([*running_of(endpoint, rates).values()], asked, endpoint.profile.look_ahead)


def running_of(endpoint: Endpoint, rates: Mapping[str, Rates]) -> dict[str, int]:
    """Return how many jobs an account may have at once: as its project says, else as the catalog does, by model in use."""
    set_here = endpoint.limits.running
    return {name: one.running if set_here is None else set_here for name, one in rates.items()}


def jobs_at_once(allowed: Sequence[int], asked: int | None, look_ahead: int) -> RunLimits:
    """Return how many jobs may be open: the least that any model allows an account, and so many more as the service takes.

    What the campaign asked for is never passed.
    """
    own = min(allowed, default=1)
    most = own + look_ahead if asked is None else min(own + look_ahead, asked)
    return RunLimits(running=min(own, most), ahead=max(0, most - own))
