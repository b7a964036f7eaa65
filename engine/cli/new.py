"""`editchain new`: a commented recipe to begin with."""

from pathlib import Path

import click

from engine.api.context import Context
from engine.api.starter import write_starter
from engine.cli.shell import guarded


@click.command("new", short_help="Write a commented recipe to begin with.")
@click.argument("file", type=click.Path(path_type=Path))
@guarded
def command(_: Context, file: Path) -> int:
    """Write a commented recipe to FILE, ready to be checked, planned and run; never replaces a file.

    \b
    editchain new spring.yaml
    editchain plan spring.yaml -i clip=my.mp4
    """  # noqa: D301 - click's mark for lines that it must not rewrap
    path = file if not file.name or file.suffix in (".yaml", ".yml") else file.with_name(file.name + ".yaml")
    write_starter(path)
    click.echo(f"wrote {path}; next: editchain plan {path} -i clip=YOUR_CLIP.mp4", err=True)
    click.echo(str(path))
    return 0
