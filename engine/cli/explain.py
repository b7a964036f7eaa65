"""`editchain explain`: why a task ran or did not run."""

import click

from engine.api.context import Context
from engine.cli.options import format_option
from engine.phrases import usage
from engine.terminal.command import cli_command
from engine.terminal.option import option
from engine.terminal.screen import show
from engine.terminal.shell import columns_of_screen, guarded, write_json


@cli_command("explain", usage.EXPLAIN)
@click.argument("task")
@option("--run", metavar="RUN", words=usage.OF_RUN)
@format_option("human", "json")
@guarded
def command(context: Context, task: str, run: str | None, format: str) -> int:
    """Explain one task."""
    from engine.api.audit.explain import explain  # noqa: PLC0415 - loaded by the command that needs it
    from engine.report.audit.explain import explanation_data, explanation_text  # noqa: PLC0415

    found = explain(context, task, run)
    if format == "json":
        write_json(explanation_data(found, context.data_messages))
    else:
        show(explanation_text(found, context.messages, columns_of_screen()))
    return 0
