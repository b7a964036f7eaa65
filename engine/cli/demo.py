"""`editchain demo`: an example is written and run on the embedded service."""

from pathlib import Path
from shlex import quote

import click

from engine.api.context import Context
from engine.api.examples import write_example
from engine.phrases import usage
from engine.phrases.shell import WROTE_EXAMPLE
from engine.terminal.command import cli_command
from engine.terminal.screen import show
from engine.terminal.shell import guarded

EXAMPLE = "style_then_background"


@cli_command("demo", usage.DEMO)
@guarded
def command(context: Context) -> int:
    """Write the example, then hand over to `run`, which ends the process."""
    path = write_example(EXAMPLE, Path(), context.messages)
    show(context.messages.say(WROTE_EXAMPLE, path=str(path), quoted=quote(str(path))), err=True)
    here = click.get_current_context()
    group = here.find_root().command
    assert isinstance(group, click.Group)
    run = group.get_command(here, "run")
    assert run is not None
    here.invoke(run, file=path, service="embedded")
    return 0
