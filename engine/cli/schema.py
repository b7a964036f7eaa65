"""`editchain schema`: the JSON Schemas, for editors and programs."""

import click

from engine.api.context import Context
from engine.cli.shell import guarded
from engine.resources import data_folder


@click.command("schema", short_help="Print a JSON Schema, or where it lies.")
@click.argument("name", required=False)
@click.option("--path", is_flag=True, help="Print where the file lies instead of its text.")
@guarded
def command(_: Context, name: str | None, path: bool) -> int:
    """Print a JSON Schema by NAME, or list their names.

    \b
    editchain schema                  the names
    editchain schema recipe           the schema of recipe files
    editchain schema recipe --path    its path, for an editor's settings
    """  # noqa: D301 - click's mark for lines that it must not rewrap
    folder = data_folder("schemas")
    found = {str(file.relative_to(folder)).removesuffix(".schema.json"): file for file in folder.rglob("*.schema.json")}
    if name is None:
        click.echo("\n".join(sorted(found)))
        return 0
    if name not in found:
        raise click.UsageError(f"no such schema: {name}. There are: {', '.join(sorted(found))}")
    click.echo(str(found[name]) if path else found[name].read_text("utf-8"), nl=path)
    return 0
