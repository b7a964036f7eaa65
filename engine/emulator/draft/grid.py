"""Grid: which source frame is shown at each thirtieth of a second."""

from collections.abc import Iterator
from typing import TypeVar

FPS = 30
_TOLERANCE = 0.001

T = TypeVar("T")


def on_grid(frames: Iterator[tuple[float, T]], count: int) -> Iterator[tuple[float, T, int]]:
    """Yield each frame that is shown, with its time and how often it is shown; the counts add up to `count`.

    Frames come with rising times. A frame that falls between two points of the grid is left out, the last one is held to the
    end. Times of containers are rounded to the millisecond, hence the tolerance.
    """
    held: tuple[float, T] | None = None
    index = 0
    for frame in frames:
        if held is not None:
            first = index
            while index < count and index / FPS + _TOLERANCE < frame[0]:
                index += 1
            if index > first:
                yield *held, index - first
        if index >= count:
            return
        held = frame
    if held is not None and index < count:
        yield *held, count - index
