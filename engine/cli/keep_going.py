"""`editchain keep-going`: lets a run submit again, from wherever its terminal is."""

import click

from engine.api.context import Context
from engine.cli.options import format_option
from engine.cli.to_run import ask
from engine.phrases import requests
from engine.phrases.turn import KEEPS_GOING
from engine.run.requests import RequestKind
from engine.terminal.command import cli_command
from engine.terminal.shell import guarded


@cli_command("keep-going", requests.KEEP_GOING)
@click.argument("run")
@format_option("human", "json")
@guarded
def command(context: Context, run: str, format: str) -> int:
    """Ask a run to keep going."""
    return ask(context, run, RequestKind.KEEP_GOING, KEEPS_GOING, format)
