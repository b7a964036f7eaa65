"""Listing: the service's list as it was read, and what it tells of a request."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from engine.run.money.account import AccountStanding
from engine.run.money.attempt import prompt_class
from engine.run.money.sweep import Ending, Seen, is_as_long
from engine.run.service import JobState, JobView, ListedJob, Usage
from engine.values.media import Span

ENDINGS: Final[Mapping[JobState, Ending]] = MappingProxyType(
    {
        JobState.SUCCEEDED: Ending.SUCCEEDED,
        JobState.FAILED: Ending.FAILED,
        JobState.CANCELED: Ending.FAILED,
        JobState.UNKNOWN: Ending.UNKNOWN,
    }
)


@dataclass(frozen=True, slots=True)
class AccountListing:
    """The list, begun at a time of the service's, with the answers of those jobs of it that are nobody's."""

    began: float
    listed: tuple[ListedJob, ...]
    views: Mapping[str, JobView] = field(default_factory=dict)

    def own_keys(self, account: AccountStanding, *, trusts: bool) -> frozenset[str]:
        """Return the ids by which the list names our key: those of jobs that are known to be ours.

        Before there is one, a service that is trusted with an empty list has one key only.
        """
        own = frozenset(job.key_id for job in self.listed if job.job in account.known)
        every = frozenset(job.key_id for job in self.listed)
        return own or (every if trusts and len(every) <= 1 else frozenset())

    def jobs(
        self, keys: frozenset[str], model: str = "", tier: str = "", given: Span | None = None
    ) -> tuple[Seen, ...]:  # fmt: skip
        """Say what each job tells of a request to a model ("" for any), with results of that tier and input of that length.

        Where our key isn't known, every job may be ours.
        """
        return tuple(self._seen(job, keys, model, tier, given) for job in self.listed)

    def _seen(self, job: ListedJob, keys: frozenset[str], model: str, tier: str, given: Span | None) -> Seen:
        view = self.views.get(job.job)
        usage = view.usage if view is not None and view.usage is not None else Usage()
        return Seen(
            job=job.job,
            created=job.created,
            ending=ENDINGS.get(view.state if view is not None else job.state, Ending.LIVE),
            request_id=job.request_id,
            prompt_class="" if view is None or view.prompt is None else prompt_class(job.model, view.prompt),
            mine=(not keys or job.key_id in keys) and model in ("", job.model),
            alike=usage.tier in (None, "", tier) and is_as_long(usage.input_seconds, given),
        )
