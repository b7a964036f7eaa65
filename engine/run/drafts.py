"""Drafts: results above which a task ran on a service that declares itself an emulator (pure)."""

from collections.abc import Iterable
from dataclasses import dataclass

from engine.plan.graph.graph import TaskGraph
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


def drafts_by_number(graph: TaskGraph, realm: str) -> bytearray:
    """Tell of each task of a plan for a realm, by its number, whether its result is a draft: 1 if it is."""
    drafts = bytearray(len(graph))
    if not is_of_emulator(realm):
        return drafts
    for task, kind in enumerate(graph.kind):
        asked = graph.kinds[kind]
        drafts[task] = asked.asks and (not asked.local or any(drafts[one] for one in graph.made_from(task)))
    return drafts
