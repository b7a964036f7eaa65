"""Cuts: what a cut leaves of a clip, in whole frames where they can be counted, else to the millisecond."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Final

from engine.values.frames import first_frame_from, frames_joined, frames_of, frames_within, told
from engine.values.media import Media, MediaFacts, Span

_MILLISECOND: Final = Decimal("0.001")


@dataclass(frozen=True, slots=True)
class Piece:
    """One of `count` even pieces of a clip: where it starts and how long it is, in seconds to the millisecond.

    `number` is its place among them, from 1.
    """

    number: int
    count: int
    start: Decimal
    seconds: Decimal

    @property
    def key(self) -> str:
        """The number in three digits, so that names sort."""
        return f"{self.number:03d}"

    @property
    def stretch(self) -> dict[str, str]:
        """What is asked for, whatever the clip's length is measured to be: from which part of it to which."""
        return {"from": str(Fraction(self.number - 1, self.count)), "to": str(Fraction(self.number, self.count))}


def exact_seconds(media: object) -> Decimal | None:
    """Return a clip's length if it is known exactly."""
    if not isinstance(media, Media) or media.facts.seconds is None:
        return None
    return media.facts.seconds.exact


def rest_of(clip: MediaFacts, length: Decimal, start: Decimal) -> Decimal:
    """Return how long a clip goes on from a moment."""
    if clip.rate is None:
        return length - start
    return told(max(0, frames_of(length, clip.rate) - first_frame_from(start, clip.rate)) / clip.rate)


def left_of(clip: MediaFacts, start: Decimal, seconds: Decimal) -> Decimal:
    """Return how long the stretch will be that somebody asks for; 0 if no frame is so short."""
    if clip.rate is None:
        return seconds
    count = frames_within(seconds, clip.rate)
    length = clip.seconds.exact if clip.seconds is not None else None
    if length is not None:
        count = min(count, frames_of(length, clip.rate) - first_frame_from(start, clip.rate))
    return told(max(0, count) / clip.rate)


def even_pieces(clip: MediaFacts, length: Decimal, count: int) -> list[Piece]:
    """Cut a clip into so many pieces, which differ by a frame, or a millisecond, at most."""
    if clip.rate is None:
        cuts = [(length * n / count).quantize(_MILLISECOND) for n in range(count + 1)]
        return [Piece(n, count, start, end - start) for n, (start, end) in enumerate(pairwise(cuts), 1)]
    rate, frames = clip.rate, frames_of(length, clip.rate)
    points = [frames * n // count for n in range(count + 1)]
    return [
        Piece(n, count, told(start / rate), told((end - start) / rate))
        for n, (start, end) in enumerate(pairwise(points), 1)
    ]


def fewest_pieces(clip: MediaFacts, length: Decimal, at_most: Decimal) -> int:
    """Return into how many pieces a clip must be cut that none is longer than asked."""
    if clip.rate is None:
        return int((length / at_most).to_integral_value(rounding=ROUND_CEILING))
    return max(1, -(-frames_of(length, clip.rate) // max(1, frames_within(at_most, clip.rate))))


def seconds_joined(clips: Sequence[MediaFacts]) -> Span | None:
    """Return how long clips are one after the other, in frames of the first; None if one's length isn't known."""
    spans = [clip.seconds for clip in clips if clip.seconds is not None]
    if len(spans) < len(clips):
        return None
    counted = [
        (frames_of(clip.seconds.low, clip.rate), clip.rate)
        for clip in clips
        if clip.rate is not None and clip.seconds is not None and clip.seconds.exact is not None
    ]
    if len(counted) < len(clips):
        return sum(spans, Span.exactly(0))
    rate = counted[0][1]
    return Span.exactly(told(sum(frames_joined(counted, rate)) / rate))
