"""Join: clips one after the other as one."""

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from engine.values.frames import frames_joined
from engine.values.media import MediaFacts

if TYPE_CHECKING:
    from engine.media.clip import Clip
    from engine.media.piece import ClipPiece


def join(sources: Sequence[Path], target: Path) -> MediaFacts:
    """Write clips in their order with hard cuts, in the size, colours and rate of the first; others are fitted into it.

    When any has sound, the silent ones are silent. Each clip's sound begins with its first frame and is cut, or goes on
    silently, to the end of its last: neither a sound of another length nor another rate adds up over many clips.

    Raises AuthorError `media-unreadable`; OperatorError `disk-unwritable`.
    """
    # who only probes loads none of this
    from engine.media.clip import read_clip  # noqa: PLC0415
    from engine.media.making import make  # noqa: PLC0415

    if not sources:
        raise ValueError("there is nothing to join")
    clips = [read_clip(source) for source in sources]
    return make(_pieces(clips, clips[0].rate), target)


def _pieces(clips: "Sequence[Clip]", rate: Fraction) -> "list[ClipPiece]":
    """Give each clip its points of the common grid."""
    from engine.media.piece import ClipPiece  # noqa: PLC0415

    points = frames_joined(((clip.count, clip.rate) for clip in clips), rate)
    return [ClipPiece(clip, rate, range(count)) for clip, count in zip(clips, points, strict=True)]
