"""Complete: whether a result is whole, before anybody pays attention to it."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import av
from av.audio.stream import AudioStream
from av.frame import Frame
from av.video.frame import VideoFrame

from engine.media.probe import reason_for, stated_seconds, unreadable, video_facts
from engine.media.signature import HEAD_BYTES, IMAGE_FORMATS, format_of
from engine.values.media import MediaFacts, Proof
from engine.values.reason import Reason, because

if TYPE_CHECKING:
    from av.container import InputContainer
    from av.packet import Packet
    from av.video.stream import VideoStream

_TOLERANCE_FRAMES: Final = 2
_STRICT: Final = {"err_detect": "explode"}
_INDEXED: Final = ("mp4", "mov")
# Opening such a file decodes frames of all its streams to guess what its index states: half of the cost, and in vain.
_UNGUESSED: Final[Any] = [{"skip_frame": "all"}] * 8


def prove(path: Path, *, whole: bool) -> Proof:
    """Open a video once: its facts, its first frame, and whether all that its index tells of lies in the file; raises nothing.

    The packets of all streams must lie within the file, the times of the pictures reach the stated length. With `whole` every
    picture and all sound is decoded too, in this one thread. A fault without facts says why the file is no video.
    """
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(HEAD_BYTES)
        name = format_of(head)
        if name in IMAGE_FORMATS:
            return Proof(None, because("no-video"))
        guessed = _UNGUESSED if name in _INDEXED else None
        with av.open(str(path), options=_STRICT, stream_options=guessed) as container:
            if not container.streams.video:
                return Proof(None, because("no-picture"))
            return _proof(container, name or container.format.name.split(",")[0], size, whole=whole)
    except (OSError, av.FFmpegError) as error:
        return Proof(None, reason_for(error))
    except ValueError:  # options of streams, where the index has none
        return Proof(None, because("no-picture"))


def decode_check(path: Path | str) -> MediaFacts:
    """Decode a video from its first frame to its last and return its facts.

    Raises AuthorError `media-unreadable` when it is no video, when a frame is damaged, or when the frames end before the
    length that the container states: a download that was cut off.
    """
    proof = prove(Path(path), whole=True)
    if proof.facts is None or proof.fault is not None:
        raise unreadable(path, proof.fault or because("no-video"))
    return proof.facts


@dataclass(slots=True)
class _Span:
    """From the first start to the last end of what was seen, in ticks of so many seconds: fractions cost more than all else."""

    tick: Fraction
    start: int | Fraction | None = None
    end: int | Fraction = 0

    def add(self, start: int | Fraction, duration: int | Fraction) -> None:
        self.start = start if self.start is None else min(self.start, start)
        self.end = max(self.end, start + duration)

    def add_frame(self, frame: VideoFrame) -> None:
        """Add a picture, whose ticks may be others."""
        if frame.pts is not None and frame.time_base and self.tick:
            ticks = frame.time_base / self.tick
            self.add(frame.pts * ticks, (frame.duration or 0) * ticks)

    @property
    def seconds(self) -> Fraction:
        return (self.end - (self.start or 0)) * self.tick


def _proof(container: "InputContainer", name: str, size: int, *, whole: bool) -> Proof:
    stream = container.streams.video[0]
    for one in (stream, *container.streams.audio):
        one.codec_context.options = _STRICT
        one.codec_context.thread_type, one.codec_context.thread_count = "NONE", 1  # as many proofs as cores run at once
    walk = _Walk(stream, size, whole=whole)
    walk.go(container)
    if walk.first is None:
        return Proof(None, walk.fault or because("no-decodable-picture"))
    stated = stated_seconds(stream)
    seconds = walk.packed.seconds if stated is None else stated
    facts = video_facts(container, stream, walk.first, seconds, name, size)
    return Proof(facts, walk.fault or _short(walk.shown if whole else walk.packed, seconds, float(facts.fps or 0)))


def _short(seen: _Span, stated: Fraction, fps: float) -> Reason | None:
    """Say that what was seen ends before the stated length, by more than the rounding of times explains."""
    if seen.seconds + Fraction(_TOLERANCE_FRAMES / max(fps, 1.0)) >= stated:
        return None
    return because("ends-early", seconds=f"{float(seen.seconds):.3f}", of=f"{float(stated):.3f}")


class _Walk:
    """All packets of a file, one after another; of the pictures the first is decoded, or every one."""

    def __init__(self, stream: "VideoStream", size: int, *, whole: bool) -> None:
        self._stream, self._size, self._whole = stream, size, whole
        self.first: VideoFrame | None = None
        self.fault: Reason | None = None
        tick = stream.time_base or Fraction(0)
        self.packed, self.shown = _Span(tick), _Span(tick)

    def go(self, container: "InputContainer") -> None:
        """Go on to the first fault, but at least until there is a picture."""
        for packet in container.demux():
            try:
                self._take(packet)
            except (OSError, av.FFmpegError) as error:
                self.fault = self.fault or reason_for(error)
            if self.fault is not None and self.first is not None:
                return

    def _take(self, packet: "Packet[Any]") -> None:
        if packet.is_corrupt or (packet.pos is not None and packet.pos + packet.size > self._size):
            self.fault = self.fault or because("parts-missing")
        if packet.stream is self._stream:
            if packet.pts is not None:
                self.packed.add(packet.pts, packet.duration or 0)
            if self._whole or self.first is None:
                self._decode(packet)
        elif self._whole and isinstance(packet.stream, AudioStream):
            self._judge(packet.decode())

    def _judge(self, frames: Iterable[Frame]) -> None:
        """Look at what was decoded: a decoder mends what it can, and marks it."""
        for frame in frames:
            if frame.is_corrupt:
                self.fault = self.fault or because("frame-damaged")
            if isinstance(frame, VideoFrame):
                self.first = self.first or frame
                self.shown.add_frame(frame)

    def _decode(self, packet: "Packet[Any]") -> None:
        self._judge(packet.decode())
        if self._whole or self.first is not None:
            return
        # A decoder holds its first pictures back, to put them in order: asked to end, it gives the one that it has.
        self._judge(self._stream.codec_context.decode(None))
        self._stream.codec_context.flush_buffers()
