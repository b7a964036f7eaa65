"""Writing: frames on a 30 fps grid to an mp4 with H.264 and AAC, the same bytes every time."""

import os
from concurrent.futures import Future, ThreadPoolExecutor
from fractions import Fraction
from pathlib import Path
from types import TracebackType
from typing import Self

import av
from av.video.reformatter import Colorspace, Interpolation

from engine.emulator.draft.frame import Frame, Size
from engine.emulator.draft.grid import FPS
from engine.emulator.draft.sound import Sound
from engine.media.x264 import SAME_BYTES

_QUALITY = "20"
_BT709 = 1
_LIMITED = 1


class Mp4Writer:
    """A result being written under a temporary name; leaving the block without an error puts it in its place.

    Encoding has a thread of its own and one frame in hand, so that the next effect is drawn meanwhile.
    """

    def __init__(self, path: Path, size: Size, *, preset: str, sound: Sound | None, comment: str) -> None:
        self._path = path
        self._part = path.with_name(f".{path.name}.part")
        options = {"movflags": "+faststart", "fflags": "+bitexact"}
        self._container = av.open(str(self._part), "w", format="mp4", options=options)
        self._container.metadata["comment"] = comment
        self._video = self._container.add_stream("libx264", rate=FPS)
        self._video.width, self._video.height = size.pair
        self._video.pix_fmt = "yuv420p"
        self._video.time_base = Fraction(1, FPS)
        self._video.options = {**SAME_BYTES, "preset": preset, "crf": _QUALITY}
        context = self._video.codec_context
        context.color_primaries = context.color_trc = context.colorspace = _BT709
        context.color_range = _LIMITED
        self._sound = sound
        if sound is not None:
            sound.attach(self._container)
        self._last: Frame | None = None
        self._converted: av.VideoFrame | None = None  # of the last picture, which is often shown again
        self._count = 0
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="encode")
        self._pending: Future[None] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if error is None:
                self._finish()
        finally:
            self._thread.shutdown(wait=True, cancel_futures=True)
            if self._part.exists():
                self._container.close()
                self._part.unlink(missing_ok=True)

    def add(self, picture: Frame) -> None:
        """Append the next frame of the grid; the picture must not be changed afterwards."""
        self._wait()
        self._pending = self._thread.submit(self._encode, picture, self._count)
        self._count += 1

    def _wait(self) -> None:
        if self._pending is not None:
            self._pending.result()
            self._pending = None

    def _encode(self, picture: Frame, index: int) -> None:
        if self._converted is None or picture is not self._last:
            self._last = picture
            self._converted = av.VideoFrame.from_ndarray(picture, format="bgr24").reformat(
                format="yuv420p", dst_colorspace=Colorspace.ITU709, interpolation=Interpolation.BILINEAR
            )
        frame = self._converted
        frame.pts, frame.time_base = index, Fraction(1, FPS)
        self._container.mux(self._video.encode(frame))
        if self._sound is not None:
            self._sound.write_until(Fraction(index + 1, FPS))

    def _finish(self) -> None:
        self._wait()
        self._container.mux(self._video.encode(None))
        if self._sound is not None:
            self._sound.finish(Fraction(self._count, FPS))
        self._container.close()
        with self._part.open("rb") as file:
            os.fsync(file.fileno())
        self._part.replace(self._path)
        folder = os.open(self._path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
