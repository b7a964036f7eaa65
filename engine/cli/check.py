"""`editchain check`: every mistake, before anything runs."""

from pathlib import Path

import click

from engine import __version__
from engine.app.check import check
from engine.app.context import Context
from engine.cli.options import format_option
from engine.cli.shell import guarded, write_json
from engine.report.faults import as_data, as_github, as_human, has_errors, summary
from engine.report.sarif import as_sarif
from engine.sources.recipes import recipe_files


@click.command("check")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@format_option("human", "json", "sarif", "github")
@guarded
def command(context: Context, paths: tuple[Path, ...], format: str) -> int:
    """Find every mistake in recipe files or folders of them; needs no inputs, no media, no network and no key.

    Exits 2 if there is an error, 0 if there is none (warnings do not count).
    """
    faults, files = check(context, paths), sum(1 for _ in recipe_files(paths))
    if format == "human" and files and not faults:
        return 0  # no news is good news
    if format == "json":
        write_json(as_data(faults, context.messages))
    elif format == "sarif":
        write_json(as_sarif(faults, context.messages, __version__))
    elif format == "github":
        click.echo(as_github(faults, context.messages), nl=False)
    else:
        click.echo(as_human(faults, context.messages, context.texts), nl=False)
        click.echo(summary(faults, files, context.messages), err=True)
    return 2 if has_errors(faults, context.messages) else 0
