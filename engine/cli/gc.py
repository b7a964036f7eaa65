"""`editchain gc`: removes what nothing needs any more."""

from engine.api.context import Context
from engine.cli.options import format_option
from engine.phrases import usage
from engine.terminal.command import cli_command
from engine.terminal.option import option
from engine.terminal.screen import show
from engine.terminal.shell import guarded, write_json


@cli_command("gc", usage.GC)
@option("--yes", is_flag=True, words=usage.REMOVE)
@option("--dry-run", "only_looks", is_flag=True, words=usage.DRY_RUN)
@format_option("human", "json")
@guarded
def command(context: Context, yes: bool, only_looks: bool, format: str) -> int:
    """Find what nothing needs, and remove it if asked to."""
    from engine.api.audit.garbage import collect  # noqa: PLC0415 - loaded by the command that needs it
    from engine.report.audit.garbage import collected_data, collected_text  # noqa: PLC0415

    found = collect(context, remove=yes and not only_looks)
    if format == "json":
        write_json(collected_data(found))
    else:
        show(collected_text(found, context.messages))
    return 0
