"""`editchain diff`: which requests a change of a recipe changes, and what that costs."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from engine.api.context import Context
from engine.cli.options import format_option, input_options
from engine.errors import AuthorError
from engine.phrases import usage
from engine.terminal.command import cli_command
from engine.terminal.option import option
from engine.terminal.screen import show, this_screen
from engine.terminal.shell import guarded, write_json

if TYPE_CHECKING:
    from engine.campaign.selection import Selection


@cli_command("diff", usage.DIFF)
@click.argument("files", nargs=-1, required=True, metavar="BEFORE [AFTER]")
@input_options
@option("--exit-code", "tells", is_flag=True, words=usage.EXIT_CODE)
@format_option("human", "json")
@guarded
def command(
    context: Context,
    files: tuple[str, ...],
    inputs: tuple[str, ...],
    inputs_file: Path | None,
    service: str | None,
    some: "Selection",
    tells: bool,
    format: str,
) -> int:
    """Compare two files, or two revisions of one."""
    from engine.api.asked import Asked  # noqa: PLC0415
    from engine.api.comparing import compare, sides_of  # noqa: PLC0415 - loaded by the command that needs it
    from engine.api.endpoint import choose_endpoint  # noqa: PLC0415
    from engine.report.difference import difference_data, difference_text  # noqa: PLC0415

    if len(files) > 2:
        raise AuthorError("files-too-many", count=len(files))
    before, after = sides_of(files)
    asked = Asked(file=after.path, arguments=inputs, inputs_file=inputs_file, some=some)
    found = compare(context, (before, after), asked, choose_endpoint(context, service).terms)
    if format == "json":
        write_json(difference_data(found, str(before), str(after)))
    else:
        show(difference_text(found, str(before), str(after), context.messages, this_screen()), fold=True)
    return 1 if tells and found.anew else 0
