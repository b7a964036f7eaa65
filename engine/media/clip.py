"""Clip: what a cut must know before its first frame: when the clip begins, its grid of frames, its pixels' shape."""

from array import array
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import av

from engine.media.probe import LARGEST_DENOMINATOR, probe, unreadable
from engine.values.media import MediaKind
from engine.values.reason import because

if TYPE_CHECKING:
    from av.container import InputContainer
    from av.video.stream import VideoStream

_SLOWEST = Fraction(1, LARGEST_DENOMINATOR)
_USUAL_RATE = Fraction(25)
_TOLERANCE_FRAMES = 2
_FORETOLD_WITHIN = 1  # seconds; a result that is off by more is not the one that was planned for


@dataclass(frozen=True, slots=True)
class Clip:
    """A video on a constant grid: point k lies k / rate seconds after `zero`, the first frame's own time in the file.

    There are `count` points. When the frames lie evenly each has one point; else the rate is their average. `seconds` is the
    length, whichever is longer of the stated one and that of the grid. `aspect` is a pixel's width over its height.
    """

    path: Path
    zero: Fraction
    rate: Fraction
    count: int
    seconds: Fraction
    aspect: Fraction
    sound: bool

    @property
    def told_seconds(self) -> str:
        """The length for people, cut to the millisecond."""
        return f"{int(self.seconds * 1000) / 1000:.3f}".rstrip("0").rstrip(".")

    def holds(self, moment: Fraction, *, foretold: bool) -> bool:
        """Whether a moment lies in the clip; if its length was only `foretold`, also up to a second behind its end."""
        return 0 <= moment < self.seconds + (_FORETOLD_WITHIN if foretold else 0)


def read_clip(path: Path) -> Clip:
    """Read a clip's frame times from its packets, without decoding them; raise AuthorError `media-unreadable`."""
    facts = probe(path)
    if facts.kind is not MediaKind.VIDEO or facts.seconds is None:
        raise unreadable(path, because("no-video"))
    try:
        with av.open(str(path)) as container:
            stream = container.streams.video[0]
            aspect = stream.sample_aspect_ratio or Fraction(1)
            ticks, end = _ticks(container, stream)
            zero, rate, count = _grid(path, stream, ticks, end)
    except (OSError, av.FFmpegError) as error:
        raise unreadable(path, error) from error
    stated = Fraction(facts.seconds.low)
    if (count + _TOLERANCE_FRAMES) / rate < stated:
        raise unreadable(path, because("ends-early", seconds=f"{float(count / rate):.3f}", of=f"{float(stated):.3f}"))
    return Clip(path, zero, rate, count, max(stated, count / rate), aspect, bool(facts.sound))


def _grid(path: Path, stream: "VideoStream", ticks: "array[int]", end: int) -> tuple[Fraction, Fraction, int]:
    """Return the first frame's time, the rate and the number of points."""
    if not ticks or not stream.time_base:
        raise unreadable(path, because("frames-without-times"))
    length = (end - ticks[0]) * stream.time_base
    stated = (stream.average_rate, stream.guessed_rate)
    even = next((rate for rate in stated if rate and _even(ticks, stream.time_base * rate)), None)
    mean = len(ticks) / length if length else _USUAL_RATE
    rate = max(_SLOWEST, (even or mean).limit_denominator(LARGEST_DENOMINATOR))
    # a last frame that is held longer than the others has several points
    return ticks[0] * stream.time_base, rate, max(len(ticks), round(length * rate))


def _ticks(container: "InputContainer", stream: "VideoStream") -> tuple["array[int]", int]:
    """Return the rising times of the frames that are shown, in ticks of the stream, and the end of the last.

    Eight bytes a frame are the only memory here that grows with a clip: two megabytes for an hour.
    """
    ticks, end = array("q"), 0
    for packet in container.demux(stream):
        at = packet.dts if packet.pts is None else packet.pts
        if at is not None and packet.size and not packet.is_discard:
            end = max(end, at + (packet.duration or 0)) if ticks else at + (packet.duration or 0)
            ticks.append(at)
    return array("q", sorted(ticks)), end


def _even(ticks: "array[int]", points_a_tick: Fraction) -> bool:
    """Tell whether every frame lies within a quarter of its place from it; containers round times, some to milliseconds."""
    over, under = points_a_tick.numerator, points_a_tick.denominator
    return all(4 * abs((tick - ticks[0]) * over - index * under) <= under for index, tick in enumerate(ticks))
