"""The shell around every command: context, errors as words and exit codes, output."""

import json
import sys
from collections.abc import Callable, Iterable, Mapping
from functools import wraps
from pathlib import Path
from typing import Any, Concatenate, ParamSpec

import click

from engine.api.context import Context, make_context
from engine.errors import EngineError, FaultsFound
from engine.report.faults import as_data, as_human
from engine.report.messages import Messages
from engine.resources import load_json
from engine.settings import current_environment, language
from engine.values.fault import Fault

P = ParamSpec("P")
LANGUAGES = ("en", "zh")
LANGUAGE_KEY = "engine.cli.language"


def guarded(command: Callable[Concatenate[Context, P], int]) -> Callable[P, None]:
    """Give a command its context, and turn what it returns or raises into output and exit code.

    Our own defects keep their traceback.
    """

    @click.option(
        "--lang", type=click.Choice(LANGUAGES), expose_value=False, is_eager=True, callback=_remember,
        help="Language of messages; left out, the locale's.",
    )  # fmt: skip
    @wraps(command)
    def shown(*args: P.args, **kwargs: P.kwargs) -> None:
        environment, context = {**current_environment(), **_asked_language()}, None
        try:
            context = make_context(Path.cwd(), environment)
            code = command(context, *args, **kwargs)
        except EngineError as error:
            messages = context.messages if context else Messages(load_json("messages.json"), language("", environment))
            texts = context.texts if context else {}
            code = show_error(error, messages, texts, str(kwargs.get("format", "")))
        except KeyboardInterrupt:
            click.echo("interrupted", err=True)
            code = 130
        except BrokenPipeError:
            sys.stderr.close()  # whoever read us has gone; there is nobody to tell
            code = 0
        sys.exit(code)

    return shown


def _remember(ctx: click.Context, _: click.Parameter, value: str | None) -> None:
    ctx.meta[LANGUAGE_KEY] = value


def _asked_language() -> dict[str, str]:
    """What `--lang` puts in the place of the locale."""
    asked = click.get_current_context().meta.get(LANGUAGE_KEY)
    return {"EDITCHAIN_LANG": asked} if asked else {}


def show_error(error: EngineError, messages: Messages, texts: Mapping[str, str], format: str = "") -> int:
    """Print an error in the form that was asked for; return its exit code."""
    write = {"json": write_json, "jsonl": write_line}.get(format)
    if isinstance(error, FaultsFound):
        if write is not None:
            write(as_data(error.faults, messages))
        else:
            click.echo(as_human(error.faults, messages, texts), err=True, nl=False)
        return error.exit_code
    words = messages.of_error(error)
    if write is not None:
        write({"error": {"code": words.code, "message": words.message, "hint": words.hint}})
    else:
        click.echo(f"error: {words.message} [{words.code} {error.key}]", err=True)
        if words.hint:
            click.echo(f"  {words.hint}", err=True)
    return error.exit_code


def show_warnings(context: Context, faults: Iterable[Fault]) -> None:
    """Print warnings beside a result."""
    click.echo(as_human(faults, context.messages, context.texts), err=True, nl=False)


def write_json(data: Any) -> None:
    """Print JSON for programs: one document, the same bytes for the same data."""
    click.echo(json.dumps(data, ensure_ascii=False, indent=2, allow_nan=False))


def write_line(data: Any) -> None:
    """Print one line of JSON."""
    click.echo(json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False))
