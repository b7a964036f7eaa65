"""Overview: what a report shows, read off plans that were kept and the records of their runs."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import PurePath
from typing import Any, Final

from engine.plan.words import PromptWords
from engine.report.pages.purse import Purse, high_of, purse_of
from engine.report.planned import PlannedRun
from engine.report.rows import PlannedRow, row_state
from engine.run import events as e
from engine.run.files import PublishedFile
from engine.run.history import RunRecord
from engine.run.money.budget import Budget
from engine.run.money.ledger import Ledger, LedgerRow
from engine.run.records import TaskRecord
from engine.values.realm import is_of_emulator

Wording = Mapping[str, tuple[PromptWords, ...]]
"""The words of prompts by task, with where they come from."""
TASK: Final = "task:"
FILE: Final = "file:"


@dataclass(frozen=True, slots=True)
class RecordedRun:
    """A run: what it was to do, and its record."""

    planned: PlannedRun
    record: RunRecord


@dataclass(frozen=True, slots=True)
class ShownMedium:
    """A medium of a request: what it is there for, and its digest, None if it never came; `task` made it, "" if nobody did."""

    role: str
    reference: str
    digest: str | None
    task: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownStep:
    """A task as a page shows it; `own`: this row asked for it, else another row shares it.

    `path` leads to its step, through those that use recipes. `words` are those of its prompt, with where they come from; none
    where nothing tells that any more. `confirmed` says how its job was found to be its own, whichever run did that. `estimated`,
    for the jobs whose bill is known, `billed` and `would` are in micro-units.
    """

    task: str
    step: str
    path: str
    model: str
    action: str
    needs: tuple[str, ...]
    own: bool
    record: TaskRecord
    fingerprint: str
    prompt: str
    words: tuple[PromptWords, ...]
    parameters: Mapping[str, str]
    media: tuple[ShownMedium, ...]
    confirmed: str
    estimated: int
    billed: int
    would: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownRow:
    """A row as its newest run left it; `before` and `result` are digests, None for what is not there.

    `billed` is what its own tasks have cost over all runs of the ledger, `would` what they cost where they are billed, in
    micro-units.
    """

    number: int
    key: str
    columns: Mapping[str, str]
    axes: Mapping[str, str]
    state: str
    cause: e.Cause | None
    draft: bool
    run: str
    service: str
    currency: str
    billed: int
    would: int
    before: str | None
    result: str | None
    files: tuple[PublishedFile, ...]
    steps: tuple[ShownStep, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """All that a report shows; `paths` says where the files lay that requests were made from, by digest.

    `at` is the wall time of the last thing that happened; `budget` is the cap of a service that bills, None without one.
    """

    name: str
    version: str
    campaign: bool
    services: tuple[str, ...]
    runs: tuple[str, ...]
    started: float
    at: float
    rows: tuple[ShownRow, ...]
    purse: Purse
    budget: Budget | None
    paths: Mapping[str, str]


def overview_of(
    runs: Sequence[RecordedRun],
    ledger: Ledger,
    wording: Callable[[RecordedRun], Wording] = lambda _: {},
    earlier: Iterable[PlannedRun] = (),
) -> Overview:
    """Show each row as the newest run that bills had it, else as the newest draft; `runs` are newest first.

    `ledger` holds the jobs of these runs and of those before, whose plans are `earlier`, newest first.
    `wording` is asked for the words of each run of which a row is shown.
    """
    rows = list(_rows(runs, ledger, wording))
    newest = runs[0]
    return Overview(
        name=newest.record.name,
        version=str(newest.planned.head["recipe"]["version"]),
        campaign=any(row.key for row in rows),
        services=tuple(dict.fromkeys(row.service for row in rows)),
        runs=tuple(dict.fromkeys(row.run for row in rows)),
        started=min(one.record.started or 0.0 for one in runs),
        at=max(one.record.ended or one.record.started or 0.0 for one in runs),
        rows=tuple(rows),
        purse=purse_of(chain((one.planned for one in runs), earlier), ledger, newest.record.currency),
        budget=next(filter(None, (one.record.budget for one in runs if not is_of_emulator(one.record.realm))), None),
        paths={digest: path for one in reversed(runs) for digest, path in _paths(one.planned)},
    )


def _paths(planned: PlannedRun) -> Iterator[tuple[str, str]]:
    """Give where media lay, by digest, as seen from the project."""
    source = planned.head.get("source")
    for digest, path in planned.files.items():
        yield digest, str(PurePath(source["folder"] if source is not None else "", path))


def _rows(
    runs: Sequence[RecordedRun], ledger: Ledger, wording: Callable[[RecordedRun], Wording]
) -> Iterator[ShownRow]:  # fmt: skip
    """Give the rows in the order of the run that had most of them, those that only others had behind."""
    chosen: dict[str, tuple[RecordedRun, PlannedRow]] = {}
    planned = [(one, list(one.planned.rows())) for one in runs]
    order = dict.fromkeys(row.key for _, rows in sorted(planned, key=lambda one: -len(one[1])) for row in rows)
    for one, rows in planned:
        for row in rows:
            known = chosen.get(row.key)
            if known is None or (known[1].draft and not row.draft):
                chosen[row.key] = (one, row)
    shown = {id(one) for one, _ in chosen.values()}
    readers = {id(one): _RunReader(one, ledger, wording(one)) for one in runs if id(one) in shown}
    for number, key in enumerate(order, 1):
        one, row = chosen[key]
        yield readers[id(one)].row(number, row)


@dataclass(slots=True)
class _RunReader:
    """Reads the rows of one run."""

    run: RecordedRun
    ledger: Ledger
    wording: Wording
    tasks: dict[str, Mapping[str, Any]] = field(init=False)
    jobs: dict[str, list[LedgerRow]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.tasks = {task["id"]: task for task in self.run.planned.tasks()}
        for job in self.ledger.rows:
            if job.realm == self.run.record.realm:
                self.jobs.setdefault(job.task, []).append(job)

    def row(self, number: int, row: PlannedRow) -> ShownRow:
        record = self.run.record
        state, cause = row_state(row, record)
        files = record.files.of(row.key)
        steps = tuple(self._step(self.tasks[name], row.key) for name in row.tasks if name in self.tasks)
        result = _result(files, row.outputs, steps)
        return ShownRow(
            number=number,
            key=row.key,
            columns=row.columns or {"": row.key},
            axes=row.axes,
            state=state,
            cause=cause,
            draft=any(file.draft for file in files) if files else row.draft,
            run=record.run,
            service=record.service,
            currency=record.currency,
            billed=sum(step.billed for step in steps if step.own),
            would=sum(step.would for step in steps if step.own),
            before=_before(result, steps),
            result=result,
            files=tuple(files),
            steps=steps,
        )

    def _step(self, task: Mapping[str, Any], row: str) -> ShownStep:
        name, body = task["id"], task["request"] or {}
        record, jobs = self.run.record.tasks.get(name) or TaskRecord(name), self.jobs.get(name, [])
        prompt = str(body.get("input", {}).get("prompt", ""))
        return ShownStep(
            task=name,
            step=task.get("step") or name.rpartition("/")[2],
            path=path_of(name, campaign=bool(row)),
            model=task.get("model") or body.get("model", ""),
            action=task["action"],
            needs=tuple(task["needs"]),
            own=name.partition("/")[0] == row if row else True,
            record=record,
            fingerprint=task["fingerprint"] or "",
            prompt=prompt,
            words=words_of(prompt, self.wording.get(name, ())),
            parameters=dict(parameters_in(body)),
            media=tuple(self._media(body)),
            confirmed=next((job.confirmed for job in jobs if job.job == record.job), record.confirmed),
            estimated=sum(job.estimated for job in jobs if job.billed is not None),
            billed=sum(job.billed or 0 for job in jobs),
            would=high_of(task),
        )

    def _media(self, body: Mapping[str, Any]) -> Iterator[ShownMedium]:
        for role, reference in _references(body):
            task, _, _ = reference.removeprefix(TASK).rpartition("/") if reference.startswith(TASK) else ("", "", "")
            known = self.run.record.tasks.get(task)
            digest = reference.removeprefix(FILE) if reference.startswith(FILE) else known.digest if known else None
            yield ShownMedium(role, reference, digest, task)


def words_of(prompt: str, told: tuple[PromptWords, ...]) -> tuple[PromptWords, ...]:
    """Return the words of a prompt that are told with where they come from; none where those are of another prompt."""
    return told if "".join(one.text for one in told) == prompt else ()


def path_of(task: str, *, campaign: bool) -> str:
    """Return the way to the step that a task is of: its id without the row and without the keys of repetitions."""
    path = task.partition("/")[2] if campaign else task
    return "/".join(part.partition("@")[0] for part in path.split("/"))


def _references(body: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Give the media of a request as it was planned: what each is there for, and what stands in place of its address."""
    asked = body.get("input", {})
    media = asked.get("media", [])
    for one in media if isinstance(media, list) else [media]:
        if isinstance(one, dict):
            yield str(one.get("type", "")), str(one.get("url", ""))
    for name, value in asked.items():
        if name != "media" and isinstance(value, str) and value.startswith((TASK, FILE, "url:")):
            yield name.removesuffix("_url"), value


def parameters_in(body: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Give what a request says besides its prompt and its media."""
    asked = {name: value for name, value in body.get("input", {}).items() if name not in ("prompt", "media")}
    for name, value in chain(asked.items(), body.get("parameters", {}).items()):
        if not (isinstance(value, str) and value.startswith((TASK, FILE))):
            yield name, str(value).lower() if isinstance(value, bool) else str(value)


def _result(files: Sequence[PublishedFile], outputs: Sequence[str], steps: Sequence[ShownStep]) -> str | None:
    """Return what a row came to: its last output, of several members the first; unpublished, its last result."""
    for output in reversed(outputs):
        for file in files:
            if file.output == output:
                return file.digest
    return next((step.record.digest for step in reversed(steps) if step.record.digest is not None), None)


def _before(result: str | None, steps: Sequence[ShownStep]) -> str | None:
    """Return what a row's result was made from in the end: the first medium of the first step on its way."""
    by_task = {step.task: step for step in steps}
    step = next((step for step in reversed(steps) if result is None or step.record.digest == result), None)
    seen: set[str] = set()
    while step is not None and step.media and step.task not in seen:
        seen.add(step.task)
        first = step.media[0]
        if not first.task:
            return first.digest
        step = by_task.get(first.task)
    return None


def media_in(rows: Iterable[ShownRow]) -> Iterator[str]:
    """Give the digest of every medium that the rows show."""
    for row in rows:
        for digest in (row.before, row.result, *(file.digest for file in row.files)):
            if digest is not None:
                yield digest
        for step in row.steps:
            if step.record.digest is not None:
                yield step.record.digest
            yield from (medium.digest for medium in step.media if medium.digest is not None)
