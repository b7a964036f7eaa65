"""Mp4: a file being written with H.264 and perhaps AAC, on a constant grid, with the same bytes every time."""

import contextlib
from fractions import Fraction
from pathlib import Path
from types import TracebackType
from typing import Self

import av
from av.audio.frame import AudioFrame
from av.codec.context import Flags
from av.video.frame import PictureType, VideoFrame

from engine.media.canvas import PIXELS, Canvas
from engine.media.sound import FORMAT, RATE, SAMPLE_BYTES, Sound
from engine.media.x264 import SAME_BYTES

_QUALITY = "16"
_BIT_RATE = 160_000
_BLOCK = 1024
"""The samples of one AAC frame."""

_LIMITED_RANGE = 1


class Mp4:
    """A file under way. Sound is written in step with the pictures, up to the sample at which the last of them ends."""

    def __init__(self, path: Path, canvas: Canvas, rate: Fraction, *, sound: bool) -> None:
        self._rate = rate
        options = {"movflags": "+faststart", "fflags": "+bitexact"}
        self._container = av.open(str(path), "w", format="mp4", options=options)
        self._video = self._container.add_stream("libx264", rate=rate)
        self._video.width, self._video.height, self._video.pix_fmt = canvas.width, canvas.height, PIXELS
        self._video.time_base = 1 / rate
        self._video.options = {**SAME_BYTES, "preset": "veryfast", "crf": _QUALITY}
        context = self._video.codec_context
        context.flags |= Flags.bitexact
        context.sample_aspect_ratio = canvas.aspect
        context.colorspace, context.color_range = canvas.colour.matrix_code, _LIMITED_RANGE
        context.color_primaries, context.color_trc = canvas.colour.primaries, canvas.colour.transfer
        self._audio = self._container.add_stream("aac", rate=RATE, layout="stereo") if sound else None
        if self._audio is not None:
            self._audio.bit_rate = _BIT_RATE
            self._audio.time_base = Fraction(1, RATE)
            self._audio.codec_context.flags |= Flags.bitexact
        self._left, self._right = bytearray(), bytearray()
        self._pictures = self._samples = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is None:
            self._finish()
            return
        with contextlib.suppress(
            OSError, av.FFmpegError
        ):  # the file is thrown away, and the first error is the one to tell
            self._container.close()

    def add(self, picture: VideoFrame, times: int, sound: Sound) -> None:
        """Append a picture of the canvas for so many points of the grid, and the sound that goes with it."""
        picture.time_base = 1 / self._rate
        picture.pict_type = PictureType.NONE  # else the encoder repeats the decoder's key frames
        for _ in range(times):
            picture.pts = self._pictures
            self._container.mux(self._video.encode(picture))
            self._pictures += 1
        if self._audio is not None:
            due = round(self._pictures * RATE / self._rate)
            left, right = sound.take(due - self._samples - len(self._left) // SAMPLE_BYTES)
            self._left += left
            self._right += right
            while len(self._left) >= _BLOCK * SAMPLE_BYTES:
                self._encode_sound(_BLOCK)

    def _encode_sound(self, samples: int) -> None:
        assert self._audio is not None
        frame = AudioFrame(format=FORMAT, layout="stereo", samples=samples, align=1)
        size = samples * SAMPLE_BYTES
        for plane, channel in zip(frame.planes, (self._left, self._right), strict=True):
            plane.update(bytes(channel[:size]))
            del channel[:size]
        frame.sample_rate, frame.pts, frame.time_base = RATE, self._samples, Fraction(1, RATE)
        self._samples += samples
        self._container.mux(self._audio.encode(frame))

    def _finish(self) -> None:
        self._container.mux(self._video.encode(None))
        if self._audio is not None:
            if self._left:
                self._encode_sound(len(self._left) // SAMPLE_BYTES)
            self._container.mux(self._audio.encode(None))
        self._container.close()
