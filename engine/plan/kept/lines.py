"""Kept: tasks and rows of a plan as lines of plain columns, and back; what many have in common is a line of its own.

Nothing in a line depends on this machine or tells a secret: where files lie and the full, perhaps signed, addresses of URLs stay
beside the lines, in `Places`.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from engine.catalog import AnswerShape
from engine.catalog.model import UsagePaths
from engine.plan.kept.links import reads_of
from engine.plan.media import reference_of
from engine.plan.model import (
    Action,
    Compared,
    Estimate,
    MediaUse,
    Outline,
    OutputChoice,
    OutputMember,
    PlannedOutput,
    Request,
    RequestTask,
    Row,
    RowLinks,
    SkippedTask,
    Task,
    TaskKind,
)  # fmt: skip
from engine.values.canonical import encoder
from engine.values.media import DataSource, FileSource, Media, MediaFacts, MediaSource, Span, TaskSource, UrlSource
from engine.values.money import Money
from engine.values.reason import because, reason_data, reason_of

_NEW: Final = because("new")
_NOTHING_ASKED: Final[Mapping[str, str]] = MappingProxyType({"sent_name": "", "tier": "", "endpoint": ""})
_ACTIONS: Final = {action.value: action for action in Action}
_DECODE: Final = json.JSONDecoder().raw_decode
_ENCODE: Final = encoder()


class TaskLine(NamedTuple):
    """A task as it is kept; `kind` is the number of what it has in common with others.

    `needs` are the numbers of the tasks before it, as JSON, "" if there are none; it reads the first `reads` of them. What asks
    for nothing has no fingerprint. `reason` is "" for what is simply new.
    """

    id: str
    row: str
    kind: int
    action: str
    reason: str
    depth: int
    needs: str
    reads: int
    fingerprint: bytes | None
    prompt: str
    body: str
    asked: str
    media: str


class RowLine(NamedTuple):
    """A row as it is kept: outputs, what the key is made of and its links (`RowLinks`) as JSON."""

    key: str
    outputs: str
    made_of: str
    tasks: str
    choices: str


@dataclass(slots=True)
class Places:
    """Where media are found from here: files and pictures in URLs by digest, addresses by identity and version."""

    files: dict[str, str] = field(default_factory=dict)
    addresses: dict[tuple[str, str | None], str] = field(default_factory=dict)
    pictures: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class LineWriter:
    """Writes lines; `kinds` and `facts` are the texts that lines name by their number, in order."""

    places: Places = field(default_factory=Places)
    kinds: dict[str, int] = field(default_factory=dict)
    facts: dict[MediaFacts, int] = field(default_factory=dict)
    _known: dict[tuple[object, ...], tuple[int, Estimate]] = field(default_factory=dict)

    def task(self, task: Task, needs: Sequence[int], asked: bytes) -> TaskLine:
        """Write a task, which needs those of these numbers; `asked` is its asked form as canonical JSON."""
        reason = "" if task.reason == _NEW else json_of(reason_data(task.reason))
        before = json_of(list(needs)) if needs else ""
        about = (
            task.id, task.row, self._kind(task), task.action.value, reason, task.depth, before, reads_of(task),
        )  # fmt: skip
        if not isinstance(task, RequestTask):
            return TaskLine(*about, None, "", "", "", "")
        request = task.request
        media = json_of([self._medium(use.media) for use in request.media])
        fingerprint = bytes.fromhex(task.fingerprint)
        return TaskLine(*about, fingerprint, request.prompt, json_of(request.body), asked.decode(), media)

    def row(self, row: Row, links: RowLinks) -> RowLine:
        """Write a row."""
        outputs = [
            [output.name, output.many, [[member.key, self._choices(member)] for member in output.members]]
            for output in row.outputs
        ]
        made_of = json_of([row.columns, row.axes])
        return RowLine(
            row.key, json_of(outputs), made_of, json_of(list(links.tasks)), json_of([*map(list, links.choices)])
        )

    def _choices(self, member: OutputMember) -> list[list[Any]]:
        return [[choice.file, self._medium(choice.media)] for choice in member.choices]

    def _kind(self, task: Task) -> int:
        """Return the number of what a task has in common with others; tasks that were priced together share their estimate."""
        asks = task if isinstance(task, RequestTask) else None
        about = (task.step, task.model, task.attempts, task.retry_on, task.on_error, id(task.estimate))
        key: tuple[object, ...] = about
        if asks is not None:
            request = asks.request
            uses = tuple((use.parameter, use.at) for use in request.media)
            key = (*about, request.sent_name, request.tier, request.derived, asks.reusable, uses, *asks.outputs.items())
        known = self._known.get(key)
        if known is None:
            text = json_of(_kind_data(task))
            known = self._known[key] = (self.kinds.setdefault(text, len(self.kinds)), task.estimate)
        return known[0]

    def _medium(self, media: Media) -> list[Any]:
        facts = self.facts.setdefault(media.facts, len(self.facts))
        instead = [self._medium(one) for one in media.instead]
        return [self._source(media.source), facts, *([instead] if instead else [])]

    def _source(self, source: MediaSource) -> list[Any]:
        match source:
            case FileSource(digest=digest, path=path):
                self.places.files.setdefault(digest, path)
                return ["file", digest]
            case UrlSource(url=url, identity=identity, version=version):
                self.places.addresses.setdefault((identity, version), url)
                return ["url", identity, version]
            case DataSource(digest=digest, mime=mime, url=url):
                self.places.pictures.setdefault(digest, url)
                return ["data", digest, mime]
            case TaskSource(task=task, output=output, may_fail=may_fail):
                return ["task", task, output, *([True] if may_fail else [])]


@dataclass(slots=True)
class LineReader:
    """Reads lines; `kind_of` and `facts_of` return the texts of these numbers."""

    places: Places
    kind_of: Callable[[int], str]
    facts_of: Callable[[int], str]
    _kinds: dict[int, Mapping[str, Any]] = field(default_factory=dict)
    _outlined: dict[int, TaskKind] = field(default_factory=dict)
    _facts: dict[int, MediaFacts] = field(default_factory=dict)

    def task(self, line: TaskLine, needs: Sequence[str]) -> Task:
        """Return the task of a line."""
        kind = self._kind(line.kind)
        about = {
            "id": line.id,
            "row": line.row,
            "action": Action(line.action),
            "reason": reason_of(data_in(line.reason)) if line.reason else _NEW,
            "needs": tuple(needs),
            "depth": line.depth,
            **kind["task"],
        }
        if line.fingerprint is None:
            return SkippedTask(**about)
        media = [self._medium(one) for one in data_in(line.media)]
        uses = tuple(
            MediaUse(reference_of(one), parameter, one, at)
            for one, (parameter, at) in zip(media, kind["uses"], strict=True)
        )
        body, asked = data_in(line.body), data_in(line.asked)
        request = Request(body=body, asked=asked, media=uses, prompt=line.prompt, **kind["request"])
        return RequestTask(request=request, fingerprint=line.fingerprint.hex(), **about, **kind["asks"])

    def outline(
        self, name: str, row: str, kind: int, action: str, reason: str, depth: int, needs: str, reads: int, asks: bytes | None
    ) -> Outline:  # fmt: skip
        """Return the outline of a line; `asks` is its fingerprint."""
        return Outline(
            name,
            row,
            _ACTIONS[action],
            reason_of(data_in(reason)) if reason else _NEW,
            self._kind_of_many(kind),
            numbers_in(needs),
            reads,
            depth,
            asks.hex() if asks is not None else "",
        )

    def compared(self, number: int, fingerprint: str, kind: int, needs: str, asked: str, media: str) -> Compared:
        """Return what reuse compares of a line."""
        known = self._kind(kind)
        upstream: tuple[tuple[int, str], ...] = ()
        if needs:
            sources = [source for source, *_ in data_in(media) if source[0] == "task"]
            numbers = dict(zip(dict.fromkeys(source[1] for source in sources), data_in(needs), strict=False))
            upstream = tuple((numbers[source[1]], source[2]) for source in sources)
        reusable, estimate = known["asks"]["reusable"], known["task"]["estimate"]
        return Compared(number, fingerprint, asked.encode(), upstream, reusable, estimate)

    def _kind_of_many(self, number: int) -> TaskKind:
        """Return what tasks of a kind have in common, the same object each time."""
        known = self._outlined.get(number)
        if known is None:
            kind = self._kind(number)
            task, request = kind["task"], kind.get("request", _NOTHING_ASKED)
            known = self._outlined[number] = TaskKind(
                step=task["step"],
                model=task["model"],
                sent_name=request["sent_name"],
                tier=request["tier"],
                asks="asks" in kind,
                local="asks" in kind and not request["endpoint"],
                attempts=task["attempts"],
                retry_on=task["retry_on"],
                on_error=task["on_error"],
                estimate=task["estimate"],
                bound=kind["asks"]["bound"].micros if "asks" in kind else 0,
            )
        return known

    def model(self, kind: int) -> str:
        """Return the model that tasks of a kind use."""
        return str(self._kind(kind)["task"]["model"])

    def sent_name(self, kind: int) -> str:
        """Return what the service calls the model of tasks of a kind, "" where none is asked."""
        request = self._kind(kind).get("request", _NOTHING_ASKED)
        return str(request["sent_name"]) if request["endpoint"] else ""

    def estimate(self, kind: int) -> Estimate:
        """Return what tasks of a kind are estimated at."""
        found: Estimate = self._kind(kind)["task"]["estimate"]
        return found

    def row(self, line: RowLine, tasks: Sequence[str]) -> Row:
        """Return the row of a line, which has the tasks of these ids."""
        outputs = tuple(
            PlannedOutput(name, tuple(OutputMember(key, self._choices(choices)) for key, choices in members), many)
            for name, many, members in data_in(line.outputs)
        )
        return Row(line.key, outputs, tuple(tasks), *data_in(line.made_of))

    def _choices(self, choices: Iterable[Sequence[Any]]) -> tuple[OutputChoice, ...]:
        return tuple(OutputChoice(self._medium(medium), file) for file, medium in choices)

    def _kind(self, number: int) -> Mapping[str, Any]:
        known = self._kinds.get(number)
        if known is None:
            known = self._kinds[number] = _kind_of(data_in(self.kind_of(number)))
        return known

    def _medium(self, data: Sequence[Any]) -> Media:
        source, facts, *instead = data
        known = self._facts.get(facts)
        if known is None:
            known = self._facts[facts] = MediaFacts.of_data(data_in(self.facts_of(facts)))
        others = tuple(self._medium(one) for one in instead[0]) if instead else ()
        return Media(source=self._source(*source), facts=known, instead=others)

    def _source(self, kind: str, name: str, *more: Any) -> MediaSource:
        match kind:
            case "file":
                return FileSource(name, self.places.files.get(name, ""))
            case "url":
                return UrlSource(self.places.addresses.get((name, more[0]), ""), name, more[0])
            case "data":
                return DataSource(name, more[0], self.places.pictures.get(name, ""))
            case _:
                return TaskSource(name, *more)


def data_in(text: str) -> Any:
    """Return the data of JSON that a line holds, which is ours: no blank stands around it."""
    return _DECODE(text)[0]


def numbers_in(text: str) -> tuple[int, ...]:
    """Return the numbers of a line's JSON."""
    return tuple(data_in(text)) if text else ()


def links_in(tasks: str, choices: str) -> RowLinks:
    """Return the links of a row's line."""
    return RowLinks(data_in(tasks), data_in(choices))


def _kind_data(task: Task) -> dict[str, Any]:
    """Return what a task has in common with others."""
    asks = task if isinstance(task, RequestTask) else None
    estimate, currency = task.estimate, task.estimate.cost_low.currency
    amounts = (estimate.cost_low, estimate.cost_high, estimate.would_low, estimate.would_high)
    found: dict[str, Any] = {
        "task": {
            "step": task.step,
            "model": task.model,
            "estimate": [
                currency, str(estimate.billed_seconds.low), str(estimate.billed_seconds.high), *(one.micros for one in amounts)
            ],
            "attempts": task.attempts,
            "retry_on": task.retry_on,
            "on_error": task.on_error,
        }
    }  # fmt: skip
    if asks is not None:
        request = asks.request
        found["request"] = {
            "model": request.model,
            "sent_name": request.sent_name,
            "endpoint": request.endpoint,
            "tier": request.tier,
            "answer": request.answer,
            "derived": request.derived,
        }
        found["asks"] = {
            "reusable": asks.reusable,
            "bound": [asks.bound.micros, asks.bound.currency],
            "outputs": {name: facts.to_data() for name, facts in asks.outputs.items()},
        }
        found["uses"] = [[use.parameter, use.at] for use in request.media]
    return found


def _kind_of(data: dict[str, Any]) -> Mapping[str, Any]:
    """Return what tasks have in common, as values."""
    task = data["task"]
    currency, low, high, *micros = task["estimate"]
    cost_low, cost_high, would_low, would_high = (Money(one, currency) for one in micros)
    task["estimate"] = Estimate(
        billed_seconds=Span(Decimal(low), Decimal(high)),
        cost_low=cost_low,
        cost_high=cost_high,
        would_low=would_low,
        would_high=would_high,
    )
    task["retry_on"] = tuple(task["retry_on"])
    if "asks" in data:
        request, asks = data["request"], data["asks"]
        result, usage, hours = request["answer"]
        request |= {"answer": AnswerShape(result, UsagePaths(*usage), hours), "derived": tuple(request["derived"])}
        asks["bound"] = Money(*asks["bound"])
        asks["outputs"] = {name: MediaFacts.of_data(facts) for name, facts in asks["outputs"].items()}
        data["uses"] = [(parameter, tuple(at)) for parameter, at in data["uses"]]
    return data


def json_of(value: object) -> str:
    """Write JSON as it stands in lines."""
    return _ENCODE(value)
