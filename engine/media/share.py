"""Share: a clip from one part of its length to another, as a clip of its own."""

from fractions import Fraction
from math import floor
from pathlib import Path

from engine.values.media import MediaFacts


def share(source: Path, target: Path, *, since: Fraction, until: Fraction) -> MediaFacts:
    """Write the frames of a clip from one part of its length to another, 0 <= since < until <= 1, and the sound they had.

    Shares that adjoin share no frame and lose none, however long the clip is found to be; each has one frame at least.

    Raises AuthorError `media-unreadable`; OperatorError `disk-unwritable`.
    """
    # who only probes loads none of this
    from engine.media.clip import read_clip  # noqa: PLC0415
    from engine.media.making import make  # noqa: PLC0415
    from engine.media.piece import ClipPiece  # noqa: PLC0415

    clip = read_clip(source)
    first = floor(clip.count * since)
    return make([ClipPiece(clip, clip.rate, range(first, max(first + 1, floor(clip.count * until))))], target)
