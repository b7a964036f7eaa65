"""Calibration: what a job that is surely ours tells of the evidence by which others would be adopted (pure)."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from engine.run.money.account import Belief
from engine.run.money.sweep import Seen, is_as_long
from engine.values.media import Span


def disproved_by_answer(
    sent: str, told: str | None, seconds: Decimal | None, measured: Span | None
) -> tuple[Belief, ...]:  # fmt: skip
    """Return the evidence that is wrong for an account: a job that is ours tells another prompt (by class) or length."""
    found = []
    if told is not None and told != sent:
        found.append(Belief.PROMPT)
    if not is_as_long(seconds, measured):
        found.append(Belief.SECONDS)
    return tuple(found)


def listed_otherwise(jobs: Iterable[Seen], answered: Mapping[str, str]) -> tuple[str, ...]:
    """Return the jobs that the list tells another request id of than the one their submits were answered with."""
    return tuple(seen.job for seen in jobs if seen.job in answered and seen.request_id != answered[seen.job])
