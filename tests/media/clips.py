"""Tiny clips whose every frame tells its number, and whose sound is noise that is like itself at one moment only."""

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

RATE = 48_000
BITS = 8
Samples = NDArray[np.float32]


def numbered(index: int, size: tuple[int, int]) -> NDArray[np.uint8]:
    """Return a picture with eight upright bars: the bits of its number, white for one, the highest on the left."""
    bars = np.array([240 if index >> bit & 1 else 16 for bit in reversed(range(BITS))], np.uint8)
    line = bars[np.arange(size[0]) * BITS // size[0]]
    return np.repeat(np.repeat(line[None, :, None], size[1], 0), 3, 2)


def noise(seconds: float, rate: int = RATE, seed: int = 1) -> Samples:
    raw = np.random.default_rng(seed).standard_normal(round(seconds * rate) + 16)
    return (np.convolve(raw, np.ones(17) / 17, "valid") * 0.8).astype(np.float32)


def make_clip(
    path: Path,
    *,
    frames: int = 30,
    rate: Fraction | int = 30,
    size: tuple[int, int] = (64, 48),
    first: int = 0,
    sound: Samples | None = None,
    sound_rate: int = RATE,
    sound_late: Fraction = Fraction(0),
    sound_codec: str = "aac",
    gap: tuple[int, int] = (0, 0),
    codec: str = "libx264",
    pixels: str = "yuv420p",
    times: Sequence[int] | None = None,
    turned: float | None = None,
    aspect: Fraction | None = None,
) -> Path:
    """Write frames numbered from `first`; `times` are milliseconds and make the rate uneven."""
    with av.open(str(path), "w") as container:
        video = container.add_stream(codec, rate=rate, options={"g": "12"})
        video.width, video.height, video.pix_fmt = *size, pixels
        if aspect is not None:
            video.codec_context.sample_aspect_ratio = aspect
        if turned is not None:
            video.set_display_rotation(turned)
        if times is not None:
            video.time_base = video.codec_context.time_base = Fraction(1, 1000)
        track = None
        if sound is not None:
            track = container.add_stream(sound_codec, rate=sound_rate, layout="mono")
        for index in range(frames):
            frame = av.VideoFrame.from_ndarray(numbered(first + index, size), format="rgb24")
            frame.pts = index if times is None else times[index]
            frame.time_base = Fraction(1, 1000) if times is not None else 1 / Fraction(rate)
            container.mux(video.encode(frame))
        container.mux(video.encode(None))
        if track is not None:
            for at in (at for at in range(0, len(sound), 1024) if not gap[0] <= at < gap[1]):
                block = av.AudioFrame.from_ndarray(sound[None, at : at + 1024], format="flt", layout="mono")
                block.sample_rate, block.time_base = sound_rate, Fraction(1, sound_rate)
                block.pts = at + round(sound_late * sound_rate)
                container.mux(track.encode(block))
            container.mux(track.encode(None))
    return path


def read_numbers(path: Path) -> list[int]:
    return [number_of(frame.to_ndarray(format="gray")) for frame in read_frames(path)]


def number_of(grey: NDArray[np.uint8]) -> int:
    middle = grey[grey.shape[0] // 2].astype(int)
    wide = len(middle)
    bits = [middle[(2 * bit + 1) * wide // (2 * BITS)] > 128 for bit in range(BITS)]
    return sum(1 << (BITS - 1 - place) for place, bit in enumerate(bits) if bit)


def read_frames(path: Path) -> list[av.VideoFrame]:
    with av.open(str(path)) as container:
        return list(container.decode(video=0))


def read_times(path: Path) -> list[Fraction]:
    return [frame.pts * frame.time_base for frame in read_frames(path)]


def read_sound(path: Path) -> Samples:
    """Return what a player plays: the left channel, from the time 0 on."""
    with av.open(str(path)) as container:
        # asked for as many channels as there are: made two, one becomes softer
        resampler = av.AudioResampler(format="fltp", layout=container.streams.audio[0].layout.name, rate=RATE)
        blocks = [part.to_ndarray() for frame in container.decode(audio=0) for part in resampler.resample(frame)]
        blocks += [part.to_ndarray() for part in resampler.resample(None)]
    return np.concatenate(blocks, axis=1)[0]


def lag(expected: Samples, got: Samples) -> int:
    """Return how many samples `got` comes after `expected`, where they are most alike."""
    size = 1 << (len(expected) + len(got)).bit_length()
    alike = np.fft.irfft(np.fft.rfft(got, size) * np.conj(np.fft.rfft(expected, size)), size)
    best = int(np.argmax(alike))
    return best if best < size // 2 else best - size


def likeness(expected: Samples, got: Samples) -> float:
    """Return the correlation of two sounds of which the longer one is cut."""
    size = min(len(expected), len(got))
    return float(np.corrcoef(expected[:size], got[:size])[0, 1])
