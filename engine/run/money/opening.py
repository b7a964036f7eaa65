"""Opening: whether a journal may submit at an account: it may be another host's, or not the newest of its project (pure)."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Protocol

from engine.run.money.account import AccountEntry, Mark
from engine.run.money.sweep import Ending, Seen


@dataclass(frozen=True, slots=True, kw_only=True)
class Host:
    """A machine: `id` tells it from others and `boot` its boots, "" where the system does not say; `name` is for people."""

    id: str
    boot: str
    name: str

    def is_same(self, other: "Host") -> bool:
        """Whether two are surely one machine: by what it is, or, as for all containers of one system, by its boot."""
        if "" not in (self.boot, other.boot) and self.boot == other.boot:
            return True
        return self.id == other.id and (self.id != "" or self.boot == other.boot)


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalMark:
    """Which journal one is, whatever its folder, and the host on which it was last opened to submit."""

    journal: str
    host: Host


class JournalBook(Protocol):
    """What an account asks of the journal of a project.

    Whatever takes the lane is first written down there: so it knows of every submit that it was about to make, until it is
    emptied or an older backup takes its place.
    """

    @property
    def name(self) -> str:
        """Which journal it is, "" of one that was never opened to submit."""
        ...

    def enter(self, attempt: str) -> None:
        """Write down that an attempt is about to be sent."""
        ...

    def has_entered(self, attempt: str) -> bool:
        """Whether it ever was about to send an attempt."""
        ...


def lacked(
    entries: Iterable[AccountEntry], known: Collection[str], entered: Collection[str]
) -> tuple[AccountEntry, ...]:  # fmt: skip
    """Return what the account has of a journal that lacks it: it was emptied, copied, or is an older backup.

    `known` are the attempts that the journal has, `entered` those that it was about to send. One that took the lane and was never
    intended is lacked by none.
    """
    sure = (Mark.KNOWN, Mark.GRAVE)
    return tuple(e for e in entries if e.attempt not in known and (e.mark in sure or e.attempt not in entered))


@dataclass(frozen=True, slots=True, kw_only=True)
class Permission:
    """What a person allows a journal: that it is this host's from now on; that it goes on without what else the account has."""

    take_over: bool = False
    ignore_foreign: bool = False


@dataclass(frozen=True, slots=True)
class Glance:
    """What the list of an account shows an empty journal: jobs that did what is planned, and such as may be doing it."""

    made: tuple[str, ...]
    live: tuple[str, ...]


def glance(jobs: Iterable[Seen], known: Collection[str], classes: Collection[str]) -> Glance:
    """Say which jobs, unknown to this user, did what is planned; one that still runs doesn't tell what it was asked for."""
    unknown = [seen for seen in jobs if seen.mine and seen.job not in known]
    made = (seen.job for seen in unknown if seen.ending is Ending.SUCCEEDED and seen.prompt_class in classes)
    return Glance(tuple(made), tuple(seen.job for seen in unknown if seen.ending is Ending.LIVE))
