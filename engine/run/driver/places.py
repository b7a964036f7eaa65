"""Places: how many jobs all processes of an account have at their service at once."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

import anyio
from anyio.lowlevel import checkpoint

from engine.run.ports import Ports
from engine.run.shared_pace import HeldPlaces

LOOK_S: Final = 0.25
"""So often who waits looks whether another process has given a place back."""
TELL_S: Final = 1.0
"""So often the others are told of what has not changed."""
LEASE_S: Final = 15.0
"""So long after it was last told of, a place or a turn counts: that of a process which is dead or stopped goes to others then."""

_NOTHING: Final = (0, False)


def _nobody_hears() -> None:
    pass


@dataclass(slots=True)
class _Group:
    """Those of the models that have one limit together, and how many submits wait for one more."""

    held: int = 0
    waiting: int = 0
    told: tuple[int, bool] = _NOTHING  # what the others know: how many, and whether more are waited for

    @property
    def now(self) -> tuple[int, bool]:
        """What they should know."""
        return self.held, self.waiting > 0


@dataclass(slots=True)
class JobPlaces:
    """Those that this run holds: each from before a submit until its job has ended; without a known limit as many as it likes.

    Processes get them in turn. `wanted` says whether the run still submits. They decide nothing about money: who has lost the
    lease of a place has its job all the same, and the service refuses too many.
    """

    ports: Ports
    wanted: Callable[[], bool]
    _groups: dict[str, _Group] = field(default_factory=dict)
    _handed: set[str] = field(default_factory=set)
    _freed: anyio.Event = field(default_factory=anyio.Event)

    async def take(self, model: str, crowded: Callable[[], None] = _nobody_hears) -> bool:
        """Wait for a place, and hold it from now on; False once the run submits nothing more.

        `crowded` is called once where other processes have all of them.
        """
        limit, group = self.ports.pace.places.get(model), self._group(model)
        group.waiting += 1
        said = False
        try:
            while self.wanted():
                if limit is None or self.ports.shared.take(self._held(limit.group, group), limit.most):
                    group.held += 1
                    group.told = (group.held, False) if limit is not None else _NOTHING
                    return True
                group.told = (group.held, True)
                if not (said or group.held):
                    said = True
                    crowded()
                with anyio.move_on_after(LOOK_S):
                    await self._freed.wait()
                await checkpoint()  # the loop hears first of what has freed it, which may be a reason to halt
            return False
        finally:
            group.waiting -= 1
            self._tell(model)

    def hand_over(self, job: str) -> None:
        """Leave the place of a submit to the job that it has made."""
        self._handed.add(job)

    def add(self, model: str, job: str) -> None:
        """Hold the place of a job: the one that was left to it, or another if it was there already."""
        if job in self._handed:
            self._handed.remove(job)
        else:
            self._group(model).held += 1
            self._tell(model)

    def free(self, model: str) -> None:
        """Give a place back; the others are told at once, and whoever of them has waited for longest gets it.

        Who waits for one in this process tells them when it looks again.
        """
        group = self._group(model)
        group.held -= 1
        if not group.waiting:
            self._tell(model)
        self.wake()

    def wake(self) -> None:
        """Let who waits look again, whether for a place or whether it is wanted still."""
        self._freed.set()
        self._freed = anyio.Event()

    async def run(self) -> None:
        """Tell the others again and again which are held, until cancelled; then none are."""
        try:
            while True:
                await anyio.sleep(TELL_S)
                self._tell(*self.ports.pace.places, anew=True)
        finally:
            for group in self._groups.values():
                group.held = group.waiting = 0
            self._tell(*self.ports.pace.places)

    def _group(self, model: str) -> _Group:
        limit = self.ports.pace.places.get(model)
        return self._groups.setdefault(limit.group if limit is not None else "", _Group())

    def _tell(self, *models: str, anew: bool = False) -> None:
        """Tell what is held of the places for these models, where there is a limit, and news or what must be told `anew`."""
        limits = self.ports.pace.places
        for name in {limits[model].group for model in models if model in limits} & self._groups.keys():
            group = self._groups[name]
            if group.now != group.told or (anew and group.now != _NOTHING):
                self.ports.shared.hold(self._held(name, group), waits=group.waiting > 0)
                group.told = group.now

    def _held(self, name: str, group: _Group) -> HeldPlaces:
        now = self.ports.clock.monotonic()
        return HeldPlaces(name, self.ports.identity.run, group.held, now, now + LEASE_S)
