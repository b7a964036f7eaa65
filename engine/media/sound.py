"""Sound: a clip's own as 48 kHz stereo, by the sample; where there is none, silence."""

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

from av.audio.frame import AudioFrame
from av.audio.resampler import AudioResampler

from engine.media.decoding import sounds

RATE = 48_000
FORMAT = "fltp"
SAMPLE_BYTES = 4
_BLOCK = 4096
_LARGEST_JITTER = Fraction(1, 10)
"""Containers round the times of sound; only a longer leap is taken for a gap in it."""

Stereo = tuple[bytes, bytes]


class Sound:
    """The sound of one clip from a moment on, taken in pieces of any length; it never ends, but turns to silence."""

    def __init__(self, path: Path | None, origin: Fraction) -> None:
        """Begin at `origin`, a time in the file; without a file all is silence."""
        self._blocks = iter(()) if path is None else _gapless(path, origin)
        self._left, self._right = bytearray(), bytearray()

    def take(self, samples: int) -> Stereo:
        """Return the next samples of both channels."""
        size = samples * SAMPLE_BYTES
        while len(self._left) < size and (block := next(self._blocks, None)):
            self._left += block[0]
            self._right += block[1]
        left, right = bytes(self._left[:size]), bytes(self._right[:size])
        del self._left[:size], self._right[:size]
        return left.ljust(size, b"\0"), right.ljust(size, b"\0")


def _gapless(path: Path, origin: Fraction) -> Iterator[Stereo]:
    """Yield the sound from the origin on: what is earlier is cut off, what is missing is silence."""
    here = 0
    for at, (left, right) in _resampled(path, origin):
        while here < at:
            quiet = bytes(min(_BLOCK, at - here) * SAMPLE_BYTES)
            here += len(quiet) // SAMPLE_BYTES
            yield quiet, quiet
        skip = (here - at) * SAMPLE_BYTES
        if skip < len(left):
            here += (len(left) - skip) // SAMPLE_BYTES
            yield left[skip:], right[skip:]


def _resampled(path: Path, origin: Fraction) -> Iterator[tuple[int, Stereo]]:
    """Yield blocks with their place after the origin, in samples; a block may lie before it."""
    run: _Run | None = None
    for time, frame in sounds(path, origin):
        if run is None or not run.takes(time, frame):
            if run is not None:
                yield from run.resample(None)
            start = time if time is not None else run.end if run is not None else Fraction(0)
            run = _Run(frame, start, origin)
        yield from run.resample(frame)
    if run is not None:
        yield from run.resample(None)


class _Run:
    """Sound without a gap and of one kind; only its beginning is placed by its time."""

    def __init__(self, first: AudioFrame, start: Fraction, origin: Fraction) -> None:
        # a single channel is doubled by hand: the resampler would make it 3 dB softer
        layout = "mono" if first.layout.nb_channels == 1 else "stereo"
        self._resampler = AudioResampler(format=FORMAT, layout=layout, rate=RATE)
        self._kind = _kind(first)
        self._at = round((start - origin) * RATE)
        self.end = start

    def takes(self, time: Fraction | None, frame: AudioFrame) -> bool:
        """Tell whether a frame goes on where the run ends."""
        return self._kind == _kind(frame) and (time is None or abs(time - self.end) <= _LARGEST_JITTER)

    def resample(self, frame: AudioFrame | None) -> Iterator[tuple[int, Stereo]]:
        """Yield blocks with their places; without a frame the rest."""
        if frame is not None:
            self.end += Fraction(frame.samples, frame.sample_rate)
            frame.pts = None  # counted here
        for part in self._resampler.resample(frame):
            size = part.samples * SAMPLE_BYTES  # the planes may be padded beyond it
            planes = [bytes(plane)[:size] for plane in part.planes]
            yield self._at, (planes[0], planes[-1])
            self._at += part.samples


def _kind(frame: AudioFrame) -> tuple[object, ...]:
    return frame.format.name, frame.layout.name, frame.sample_rate
