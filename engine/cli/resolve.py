"""`editchain resolve`: a person decides about a submit whose outcome nobody knows."""

import shlex
import sys
from typing import TYPE_CHECKING

import click

from engine.api.context import Context
from engine.cli.options import format_option
from engine.errors import AuthorError, OperatorError
from engine.phrases import usage
from engine.terminal.command import cli_command
from engine.terminal.option import option
from engine.terminal.screen import show
from engine.terminal.shell import columns_of_screen, guarded, write_json

if TYPE_CHECKING:
    from engine.run.doubts import Proposal


@cli_command("resolve", usage.RESOLVE)
@click.argument("task")
@option("--adopt", metavar="JOB", words=usage.ADOPT)
@option("--resubmit", is_flag=True, words=usage.RESUBMIT)
@option("--give-up", is_flag=True, words=usage.GIVE_UP)
@option("--why", "note", metavar="TEXT", default="", words=usage.WHY)
@option("--yes", is_flag=True, words=usage.YES)
@format_option("human", "json")
@guarded
def command(
    context: Context, task: str, adopt: str | None, resubmit: bool, give_up: bool, note: str, yes: bool, format: str
) -> int:
    """Decide about a doubt, or say what the decision would do."""
    import anyio  # noqa: PLC0415 - loaded by the command that needs it

    from engine.api.host import who  # noqa: PLC0415
    from engine.api.project import existing_project  # noqa: PLC0415
    from engine.api.runs.line import real_lines  # noqa: PLC0415
    from engine.api.turn.decider import Decider  # noqa: PLC0415
    from engine.api.turn.resolving import settle_doubt, weigh, wish_of  # noqa: PLC0415
    from engine.api.waits import told_to  # noqa: PLC0415
    from engine.cli.asking import agreed, can_ask  # noqa: PLC0415
    from engine.report.turn.resolving import basis_text, decided_text, proposal_text, resolution_data  # noqa: PLC0415
    from engine.terminal.lines import Lines  # noqa: PLC0415

    wish = wish_of(adopt, resubmit=resubmit, give_up=give_up, note=note)
    with existing_project(context.settings.home, told_to(Lines(context.messages))) as project:
        if project is None:
            raise AuthorError("doubt-none", name=task)

        async def weighed() -> "Proposal":
            async with real_lines(context) as connect:
                return await weigh(context, project, task, wish, connect)

        proposal = anyio.run(weighed)
        human, columns = format == "human", columns_of_screen()
        if human:
            text = (basis_text if yes else proposal_text)(proposal, context.messages, columns)
            show(text, err=yes or can_ask())
        if not yes and not (human and can_ask() and agreed(context.messages)):
            if not human:
                write_json(resolution_data(proposal, None, context.data_messages))
                return OperatorError.exit_code
            raise OperatorError("not-confirmed")
        by = Decider(who(), shlex.join(["editchain", *sys.argv[1:]]))
        told = settle_doubt(context, project, proposal, by)
    if human:
        show(decided_text(proposal, context.messages, columns))
    else:
        write_json(resolution_data(proposal, told, context.data_messages))
    return 0
