"""`editchain models`: what can be used, what it takes and what it costs."""

import click

from engine.api.context import Context
from engine.api.models import chosen
from engine.cli.options import format_option
from engine.cli.shell import guarded, write_json
from engine.report.models import models_data, models_text


@click.command("models", short_help="List models, prices and services.")
@click.argument("name", required=False)
@format_option("human", "json")
@guarded
def command(context: Context, name: str | None, format: str) -> int:
    """List models and services, or show one model by NAME: parameters, limits and prices."""
    catalog = chosen(context.catalog, name)
    if format == "json":
        write_json(models_data(catalog))
    else:
        click.echo(models_text(catalog, context.messages), nl=False)
    return 0
