"""`editchain report`: what was made, as pages to hand over."""

from pathlib import Path

import click

from engine.api.context import Context
from engine.cli.options import format_option
from engine.phrases import usage
from engine.terminal.command import cli_command
from engine.terminal.option import option
from engine.terminal.screen import show
from engine.terminal.shell import guarded, write_json
from engine.terminal.types import PATH


@cli_command("report", usage.REPORT)
@click.argument("name", required=False, metavar="[RUN|CAMPAIGN]")
@option("--out", type=PATH, metavar="DIR", words=usage.REPORT_OUT)
@option("--embed", is_flag=True, words=usage.REPORT_EMBED)
@format_option("human", "json")
@guarded
def command(context: Context, name: str | None, out: Path | None, embed: bool, format: str) -> int:
    """Write the report and say where it is."""
    from engine.api.audit.report import write_report  # noqa: PLC0415 - loaded by the command that needs it
    from engine.phrases.pages import DRAWING  # noqa: PLC0415
    from engine.report.audit.written import written_data, written_text  # noqa: PLC0415

    def heard(done: int, of: int) -> None:
        if done == 0:
            show(context.messages.say(DRAWING, count=of), err=True)

    written = write_report(context, name, out, heard, embed=embed)
    if format == "json":
        write_json(written_data(written))
    else:
        show(written_text(written, context.messages))
    return 0
