"""`editchain resume`: finishes what a run planned, whatever its files say now."""

from pathlib import Path

import click

from engine.api.context import Context
from engine.cli.carrying import carried_out
from engine.cli.options import Ordered, carrying_options, given_options
from engine.phrases import usage
from engine.terminal.command import cli_command
from engine.terminal.shell import guarded, show_overlooked


@cli_command("resume", usage.RESUME)
@click.argument("run")
@given_options
@carrying_options
@guarded
def command(
    context: Context, run: str, inputs: tuple[str, ...], inputs_file: Path | None, ordered: Ordered,
    summary_file: Path | None, format: str,
) -> int:  # fmt: skip
    """Carry the plan of an earlier run out."""
    from engine.api.asked import Asked  # noqa: PLC0415 - loaded by the command that needs it
    from engine.api.project import Project, existing_project  # noqa: PLC0415
    from engine.api.runs.kept_run import kept_run  # noqa: PLC0415
    from engine.api.runs.order import PreparedRun  # noqa: PLC0415
    from engine.api.runs.resuming import endpoint_of, prepare_again  # noqa: PLC0415

    order = ordered(Asked(file=Path(), arguments=inputs, inputs_file=inputs_file))
    with existing_project(context.settings.home) as project:
        kept = kept_run(project, run)
    endpoint = endpoint_of(context, kept)
    show_overlooked(context, endpoint)

    def prepare(project: Project, _: object) -> PreparedRun:
        return prepare_again(context, kept, order, endpoint, project)

    return carried_out(context, prepare, summary_file, format)
