"""Preview: a small picture and a small silent clip of a medium, for pages that show many."""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import av
from av.codec.context import CodecContext
from av.video.codeccontext import VideoCodecContext

from engine.media.colour import is_full_range
from engine.media.decoding import Timed, pictures
from engine.media.placing import placed
from engine.media.probe import probe, unreadable
from engine.media.turning import turning_graph, upright_size
from engine.media.x264 import ENCODER, SAME_BYTES
from engine.values.media import MediaFacts, MediaKind
from engine.values.reason import because

if TYPE_CHECKING:
    from av.video.frame import VideoFrame

LONG_SIDE: Final = 480
"""Pixels: a cell of a matrix shows two hundred of them, a screen of twice the density four hundred."""
LONGEST_S: Final = 12
"""Longer than any result of a model; of a film that was joined the beginning is shown."""
_TICKS: Final = 90_000
_QUALITY: Final = "29"
_BETWEEN_KEYS: Final = "12"
"""So many frames at most lie between two that can be jumped to: whoever drags a slider waits for none of them."""
_PLAYED: Final = frozenset(
    {("mp4", "h264"), ("mov", "h264"), ("mp4", "av1"), ("webm", "vp8"), ("webm", "vp9"), ("webm", "av1")}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnPreview:
    """What was made of a medium: sides of the small picture, seconds of the medium (0 of a picture), whether browsers play it.

    `moves`: there is a small clip beside the picture.
    """

    width: int
    height: int
    seconds: float
    moves: bool
    plays: bool
    format: str


def poster_of(folder: Path, name: str) -> Path:
    return folder / f"{name}.jpg"


def clip_of(folder: Path, name: str) -> Path:
    return folder / f"{name}.mp4"


def look_of(folder: Path, name: str) -> DrawnPreview | None:
    """Return what was made under a name; None if nothing was, or it can't be read."""
    try:
        told: dict[str, Any] = json.loads((folder / f"{name}.json").read_text("utf-8"))
        return DrawnPreview(**told)
    except (OSError, ValueError, TypeError):
        return None


def draw(source: Path, folder: Path, name: str) -> DrawnPreview:
    """Write the small picture and of a video the small clip, then what they are: what is there without that is not whole.

    Raises AuthorError `media-unreadable`; OperatorError `disk-unwritable`.
    """
    facts = probe(source)
    try:
        shown, sides = _draw(source, folder, name, facts)
    except av.FFmpegError as error:
        raise unreadable(source, error) from error
    look = DrawnPreview(
        width=sides[0],
        height=sides[1],
        seconds=float(facts.seconds.low) if facts.seconds is not None else 0.0,
        moves=shown,
        plays=(facts.format, facts.codec) in _PLAYED,
        format=facts.format or "",
    )
    with placed(folder / f"{name}.json") as part:
        part.write_text(json.dumps(asdict(look)), "utf-8")
    return look


def _draw(source: Path, folder: Path, name: str, facts: MediaFacts) -> tuple[bool, tuple[int, int]]:
    moves = facts.kind is MediaKind.VIDEO
    timed = list(_small(source))
    if not timed:
        raise unreadable(source, because("no-decodable-picture"))
    still = timed[len(timed) // 2 if moves else 0][1]
    with placed(poster_of(folder, name)) as part:
        part.write_bytes(_jpeg(still))
    if moves:
        with placed(clip_of(folder, name)) as part:
            _write(part, timed)
    return moves, (still.width, still.height)


def _small(source: Path) -> Iterator[Timed]:
    """Give the pictures, upright and small, with their times from the first."""
    graph, zero, seen = None, None, None
    for time, picture in pictures(source, Fraction(0)):
        zero = time if zero is None else zero
        if time - zero > LONGEST_S:
            return
        like = (upright_size(picture), picture.format.name, picture.colorspace, picture.color_range)
        if graph is None or like != seen:
            width, height = _sides(picture)
            full = "full" if is_full_range(picture) else "limited"
            graph = turning_graph(
                picture, [("scale", f"{width}:{height}:in_range={full}:out_range=limited"), ("format", "yuv420p")]
            )
            seen = like
        graph.vpush(picture)
        yield time - zero, graph.vpull()


def _sides(picture: "VideoFrame") -> tuple[int, int]:
    width, height = upright_size(picture)
    scale = min(Fraction(1), Fraction(LONG_SIDE, max(width, height)))
    return max(2, int(width * scale) & ~1), max(2, int(height * scale) & ~1)


def _jpeg(picture: "VideoFrame") -> bytes:
    encoder = CodecContext.create("mjpeg", "w")
    assert isinstance(encoder, VideoCodecContext)
    full = picture.reformat(format="yuvj420p", dst_color_range="JPEG")
    full.pts, full.time_base = 0, Fraction(1, 30)
    encoder.width, encoder.height, encoder.pix_fmt, encoder.time_base = (
        full.width,
        full.height,
        "yuvj420p",
        Fraction(1, 30),
    )
    encoder.options = {"qmin": "4", "qmax": "6"}
    return b"".join(bytes(packet) for packet in (*encoder.encode(full), *encoder.encode(None)))


def _write(target: Path, timed: list[Timed]) -> None:
    first = timed[0][1]
    with av.open(str(target), "w", format="mp4", options={"movflags": "+faststart", "fflags": "+bitexact"}) as file:
        stream = file.add_stream(ENCODER, rate=30)
        stream.width, stream.height, stream.pix_fmt = first.width, first.height, "yuv420p"
        stream.time_base = stream.codec_context.time_base = Fraction(1, _TICKS)
        stream.options = {**SAME_BYTES, "preset": "veryfast", "crf": _QUALITY, "g": _BETWEEN_KEYS}
        for time, picture in timed:
            if (picture.width, picture.height) == (first.width, first.height):
                picture.pts, picture.time_base, picture.pict_type = round(time * _TICKS), Fraction(1, _TICKS), 0
                file.mux(stream.encode(picture))
        file.mux(stream.encode(None))
