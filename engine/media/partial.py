"""Partial: what a clip or picture is, read from the few parts of it that tell."""

from contextlib import suppress
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

import av

from engine.errors import AuthorError
from engine.media.blocks import BLOCK, BlockFile, PartMissing, Parts
from engine.media.probe import first_frame, has_alpha, sides_of, stated_seconds, unreadable, video_facts
from engine.media.signature import HEAD_BYTES, IMAGE_FORMATS, alpha_of, format_of
from engine.values.media import MediaFacts, MediaKind
from engine.values.reason import because

if TYPE_CHECKING:
    from av.container import InputContainer

# Named, never guessed: some formats that libavformat guesses are lists of addresses, which it would then open.
_DEMUXERS: Final = MappingProxyType(
    {
        "mp4": "mov",
        "mov": "mov",
        "heic": "mov",
        "avif": "mov",
        "webm": "matroska",
        "mkv": "matroska",
        "avi": "avi",
        "gif": "gif",
        **{name: f"{name}_pipe" for name in ("jpeg", "png", "bmp", "webp", "tiff")},
    }
)
# The one frame that is decoded tells what the index doesn't; to decode several more in advance only costs time.
_OPTIONS: Final = {"probesize": "32", "fpsprobesize": "0"}
_SHARES: Final = (64 * 1024, 1024 * 1024)
"""As much of a picture as is tried before the whole: its sides stand in front."""


def probe_parts(parts: Parts, shown: str) -> tuple[MediaFacts | None, PartMissing | None]:
    """Read the facts of a medium from few of its parts; with them comes what keeps some of them unknown, if anything does.

    The sides of a picture are those that its head states. A length that only counting would tell stays unknown.
    Raises AuthorError `media-unreadable` for what is no medium, and whatever the parts raise when they aren't those of one file.
    """
    file = BlockFile(parts)
    name = format_of(file.read(BLOCK))
    if name is None:
        if file.failure is None:
            raise unreadable(shown, because("no-medium"))
        return None, _missing(file.failure)
    try:
        facts, gap = (_picture, _clip)[name not in IMAGE_FORMATS](file, parts.size, name, shown)
    except (OSError, av.FFmpegError, AuthorError) as error:
        if file.failure is None:
            raise error if isinstance(error, AuthorError) else unreadable(shown, error) from error
    if file.failure is None:
        return facts, gap
    kind = MediaKind.IMAGE if name in IMAGE_FORMATS else MediaKind.VIDEO
    return MediaFacts(kind=kind, format=name, size=parts.size), _missing(file.failure)


def _missing(failure: PartMissing | AuthorError) -> PartMissing:
    if isinstance(failure, AuthorError):
        raise failure
    return failure


def _clip(file: BlockFile, size: int, name: str, shown: str) -> tuple[MediaFacts, PartMissing | None]:
    with _opened(file.up_to(size), name) as container:
        stream, frame = first_frame(container, shown)
        seconds = stated_seconds(stream)
        gap = PartMissing(because("length-unwritten")) if seconds is None else None
        return video_facts(container, stream, frame, seconds, name, size), gap


def _picture(file: BlockFile, size: int, name: str, shown: str) -> tuple[MediaFacts, None]:
    stated = alpha_of(file.up_to(HEAD_BYTES).read())
    for share in (*_SHARES, size):
        try:
            with _opened(file.up_to(share), name) as container:
                found = _sides_and_alpha(container)
        except (OSError, av.FFmpegError) as error:
            found, _why = None, error
        if found is not None:
            width, height, room = found
            alpha = room if stated is None else stated
            return MediaFacts(
                kind=MediaKind.IMAGE, width=width, height=height, alpha=alpha, format=name, size=size
            ), None
        if share >= size:
            break
    raise unreadable(shown, because("no-picture"))


def _sides_and_alpha(container: "InputContainer") -> tuple[int, int, bool | None] | None:
    """Return what the head of a picture states, turned as its first frame says if a part of that can be decoded."""
    stream = next(iter(container.streams.video), None)
    if stream is None or not stream.codec_context.width:
        return None
    pixels = stream.codec_context.format
    sides = stream.codec_context.width, stream.codec_context.height
    with suppress(av.FFmpegError):
        frame = next(container.decode(stream), None)
        sides = sides if frame is None else sides_of(frame)
    return *sides, has_alpha(pixels) if pixels is not None else None


def _opened(file: BlockFile, name: str) -> "InputContainer":
    return av.open(file, "r", format=_DEMUXERS[name], options=_OPTIONS, buffer_size=BLOCK)
