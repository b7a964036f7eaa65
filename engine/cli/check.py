"""`editchain check`: every mistake, before anything runs."""

from pathlib import Path

import click

from engine.api.check import check_files
from engine.api.context import Context
from engine.cli.options import format_option, given_options, strict_option, summary_option
from engine.phrases import usage
from engine.report.faults import Extent, as_data, as_github, as_human, passed_over, summary
from engine.sources.recipes import choose
from engine.terminal.command import cli_command
from engine.terminal.screen import show, this_screen
from engine.terminal.shell import guarded, write_json
from engine.terminal.types import PATH
from engine.values.fault import has_errors
from engine.version import __version__


@cli_command("check", usage.CHECK)
@click.argument("paths", nargs=-1, required=True, type=PATH)
@given_options
@strict_option
@summary_option
@format_option("human", "json", "sarif", "github")
@guarded
def command(
    context: Context,
    paths: tuple[Path, ...],
    inputs: tuple[str, ...],
    inputs_file: Path | None,
    strict: bool,
    summary_file: Path | None,
    format: str,
) -> int:
    """Check files and folders."""
    choice = choose(paths)
    if choice.passed_over:
        show(passed_over(choice.passed_over, context.messages), err=True)
    if inputs or inputs_file is not None:
        from engine.api.rendering import check_for  # noqa: PLC0415 - loaded if it is asked for

        faults, extent = check_for(context, choice, inputs, inputs_file), Extent(recipes=1)
    else:
        checked = check_files(context, choice)
        faults, extent = checked.faults, checked.extent
    if summary_file is not None:
        from engine.report.step_summary import check_summary  # noqa: PLC0415 - loaded if it is asked for
        from engine.terminal.step_summary import add_summary  # noqa: PLC0415

        add_summary(summary_file, check_summary(faults, extent, context.messages), context.messages)
    if format == "json":
        write_json(as_data(faults, context.data_messages))
    elif format == "sarif":
        from engine.report.sarif import as_sarif  # noqa: PLC0415 - loaded if it is asked for

        write_json(as_sarif(faults, context.data_messages, __version__, context.texts))
    elif format == "github":
        click.echo(as_github(faults, context.data_messages), nl=False)
    else:
        show(as_human(faults, context.messages, context.texts, this_screen()))
        show(summary(faults, extent, context.messages), err=True)
    return 2 if has_errors(faults) or (strict and faults) else 0
