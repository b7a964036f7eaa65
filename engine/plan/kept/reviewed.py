"""What is reviewed: the digest of a plan, fed while it is made: a line that begins it, one a task, and one a row."""

import hashlib
from typing import Any

from engine.plan.media import reference_of
from engine.plan.model import BudgetLabel, RequestTask, Row, Task, Terms
from engine.values.canonical import written


class Review:
    """Covers what is asked, what it costs, what becomes of it and what pays; not reuse, not where files lie."""

    def __init__(self, terms: Terms, budget: BudgetLabel) -> None:
        self._digest = hashlib.sha256()
        cap = None if budget.cap is None else str(budget.cap)
        self._line(["plan", 2, terms.service, terms.realm, budget.name, budget.period, cap])

    def task(self, task: Task) -> None:
        """Take in a task; what is written of it is canonical as it is."""
        asks = task if isinstance(task, RequestTask) else None
        cost = [task.estimate.would_low.micros, task.estimate.would_high.micros]
        retry = [task.attempts, *task.retry_on]
        body = [asks.fingerprint, asks.request.body] if asks is not None else []
        self._line(["task", task.id, list(task.needs), cost, retry, task.on_error, *body])

    def row(self, row: Row) -> None:
        """Take in what a row's outputs are, and the names under which they are published."""
        files = [
            [output.name, member.key, reference_of(choice.media), choice.file]
            for output in row.outputs
            for member in output.members
            for choice in member.choices
        ]
        self._line(["row", row.key, files])

    def digest(self) -> str:
        """Return the digest of all that came."""
        return self._digest.hexdigest()

    def _line(self, line: list[Any]) -> None:
        self._digest.update(written(line) + b"\n")


def digest_under(digest: str, cap: int | None) -> str:
    """Return what is reviewed of a plan that is shown with a cap, in micro-units: the plan's own digest if there is none."""
    return digest if cap is None else hashlib.sha256(written(["plan", digest, "cap", cap])).hexdigest()
