"""`editchain run`: carries a recipe out; running it again never pays twice."""

import re
from pathlib import Path

from engine.api.context import Context
from engine.cli.options import format_option, recipe_options, row_keys, summary_option
from engine.errors import AuthorError
from engine.phrases import usage
from engine.terminal.command import cli_command
from engine.terminal.option import option
from engine.terminal.screen import show, this_screen
from engine.terminal.shell import guarded, show_overlooked, show_warnings, write_json, write_line
from engine.terminal.types import PATH

UNITS = {"s": 1, "m": 60, "h": 3600}


@cli_command("run", usage.RUN)
@recipe_options
@option("--max-cost", metavar="AMOUNT", words=usage.CAP_OF_RUN)
@option("--out", type=PATH, metavar="DIR", words=usage.OUT)
@option("--plan", "plan_digest", metavar="DIGEST", words=usage.PLAN_DIGEST)
@option("--wait", metavar="TIME", words=usage.WAIT)
@option("--take-over", is_flag=True, words=usage.TAKE_OVER)
@option("--ignore-foreign", is_flag=True, words=usage.IGNORE_FOREIGN)
@summary_option
@format_option("human", "json", "jsonl")
@guarded
def command(
    context: Context, file: Path, inputs: tuple[str, ...], inputs_file: Path | None, service: str | None,
    rows: str | None, canary: int | None,
    max_cost: str | None, out: Path | None, plan_digest: str | None, wait: str | None, take_over: bool,
    ignore_foreign: bool, summary_file: Path | None, format: str,
) -> int:  # fmt: skip
    """Plan a file and carry it out."""
    import anyio  # noqa: PLC0415 - loaded by the command that needs it

    from engine.api.asked import Asked  # noqa: PLC0415
    from engine.api.endpoint import choose_endpoint  # noqa: PLC0415
    from engine.api.project import open_project  # noqa: PLC0415
    from engine.api.runs.line import real_lines  # noqa: PLC0415
    from engine.api.runs.order import Order  # noqa: PLC0415
    from engine.api.runs.outcome import Outcome  # noqa: PLC0415
    from engine.api.runs.preparing import prepare  # noqa: PLC0415
    from engine.api.runs.running import carry_out  # noqa: PLC0415
    from engine.api.status import budget_teller  # noqa: PLC0415
    from engine.api.waits import told_to  # noqa: PLC0415
    from engine.phrases import run as words  # noqa: PLC0415
    from engine.report.run import run_data, run_text  # noqa: PLC0415
    from engine.report.step_summary import run_summary  # noqa: PLC0415
    from engine.run.exits import exit_code  # noqa: PLC0415
    from engine.run.money.opening import Permission  # noqa: PLC0415
    from engine.terminal.progress import Beginning, make_screen  # noqa: PLC0415
    from engine.terminal.signals import stoppable  # noqa: PLC0415
    from engine.terminal.step_summary import add_summary  # noqa: PLC0415

    asked = Asked(file=file, arguments=inputs, inputs_file=inputs_file, rows=row_keys(rows), canary=canary)
    allowed = Permission(take_over=take_over, ignore_foreign=ignore_foreign)
    order = Order(
        asked=asked, max_cost=max_cost, out=out, plan_digest=plan_digest, wait_s=_seconds(wait), allowed=allowed
    )
    endpoint = choose_endpoint(context, service)
    show_overlooked(context, endpoint)
    with (
        make_screen(context.messages) as screen,
        open_project(context.settings.home, told=told_to(screen)) as project,
    ):
        # Planning may wait for media far away, and ends at once when it is interrupted: it runs outside of the event loop.
        prepared = prepare(context, order, endpoint, project, screen.looked)
        screen.planned(Beginning(prepared.ready.plan, prepared.budget, budget_teller(project, prepared)))
        show_warnings(context, prepared.ready.warnings)

        async def work(stop: anyio.Event) -> Outcome:
            async with real_lines(context) as connect:
                return await carry_out(context, prepared, project, screen, stop, connect)

        outcome = anyio.run(stoppable, work)
    record, plan, messages = outcome.record, outcome.plan, context.messages_for(format)
    if summary_file is not None:
        add_summary(summary_file, run_summary(record, plan, context.messages), context.messages)
    if format == "json":
        write_json(run_data(record, plan, messages))
    elif format == "jsonl":
        data = run_data(record, plan, messages)
        for task in data.pop("tasks"):
            write_line(task)
        write_line(data)
    else:
        show(run_text(record, plan, messages, this_screen()), fold=True)
        if outcome.table is not None:
            phrase = words.DRAFTS if outcome.table.draft else words.RESULTS
            show(messages.say(phrase, path=seen_from(context.cwd, outcome.table.path)))
    return exit_code(record.state, record.cause)


def seen_from(folder: Path, path: Path) -> str:
    """Return a path as it is written from a folder."""
    return str(path.relative_to(folder) if path.is_relative_to(folder) else path)


def _seconds(text: str | None) -> float | None:
    if text is None:
        return None
    match = re.fullmatch(r"(\d+)\s*([smh])", text)
    if match is None:
        raise AuthorError("wait-syntax", text=text)
    return float(int(match[1]) * UNITS[match[2]])
