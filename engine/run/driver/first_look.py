"""The first look: before a journal in which nothing stands submits, the account is looked at for jobs that did what is planned.

The journal may have been lost, or stand on another machine; what is there already must not be paid for again unasked.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from engine.plan.model import RequestTask
from engine.run import events as e
from engine.run.driver.lookout import Lookout
from engine.run.driver.service_time import ServiceTime
from engine.run.money.opening import Glance, glance
from engine.run.ports import Ports
from engine.values.reason import Reason, because

VAIN = 5
"""So often a list is asked for that can't be read."""
SHOWN = 5


@dataclass(slots=True)
class FirstLook:
    """Says once whether anything may be submitted; `planned` are this run's tasks by their class."""

    ports: Ports
    lookout: Lookout
    planned: Mapping[str, RequestTask]
    _over: bool = False
    _vain: int = 0
    _live: frozenset[str] | None = None  # what ran when it was looked first: later jobs are no earlier purchase
    _until: float = 0.0

    async def obstacle(self, task: str) -> e.Blocked | e.Halted | None:
        """Return what stands in the way of a submit: the look is not over yet, or what it shows; None if nothing does."""
        if self._over or not self.ports.looks_first:
            return None
        shapes = {one.request.sent_name: one.request.answer for one in self.planned.values()}
        listing = await self.lookout.look(shapes)
        if listing is None:
            self._vain += self.lookout.trouble is not None
            unseen = self._vain >= VAIN
            return _halted("account-unseen", why=self.lookout.trouble) if unseen else e.Blocked(task=task, by="account")
        account = await self.lookout.desk.durably(self.ports.account.standing)
        keys = listing.own_keys(account, trusts=False)
        seen = [one for model in shapes for one in listing.jobs(keys, model)]
        return self._judge(task, glance(seen, account.taken, self.planned))

    def _judge(self, task: str, shown: Glance) -> e.Blocked | e.Halted | None:
        now = ServiceTime(self.ports).now()
        if self._live is None:
            self._live, self._until = frozenset(shown.live), now + self.ports.terms.longest
        if shown.made:
            return _halted("made-already", jobs=_named(shown.made), count=len(shown.made))
        live = [job for job in shown.live if job in self._live]
        if live and now >= self._until:
            return _halted("made-perhaps", jobs=_named(live), count=len(live))
        self._over = not live
        return e.Blocked(task=task, by="account") if live else None


def _halted(code: str, **args: str | int | Reason | None) -> e.Halted:
    told = because(code, **{name: value for name, value in args.items() if value is not None})
    return e.Halted(cause=e.Cause(code=told.code, args=told.args, operator=True))


def _named(jobs: tuple[str, ...] | list[str]) -> str:
    return ", ".join([*jobs[:SHOWN], *(["..."] if len(jobs) > SHOWN else [])])
