"""`editchain doctor`: whether everything that a run needs is there."""

from engine.api.context import Context
from engine.cli.options import format_option
from engine.phrases import usage
from engine.terminal.command import cli_command
from engine.terminal.option import option
from engine.terminal.screen import show
from engine.terminal.shell import PAGE, columns_to_read, guarded, write_json


@cli_command("doctor", usage.DOCTOR)
@option("--service", metavar="NAME", words=usage.SERVICE)
@format_option("human", "json")
@guarded
def command(context: Context, service: str | None, format: str) -> int:
    """Look at the surroundings."""
    import anyio  # noqa: PLC0415 - loaded by the command that needs it

    from engine.api.audit.doctor import examine  # noqa: PLC0415
    from engine.report.audit.doctor import health_data, health_text  # noqa: PLC0415

    health = anyio.run(examine, context, service)
    if format == "json":
        write_json(health_data(health, context.data_messages))
    else:
        show(health_text(health, context.messages, min(columns_to_read(), PAGE)))
    return health.exit
