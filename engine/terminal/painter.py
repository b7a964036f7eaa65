"""The painter: lines on a terminal that are drawn over the ones before."""

from collections.abc import Callable, Sequence

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
