"""The shell around every command: context, errors as words and exit codes, output."""

import errno
import json
import sys
from collections.abc import Callable, Iterable, Mapping
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, Concatenate, Final, ParamSpec

import click

from engine.api.context import Context, make_context
from engine.errors import EngineError, FaultsFound
from engine.phrases import usage
from engine.phrases.messages import Messages
from engine.report.faults import as_data, as_human, error_text
from engine.settings import current_environment
from engine.terminal.option import option
from engine.terminal.screen import COLOR, LANG, LANGUAGES, WHEN, show, this_screen, wishes_now
from engine.terminal.types import OneOf
from engine.values.fault import Fault

if TYPE_CHECKING:
    from engine.api.endpoint import Endpoint

P = ParamSpec("P")
GONE: Final = frozenset({errno.EPIPE, errno.EIO})
"""What writing meets when a pipe has no reader any more, and when a terminal has closed."""
PAGE: Final = 100
"""So many columns are read with ease where no terminal says how many there are."""


def guarded(command: Callable[Concatenate[Context, P], int]) -> Callable[P, None]:
    """Give a command its context, and turn what it returns or raises into output and exit code.

    Our own defects keep their traceback.
    """

    @option(LANG, type=OneOf(LANGUAGES), expose_value=False, words=usage.LANG)
    @option(COLOR, type=OneOf(WHEN), expose_value=False, words=usage.COLOR)
    @wraps(command)
    def shown(*args: P.args, **kwargs: P.kwargs) -> None:
        context = None
        try:
            context = make_context(Path.cwd(), current_environment(), wishes_now().lang)
            code = command(context, *args, **kwargs)
        except EngineError as error:
            form = str(kwargs.get("format", "human"))
            code = show_error(error, _messages(context, form), context.texts if context else {}, form)
            if kwargs.get("summary_file") is not None:
                _sum_up(error, Path(str(kwargs["summary_file"])), _messages(context))
        except KeyboardInterrupt:
            from engine.phrases.shell import INTERRUPTED  # noqa: PLC0415 - few commands are

            show(_messages(context).say(INTERRUPTED), err=True, level="warning")
            code = 130
        except OSError as error:
            if error.errno not in GONE:
                raise
            sys.stderr.close()  # whoever read us has gone; there is nobody to tell
            code = 0
        sys.exit(code)

    return shown


def _sum_up(error: EngineError, file: Path, messages: Messages) -> None:
    """Put why a command did nothing into the summary of its step."""
    from engine.report.step_summary import refusal_summary  # noqa: PLC0415 - loaded if it is asked for
    from engine.terminal.step_summary import add_summary  # noqa: PLC0415

    add_summary(file, refusal_summary(click.get_current_context().info_name or "", error, messages), messages)


def _messages(context: Context | None, format: str = "human") -> Messages:
    """The words for a format; without a context, because the settings can't be read, in the language of the locale."""
    if context is not None:
        return context.messages_for(format)
    from engine.terminal.language import messages_in  # noqa: PLC0415 - a context has its own

    return messages_in(wishes_now().lang or (None if format == "human" else "en"))


def show_error(error: EngineError, messages: Messages, texts: Mapping[str, str], format: str = "") -> int:
    """Print an error in the form that was asked for; return its exit code."""
    write = {"json": write_json, "jsonl": write_line}.get(format)
    if isinstance(error, FaultsFound):
        if write is not None:
            write(as_data(error.faults, messages))
        else:
            show(as_human(error.faults, messages, texts, this_screen(err=True)), err=True, level="error")
        return error.exit_code
    if write is not None:
        told = messages.of_error(error)
        write({"error": {"code": told.code, "message": told.message, "hint": told.hint}})
    else:
        show(error_text(error, messages, this_screen(err=True)), err=True, level="error")
    return error.exit_code


def show_overlooked(context: Context, endpoint: "Endpoint") -> None:
    """Say that an address is set which the service has no use for."""
    if endpoint.overlooked:
        from engine.phrases.plan import OVERLOOKED  # noqa: PLC0415 - a check knows no service

        show(context.messages.say(OVERLOOKED), err=True, level="warning")


def show_warnings(context: Context, faults: Iterable[Fault]) -> None:
    """Print warnings beside a result."""
    show(as_human(faults, context.messages, context.texts, this_screen(err=True)), err=True, level="warning")


def write_json(data: Any) -> None:
    """Print JSON for programs: one document, the same bytes for the same data."""
    click.echo(json.dumps(data, ensure_ascii=False, indent=2, allow_nan=False))


def write_line(data: Any) -> None:
    """Print one line of JSON."""
    click.echo(json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False))


def columns_to_read() -> int:
    """Return how wide a text for people may be: as the terminal, or as a page where stdout is none."""
    return columns_of_screen() or PAGE


def columns_of_screen() -> int | None:
    """Return how wide the terminal is that stdout is, None if it is none."""
    return this_screen().columns
