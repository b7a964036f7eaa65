"""Rates: how often and how many jobs the service takes, and for whom together."""

import enum
from dataclasses import dataclass
from typing import NamedTuple

from engine.row import Row


class RateScope(enum.Enum):
    """Who shares a limit; the value is the word in JSON."""

    ACCOUNT = "account"
    KEY = "key"


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowance:
    """So many calls within so many seconds."""

    count: int
    per_s: int


class Rates(NamedTuple):
    """The service's limits for the models of one `group`, together: submits, jobs at once, jobs in the queue, queries."""

    group: str
    scope: RateScope
    submits: Allowance
    running: int
    queued: int
    queries: Allowance


def rates_of(row: Row) -> Rates:
    """Build the limits from their JSON."""
    found = Rates(
        group=row.text("group"),
        scope=_scope(row),
        submits=_allowance(row.row("submits")),
        running=row.whole("running"),
        queued=row.whole("queued"),
        queries=_allowance(row.row("queries")),
    )
    row.end()
    return found


def _scope(row: Row) -> RateScope:
    word = row.text("scope")
    known = {one.value: one for one in RateScope}
    if word not in known:
        row.refuse(f"can't be {word}: it is one of {', '.join(known)}", "scope")
    return known[word]


def _allowance(row: Row) -> Allowance:
    found = Allowance(count=row.whole("count"), per_s=row.whole("per_s"))
    row.end()
    return found
