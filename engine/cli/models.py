"""`editchain models`: what can be used, what it takes and what it costs."""

import click

from engine.app.context import Context
from engine.cli.options import format_option
from engine.cli.shell import guarded, write_json
from engine.report.models import models_data, models_text


@click.command("models")
@format_option("human", "json")
@guarded
def command(context: Context, format: str) -> int:
    """List models and services: parameters, limits and prices."""
    catalog = context.catalog
    if format == "json":
        write_json(models_data(catalog))
    else:
        click.echo(models_text(catalog), nl=False)
    return 0
