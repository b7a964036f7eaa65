"""`editchain new`: a commented recipe to begin with."""

from pathlib import Path
from shlex import quote

import click

from engine.api.context import Context
from engine.api.starter import write_starter
from engine.phrases import usage
from engine.phrases.shell import WROTE
from engine.terminal.command import cli_command
from engine.terminal.screen import show
from engine.terminal.shell import guarded
from engine.terminal.types import PATH


@cli_command("new", usage.NEW)
@click.argument("file", type=PATH)
@guarded
def command(context: Context, file: Path) -> int:
    """Write a starter."""
    path = file if not file.name or file.suffix in (".yaml", ".yml") else file.with_name(file.name + ".yaml")
    write_starter(path, context.messages)
    show(context.messages.say(WROTE, path=str(path), quoted=quote(str(path))), err=True)
    click.echo(str(path))
    return 0
