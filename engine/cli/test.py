"""`editchain test`: recipes held to the tests that they carry."""

from pathlib import Path

import click

from engine.api.context import Context
from engine.cli.options import format_option, strict_option
from engine.errors import AuthorError
from engine.phrases import usage
from engine.report.faults import as_github
from engine.report.sarif import as_sarif
from engine.terminal.command import cli_command
from engine.terminal.option import option
from engine.terminal.screen import show, this_screen
from engine.terminal.shell import guarded, write_json
from engine.terminal.types import PATH
from engine.version import __version__


@cli_command("test", usage.TEST)
@click.argument("paths", nargs=-1, required=True, type=PATH)
@option("-k", "wanted", default="", metavar="TEXT", words=usage.ONLY)
@strict_option
@format_option("human", "json", "sarif", "github")
@guarded
def command(context: Context, paths: tuple[Path, ...], wanted: str, strict: bool, format: str) -> int:
    """Hold recipes to their tests."""
    from engine.api.testing import try_tests  # noqa: PLC0415 - loaded by the command that needs it
    from engine.report.testing import tests_data, tests_summary, tests_text  # noqa: PLC0415

    files = []
    for tested in try_tests(context, paths, wanted, strict=strict):
        files.append(tested)
        if format == "human":
            show(tests_text(tested, context.messages, context.texts, this_screen()), fold=True)
    failures = [found for tested in files for found in (*tested.faults, *tested.failures)]
    if not any(tested.results or tested.faults for tested in files):
        raise AuthorError("no-tests", paths=", ".join(str(path) for path in paths))
    if format == "json":
        write_json(tests_data(files, context.data_messages))
    elif format == "sarif":
        write_json(as_sarif(failures, context.data_messages, __version__, context.texts))
    elif format == "github":
        click.echo(as_github(failures, context.data_messages), nl=False)
    else:
        show(tests_summary(files, context.messages), err=True, fold=True)
    if any(tested.faults for tested in files):
        return 2
    return 1 if failures else 0
