"""Accounts: who may ask, in which region, and whose jobs are whose (pure)."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final, NamedTuple

from engine.emulator.rules.hosts import LOCAL
from engine.emulator.rules.refusal import BAD_KEY, Refusal, Refused

NO_WORKSPACE: Final = Refusal(404, "WorkSpaceNotFound", "The workspace can not be found.")
FOREIGN_WORKSPACE: Final = Refusal(403, "Workspace.AccessDenied", "Workspace access denied.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Customer:
    """One account: its keys are good in its region only, and see its jobs only."""

    name: str
    region: str
    keys: frozenset[str]
    workspaces: frozenset[str] = frozenset()


class Caller(NamedTuple):
    """Who asks: the number of the key, its account and its region."""

    key_id: str
    account: str
    region: str


class Called(NamedTuple):
    """What a host's name says: a workspace and a region, each if it is there."""

    workspace: str | None = None
    region: str | None = None


def called_by(host: str, names: Collection[str]) -> Called:
    """Read `WORKSPACE.REGION.localhost`, or the same below another name of the emulator."""
    for name in (LOCAL, *names):
        if host.endswith("." + name):
            *front, region = host.removesuffix("." + name).split(".")
            return Called(front[-1] if front else None, region)
    return Called()


def check_place(account: Customer, called: Called, header: str | None, known: Collection[Customer]) -> None:
    """Raise Refused unless an account may call there: at its own region, and with a workspace of its own or none."""
    if called.region is not None and called.region != account.region:
        raise Refused(BAD_KEY)
    for workspace in (called.workspace, header and header.strip().lower()):
        if not workspace or workspace in account.workspaces:
            continue
        others = any(workspace in other.workspaces for other in known)
        raise Refused(FOREIGN_WORKSPACE if others else NO_WORKSPACE)
