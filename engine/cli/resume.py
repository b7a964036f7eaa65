"""`editchain resume`: finishes what a run planned, whatever its files say now."""

from pathlib import Path

import click

from engine.api.context import Context
from engine.cli.carrying import carried_out, seconds_of
from engine.cli.options import format_option, given_options, summary_option
from engine.phrases import usage
from engine.terminal.command import cli_command
from engine.terminal.option import option
from engine.terminal.shell import guarded, show_overlooked
from engine.terminal.types import PATH


@cli_command("resume", usage.RESUME)
@click.argument("run")
@given_options
@option("--max-cost", metavar="AMOUNT", words=usage.CAP_OF_RUN)
@option("--out", type=PATH, metavar="DIR", words=usage.OUT)
@option("--wait", metavar="TIME", words=usage.WAIT)
@option("--take-over", is_flag=True, words=usage.TAKE_OVER)
@option("--ignore-foreign", is_flag=True, words=usage.IGNORE_FOREIGN)
@summary_option
@format_option("human", "json", "jsonl")
@guarded
def command(
    context: Context, run: str, inputs: tuple[str, ...], inputs_file: Path | None, max_cost: str | None,
    out: Path | None, wait: str | None, take_over: bool, ignore_foreign: bool, summary_file: Path | None, format: str,
) -> int:  # fmt: skip
    """Carry the plan of an earlier run out."""
    from engine.api.asked import Asked  # noqa: PLC0415 - loaded by the command that needs it
    from engine.api.project import Project, existing_project  # noqa: PLC0415
    from engine.api.runs.order import Order, PreparedRun  # noqa: PLC0415
    from engine.api.runs.resuming import endpoint_of, kept_run, prepare_again  # noqa: PLC0415
    from engine.run.money.opening import Permission  # noqa: PLC0415

    asked = Asked(file=Path(), arguments=inputs, inputs_file=inputs_file)
    allowed = Permission(take_over=take_over, ignore_foreign=ignore_foreign)
    order = Order(asked=asked, max_cost=max_cost, out=out, wait_s=seconds_of(wait), allowed=allowed)
    with existing_project(context.settings.home) as project:
        kept = kept_run(project, run)
    endpoint = endpoint_of(context, kept)
    show_overlooked(context, endpoint)

    def prepare(project: Project, _: object) -> PreparedRun:
        return prepare_again(context, kept, order, endpoint, project)

    return carried_out(context, prepare, summary_file, format)
