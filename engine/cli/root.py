"""The command `editchain`: its sub-commands are loaded when they are named."""

from importlib import import_module

import click

from engine.errors import AuthorError
from engine.phrases import usage as words
from engine.terminal.command import Group
from engine.terminal.option import Option
from engine.terminal.screen import COLOR, LANG, LANGUAGES, WHEN
from engine.terminal.types import OneOf
from engine.terminal.usage import misused
from engine.values.hints import near
from engine.version import __version__

COMMANDS = (
    "demo",
    "new",
    "check",
    "test",
    "plan",
    "diff",
    "run",
    "resume",
    "status",
    "resolve",
    "cancel",
    "cap",
    "stop",
    "keep-going",
    "explain",
    "report",
    "replay",
    "models",
    "schema",
    "doctor",
    "gc",
    "emulate",
)


class LazyGroup(Group):
    """A group whose commands are modules of this folder."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        command = import_module(f"engine.cli.{cmd_name.replace('-', '_')}").command
        assert isinstance(command, click.Command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            told = AuthorError("command-unknown", name=args[0], known=", ".join(COMMANDS), near=near(args[0], COMMANDS))
            raise misused(told, ctx)  # all of them: who asks for one that there is not looks for its name
        return super().resolve_command(ctx, args)


@click.group(cls=LazyGroup, words=words.ROOT, invoke_without_command=True, subcommand_metavar="COMMAND [ARGS]...")
@click.option(LANG, cls=Option, words=words.LANG, type=OneOf(LANGUAGES), expose_value=False)
@click.option(COLOR, cls=Option, words=words.COLOR, type=OneOf(WHEN), expose_value=False)
@click.version_option(__version__, prog_name="editchain", cls=Option, words=words.SHOW_VERSION)
@click.pass_context
def root(ctx: click.Context) -> None:
    """All of editchain's commands; without one, their help."""
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help(), err=True)
        ctx.exit(2)
