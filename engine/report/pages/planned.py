"""Planned: a plan as one page that needs nothing beside it, to be looked at before anything is spent."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Final

from markupsafe import Markup

from engine.phrases.messages import Messages
from engine.phrases.plan import ACTIONS
from engine.phrases.reasons import PLANNED
from engine.plan import Action, Plan, RequestTask, Row, Task
from engine.plan.words import PromptWords
from engine.report.amounts import money_text
from engine.report.pages.environment import Sources, environment_of, joined, script_of
from engine.report.pages.overview import parameters_in, words_of
from engine.report.pages.policy import policy_of
from engine.report.plan import Shown, ending_lines, opening_lines
from engine.report.survey.survey import Survey
from engine.report.survey.table import counts_of, numbers_of
from engine.report.survey.text import below_lines
from engine.values.media import FileSource
from engine.values.money import Money
from engine.version import __version__

WRITTEN_ROWS: Final = 100
"""So many rows are told with all that they ask for; the command shows any of the others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedEdit:
    """A task of a row as the page tells it; `price` is "" for what costs nothing any more."""

    step: str
    model: str
    action: str
    said: str
    why: str
    own: bool
    price: str
    prompt: str
    words: tuple[PromptWords, ...]
    facts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class PlannedPageRow:
    """A row with its edits; `price` is that of its new ones."""

    name: str
    price: str
    edits: tuple[PlannedEdit, ...]


@dataclass(frozen=True, slots=True)
class NextCommands:
    """What can be typed next: the run of this very plan, and what shows one row."""

    run: str
    row: str


def planned_page(
    shown: Shown,
    survey: Survey,
    wording: Mapping[str, tuple[PromptWords, ...]],
    commands: NextCommands,
    sources: Sources,
    messages: Messages,
) -> str:
    """Return the page: what a plan comes to by axis and step, its first rows with their prompts, the command that runs it."""
    plan = shown.plan
    environment = environment_of(sources, messages)
    style, script = joined(sources, ".css"), script_of(sources)
    counts = counts_of(survey)
    rows = [_row(row, shown, wording, messages) for row in islice(plan.rows, WRITTEN_ROWS)]
    return environment.get_template("plan.html").render(
        plan=plan,
        draft=not plan.terms.bills,
        opening=list(opening_lines(shown, messages)),
        below=list(below_lines(survey, plan.totals.saved.currency, messages)),
        ending=list(ending_lines(shown, messages)),
        heads=[messages.say(phrase) for phrase, _ in counts],
        cells=lambda tally: numbers_of(tally, counts),
        price_of=lambda tally: _price(tally.low, tally.high, plan),
        survey=survey,
        rows=rows,
        more=len(plan.rows) - len(rows),
        commands=commands,
        policy=policy_of(style, script, "img-src data:"),
        style=Markup(style),  # noqa: S704 - our own files
        script=Markup(script),  # noqa: S704 - our own files
        made_by=__version__,
        root="",
    )


def _row(
    row: Row, shown: Shown, wording: Mapping[str, tuple[PromptWords, ...]], messages: Messages
) -> PlannedPageRow:  # fmt: skip
    plan = shown.plan
    tasks = [task for task in (plan.tasks.named(name) for name in row.tasks) if task is not None]
    new = [task for task in tasks if task.action is Action.RUN and task.row == row.key]
    low = sum(task.estimate.would_low.micros for task in new)
    high = sum(task.estimate.would_high.micros for task in new)
    name = " · ".join([*filter(None, (row.columns or {"": row.key}).values()), *row.axes.values()])
    edits = tuple(_edit(task, row, wording, shown, messages) for task in tasks)
    return PlannedPageRow(name or plan.name, _price(low, high, plan), edits)


def _edit(
    task: Task, row: Row, wording: Mapping[str, tuple[PromptWords, ...]], shown: Shown, messages: Messages
) -> PlannedEdit:  # fmt: skip
    request = task.request if isinstance(task, RequestTask) else None
    prompt = request.prompt if request is not None else ""
    estimate, plan = task.estimate, shown.plan
    new = task.action is Action.RUN
    return PlannedEdit(
        step=task.step,
        model=task.model,
        action=task.action.value,
        said=messages.say(ACTIONS[task.action.value]),
        why=messages.reason(task.reason, PLANNED),
        own=task.row == row.key,
        price=_price(estimate.would_low.micros, estimate.would_high.micros, plan) if new and not task.local else "",
        prompt=prompt,
        words=words_of(prompt, wording.get(task.id, ())),
        facts=dict(_facts(task, shown)),
    )


def _facts(task: Task, shown: Shown) -> Iterator[tuple[str, str]]:
    if isinstance(task, RequestTask):
        for use in task.request.media:
            source = use.media.source
            yield (
                use.parameter,
                shown.seen(source.path) if isinstance(source, FileSource) else use.reference.partition(":")[2],
            )
        yield from parameters_in(task.request.body)


def _price(low: int, high: int, plan: Plan) -> str:
    currency = plan.totals.saved.currency
    return money_text(Money(low, currency), Money(high, currency))
