"""`editchain cancel`: takes back what still waits at a service."""

import shlex
import sys
from typing import TYPE_CHECKING

import click

from engine.api.context import Context
from engine.cli.options import format_option
from engine.phrases import usage
from engine.terminal.command import cli_command
from engine.terminal.screen import show
from engine.terminal.shell import columns_of_screen, guarded, write_json

if TYPE_CHECKING:
    from engine.run.canceling import Cancellation


@cli_command("cancel", usage.CANCEL)
@click.argument("name", required=False)
@format_option("human", "json")
@guarded
def command(context: Context, name: str | None, format: str) -> int:
    """Cancel the jobs that wait."""
    import anyio  # noqa: PLC0415 - loaded by the command that needs it

    from engine.api.host import who  # noqa: PLC0415
    from engine.api.project import existing_project  # noqa: PLC0415
    from engine.api.runs.line import real_lines  # noqa: PLC0415
    from engine.api.turn.canceling import cancel_jobs  # noqa: PLC0415
    from engine.api.turn.decider import Decider  # noqa: PLC0415
    from engine.api.waits import told_to  # noqa: PLC0415
    from engine.errors import AuthorError  # noqa: PLC0415
    from engine.report.turn.canceling import cancellations_data, cancellations_text  # noqa: PLC0415
    from engine.run.canceling import exit_code  # noqa: PLC0415
    from engine.terminal.lines import Lines  # noqa: PLC0415

    by = Decider(who(), shlex.join(["editchain", *sys.argv[1:]]))
    with existing_project(context.settings.home, told_to(Lines(context.messages))) as project:
        if project is None and name is not None:
            raise AuthorError("no-runs")

        async def canceled() -> "list[Cancellation]":
            if project is None:
                return []
            async with real_lines(context) as connect:
                return await cancel_jobs(context, project, name, connect, by)

        found = anyio.run(canceled)
    if format == "human":
        show(cancellations_text(found, context.messages, columns_of_screen()))
    else:
        write_json(cancellations_data(found, context.data_messages))
    return exit_code(found)
