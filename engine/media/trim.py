"""Trim: a stretch of a clip as a clip of its own."""

from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from engine.errors import AuthorError
from engine.values.frames import first_frame_from, frames_within
from engine.values.media import MediaFacts

if TYPE_CHECKING:
    from engine.media.clip import Clip

_MILLISECOND = Fraction(1, 1000)


def trim(source: Path, target: Path, *, start: Decimal, seconds: Decimal, foretold: bool = False) -> MediaFacts:
    """Write the frames of a clip from the first with t >= start, no more than last `seconds`, and the sound they had.

    Frames stand on the clip's grid; t = 0 is the first one, whatever the file calls its time. Size, pixel shape and rate are
    the clip's own, and it is turned upright; a clip with sound keeps a track even where it was silent. Stretches that adjoin
    share no frame, and lose none if they are cut where frames begin.

    Of a clip whose length was only `foretold` when the stretch was chosen, what is there is taken: it ends where the clip
    does, and has one frame at least, the last one if it starts up to a second behind the end.

    Raises AuthorError `trim-beyond-clip` for a stretch outside the clip or between two frames, `media-unreadable`;
    OperatorError `disk-unwritable`.
    """
    # who only probes loads none of this
    from engine.media.clip import read_clip  # noqa: PLC0415
    from engine.media.making import make  # noqa: PLC0415
    from engine.media.piece import ClipPiece  # noqa: PLC0415

    clip = read_clip(source)
    return make([ClipPiece(clip, clip.rate, _points(clip, start, seconds, foretold=foretold))], target)


def _points(clip: "Clip", start: Decimal, seconds: Decimal, *, foretold: bool) -> range:
    end = Fraction(start) + Fraction(seconds)
    first, count = first_frame_from(start, clip.rate), frames_within(seconds, clip.rate)
    if foretold and clip.holds(Fraction(start), foretold=True):
        first = min(first, clip.count - 1)
        return range(first, min(clip.count, first + max(1, count)))
    points = range(first, min(clip.count, first + count))
    # lengths are told in milliseconds, and a caller may have rounded one up
    if start < 0 or end > clip.seconds + _MILLISECOND or not points:
        raise AuthorError("trim-beyond-clip", start=f"{start:f}", seconds=f"{seconds:f}", length=clip.told_seconds)
    return points
