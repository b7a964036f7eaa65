"""Calibration: what jobs that are surely ours show of the evidence by which others are adopted.

No decision is made here: what is wrong is said by `run.money`, and the account is told.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from engine.plan.model import RequestTask
from engine.run import events as e
from engine.run.driver.desk import Desk
from engine.run.driver.listing import AccountListing
from engine.run.money.account import Belief
from engine.run.money.attempt import Confirmation, prompt_class
from engine.run.money.calibration import disproved_by_answer, listed_otherwise
from engine.run.money.evidence import strays
from engine.run.ports import Ports
from engine.run.service import JobView

SURE = frozenset({Confirmation.REPLY, Confirmation.REQUEST_ID})


@dataclass(slots=True)
class Calibration:
    """That of one run."""

    ports: Ports
    desk: Desk

    async def answer(self, task: RequestTask, attempt: str, view: JobView) -> None:
        """Learn from the answer that a job is done; one that is as expected says nothing new, and costs no turn of the writer."""
        wrong = self._contradicted(task, view)
        if wrong:
            await self._tell(await self.desk.durably(self._by_answer, attempt, view.job, wrong))

    async def listing(self, listing: AccountListing) -> None:
        """Learn from a list: by jobs that are ours, and by such as are nobody's."""
        await self._tell(await self.desk.durably(self._by_listing, listing))

    def _contradicted(self, task: RequestTask, view: JobView) -> tuple[Belief, ...]:
        """Say which evidence is wrong if the job is the task's."""
        model, sent, told = task.request.sent_name, task.request.prompt, view.prompt
        return disproved_by_answer(
            prompt_class(model, sent),
            prompt_class(model, told) if told is not None else None,
            view.usage.input_seconds if view.usage is not None else None,
            self.ports.given(task),
        )

    def _by_answer(self, attempt: str, job: str, wrong: Iterable[Belief]) -> list[e.EvidenceDisproved]:
        known = self.ports.journal.attempt(attempt)
        if known is None or known.grade not in SURE:
            return []
        return self._disproved((evidence, job) for evidence in wrong)

    def _by_listing(self, listing: AccountListing) -> list[e.EvidenceDisproved]:
        account = self.ports.account.standing()
        keys = listing.own_keys(account, trusts=self.ports.terms.trusts_empty)
        jobs = listing.jobs(keys)
        answered = self.ports.journal.answered([job.job for job in jobs if job.job in account.known])
        wrong = [(Belief.REQUEST_ID, job) for job in listed_otherwise(jobs, answered)]
        if account.dedicated and keys:
            wrong += [(Belief.DEDICATED, stray.job) for stray in strays(jobs, account)]
        return self._disproved(wrong)

    def _disproved(self, wrong: Iterable[tuple[Belief, str]]) -> list[e.EvidenceDisproved]:
        return [
            e.EvidenceDisproved(evidence=evidence, job=job)
            for evidence, job in wrong
            if self.ports.account.disprove(evidence, job)
        ]

    async def _tell(self, found: list[e.EvidenceDisproved]) -> None:
        for event in found:
            await self.desk.happened(event)
