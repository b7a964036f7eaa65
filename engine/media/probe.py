"""Probe: what a clip or picture is, read from its own bytes."""

from decimal import ROUND_DOWN, Decimal
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import av

from engine.errors import AuthorError
from engine.media.signature import HEAD_BYTES, IMAGE_FORMATS, alpha_of, format_of
from engine.values.media import MediaFacts, MediaKind, Span

if TYPE_CHECKING:
    from av.container import InputContainer
    from av.video.stream import VideoStream

_QUARTER_TURN = 90
_MILLISECOND = Decimal("0.001")


def probe(path: Path | str) -> MediaFacts:
    """Read the facts of a video or an image; raise AuthorError `media-unreadable` for anything else.

    The seconds are the video stream's, cut to the millisecond: neither the container's nor the sound's.
    """
    path = Path(path)
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(HEAD_BYTES)
        with av.open(str(path)) as container:
            return _facts(container, path, head, size)
    except (OSError, av.FFmpegError) as error:
        raise unreadable(path, error) from error


def unreadable(path: Path, error: Exception | str) -> AuthorError:
    """Build the error for a medium that can't be read; the reason is the system's or the decoder's own."""
    reason = getattr(error, "strerror", None) or str(error)
    return AuthorError("media-unreadable", path=str(path), reason=reason)


def _facts(container: "InputContainer", path: Path, head: bytes, size: int) -> MediaFacts:
    name = format_of(head)
    if not container.streams.video:
        raise unreadable(path, "it holds no picture")
    stream = container.streams.video[0]
    frame = next(container.decode(stream), None)
    if frame is None:
        raise unreadable(path, "it holds no picture that can be decoded")
    turned = round(frame.rotation / _QUARTER_TURN) % 2 == 1
    width, height = (frame.height, frame.width) if turned else (frame.width, frame.height)
    if name in IMAGE_FORMATS:
        stated = alpha_of(head)
        alpha = any(part.is_alpha for part in frame.format.components) if stated is None else stated
        return MediaFacts(kind=MediaKind.IMAGE, width=width, height=height, alpha=alpha, format=name, size=size)
    seconds = seconds_of(container, stream)
    return MediaFacts(
        kind=MediaKind.VIDEO,
        seconds=Span.exactly(_decimal(seconds)),
        width=width,
        height=height,
        fps=_decimal(Fraction(stream.average_rate or stream.guessed_rate or 0)),
        sound=bool(container.streams.audio),
        format=name or container.format.name.split(",")[0],
        size=size,
    )


def seconds_of(container: "InputContainer", stream: "VideoStream") -> Fraction:
    """Return the exact length of the video stream; formats that do not write it down have their packets counted."""
    if stream.duration and stream.time_base:
        return stream.duration * stream.time_base
    if not stream.time_base:
        return Fraction(0)
    container.seek(0)
    start, end = None, 0
    for packet in container.demux(stream):
        if packet.pts is not None:
            start = packet.pts if start is None else min(start, packet.pts)
            end = max(end, packet.pts + (packet.duration or 0))
    return (end - (start or 0)) * stream.time_base


def _decimal(value: Fraction) -> Decimal:
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return exact.quantize(_MILLISECOND, rounding=ROUND_DOWN).normalize() + Decimal(0)
