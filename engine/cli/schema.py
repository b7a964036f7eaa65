"""`editchain schema`: the JSON Schemas, for editors and programs."""

import click

from engine.api.context import Context
from engine.errors import unknown
from engine.phrases import usage
from engine.resources import data_folder
from engine.terminal.command import cli_command
from engine.terminal.option import option
from engine.terminal.shell import guarded


@cli_command("schema", usage.SCHEMA)
@click.argument("name", required=False)
@option("--path", is_flag=True, words=usage.SCHEMA_PATH)
@guarded
def command(_: Context, name: str | None, path: bool) -> int:
    """Show the schemas that are shipped."""
    folder = data_folder("schemas")
    found = {str(file.relative_to(folder)).removesuffix(".schema.json"): file for file in folder.rglob("*.schema.json")}
    if name is None:
        click.echo("\n".join(sorted(found)))
        return 0
    if name not in found:
        raise unknown("unknown-schema", name, sorted(found))
    click.echo(str(found[name]) if path else found[name].read_text("utf-8"), nl=path)
    return 0
