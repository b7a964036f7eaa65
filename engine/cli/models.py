"""`editchain models`: what can be used, what it takes and what it costs."""

import click

from engine.api.context import Context
from engine.api.models import chosen
from engine.cli.options import format_option
from engine.phrases import usage
from engine.report.models import models_data, models_list_text, models_text
from engine.terminal.command import cli_command
from engine.terminal.screen import show, this_screen
from engine.terminal.shell import guarded, write_json


@cli_command("models", usage.MODELS)
@click.argument("name", required=False)
@format_option("human", "json")
@guarded
def command(context: Context, name: str | None, format: str) -> int:
    """Show the catalog."""
    catalog = chosen(context.catalog, name)
    if format == "json":
        write_json(models_data(catalog))
    else:
        text = models_list_text if name is None else models_text
        show(text(catalog, context.messages, this_screen()), fold=True)
    return 0
