"""Carrying out: what `run` and `resume` share once it is known what is to be done: the run itself, and how its end is told."""

import shlex
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import click

from engine.api.context import Context
from engine.terminal.retyped import PROGRAM, retyped
from engine.terminal.screen import show, this_screen
from engine.terminal.seen import seen
from engine.terminal.shell import show_warnings, write_json, write_line

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from engine.api.project import Project
    from engine.api.runs.order import PreparedRun
    from engine.phrases.messages import Messages
    from engine.report.turn.next_step import NextStep
    from engine.run.ports import Screen
    from engine.sources.remote.prober import Looked
    from engine.terminal.progress import RunScreen

Prepare = Callable[["Project", "Looked"], "PreparedRun"]
"""Makes the plan of a run; it hears how many remote media were looked at."""


def carried_out(context: Context, prepare: Prepare, summary_file: Path | None, format: str) -> int:
    """Prepare a run and carry it out, tell its end in a format, and return the exit code."""
    import anyio  # noqa: PLC0415 - loaded by the command that needs it

    from engine.api.project import open_project  # noqa: PLC0415
    from engine.api.runs.line import real_lines  # noqa: PLC0415
    from engine.api.runs.outcome import Outcome  # noqa: PLC0415
    from engine.api.runs.running import carry_out  # noqa: PLC0415
    from engine.api.status import budget_teller  # noqa: PLC0415
    from engine.api.waits import told_to  # noqa: PLC0415
    from engine.phrases import progress, run as words  # noqa: PLC0415
    from engine.report.row_counts import none_text  # noqa: PLC0415
    from engine.report.run import end_data, run_data, run_text  # noqa: PLC0415
    from engine.report.step_summary import run_summary  # noqa: PLC0415
    from engine.report.turn.next_step import next_step  # noqa: PLC0415
    from engine.run.exits import exit_code  # noqa: PLC0415
    from engine.terminal.beginning import Beginning  # noqa: PLC0415
    from engine.terminal.progress import make_screen  # noqa: PLC0415
    from engine.terminal.signals import stoppable  # noqa: PLC0415
    from engine.terminal.step_summary import add_summary  # noqa: PLC0415

    with (
        make_screen(context.messages, context.data_messages) as screen,
        open_project(context.settings.home, told=told_to(screen)) as project,
        _told(screen, project, context.messages_for(format), format) as heard,
    ):
        # Planning may wait for media far away, and ends at once when it is interrupted: it runs outside of the event loop.
        prepared = prepare(project, screen.looked)
        none = prepared.rows_of_none
        if none is None:
            screen.planned(Beginning(prepared.ready.plan, prepared.budget, budget_teller(project, prepared)))
        show_warnings(context, prepared.ready.warnings)

        async def work(stop: anyio.Event) -> Outcome:
            async with real_lines(context) as connect:
                return await carry_out(context, prepared, project, heard, stop, connect)

        outcome = anyio.run(stoppable, work)
    record, plan, messages = outcome.record, outcome.plan, context.messages_for(format)
    if outcome.untold is not None:
        why = context.messages.reason(outcome.untold.why)
        show(
            context.messages.say(progress.UNTOLD, count=outcome.untold.count, why=why),
            err=True,
            fold=True,
            level="warning",
        )
    if summary_file is not None and none is None:
        add_summary(summary_file, run_summary(record, plan, context.messages), context.messages)
    if format == "json":
        write_json(run_data(record, plan, messages))
    elif format == "jsonl":
        write_line(end_data(record, plan, messages))
    elif none is not None:
        show(none_text(none, messages))
    else:
        show(run_text(record, plan, messages, this_screen()), fold=True)
        if outcome.table is not None:
            phrase = words.DRAFTS if outcome.table.draft else words.RESULTS
            show(messages.say(phrase, path=seen(context, outcome.table.path)))
        _show_next(next_step(record, plan), messages)
    return exit_code(record.state, record.cause)


def _show_next(step: "NextStep | None", messages: "Messages") -> None:
    """Name the command that comes next, as it can be typed; a plan that was reviewed under another cap is none any more."""
    if step is None:
        return
    if step.command:
        command = shlex.join([PROGRAM, step.command, *step.more])
    else:
        again = click.get_current_context().info_name or ""
        command = retyped(again, *step.more, without=frozenset({"max_cost", "plan_digest"} if step.more else ()))
    show(messages.say(step.why, command=command), err=True)


def _told(
    screen: "RunScreen", project: "Project", messages: "Messages", format: str
) -> "AbstractContextManager[Screen]":  # fmt: skip
    """Return what hears the events of a run: its screen, and for lines of JSON also who writes what is committed."""
    if format != "jsonl":
        return nullcontext(screen)
    from engine.terminal.event_lines import event_lines  # noqa: PLC0415 - loaded if it is asked for

    return event_lines(screen, project.reader(), messages, write_line)
