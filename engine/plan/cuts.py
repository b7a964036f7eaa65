"""Cuts: what a cut leaves of a clip, in whole frames where they can be counted, else to the millisecond."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Final

from engine.plan.media import is_foretold
from engine.values.frames import first_frame_from, frames_joined, frames_of, frames_within, told
from engine.values.media import Media, Span
from engine.values.piece_keys import piece_key

_MILLISECOND: Final = Decimal("0.001")
_FORETOLD_WITHIN: Final = 1
"""Seconds: a clip whose length is foretold no better than this is cut nowhere."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One of `count` even pieces of a clip: where it starts and how long it is, in seconds to the millisecond.

    `number` is its place among them, from 1. `lasts` is what its length may be found to be, where the clip's is only foretold.
    """

    number: int
    count: int
    start: Decimal
    seconds: Decimal
    lasts: Span

    @property
    def key(self) -> str:
        """The number in three digits, so that names sort."""
        return piece_key(self.number)

    @property
    def stretch(self) -> dict[str, str]:
        """What is asked for, whatever the clip's length is measured to be: from which part of it to which."""
        return {"from": str(Fraction(self.number - 1, self.count)), "to": str(Fraction(self.number, self.count))}


def grid_of(clip: Media) -> Fraction | None:
    """Return how many frames a second a clip has, exactly; of a result the rate at which its service writes; else None."""
    if clip.facts.rate is not None or clip.facts.fps is None:
        return clip.facts.rate
    return Fraction(clip.facts.fps) if is_foretold(clip) else None


def length_of(clip: object) -> Decimal | None:
    """Return a clip's length if it is known, or foretold to within a second: then the most that it may be."""
    if not isinstance(clip, Media) or clip.facts.seconds is None:
        return None
    known = clip.facts.seconds
    return known.high if known.high - known.low <= _FORETOLD_WITHIN else None


def rest_of(clip: Media, length: Decimal, start: Decimal) -> Decimal:
    """Return how long a clip goes on from a moment."""
    rate = grid_of(clip)
    if rate is None:
        return length - start
    return told(max(0, frames_of(length, rate) - first_frame_from(start, rate)) / rate)


def left_of(clip: Media, start: Decimal, seconds: Decimal) -> Span:
    """Return how long the stretch will be that somebody asks for; 0 if no frame is so short."""
    rate, known = grid_of(clip), clip.facts.seconds
    if rate is None:
        return Span.exactly(seconds)
    count = frames_within(seconds, rate)
    if known is None or length_of(clip) is None:
        return Span.exactly(told(count / rate))
    most = [min(count, frames_of(end, rate) - first_frame_from(start, rate)) for end in (known.low, known.high)]
    return Span(*(told(max(0, frames) / rate) for frames in most))


def even_pieces(clip: Media, length: Decimal, count: int) -> list[Piece]:
    """Cut a clip into so many pieces, which differ by a frame, or a millisecond, at most."""
    rate, known = grid_of(clip), clip.facts.seconds
    if rate is None or known is None:
        cuts = [(length * n / count).quantize(_MILLISECOND) for n in range(count + 1)]
        return [
            Piece(n, count, start, end - start, Span.exactly(end - start))
            for n, (start, end) in enumerate(pairwise(cuts), 1)
        ]
    found = range(frames_of(known.low, rate), frames_of(known.high, rate) + 1)
    points = [found[-1] * n // count for n in range(count + 1)]
    pieces = []
    for n, (start, end) in enumerate(pairwise(points), 1):
        shares = [frames * n // count - frames * (n - 1) // count for frames in found]
        lasts = Span(told(min(shares) / rate), told(max(shares) / rate))
        pieces.append(Piece(n, count, told(start / rate), told((end - start) / rate), lasts))
    return pieces


def fewest_pieces(clip: Media, length: Decimal, at_most: Decimal) -> int:
    """Return into how many pieces a clip must be cut that none is longer than asked."""
    rate = grid_of(clip)
    if rate is None:
        return int((length / at_most).to_integral_value(rounding=ROUND_CEILING))
    return max(1, -(-frames_of(length, rate) // max(1, frames_within(at_most, rate))))


def seconds_joined(clips: Sequence[Media]) -> Span | None:
    """Return how long clips are one after the other, in frames of the first; None if one's length isn't known."""
    spans = [clip.facts.seconds for clip in clips if clip.facts.seconds is not None]
    if len(spans) < len(clips):
        return None
    rates = [rate for clip in clips if (rate := grid_of(clip)) is not None and length_of(clip) is not None]
    if len(rates) < len(clips):
        return sum(spans, Span.exactly(0))
    ends = ([span.low for span in spans], [span.high for span in spans])
    return Span(*(_joined(seconds, rates) for seconds in ends))


def _joined(seconds: Sequence[Decimal], rates: Sequence[Fraction]) -> Decimal:
    counted = [(frames_of(length, rate), rate) for length, rate in zip(seconds, rates, strict=True)]
    return told(sum(frames_joined(counted, rates[0])) / rates[0])
