"""Frame: one picture out of a clip, as a PNG."""

from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import av

from engine.errors import AuthorError
from engine.media.probe import probe, unreadable
from engine.values.media import MediaFacts
from engine.values.reason import because

if TYPE_CHECKING:
    from av.video.frame import VideoFrame

    from engine.media.clip import Clip

_MILLISECOND = Fraction(1, 1000)


def frame(source: Path, target: Path, *, at: Decimal | Literal["first", "last"], foretold: bool = False) -> MediaFacts:
    """Write the picture that a clip shows at a time after its first frame, upright, with square pixels and no alpha.

    Times are told in milliseconds: 0.033 means a frame that begins at 0.0333. Of a clip whose length was only `foretold` when
    the time was chosen, the last picture is taken up to a second behind its end.

    Raises AuthorError `frame-beyond-clip` for a time outside the clip, `media-unreadable`; OperatorError `disk-unwritable`.
    """
    # who only probes loads none of this
    from engine.media.clip import read_clip  # noqa: PLC0415
    from engine.media.placing import placed  # noqa: PLC0415
    from engine.media.png import png_of  # noqa: PLC0415

    clip = read_clip(source)
    picture = _shown(clip, _moment(clip, at, foretold=foretold))
    try:
        encoded = png_of(picture, clip.aspect)
    except (OSError, av.FFmpegError) as error:
        raise unreadable(source, error) from error
    with placed(target) as part:
        part.write_bytes(encoded)
        return probe(part)


def _moment(clip: "Clip", at: Decimal | Literal["first", "last"], *, foretold: bool) -> Fraction:
    """Return the time after the first frame at which to look."""
    if isinstance(at, Decimal):
        if not clip.holds(Fraction(at), foretold=foretold):
            raise AuthorError("frame-beyond-clip", at=f"{at:f}", length=clip.told_seconds)
        return min(Fraction(at) + _MILLISECOND, clip.seconds)
    return Fraction(0) if at == "first" else clip.seconds


def _shown(clip: "Clip", moment: Fraction) -> "VideoFrame":
    """Return the last picture that begins before the moment, or the first one of all."""
    from engine.media.decoding import pictures  # noqa: PLC0415

    shown: VideoFrame | None = None
    for time, picture in pictures(clip.path, clip.zero + max(Fraction(0), moment - _MILLISECOND)):
        if shown is not None and time - clip.zero >= moment:
            break
        shown = picture
    if shown is None:
        raise unreadable(clip.path, because("no-decodable-picture"))
    return shown
