"""`editchain stop`: asks a run to end in order, from wherever its terminal is."""

import click

from engine.api.context import Context
from engine.cli.options import format_option
from engine.cli.to_run import ask
from engine.phrases import requests
from engine.phrases.turn import STOPS
from engine.run.requests import RequestKind
from engine.terminal.command import cli_command
from engine.terminal.shell import guarded


@cli_command("stop", requests.STOP)
@click.argument("run")
@format_option("human", "json")
@guarded
def command(context: Context, run: str, format: str) -> int:
    """Ask a run to stop."""
    return ask(context, run, RequestKind.STOP, STOPS, format)
