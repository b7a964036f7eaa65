"""The screen: what was asked of it, what stdout and stderr are, and the one way by which text for people goes there."""

import json
import os
import re
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any, Final, NamedTuple, TextIO

import click

from engine.report.display import PLAIN, Display, Role, unpainted
from engine.settings import current_environment
from engine.text.unseen import shown

LANG: Final = "--lang"
COLOR: Final = "--color"
LOG_FORMAT: Final = "--log-format"
LANGUAGES: Final = ("en", "zh")
WHEN: Final = ("auto", "always", "never")
LOGS: Final = ("text", "json")
HANGING: Final = "    "
NARROWEST: Final = 40
"""Columns: on a screen that is narrower lines are broken as if it had so many."""
_CODES: Final[dict[Role, str]] = {"error": "1;31", "warning": "1;33", "good": "32", "place": "1", "fix": "32"}
_RESET: Final = "\x1b[0m"
_OURS: Final = re.compile("(" + "|".join(re.escape(f"\x1b[{code}m") for code in {*_CODES.values(), "0"}) + ")")


class Wishes(NamedTuple):
    """The language that was asked for by name, None for none; when there is colour; and what is written on stderr."""

    lang: str | None = None
    color: str = "auto"
    log: str = "text"


def wishes_in(args: Sequence[str]) -> Wishes:
    """Return what the last of each option says, wherever it stands: help is shown before other options are read."""
    lang, color, log = (_last(args, *one) for one in ((LANG, LANGUAGES), (COLOR, WHEN), (LOG_FORMAT, LOGS)))
    return Wishes(lang, color or "auto", log or "text")


def wishes_now() -> Wishes:
    """Return the wishes of the command that runs in this thread."""
    context = click.get_current_context(silent=True)
    wishes = context.find_root().obj if context is not None else None
    return wishes if isinstance(wishes, Wishes) else Wishes()


def _last(args: Sequence[str], option: str, known: Sequence[str]) -> str | None:
    asked = None
    for arg, following in pairwise((*args, "")):
        name, _, value = arg.partition("=")
        if name == option:
            asked = value or following
    return asked if asked in known else None


def this_screen(*, err: bool = False, wishes: Wishes | None = None) -> Display:
    """Return what text on stdout, or on stderr, is made for; without wishes those of the command that runs hold."""
    stream = sys.stderr if err else sys.stdout
    painted = _painted(stream, (wishes or wishes_now()).color)
    columns = _columns(stream)
    return Display(columns, _paint if painted else unpainted) if painted or columns else PLAIN


def show(text: str, *, err: bool = False, fold: bool = False, level: str = "info") -> None:
    """Send lines for people to stdout, or to stderr; of what a terminal obeys only our own paint is sent.

    `fold`: lines that are wider than the terminal are broken at blanks. Where stderr is a log of JSON they are one message of it,
    of that `level`.
    """
    if not text:
        return
    if err and wishes_now().log == "json":
        log(level, "said", text)
        return
    columns = _columns(sys.stderr if err else sys.stdout) if fold else None
    if columns is not None:
        text = folded(text, columns)
    if "\x1b" in text:
        pieces = _OURS.split(text)
        pieces[::2] = map(shown, pieces[::2])
        text = "".join(pieces)
    else:
        text = shown(text)
    click.echo(text, err=err, nl=not text.endswith("\n"), color=True)


def log(level: str, event: str, message: str, *, at: float | None = None, **more: Any) -> None:
    """Write one line of JSON on stderr: when, how much it matters, what it is, in words, and what else is known of it."""
    moment = datetime.fromtimestamp(time.time() if at is None else at, UTC)
    said = shown(_OURS.sub("", message)).rstrip("\n")
    line = {
        "time": moment.isoformat(timespec="milliseconds").replace("+00:00", "Z"), "level": level, "event": event, "message": said,
    }  # fmt: skip
    with suppress(OSError, ValueError):  # whoever read it has gone; what goes on goes on
        click.echo(json.dumps({**line, **more}, ensure_ascii=False, allow_nan=False, default=str), err=True)


def folded(text: str, columns: int) -> str:
    """Break the lines that are too wide at blanks."""
    return "\n".join(line for long in text.splitlines() for line in _folded(long, columns))


def _folded(text: str, columns: int) -> list[str]:
    """Break a line that is too wide; what follows stands further from the edge than its beginning."""
    from engine.report.width import width_of, wrapped  # noqa: PLC0415 - a check folds nothing

    if width_of(_OURS.sub("", text)) <= columns:
        return [text]
    indent = text[: len(text) - len(text.lstrip())]
    first, *more = wrapped(text.lstrip(), columns - len(indent) - len(HANGING))
    return [indent + first, *(indent + HANGING + line for line in more)]


def _paint(role: Role, text: str) -> str:
    return f"\x1b[{_CODES[role]}m{text}{_RESET}" if text else ""


def _painted(stream: TextIO, wish: str) -> bool:
    """Tell whether there is colour: as asked, as the environment says (no-color.org, force-color.org), or as the stream is."""
    if wish != "auto":
        return wish == "always"
    environment = current_environment()
    if environment.get("NO_COLOR"):
        return False
    if environment.get("FORCE_COLOR", "0") not in ("", "0"):
        return True
    return stream.isatty() and environment.get("TERM") != "dumb"


def _columns(stream: TextIO) -> int | None:
    """How wide a terminal is; None for what is none."""
    if not stream.isatty():
        return None
    said = current_environment().get("COLUMNS", "")
    try:
        columns = int(said) if said.isdecimal() else os.get_terminal_size(stream.fileno()).columns
    except OSError:
        columns = 0
    return max(columns or 80, NARROWEST)  # a terminal that doesn't know its size says 0
