"""Drafts: results above which a task ran on a service that declares itself an emulator (pure)."""

from collections.abc import Iterable
from dataclasses import dataclass

from engine.plan.model import Outline, Plan
from engine.values.realm import is_of_emulator


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a result comes from: the realm it was made for, and the names of the results that it was made from.

    `asked` tells whether a service was asked for it; a media tool makes it here.
    """

    name: str
    realm: str
    asked: bool
    made_from: tuple[str, ...]


def drafts_among(origins: Iterable[Origin]) -> frozenset[str]:
    """Return the names of those that are drafts; each comes after those that it was made from.

    What a media tool makes of drafts is one; what it makes of given media alone is none, whatever service a run speaks to.
    """
    found: set[str] = set()
    for origin in origins:
        if is_of_emulator(origin.realm) and (origin.asked or not found.isdisjoint(origin.made_from)):
            found.add(origin.name)
    return frozenset(found)


def drafts_of(plan: Plan) -> frozenset[str]:
    """Return the ids of a plan's tasks whose results are drafts."""
    return drafts_of_tasks(plan.tasks.outlines(), plan.terms.realm)


def drafts_of_tasks(tasks: Iterable[Outline], realm: str) -> frozenset[str]:
    """Return the ids of those whose results are drafts, of tasks for a realm."""
    asking = (task for task in tasks if task.fingerprint)
    return drafts_among(Origin(task.id, realm, asked=not task.local, made_from=tuple(task.reads)) for task in asking)
