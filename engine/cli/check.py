"""`editchain check`: every mistake, before anything runs."""

from pathlib import Path

import click

from engine.api.check import check
from engine.api.context import Context
from engine.cli.options import format_option, given_options
from engine.phrases import usage
from engine.report.faults import as_data, as_github, as_human, passed_over, summary
from engine.report.sarif import as_sarif
from engine.sources.recipes import choose
from engine.terminal.command import cli_command
from engine.terminal.shell import guarded, write_json
from engine.terminal.types import PATH
from engine.values.fault import has_errors
from engine.version import __version__


@cli_command("check", usage.CHECK)
@click.argument("paths", nargs=-1, required=True, type=PATH)
@given_options
@format_option("human", "json", "sarif", "github")
@guarded
def command(
    context: Context, paths: tuple[Path, ...], inputs: tuple[str, ...], inputs_file: Path | None, format: str
) -> int:
    """Check files and folders."""
    choice = choose(paths)
    if choice.passed_over:
        click.echo(passed_over(choice.passed_over, context.messages), err=True)
    if inputs or inputs_file is not None:
        from engine.api.rendering import check_for  # noqa: PLC0415 - loaded if it is asked for

        faults = check_for(context, choice, inputs, inputs_file)
    else:
        faults = check(context, choice)
    if format == "json":
        write_json(as_data(faults, context.data_messages))
    elif format == "sarif":
        write_json(as_sarif(faults, context.data_messages, __version__))
    elif format == "github":
        click.echo(as_github(faults, context.data_messages), nl=False)
    elif faults or not choice.files:  # no news is good news
        click.echo(as_human(faults, context.messages, context.texts), nl=False)
        click.echo(summary(faults, len(choice.files), context.messages), err=True)
    return 2 if has_errors(faults) else 0
