"""`editchain cap`: another cap for what was run, also while it goes on."""

import shlex
import sys

import click

from engine.api.context import Context
from engine.cli.options import format_option
from engine.phrases import requests
from engine.terminal.command import cli_command
from engine.terminal.screen import show
from engine.terminal.shell import columns_of_screen, guarded, write_json


@cli_command("cap", requests.CAP)
@click.argument("name")
@click.argument("amount", nargs=-1, required=True)
@format_option("human", "json")
@guarded
def command(context: Context, name: str, amount: tuple[str, ...], format: str) -> int:
    """Set a cap."""
    from engine.api.host import who  # noqa: PLC0415 - loaded by the command that needs it
    from engine.api.project import existing_project  # noqa: PLC0415
    from engine.api.turn.asking import set_cap  # noqa: PLC0415
    from engine.api.turn.decider import Decider  # noqa: PLC0415
    from engine.api.waits import told_to  # noqa: PLC0415
    from engine.errors import AuthorError  # noqa: PLC0415
    from engine.report.turn.asking import cap_data, cap_text  # noqa: PLC0415
    from engine.terminal.lines import Lines  # noqa: PLC0415

    by = Decider(who(), shlex.join(["editchain", *sys.argv[1:]]))
    with existing_project(context.settings.home, told_to(Lines(context.messages))) as project:
        if project is None:
            raise AuthorError("no-runs")
        change = set_cap(project, name, " ".join(amount), by)
    if format == "human":
        told = cap_text(
            change.scope, change.budget, change.before, change.at_work, context.messages, columns_of_screen()
        )  # fmt: skip
        show(told)
    else:
        write_json(cap_data(change.scope, change.budget, change.before, change.who, change.at_work))
    return 0
