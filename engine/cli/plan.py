"""`editchain plan`: everything that can be known before spending."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from engine.api.context import Context
from engine.cli.options import (
    format_option,
    not_too_many,
    recipe_options,
    shuffle_option,
    strict_option,
    summary_option,
)
from engine.errors import AuthorError, FaultsFound
from engine.phrases import survey as words, usage
from engine.phrases.messages import Messages
from engine.phrases.shell import NEXT
from engine.terminal.command import cli_command
from engine.terminal.option import option
from engine.terminal.retyped import retyped
from engine.terminal.screen import show as show_text, this_screen
from engine.terminal.seen import seen
from engine.terminal.shell import guarded, show_overlooked, show_warnings, write_json, write_line
from engine.terminal.types import PATH, names_in

if TYPE_CHECKING:
    from engine.api.asked import Asked
    from engine.api.endpoint import Endpoint
    from engine.api.ready import Ready
    from engine.campaign.selection import Selection
    from engine.plan import Plan, Row, Terms
    from engine.plan.words import PromptTraces
    from engine.report.plan import Shown
    from engine.report.survey.survey import Survey
    from engine.run.money.budget import Budget

ONLY_HERE = frozenset({"show", "compare", "step", "html", "out", "strict", "summary_file", "format"})
"""Parameters that a run does not have, or that need not hold for it."""


@cli_command("plan", usage.PLAN)
@recipe_options
@option("--max-cost", metavar="AMOUNT", words=usage.CAP_OF_PLAN)
@option("--show", metavar="ROW", words=words.SHOW)
@option("--html", is_flag=True, words=usage.PLAN_HTML)
@option("--out", type=PATH, metavar="FILE", words=usage.PLAN_OUT)
@shuffle_option
@option("--compare", metavar="MODEL,...", words=usage.COMPARE)
@option("--step", metavar="ID", words=usage.COMPARED_STEP)
@strict_option
@summary_option
@format_option("human", "json", "jsonl")
@guarded
def command(
    context: Context,
    file: Path,
    inputs: tuple[str, ...],
    inputs_file: Path | None,
    service: str | None,
    some: "Selection",
    max_cost: str | None,
    show: str | None,
    html: bool,
    out: Path | None,
    shuffle: int | None,
    compare: str | None,
    step: str | None,
    strict: bool,
    summary_file: Path | None,
    format: str,
) -> int:
    """Plan a file and show it."""
    from engine.api.asked import Asked  # noqa: PLC0415
    from engine.api.endpoint import choose_endpoint  # noqa: PLC0415
    from engine.api.planning import must_have_order, plan_now  # noqa: PLC0415
    from engine.api.runs.cap import budget_under, cap_to_show, said_cap  # noqa: PLC0415 - loaded by the command that needs it
    from engine.report.plan import Shown, files_data, plan_data, plan_text, reviewed, row_text, task_data, totals_data  # noqa: PLC0415
    from engine.report.step_summary import plan_summary  # noqa: PLC0415
    from engine.report.survey.text import survey_text  # noqa: PLC0415
    from engine.terminal.progress import make_looks  # noqa: PLC0415
    from engine.terminal.step_summary import add_summary  # noqa: PLC0415

    _must_be_one(
        {"--html": html, "--out": None if html else out, "--show": show, f"--format {format}": format != "human"}
    )
    endpoint = choose_endpoint(context, service)
    show_overlooked(context, endpoint)
    asked = Asked(file=file, arguments=inputs, inputs_file=inputs_file, some=some)
    if compare is not None or step is not None:
        apart = {"--html": html, "--out": out, "--show": show, "--max-cost": max_cost, "--shuffle": shuffle}
        _must_be_alone({**apart, "--strict": strict})
        return _compare(context, asked, endpoint.terms, compare, step, format)
    traces: PromptTraces | None = {} if html or out is not None else None
    with make_looks(context.messages) as looked:
        ready = plan_now(context, asked, endpoint.terms, looked, traces)
    must_have_order(shuffle, asked, ready)
    if strict and ready.warnings:
        raise FaultsFound(ready.warnings)
    show_warnings(context, ready.warnings)
    budget = budget_under(cap_to_show(max_cost, ready, said_cap(max_cost, ready, context.settings.max_cost)), ready)
    if summary_file is not None:
        add_summary(summary_file, plan_summary(ready.plan, budget, context.messages), context.messages)
    paths = partial(seen, context)
    shown = Shown(
        plan=ready.plan, budget=budget, state=paths(context.settings.home), rows=ready.rows, shuffle=shuffle, seen=paths
    )  # fmt: skip
    row = _row_named(ready.plan, show) if show is not None else None
    if format == "json":
        not_too_many(len(ready.plan.rows))
        write_json(plan_data(ready.plan, budget, context.data_messages))
    elif format == "jsonl":
        for task in ready.plan.tasks.written():
            write_line(task_data(task, context.data_messages))
        for published in files_data(ready.plan):
            write_line(published)
        write_line({"totals": totals_data(ready.plan, budget), "digest": reviewed(ready.plan, budget)})
    elif traces is not None:
        show_text(f"{_page(context, shown, _survey(context, ready, endpoint), traces, out)}\n")
    elif row is not None:
        show_text(row_text(row, ready.plan, context.messages, this_screen()), fold=True)
    else:
        if ready.plan.is_campaign:
            text = survey_text(shown, _survey(context, ready, endpoint), context.messages, this_screen())
        else:
            text = plan_text(shown, context.messages, this_screen())
        show_text(text, fold=True)
        show_text(_next_lines(context.messages, ready.plan, reviewed(ready.plan, budget), budget), err=True)
    return 0


def _survey(context: Context, ready: "Ready", endpoint: "Endpoint") -> "Survey":
    from engine.api.audit.survey import survey  # noqa: PLC0415 - it loads what runs are made of, which a recipe's plan needs not

    return survey(context, ready, endpoint)


def _row_named(plan: "Plan", key: str) -> "Row":
    from engine.api.audit.survey import row_named  # noqa: PLC0415

    return row_named(plan, key)


def _page(context: Context, shown: "Shown", survey: "Survey", traces: "PromptTraces", out: Path | None) -> Path:
    """Write the page of a plan, and return where."""
    from engine.api.audit.plan_page import write_plan_page  # noqa: PLC0415 - few plans become pages
    from engine.report.pages.planned import NextCommands  # noqa: PLC0415
    from engine.report.plan import reviewed  # noqa: PLC0415

    commands = NextCommands(*_commands(shown.plan, reviewed(shown.plan, shown.budget), shown.budget))
    return write_plan_page(context, shown, survey, traces, commands, out)


def _must_be_one(views: Mapping[str, object]) -> None:
    """Raise AuthorError `not-both` where two of the things that a plan can be shown as were asked for."""
    given = [name for name, value in views.items() if value not in (None, False)]
    if len(given) > 1:
        raise AuthorError("not-both", one=given[0], other=given[1])


def _must_be_alone(apart: Mapping[str, object]) -> None:
    """Raise AuthorError `compare-only` for an option that says nothing about a comparison, and was given."""
    for name, given in apart.items():
        if given not in (None, False):
            raise AuthorError("compare-only", option=name)


def _compare(
    context: Context, asked: "Asked", terms: "Terms", compare: str | None, step: str | None, format: str
) -> int:
    """Show one step on several models, side by side."""
    from engine.api.audit.alternatives import alternatives  # noqa: PLC0415
    from engine.report.survey.alternatives import alternatives_data, alternatives_text  # noqa: PLC0415

    found = alternatives(context, asked, terms, names_in(compare or ""), step)
    if format == "human":
        show_text(alternatives_text(found, context.messages, this_screen()), fold=True)
    elif format == "json":
        write_json(alternatives_data(found, context.data_messages))
    else:
        for one in alternatives_data(found, context.data_messages)["models"]:
            write_line(one)
    return 0


def _next_lines(messages: Messages, plan: "Plan", digest: str, budget: "Budget | None") -> str:
    """Name the commands that come next, each as it can be typed: what a row asks for, and the run of this very plan."""
    run, row = _commands(plan, digest, budget)
    lines = [messages.say(words.ONE_ROW, command=row)] if row else []
    return "\n".join([*lines, *([messages.say(NEXT, command=run)] if run else [])])


def _commands(plan: "Plan", digest: str, budget: "Budget | None") -> tuple[str, str]:
    """Return the command that runs this very plan, and the one that shows a row; "" where there is nothing to run or to show."""
    cap = ["--max-cost", str(plan.totals.estimate.would_high)] if plan.terms.bills and budget is None else []
    run = retyped("run", *cap, "--plan", digest[:12], without=ONLY_HERE) if plan.tasks else ""
    is_campaign = plan.is_campaign and plan.rows
    return run, retyped("plan", "--show", plan.rows[0].key, without=ONLY_HERE) if is_campaign else ""
