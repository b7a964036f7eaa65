"""Grid: which picture is shown at each point of a constant grid."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from av.video.frame import VideoFrame

from engine.media.decoding import Timed

_EARLY = Fraction(1, 4)
"""A frame is shown at a point up to this part of a frame before its time: containers round times, some to milliseconds."""


@dataclass(frozen=True, slots=True)
class Grid:
    """Some points of a constant grid over frames: point k lies k / rate seconds after `zero`, in the frames' own time.

    `frame_rate` is that at which the frames come.
    """

    zero: Fraction
    rate: Fraction
    points: range
    frame_rate: Fraction

    @property
    def since(self) -> Fraction:
        """The time of the first point."""
        return self.zero + self.points.start / self.rate

    def shown(self, frames: Iterator[Timed]) -> Iterator[tuple[VideoFrame, int]]:
        """Yield each picture that is shown at a point, with the number of such points; the numbers add up to all of them.

        A frame between two points is left out; the last one is held to the end, and the first one is shown at points before
        it as well. Times must rise. Without a frame nothing is yielded.
        """
        held: VideoFrame | None = None
        point = self.points.start
        zero = self.zero + _EARLY / max(self.rate, self.frame_rate)
        for time, frame in frames:
            if held is not None:
                first = point
                while point < self.points.stop and zero + point / self.rate < time:
                    point += 1
                if point > first:
                    yield held, point - first
                if point == self.points.stop:
                    return
            held = frame
        if held is not None:
            yield held, self.points.stop - point
