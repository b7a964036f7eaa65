"""Plan: everything that is known before spending, as plain values."""

from abc import abstractmethod
from collections.abc import Collection, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from engine.catalog import AnswerShape, Discount
from engine.plan.graph.graph import TaskGraph
from engine.plan.graph.outline import (  # named here, too
    ACTIONS as ACTIONS,  # noqa: PLC0414
    GIVEN as GIVEN,  # noqa: PLC0414
    NOWHERE as NOWHERE,  # noqa: PLC0414
    OUTSIDE as OUTSIDE,  # noqa: PLC0414
    Action as Action,  # noqa: PLC0414
    Estimate as Estimate,  # noqa: PLC0414
    KnownResult as KnownResult,  # noqa: PLC0414
    Outline as Outline,  # noqa: PLC0414
    RowLinks as RowLinks,  # noqa: PLC0414
    RowOutline as RowOutline,  # noqa: PLC0414
    TaskKind as TaskKind,  # noqa: PLC0414
)
from engine.plan.graph.rows import RowGraph
from engine.values.media import Media, MediaFacts
from engine.values.money import Money
from engine.values.reason import Reason


@dataclass(frozen=True, slots=True)
class MediaUse:
    """One medium of a request: `reference` stands in the body where its URL will stand ("file:...", "url:...", "task:...").

    `at` is where in the body that is: names of objects and numbers of lists.
    """

    reference: str
    parameter: str
    media: Media
    at: tuple[str | int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What is asked of a model, which its service calls `sent_name`.

    `body` is the JSON to send, with media references in place of URLs. `asked` is the canonical form that fingerprints and
    reuse compare: documented defaults written out, upstream by fingerprint and output, no names. `derived` are the
    parameters that nobody gave: the seed, if the planner wrote it. `answer` says where its service tells of the result.
    """

    model: str
    sent_name: str
    endpoint: str
    body: Mapping[str, Any]
    asked: Mapping[str, Any]
    media: tuple[MediaUse, ...]
    prompt: str
    tier: str
    answer: AnswerShape = field(default_factory=AnswerShape)
    derived: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredResult:
    """A result that the store holds: whose request it answered, and by which bytes it was made.

    `asked` is its asked form as it was written down. `upstream` maps each upstream "fingerprint/output" to the digest of the
    bytes that the job was given. `damaged`: its file has not as many bytes as it had.
    """

    fingerprint: str
    asked: bytes
    output: str
    digest: str
    facts: MediaFacts
    job: str
    upstream: Mapping[str, str]
    damaged: bool = False


@dataclass(frozen=True, slots=True)
class Stored:
    """Results by fingerprint, newest first, and the journal's position at which they were read."""

    as_of: int
    results: Mapping[str, Sequence[StoredResult]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A node of the plan: a step expanded for one row; it is a RequestTask or a SkippedTask.

    `needs` are the ids of the tasks that must end well first. `attempts` and `retry_on` are the step's rule.
    """

    id: str
    row: str
    step: str
    model: str
    action: Action
    reason: Reason
    needs: tuple[str, ...]
    estimate: Estimate
    attempts: int
    retry_on: tuple[str, ...]
    on_error: str
    depth: int

    @property
    def local(self) -> bool:
        """Whether it is made on this machine by a media tool, unbilled."""
        return False


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestTask(Task):
    """A task that asks for something.

    `outputs` are the predicted facts. `stored` is what answers when the action is reuse. `bound` is what is reserved when it is
    submitted. `reusable` is False when nothing tells one version of its media from the next.
    """

    request: Request
    fingerprint: str
    reusable: bool
    bound: Money
    outputs: Mapping[str, MediaFacts]
    stored: KnownResult | None = None

    @property
    def local(self) -> bool:
        return not self.request.endpoint


@dataclass(frozen=True, slots=True, kw_only=True)
class SkippedTask(Task):
    """A task that the recipe's own conditions leave out; its `reason` says which."""

    action: Action = Action.SKIP
    needs: tuple[str, ...] = ()
    depth: int = 0


class Compared(NamedTuple):
    """What reuse compares of a task that would run: its asked form as canonical JSON, and what it is made from.

    `upstream` are the tasks whose outputs it reads, by number, each with the name of the output.
    """

    number: int
    fingerprint: str
    asked: bytes
    upstream: tuple[tuple[int, str], ...]
    reusable: bool
    estimate: Estimate


class WrittenTask(NamedTuple):
    """A task as it is written down: `request` (its body) and `asked` as JSON, "" of one that asks for nothing."""

    outline: Outline
    needs: tuple[str, ...]
    request: str
    asked: str


class TaskTable(Sequence[Task]):
    """The tasks of a plan in their order, read when they are asked for; a task's number is its place, from 0."""

    __slots__ = ("_graph",)
    _graph: TaskGraph

    def graph(self) -> TaskGraph:
        """Return how all tasks hang together; it is made once."""
        if not hasattr(self, "_graph"):
            self._graph = TaskGraph.of(self.outlines())
        return self._graph

    @abstractmethod
    def number_of(self, name: str) -> int | None:
        """Return the number of the task of that id, None if there is none."""

    @abstractmethod
    def id_of(self, number: int) -> str:
        """Return the id of the task of that number."""

    @property
    def planned(self) -> "TaskTable":
        """The tasks as they were planned, whatever this store holds."""
        return self

    def named(self, name: str) -> Task | None:
        """Return the task of that id, None if there is none."""
        number = self.number_of(name)
        return None if number is None else self[number]

    @abstractmethod
    def outlines(self) -> Iterator[Outline]:
        """Go through the outlines of all tasks."""

    @abstractmethod
    def written(self) -> Iterator[WrittenTask]:
        """Go through all tasks as they are written down."""

    @abstractmethod
    def prompts(self) -> Iterator[tuple[str, str, str]]:
        """Go through the tasks that a service is asked for: the id, what the model is called there, and the prompt."""

    @abstractmethod
    def models(self) -> frozenset[str]:
        """Return the models and tools that tasks use."""

    @abstractmethod
    def ids(self) -> tuple[str, ...]:
        """Return the ids of all tasks in order."""

    @abstractmethod
    def carried_out(self) -> tuple[str, ...]:
        """Return the ids of the tasks that a run carries out, in order: all but those that nobody needs or that share."""

    @abstractmethod
    def fingerprints(self) -> Iterator[str]:
        """Go through the fingerprints of the tasks that would run."""

    @abstractmethod
    def asking(self, fingerprints: Collection[str]) -> Iterator[tuple[int, RequestTask]]:
        """Go through the tasks that would run and ask for one of these requests, each with its number."""

    @abstractmethod
    def compared(self, fingerprints: Container[str]) -> Iterator[Compared]:
        """Go through the same tasks as reuse compares them: without what is sent."""


@dataclass(frozen=True, slots=True)
class OutputChoice:
    """A medium that an output may be, and the name under which it is then published."""

    media: Media
    file: str


@dataclass(frozen=True, slots=True)
class OutputMember:
    """One medium of an output; its key is "" if the output is a single one.

    It is the first of its choices that comes; only those whose task is allowed to fail have others after them.
    """

    key: str
    choices: tuple[OutputChoice, ...]

    @property
    def media(self) -> Media:
        """The medium that it is if nothing fails."""
        return self.choices[0].media

    @property
    def file(self) -> str:
        return self.choices[0].file

    @property
    def files(self) -> tuple[str, ...]:
        """The names that it may have, each once."""
        return tuple(dict.fromkeys(choice.file for choice in self.choices))


@dataclass(frozen=True, slots=True)
class PlannedOutput:
    """One output of a row: a medium, or with `many` a keyed list of them."""

    name: str
    members: tuple[OutputMember, ...]
    many: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the plan; a recipe has the one row "".

    `tasks` are the ids of those that this row's outputs come from, its own and those of other rows that it shares. `columns` and
    `axes` are what its key is made of: texts of the table by column, values of the matrix by axis.
    """

    key: str
    outputs: tuple[PlannedOutput, ...]
    tasks: tuple[str, ...] = ()
    columns: Mapping[str, str] = field(default_factory=dict)
    axes: Mapping[str, str] = field(default_factory=dict)


class RowTable(Sequence[Row]):
    """The rows of a plan in their order, read when they are asked for."""

    __slots__ = ("_graph",)
    _graph: RowGraph

    def graph(self) -> RowGraph:
        """Return how all rows hang together with tasks; it is made once."""
        if not hasattr(self, "_graph"):
            self._graph = RowGraph.of(self.links())
        return self._graph

    @abstractmethod
    def keys(self) -> Sequence[str]:
        """Return the keys of all rows in order."""

    @abstractmethod
    def links(self) -> Iterator[RowLinks]:
        """Go through all rows as numbers of tasks."""

    @abstractmethod
    def outlines(self) -> Iterator[RowOutline]:
        """Go through the outlines of all rows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """Sums over the tasks; `saved` is what sharing and reuse save against running every task."""

    tasks: int
    run: int
    reuse: int
    share: int
    skip: int
    unneeded: int
    estimate: Estimate
    saved: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """The service's side of a plan: its name, realm, region and whether it bills.

    A check of files, which adds no costs up, has the region "": wherever a model is offered.
    """

    service: str
    realm: str
    region: str
    bills: bool


@dataclass(frozen=True, slots=True)
class BudgetLabel:
    """What a run's costs are booked under: a name, of a campaign also a period, and the file's own cap."""

    name: str
    period: str = ""
    cap: Money | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A recipe and its inputs, worked out.

    Rows and tasks may lie in a file, from which they are read each time that they are asked for.
    `digest` covers tasks, requests, prices, outputs with the names of their files, and the budget's label and cap; not reuse.

    `as_of` is the journal's position at which reuse was decided: what is stored later, the plan can't know. `discounts` are
    what the service says it charges of the list prices for now, by model; the plan's prices are the list's.
    """

    name: str
    version: str
    recipe_digest: str
    terms: Terms
    catalog: str
    day: date
    inputs: Mapping[str, Any]
    rows: RowTable
    tasks: TaskTable
    totals: Totals
    digest: str
    as_of: int = 0
    discounts: Mapping[str, Discount] = field(default_factory=dict)

    @property
    def is_campaign(self) -> bool:
        """Whether it was made from rows; a recipe is the one row ""."""
        return len(self.rows) != 1 or self.rows[0].key != ""

    @property
    def row_keys(self) -> Sequence[str]:
        return self.rows.keys()

    @property
    def requests(self) -> Iterator[RequestTask]:
        """The tasks that ask for something, whatever a run will do with them."""
        return (task for task in self.tasks if isinstance(task, RequestTask))

    @property
    def by_id(self) -> dict[str, Task]:
        """The tasks by their ids; made anew at each call."""
        return {task.id: task for task in self.tasks}

    @property
    def outlines(self) -> dict[str, Outline]:
        """The outlines of all tasks by their ids; made anew at each call."""
        return {one.id: one for one in self.tasks.outlines()}
