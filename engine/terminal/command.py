"""Commands and options whose help is a phrase, shown in the reader's language."""

import sys
from collections.abc import Callable, Sequence
from typing import Any

import click

from engine.errors import AuthorError
from engine.phrases import usage as words
from engine.phrases.phrase import Help
from engine.terminal.option import TYPED, Option
from engine.terminal.screen import wishes_in
from engine.terminal.usage import MisusedError, is_full, misused, show_unwritten, show_usage

HELP_NAMES = ("-h", "--help")
INTERRUPTED = 130


class Command(click.Command):
    """A command with its help as phrases; `help` and `short_help` of click are not used."""

    def __init__(self, name: str | None, *, words: Help, **attrs: Any) -> None:
        super().__init__(name, **{"context_settings": {"allow_extra_args": True}, **attrs})
        self.words = words
        self._asking = help_option()

    def get_help(self, ctx: click.Context) -> str:
        from engine.terminal.help import command_help  # noqa: PLC0415 - loaded when somebody asks for it
        from engine.terminal.language import messages_in  # noqa: PLC0415

        return command_help(self, self.words, ctx, messages_in(ctx.find_root().obj.lang))

    def get_help_option(self, ctx: click.Context) -> click.Option | None:  # noqa: ARG002 - click's signature
        return self._asking

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Take the arguments apart; raises MisusedError for what click, a type or nobody takes."""
        ctx.meta[TYPED] = (self.name, tuple(args))
        try:
            left = super().parse_args(ctx, args)
        except (click.UsageError, AuthorError) as error:
            raise misused(error, ctx) from error
        if left and not isinstance(self, click.Group):  # a group's are those of its command
            raise misused(AuthorError("argument-too-many", names=" ".join(left)), ctx)
        return left


class Group(Command, click.Group):
    """A group of such commands, which also tells what is wrong with the arguments in our own words."""

    def main(self, args: Sequence[str] | None = None, prog_name: str | None = None, **extra: Any) -> Any:  # type: ignore[override]
        """Run the command line; ends the process, with 2 if it can't be understood."""
        given = list(sys.argv[1:] if args is None else args)
        wishes, code = wishes_in(given), None
        try:
            code = super().main(given, prog_name, **{**extra, "standalone_mode": False, "obj": wishes})
        except MisusedError as found:
            show_usage(found, wishes)
            code = found.error.exit_code
        except click.Abort:
            code = INTERRUPTED
        except OSError as error:
            if not is_full(error):
                raise
            code = show_unwritten(error, wishes)
        sys.exit(code if isinstance(code, int) else 0)


def cli_command(name: str, help: Help) -> Callable[[Callable[..., Any]], Command]:
    """Make a command of a function; its docstring is for who reads the code."""
    return click.command(name, cls=Command, words=help)


def help_option() -> Option:
    return Option(
        HELP_NAMES, words=words.SHOW_HELP, is_flag=True, is_eager=True, expose_value=False, callback=_show_help
    )


def _show_help(ctx: click.Context, _: click.Parameter, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        click.echo(ctx.get_help())
        ctx.exit()
