"""Small clips, made where they are needed."""

import math
from fractions import Fraction
from pathlib import Path

import av
import numpy as np

RATE = 48_000


def make_clip(
    path: Path,
    *,
    seconds: float = 0.5,
    fps: int = 30,
    size: tuple[int, int] = (320, 180),
    tone: bool = False,
    late: float = 0.0,
    times: list[float] | None = None,
) -> Path:
    """Write a moving gradient with a disc; `times` gives each frame its own time, in seconds."""
    frames = len(times) if times else math.floor(seconds * fps + 1e-6)
    with av.open(str(path), "w") as container:
        video = container.add_stream("libx264", rate=fps)
        video.width, video.height = size
        video.pix_fmt = "yuv420p"
        if times:
            video.time_base = Fraction(1, 1000)
        if times:
            video.codec_context.time_base = video.time_base
        sound = container.add_stream("aac", rate=RATE, layout="stereo") if tone else None
        for index in range(frames):
            frame = av.VideoFrame.from_ndarray(picture(index, size), format="bgr24")
            frame.pts = round(times[index] * 1000) if times else index
            frame.time_base = Fraction(1, 1000 if times else fps)
            container.mux(video.encode(frame))
        container.mux(video.encode(None))
        if sound is not None:
            wave = np.sin(np.arange(int((seconds + 0.1) * RATE)) * (2 * np.pi * 440 / RATE)).astype(np.float32) * 0.4
            for start in range(0, len(wave), 1024):
                part = np.stack([wave[start : start + 1024]] * 2)
                audio = av.AudioFrame.from_ndarray(np.ascontiguousarray(part), format="fltp", layout="stereo")
                audio.sample_rate, audio.pts = RATE, start + int(late * RATE)
                container.mux(sound.encode(audio))
            container.mux(sound.encode(None))
    return path


def picture(index: int = 0, size: tuple[int, int] = (320, 180)) -> np.ndarray:
    """A gradient of many colours with a green meadow below and a white disc that moves."""
    width, height = size
    x = np.linspace(0, 1, width)[None].repeat(height, 0)
    y = np.linspace(0, 1, height)[:, None].repeat(width, 1)
    frame = np.stack([80 + 120 * x, 90 + 100 * y, 200 - 120 * x], -1)
    frame[y > 0.7] = (30, 150, 70)
    inside = (x * width - width * 0.3 - index) ** 2 + (y * height - height * 0.4) ** 2 < (height * 0.15) ** 2
    frame[inside] = (235, 235, 235)
    return np.clip(frame, 0, 255).astype(np.uint8)


def read_frames(path: Path) -> list[np.ndarray]:
    with av.open(str(path)) as container:
        return [frame.to_ndarray(format="bgr24") for frame in container.decode(video=0)]
