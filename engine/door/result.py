"""The result of a run as programs get it: `schemas/run.schema.json` with types."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal, Self

from engine.api.context import Context
from engine.api.runs.outcome import Outcome
from engine.door.cause import Cause
from engine.door.plan import Amount, BudgetAmounts
from engine.door.shape import typed
from engine.report.run import run_data

State = Literal["done", "failed", "held", "interrupted"]


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A published result. `key` is its key in a list, "" for a single one; `seconds` is None if its length is not known.

    `service` is the one that its run spoke to. It is a `draft` if it, or anything that it was made from, comes of a service
    that declares itself an emulator.
    """

    path: Path
    sha256: str
    seconds: Decimal | None
    service: str
    draft: bool
    key: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedFile:
    """A result that a run put under its name; `service` and `draft` as in `File`."""

    row: str
    output: str
    key: str
    path: Path
    sha256: str
    service: str
    draft: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """The files of one output: one, several with keys if it is a list, none if nothing was published."""

    files: tuple[File, ...]

    @classmethod
    def of(cls, data: Any) -> Self:
        found = data if isinstance(data, list) else [data] if data is not None else []
        return cls(files=tuple(typed(File, one) for one in found))

    @property
    def path(self) -> Path:
        """Where its one file lies. Raises LookupError if it has none or several."""
        return self.file.path

    @property
    def file(self) -> File:
        """Its one file. Raises LookupError if it has none or several."""
        if len(self.files) != 1:
            raise LookupError(f"an output of {len(self.files)} files has no single one")
        return self.files[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultRow:
    """What became of one row; a recipe has the one row "". `reserved` is what attempts at its tasks may still come to cost."""

    key: str
    state: Literal["done", "failed", "skipped", "held", "waiting"]
    outputs: Mapping[str, Output]
    reserved: Amount
    error: Cause | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskStatus:
    """What became of one task; `job_id` is the service's id of the job that made its result, None if there is none.

    `confirmed` is how this run learnt that the job is its own, None if it did not submit it: the service's "reply", or after that
    was lost its "request_id" in the list, the only unknown job of a "dedicated" key, "evidence" of its prompt, or a "person".
    `reserved` is what its newest attempt may still come to cost; with `in_doubt` nobody knows what became of it, and the
    amount stays reserved. `marks` are what a person should know of it, by code: "usage-unknown" if its cost is what was reserved,
    since the service did not say what it billed.
    """

    id: str
    state: Literal["done", "reused", "failed", "skipped", "held", "running", "waiting"]
    job_id: str | None
    confirmed: Literal["reply", "request_id", "dedicated", "evidence", "person"] | None
    attempts: int
    billed_seconds: Decimal
    cost: Amount
    reserved: Amount
    in_doubt: bool
    error: Cause | None
    notes: tuple[str, ...]
    marks: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultTask(TaskStatus):
    """What became of one task of a result; `would_cost` is what it would have cost where it is billed."""

    would_cost: Amount


@dataclass(frozen=True, slots=True, kw_only=True)
class Orphan:
    """A job that showed up after its request had been ruled out or given up: paid twice or late, and no task's result.

    `run_id` submitted it, for the task of that name, and tells its cost. `marks` as of a task.
    """

    job_id: str
    task: str
    run_id: str
    billed_seconds: Decimal
    cost: Amount
    marks: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Disproved:
    """Something by which jobs are adopted, and the job that showed it to be wrong for this account: it is believed no longer."""

    evidence: Literal["request_id", "dedicated", "prompt", "seconds"]
    job_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What a run did. `exit` is the exit code that the command would have had; `cause` is None if it ended well.

    `reserved` is what attempts at its tasks may still come to cost, of which so many are `in_doubt`; `orphans` are jobs, of
    whatever run, that it found to be no task's; `budget` is how the cap stands over all runs of the same, None without one.
    `table` is where the results of a campaign are listed, None for a recipe. `run_id` is None where no row of a campaign was
    chosen: there was nothing to do, and no run is recorded. `json` is the whole in the form of the schema.
    """

    run_id: str | None
    exit: int
    state: State
    cause: Cause | None
    rows: tuple[ResultRow, ...]
    tasks: tuple[ResultTask, ...]
    billed_seconds: Decimal
    cost: Amount
    would_cost: Amount
    reserved: Amount
    in_doubt: int
    orphans: tuple[Orphan, ...]
    disproved: tuple[Disproved, ...]
    budget: BudgetAmounts | None
    table: Path | None = None
    json: Mapping[str, Any] = field(default_factory=dict, repr=False, compare=False)


def public_result(outcome: Outcome, context: Context) -> Result:
    """Return what a run did; paths are absolute, unlike those of the JSON."""
    data = run_data(outcome.record, outcome.plan, context.messages)
    table = outcome.table.path if outcome.table is not None else None
    return typed(
        Result, {**data, "rows": [_row(row, context.cwd) for row in data["rows"]], "table": table, "json": data}
    )


def _row(row: Mapping[str, Any], folder: Path) -> dict[str, Any]:
    return {**row, "outputs": {name: _absolute(found, folder) for name, found in row["outputs"].items()}}


def _absolute(found: Any, folder: Path) -> Any:
    if isinstance(found, list):
        return [_absolute(one, folder) for one in found]
    return found if found is None else {**found, "path": str(folder / found["path"])}
