"""Frames: lengths and moments of a clip counted in its frames; a rate such as 30000/1001 a second is a Fraction.

Seconds are told in milliseconds, and always cut to them: a clip of 299 frames at that rate is 9.976 s long, and whoever asks
for 9.976 s, or for 10, gets these 299.
"""

import math
from collections.abc import Iterable
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, Decimal
from fractions import Fraction
from typing import Final

_MILLISECONDS: Final = 1000
_NTSC: Final = Fraction(1000, 1001)
"""What colour television slowed whole rates down by; they are written with two or three decimals."""


def told(seconds: Fraction) -> Decimal:
    """Return seconds cut to the millisecond."""
    return (Decimal(math.floor(seconds * _MILLISECONDS)) / _MILLISECONDS).normalize() + Decimal(0)


def frames_of(seconds: Decimal, rate: Fraction) -> int:
    """Return how many frames a clip has whose length is told."""
    return round(Fraction(seconds) * rate)


def frames_within(seconds: Decimal, rate: Fraction) -> int:
    """Return how many frames last no longer than asked, their length as it is told."""
    beyond = Fraction(math.floor(seconds * _MILLISECONDS) + 1, _MILLISECONDS)
    return max(0, math.ceil(beyond * rate) - 1)


def first_frame_from(seconds: Decimal, rate: Fraction) -> int:
    """Return the number of the first frame, from 0, that does not begin before a moment."""
    return max(0, math.ceil(Fraction(seconds) * rate))


def rate_of(written: Decimal) -> Fraction:
    """Return the exact rate of one that is written with decimals: 29.97 is 30000/1001, 24 is 24."""
    slowed = math.ceil(written) * _NTSC
    exact = Decimal(slowed.numerator) / Decimal(slowed.denominator)
    places = Decimal(1).scaleb(min(-2, int(written.as_tuple().exponent)))
    shown = {exact.quantize(places, rounding=how) for how in (ROUND_DOWN, ROUND_HALF_EVEN)}
    return slowed if written in shown else Fraction(written)


def frames_joined(clips: Iterable[tuple[int, Fraction]], rate: Fraction) -> list[int]:
    """Return how many frames of a common rate each clip gets when they are joined, of their own frames and rates.

    What is rounded off one clip is carried over to the next; every clip is seen, however short.
    """
    found: list[int] = []
    used, length = 0, Fraction(0)
    for count, own in clips:
        length += count / own
        found.append(max(1, round(length * rate) - used))
        used += found[-1]
    return found
