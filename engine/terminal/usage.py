"""Usage: what is wrong with the arguments of a command, in our own words."""

import errno
import os
import sys
from collections.abc import Iterable, Mapping
from contextlib import suppress
from types import MappingProxyType
from typing import Final, TextIO

import click

from engine.errors import AuthorError, EngineError, OperatorError
from engine.phrases.messages import Messages
from engine.report.faults import error_text, hint_text
from engine.terminal.option import name_of
from engine.terminal.screen import Wishes, log, show, this_screen
from engine.values.hints import near
from engine.values.reason import quoted, system_words

OTHER_NAMES: Final[Mapping[str, str]] = MappingProxyType({"--limit": "--canary", "--first": "--canary"})
"""What an option is called here that is asked for under a name from elsewhere."""
_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


class MisusedError(Exception):
    """The arguments of a command are wrong: how, and of which command (as it is written)."""

    def __init__(self, error: EngineError, command: str) -> None:
        super().__init__(error, command)
        self.error = error
        self.command = command


def misused(error: click.UsageError | AuthorError, ctx: click.Context) -> MisusedError:
    """Return what click or a type of ours found, in our own words."""
    return MisusedError(error if isinstance(error, AuthorError) else _ours(error, ctx.command), ctx.command_path)


def _ours(error: click.UsageError, command: click.Command) -> AuthorError:
    match error:
        case click.NoSuchOption():
            name = error.option_name
            return AuthorError("option-unknown", name=name, near=_meant(name, command, error.possibilities or ()))
        case click.MissingParameter():
            return AuthorError("argument-missing", name=name_of(error.param))
        case click.BadOptionUsage():
            key = "option-takes-none" if _is_flag(command, error.option_name) else "option-needs-value"
            return AuthorError(key, name=error.option_name)
        case click.BadParameter():
            return AuthorError("option-refused", name=name_of(error.param), why=quoted(error.message))
        case _:
            return AuthorError("usage-refused", why=quoted(error.format_message()))


def _meant(name: str, command: click.Command, possible: Iterable[str]) -> str | None:
    """Return the option that was meant: what its name says elsewhere, else the nearest name."""
    here = {one for param in command.params for one in param.opts}
    said = OTHER_NAMES.get(name)
    return said if said in here else near(name, possible)


def show_usage(found: MisusedError, wishes: Wishes) -> None:
    """Print what is wrong, and where help is."""
    from engine.phrases.shell import SEE_HELP  # noqa: PLC0415 - few arguments are wrong

    paper, messages = this_screen(err=True, wishes=wishes), _words(wishes)
    if wishes.log == "json":
        log("error", "said", error_text(found.error, messages, paper))
        return
    show(error_text(found.error, messages, paper), err=True)
    show(hint_text(messages.say(SEE_HELP, command=found.command), paper), err=True)


def _words(wishes: Wishes) -> Messages:
    from engine.terminal.language import messages_in  # noqa: PLC0415 - few arguments are wrong

    return messages_in(wishes.lang)


def is_full(error: OSError) -> bool:
    """Tell whether what is shown had no room: an error of a stream names no file."""
    return error.filename is None and error.errno in _FULL


def show_unwritten(error: OSError, wishes: Wishes) -> int:
    """Say on stderr that what was to be shown found no room; returns the exit code."""
    told = OperatorError("output-unwritable", reason=system_words(error))
    _give_up_full(sys.stdout)
    with suppress(OSError):  # stderr may go to the same full disk
        show(error_text(told, _words(wishes), this_screen(err=True, wishes=wishes)), err=True)
    _give_up_full(sys.stderr)
    return told.exit_code


def _give_up_full(stream: TextIO) -> None:
    """Let go of what a stream still holds; else Python tries to write it once more at its end, and ends with 120."""
    try:
        stream.flush()
    except OSError:
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, stream.fileno())
        os.close(null)


def _is_flag(command: click.Command, name: str) -> bool:
    return any(isinstance(one, click.Option) and one.is_flag and name in one.opts for one in command.params)
