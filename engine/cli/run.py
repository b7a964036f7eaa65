"""`editchain run`: carries a recipe out; running it again never pays twice."""

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from engine.api.context import Context
from engine.cli.carrying import carried_out
from engine.cli.options import Ordered, carrying_options, recipe_options
from engine.phrases import usage
from engine.terminal.command import cli_command
from engine.terminal.option import option
from engine.terminal.shell import guarded, show_overlooked

if TYPE_CHECKING:
    from engine.campaign.selection import Selection


@cli_command("run", usage.RUN)
@recipe_options
@option("--plan", "plan_digest", metavar="DIGEST", words=usage.PLAN_DIGEST)
@carrying_options
@guarded
def command(
    context: Context, file: Path, inputs: tuple[str, ...], inputs_file: Path | None, service: str | None,
    some: "Selection", plan_digest: str | None, ordered: Ordered, summary_file: Path | None, format: str,
) -> int:  # fmt: skip
    """Plan a file and carry it out."""
    from engine.api.asked import Asked  # noqa: PLC0415 - loaded by the command that needs it
    from engine.api.endpoint import choose_endpoint  # noqa: PLC0415
    from engine.api.runs.preparing import prepare  # noqa: PLC0415

    order = ordered(Asked(file=file, arguments=inputs, inputs_file=inputs_file, some=some))
    endpoint = choose_endpoint(context, service)
    show_overlooked(context, endpoint)
    prepared = partial(prepare, context, replace(order, plan_digest=plan_digest), endpoint)
    return carried_out(context, prepared, summary_file, format)
