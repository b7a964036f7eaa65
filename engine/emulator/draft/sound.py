"""Sound: a clip's own sound as 48 kHz stereo AAC, cut where its pictures end."""

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import av
import numpy as np

if TYPE_CHECKING:
    from av.audio.stream import AudioStream
    from av.container import OutputContainer

RATE = 48_000
_BIT_RATE = 128_000
_FRAME_SAMPLES = 1024


class Sound:
    """The sound of one clip on its way to one result; it is decoded apart from the pictures, in step with them."""

    def __init__(self, path: Path) -> None:
        self._input = av.open(str(path))
        self._frames = self._resampled()
        self._written = 0
        self._ended = False
        self._stream: AudioStream | None = None
        self._output: OutputContainer | None = None

    def attach(self, container: "OutputContainer") -> None:
        """Add the track to the result; must come before the first frame is written."""
        stream = container.add_stream("aac", rate=RATE, layout="stereo")
        stream.bit_rate = _BIT_RATE
        stream.time_base = Fraction(1, RATE)
        self._stream, self._output = stream, container

    def write_until(self, seconds: Fraction) -> None:
        """Encode the sound that surely lies before the given time of the result."""
        samples = int(seconds * RATE)
        while not self._ended and self._written + _FRAME_SAMPLES <= samples:
            self._encode_next(_FRAME_SAMPLES)

    def finish(self, seconds: Fraction) -> None:
        """Encode the rest, cut at the given time to the sample, and flush the track."""
        samples = int(seconds * RATE)
        while not self._ended and self._written < samples:
            self._encode_next(samples - self._written)
        assert self._output is not None
        assert self._stream is not None
        self._output.mux(self._stream.encode(None))
        self._input.close()

    def _encode_next(self, most: int) -> None:
        assert self._output is not None
        assert self._stream is not None
        frame = next(self._frames, None)
        if frame is None:
            self._ended = True
            return
        if frame.samples > most:
            frame = _shortened(frame, most)
        frame.pts, frame.time_base = self._written, Fraction(1, RATE)
        self._written += frame.samples
        self._output.mux(self._stream.encode(frame))

    def _late(self) -> int:
        """Return how many samples the sound begins after the pictures."""
        starts = [
            (stream.start_time or 0) * (stream.time_base or 0)
            for stream in (self._input.streams.video[0], self._input.streams.audio[0])
        ]
        return max(0, int((starts[1] - starts[0]) * RATE))

    def _resampled(self) -> Iterator[av.AudioFrame]:
        resampler = av.AudioResampler(format="fltp", layout="stereo", rate=RATE, frame_size=_FRAME_SAMPLES)
        stream = self._input.streams.audio[0]
        yield from _silence(self._late())
        for frame in self._input.decode(stream):
            frame.pts = None
            yield from resampler.resample(frame)
        yield from resampler.resample(None)


def _silence(samples: int) -> Iterator[av.AudioFrame]:
    for start in range(0, samples, _FRAME_SAMPLES):
        quiet = np.zeros((2, min(_FRAME_SAMPLES, samples - start)), np.float32)
        frame = av.AudioFrame.from_ndarray(quiet, format="fltp", layout="stereo")
        frame.sample_rate = RATE
        yield frame


def _shortened(frame: av.AudioFrame, samples: int) -> av.AudioFrame:
    kept = av.AudioFrame.from_ndarray(frame.to_ndarray()[:, :samples].copy(), format="fltp", layout="stereo")
    kept.sample_rate = RATE
    return kept
