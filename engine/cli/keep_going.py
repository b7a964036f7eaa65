"""`editchain keep-going`: lets a run submit again, from wherever its terminal is."""

import click

from engine.api.context import Context
from engine.cli.options import format_option
from engine.phrases import requests
from engine.terminal.command import cli_command
from engine.terminal.screen import show
from engine.terminal.shell import columns_of_screen, guarded, write_json


@cli_command("keep-going", requests.KEEP_GOING)
@click.argument("run")
@format_option("human", "json")
@guarded
def command(context: Context, run: str, format: str) -> int:
    """Ask a run to keep going."""
    from engine.api.host import who  # noqa: PLC0415 - loaded by the command that needs it
    from engine.api.project import existing_project  # noqa: PLC0415
    from engine.api.turn.asking import ask_run  # noqa: PLC0415
    from engine.api.waits import told_to  # noqa: PLC0415
    from engine.report.turn.asking import keep_going_text, stop_data  # noqa: PLC0415
    from engine.run.requests import RequestKind  # noqa: PLC0415
    from engine.terminal.lines import Lines  # noqa: PLC0415

    by = who()
    with existing_project(context.settings.home, told_to(Lines(context.messages))) as project:
        asked = ask_run(project, run, RequestKind.KEEP_GOING, by)
    if format == "human":
        show(keep_going_text(asked, context.messages, columns_of_screen()))
    else:
        write_json(stop_data(asked, by))
    return 0
