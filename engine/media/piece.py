"""Piece: a stretch of a clip as pictures on a grid, with its sound."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

import av
from av.video.frame import VideoFrame

from engine.media.canvas import Canvas
from engine.media.clip import Clip
from engine.media.decoding import pictures
from engine.media.grid import Grid
from engine.media.mp4 import Mp4
from engine.media.probe import unreadable
from engine.media.sound import Sound
from engine.values.reason import because


@dataclass(frozen=True, slots=True)
class ClipPiece:
    """The points of a grid of `rate` on a clip."""

    clip: Clip
    rate: Fraction
    points: range

    def canvas(self) -> Canvas:
        """Return the canvas of the piece's own size and colours."""
        for _, frame in pictures(self.clip.path, self._grid.since):
            return Canvas(frame, self.clip.aspect)
        raise unreadable(self.clip.path, because("no-decodable-picture"))

    def write(self, target: Mp4, canvas: Canvas) -> None:
        """Append the piece to a file whose canvas and rate are given."""
        sound = Sound(self.clip.path if self.clip.sound else None, self._grid.since)
        for picture, times in self._painted(canvas):
            target.add(picture, times, sound)

    @property
    def _grid(self) -> Grid:
        return Grid(self.clip.zero, self.rate, self.points, self.clip.rate)

    def _painted(self, canvas: Canvas) -> Iterator[tuple[VideoFrame, int]]:
        shown = 0
        for frame, times in self._grid.shown(pictures(self.clip.path, self._grid.since)):
            try:
                picture = canvas.paint(frame, self.clip.aspect)
            except (OSError, av.FFmpegError) as error:  # a kind of picture that no filter takes
                raise unreadable(self.clip.path, error) from error
            yield picture, times
            shown += times
        if shown < len(self.points):
            raise unreadable(self.clip.path, because("no-decodable-picture"))
