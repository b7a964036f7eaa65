"""Canvas: the size and colours of a video being made, and every picture brought to them."""

from fractions import Fraction
from typing import TYPE_CHECKING

from av.video.frame import VideoFrame

from engine.media.colour import Colour, colour_of, is_full_range
from engine.media.turning import Step, quarter_turns, turning_graph, upright_size

if TYPE_CHECKING:
    from av.filter import Graph

PIXELS = "yuv420p"
SCALER = "flags=bicubic+accurate_rnd+full_chroma_int+bitexact"


class Canvas:
    """A place for upright pictures of one size: others are scaled to fit and get black borders.

    `aspect` is a pixel's width over its height, as it is shown.
    """

    def __init__(self, first: VideoFrame, aspect: Fraction) -> None:
        """Take the size and the colours of a frame as it is shown; odd sides lose a pixel, which 4:2:0 can't hold."""
        width, height = upright_size(first)
        self.width, self.height = max(2, width & ~1), max(2, height & ~1)
        self.aspect = 1 / aspect if quarter_turns(first) % 2 else aspect
        self.colour: Colour = colour_of(first)
        self._graph: Graph | None = None
        self._seen: tuple[object, ...] = ()

    def paint(self, frame: VideoFrame, aspect: Fraction) -> VideoFrame:
        """Return the picture as this canvas shows it; `aspect` is that of the frame's own pixels."""
        seen = (
            *upright_size(frame),
            quarter_turns(frame),
            frame.format.name,
            frame.colorspace,
            frame.color_range,
            aspect,
        )
        if self._graph is None or seen != self._seen:
            self._graph, self._seen = turning_graph(frame, self._steps(frame, aspect)), seen
        self._graph.vpush(frame)
        return self._graph.vpull()

    def _steps(self, frame: VideoFrame, aspect: Fraction) -> list[Step]:
        width, height = upright_size(frame)
        shown = 1 / aspect if quarter_turns(frame) % 2 else aspect
        if shown == self.aspect and (max(2, width & ~1), max(2, height & ~1)) == (self.width, self.height):
            return [*self._cropped(width, height), *self._recoloured(frame, self.width, self.height)]
        wide = width * shown / self.aspect
        scale = min(self.width / wide, Fraction(self.height, height))
        inner = min(self.width, _even(wide * scale)), min(self.height, _even(height * scale))
        left, top = (self.width - inner[0]) // 4 * 2, (self.height - inner[1]) // 4 * 2
        pad = f"{self.width}:{self.height}:{left}:{top}:black"
        return [*self._recoloured(frame, *inner, scaled=True), ("pad", pad)]

    def _cropped(self, width: int, height: int) -> list[Step]:
        if (width, height) == (self.width, self.height):
            return []
        return [("crop", f"{self.width}:{self.height}:0:0:exact=1")]

    def _recoloured(self, frame: VideoFrame, width: int, height: int, *, scaled: bool = False) -> list[Step]:
        """Scale and convert in one go, or leave the numbers as they are when they already mean the same."""
        source = colour_of(frame)
        full = is_full_range(frame)
        if frame.format.name == PIXELS and not (scaled or full or source.matrix != self.colour.matrix):
            return []
        colours = f"in_range={'full' if full else 'limited'}:out_range=limited:out_color_matrix={self.colour.matrix}"
        if not frame.format.is_rgb:
            colours += f":in_color_matrix={source.matrix}"
        return [("scale", f"{width}:{height}:{SCALER}:{colours}"), ("format", PIXELS)]


def _even(length: Fraction | float) -> int:
    return max(2, round(length / 2) * 2)
