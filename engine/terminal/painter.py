"""The painter: lines on a terminal that are drawn over the ones before."""

import os
import sys
from collections.abc import Callable, Sequence

import click

from engine.settings import current_environment
from engine.terminal.screen import wishes_now

UP, CLEAR_LINE, CLEAR_BELOW = "\x1b[{}F", "\x1b[K", "\x1b[J"


class Painter:
    """Draws lines at the end of a terminal; `write` puts a text there, `size` tells its columns and lines.

    The cursor is never hidden, so that a process that is killed leaves the terminal as it should be.
    """

    def __init__(self, write: Callable[[str], None], size: Callable[[], tuple[int, int]]) -> None:
        self._write = write
        self._size = size
        self._drawn: list[str] = []

    @property
    def columns(self) -> int:
        """How wide a line may be: not the last column, at which terminals wrap in several ways."""
        return self._size()[0] - 1

    def draw(self, lines: Sequence[str]) -> None:
        """Show these lines in the place of those before, as many of them as the terminal holds; equal ones cost nothing."""
        fitting = list(lines[: max(1, self._size()[1] - 1)])
        if fitting != self._drawn:
            self._write(self._back() + "".join(f"{line}{CLEAR_LINE}\n" for line in fitting) + CLEAR_BELOW)
            self._drawn = fitting

    def erase(self) -> None:
        """Leave nothing of what was drawn."""
        if self._drawn:
            self._write(self._back() + CLEAR_BELOW)
            self._drawn = []

    def _back(self) -> str:
        return UP.format(len(self._drawn)) if self._drawn else ""


def make_painter() -> Painter:
    """Return what draws on stderr."""
    return Painter(lambda text: click.echo(text, err=True, nl=False), _size)


def is_drawable() -> bool:
    """Tell whether stderr can be drawn over."""
    return wishes_now().log == "text" and sys.stderr.isatty() and current_environment().get("TERM") != "dumb"


def _size() -> tuple[int, int]:
    """The terminal's columns and lines, now."""
    try:
        columns, lines = os.get_terminal_size(sys.stderr.fileno())
    except OSError:
        columns = lines = 0
    return columns or 80, lines or 24  # a terminal that doesn't know its size says 0
