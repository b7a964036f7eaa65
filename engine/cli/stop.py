"""`editchain stop`: asks a run to end in order, from wherever its terminal is."""

import click

from engine.api.context import Context
from engine.cli.options import format_option
from engine.phrases import requests
from engine.terminal.command import cli_command
from engine.terminal.screen import show
from engine.terminal.shell import columns_of_screen, guarded, write_json


@cli_command("stop", requests.STOP)
@click.argument("run")
@format_option("human", "json")
@guarded
def command(context: Context, run: str, format: str) -> int:
    """Ask a run to stop."""
    from engine.api.host import who  # noqa: PLC0415 - loaded by the command that needs it
    from engine.api.project import existing_project  # noqa: PLC0415
    from engine.api.turn.asking import ask_run  # noqa: PLC0415
    from engine.api.waits import told_to  # noqa: PLC0415
    from engine.report.turn.asking import stop_data, stop_text  # noqa: PLC0415
    from engine.run.requests import RequestKind  # noqa: PLC0415
    from engine.terminal.lines import Lines  # noqa: PLC0415

    by = who()
    with existing_project(context.settings.home, told_to(Lines(context.messages))) as project:
        stopped = ask_run(project, run, RequestKind.STOP, by)
    if format == "human":
        show(stop_text(stopped, context.messages, columns_of_screen()))
    else:
        write_json(stop_data(stopped, by))
    return 0
