"""`editchain replay`: whether a recorded run would send the same requests again."""

from pathlib import Path

import click

from engine.api.context import Context
from engine.cli.options import format_option
from engine.errors import AuthorError
from engine.phrases import usage
from engine.terminal.command import cli_command
from engine.terminal.option import option
from engine.terminal.screen import show
from engine.terminal.shell import guarded, write_json
from engine.terminal.types import PATH


@cli_command("replay", usage.REPLAY)
@click.argument("manifest", type=PATH)
@option("--verify", is_flag=True, words=usage.VERIFY)
@option("--recipe", type=PATH, metavar="FILE", words=usage.RECIPE_OF_REPLAY)
@format_option("human", "json")
@guarded
def command(context: Context, manifest: Path, verify: bool, recipe: Path | None, format: str) -> int:
    """Plan a recorded run again and hold it against its manifest."""
    from engine.api.audit.replay import replay  # noqa: PLC0415 - loaded by the command that needs it
    from engine.report.audit.replay import replayed_data, replayed_text  # noqa: PLC0415

    if not verify:
        raise AuthorError("replay-without-verify")
    found = replay(context, manifest, recipe)
    if format == "json":
        write_json(replayed_data(found, context.data_messages))
    else:
        show(replayed_text(found, context.messages, context.texts))
    return found.exit
