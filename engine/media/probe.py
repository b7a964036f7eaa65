"""Probe: what a clip or picture is, read from its own bytes."""

import io
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Final

import av

from engine.errors import AuthorError
from engine.media.signature import HEAD_BYTES, IMAGE_FORMATS, alpha_of, format_of
from engine.values.frames import told
from engine.values.media import MediaFacts, MediaKind, Span
from engine.values.reason import Reason, because, quoted, system_words

if TYPE_CHECKING:
    from av.container import InputContainer
    from av.video.format import VideoFormat
    from av.video.frame import VideoFrame
    from av.video.stream import VideoStream

LARGEST_DENOMINATOR: Final = 1001
"""That of 30000/1001, the finest rate in use; an average of odd numbers is rounded to it, for the sake of the encoder."""
_QUARTER_TURN = 90


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


def probe_bytes(data: bytes, shown: str) -> MediaFacts:
    """Read the facts of a video or an image that is in memory, as `probe` does; `shown` is what faults call it."""
    try:
        with av.open(io.BytesIO(data), mode="r") as container:
            return _facts(container, shown, data[:HEAD_BYTES], len(data))
    except (OSError, av.FFmpegError) as error:
        raise unreadable(shown, error) from error


def unreadable(path: Path | str, why: Exception | Reason) -> AuthorError:
    """Build the error for a medium that can't be read, in our words or in those of the system or the decoder."""
    return AuthorError("media-unreadable", path=str(path), reason=why if isinstance(why, Reason) else reason_for(why))


def reason_for(why: Exception) -> Reason:
    """Return why a medium can't be read, in the words of the system or the decoder."""
    if isinstance(why, OSError) and not isinstance(why, av.FFmpegError):
        return system_words(why)
    return quoted(getattr(why, "strerror", None) or str(why))


def _facts(container: "InputContainer", path: Path | str, head: bytes, size: int) -> MediaFacts:
    name = format_of(head)
    stream, frame = first_frame(container, path)
    if name in IMAGE_FORMATS:
        width, height = sides_of(frame)
        stated = alpha_of(head)
        alpha = has_alpha(frame.format) if stated is None else stated
        return MediaFacts(kind=MediaKind.IMAGE, width=width, height=height, alpha=alpha, format=name, size=size)
    seconds = seconds_of(container, stream)
    return video_facts(container, stream, frame, seconds, name or container.format.name.split(",")[0], size)


def first_frame(container: "InputContainer", shown: Path | str) -> tuple["VideoStream", "VideoFrame"]:
    """Return the video stream and its first frame; raises AuthorError `media-unreadable` if there is none."""
    if not container.streams.video:
        raise unreadable(shown, because("no-picture"))
    stream = container.streams.video[0]
    frame = next(container.decode(stream), None)
    if frame is None:
        raise unreadable(shown, because("no-decodable-picture"))
    return stream, frame


def sides_of(frame: "VideoFrame") -> tuple[int, int]:
    """Return width and height as shown."""
    turned = round(frame.rotation / _QUARTER_TURN) % 2 == 1
    return (frame.height, frame.width) if turned else (frame.width, frame.height)


def has_alpha(pixels: "VideoFormat") -> bool:
    """Tell whether a format of pixels has room for transparency."""
    return any(part.is_alpha for part in pixels.components)


def video_facts(
    container: "InputContainer", stream: "VideoStream", frame: "VideoFrame", seconds: Fraction | None, name: str, size: int
) -> MediaFacts:  # fmt: skip
    """Put together what a clip's container and first frame tell; `seconds` may be unknown."""
    width, height = sides_of(frame)
    rate = Fraction(stream.average_rate or stream.guessed_rate or 0)
    return MediaFacts(
        kind=MediaKind.VIDEO,
        seconds=None if seconds is None else Span.exactly(told(seconds)),
        width=width,
        height=height,
        fps=told(rate),
        rate=rate.limit_denominator(LARGEST_DENOMINATOR) or None,
        sound=bool(container.streams.audio),
        format=name,
        size=size,
        codec=stream.codec_context.name,
    )


def seconds_of(container: "InputContainer", stream: "VideoStream") -> Fraction:
    """Return the exact length of the video stream; formats that do not write it down have their packets counted."""
    stated = stated_seconds(stream)
    if stated is not None:
        return stated
    if not stream.time_base:
        return Fraction(0)
    container.seek(0)
    start, end = None, 0
    for packet in container.demux(stream):
        if packet.pts is not None:
            start = packet.pts if start is None else min(start, packet.pts)
            end = max(end, packet.pts + (packet.duration or 0))
    return (end - (start or 0)) * stream.time_base


def stated_seconds(stream: "VideoStream") -> Fraction | None:
    """Return the length of the video stream if the container writes it down."""
    return stream.duration * stream.time_base if stream.duration and stream.time_base else None
