"""The shell around every command: context, errors as words and exit codes, output."""

import json
import sys
from collections.abc import Callable, Iterable
from functools import wraps
from pathlib import Path
from typing import Any, ParamSpec

import click

from engine.app.context import Context, make_context
from engine.errors import EngineError, FaultsFound
from engine.report.faults import as_data, as_human
from engine.settings import current_environment
from engine.values.fault import Fault

P = ParamSpec("P")


def shell_context() -> Context:
    """Return the context of this process."""
    return make_context(Path.cwd(), current_environment())


def guarded(command: Callable[P, int]) -> Callable[P, None]:
    """Turn what a command returns or raises into output and exit code; our own defects keep their traceback."""

    @wraps(command)
    def shown(*args: P.args, **kwargs: P.kwargs) -> None:
        as_json = kwargs.get("format") in ("json", "jsonl")
        try:
            code = command(*args, **kwargs)
        except EngineError as error:
            code = show_error(error, as_json=as_json)
        except BaseExceptionGroup as group:
            only = _only(group)
            if only is None:
                raise
            code = show_error(only, as_json=as_json)
        except KeyboardInterrupt:
            click.echo("interrupted", err=True)
            code = 130
        except BrokenPipeError:
            sys.stderr.close()  # whoever read us has gone; there is nobody to tell
            code = 0
        sys.exit(code)

    return shown


def _only(group: BaseExceptionGroup[BaseException]) -> EngineError | None:
    """Return the error of ours inside a group of a task group, if there is nothing else in it."""
    found = [_only(item) if isinstance(item, BaseExceptionGroup) else item for item in group.exceptions]
    errors = [item for item in found if isinstance(item, EngineError)]
    return errors[0] if errors and len(errors) == len(found) else None


class Texts:
    """The texts that faults point into, shared between a command and the report of its errors."""

    context: Context | None = None


def show_error(error: EngineError, *, as_json: bool) -> int:
    """Print an error in the form that was asked for; return its exit code."""
    context = Texts.context or shell_context()
    if isinstance(error, FaultsFound):
        if as_json:
            write_json(as_data(error.faults, context.messages))
        else:
            click.echo(as_human(error.faults, context.messages, context.texts), err=True, nl=False)
        return error.exit_code
    words = context.messages.of_error(error)
    if as_json:
        cause = {"code": words.code, "message": words.message, "hint": words.hint}
        write_json({"error": cause})
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
