"""`editchain run`: carries a recipe out; running it again never pays twice."""

from functools import partial
from pathlib import Path

from engine.api.context import Context
from engine.cli.carrying import carried_out, seconds_of
from engine.cli.options import format_option, recipe_options, row_keys, summary_option
from engine.phrases import usage
from engine.terminal.command import cli_command
from engine.terminal.option import option
from engine.terminal.shell import guarded, show_overlooked
from engine.terminal.types import PATH


@cli_command("run", usage.RUN)
@recipe_options
@option("--max-cost", metavar="AMOUNT", words=usage.CAP_OF_RUN)
@option("--out", type=PATH, metavar="DIR", words=usage.OUT)
@option("--plan", "plan_digest", metavar="DIGEST", words=usage.PLAN_DIGEST)
@option("--wait", metavar="TIME", words=usage.WAIT)
@option("--take-over", is_flag=True, words=usage.TAKE_OVER)
@option("--ignore-foreign", is_flag=True, words=usage.IGNORE_FOREIGN)
@summary_option
@format_option("human", "json", "jsonl")
@guarded
def command(
    context: Context, file: Path, inputs: tuple[str, ...], inputs_file: Path | None, service: str | None,
    rows: str | None, canary: int | None,
    max_cost: str | None, out: Path | None, plan_digest: str | None, wait: str | None, take_over: bool,
    ignore_foreign: bool, summary_file: Path | None, format: str,
) -> int:  # fmt: skip
    """Plan a file and carry it out."""
    from engine.api.asked import Asked  # noqa: PLC0415 - loaded by the command that needs it
    from engine.api.endpoint import choose_endpoint  # noqa: PLC0415
    from engine.api.runs.order import Order  # noqa: PLC0415
    from engine.api.runs.preparing import prepare  # noqa: PLC0415
    from engine.run.money.opening import Permission  # noqa: PLC0415

    asked = Asked(file=file, arguments=inputs, inputs_file=inputs_file, rows=row_keys(rows), canary=canary)
    allowed = Permission(take_over=take_over, ignore_foreign=ignore_foreign)
    order = Order(
        asked=asked, max_cost=max_cost, out=out, plan_digest=plan_digest, wait_s=seconds_of(wait), allowed=allowed
    )
    endpoint = choose_endpoint(context, service)
    show_overlooked(context, endpoint)
    return carried_out(context, partial(prepare, context, order, endpoint), summary_file, format)
