"""Small synthetic media."""

from pathlib import Path

import av
import numpy as np


def write_picture(path: Path) -> None:
    with av.open(str(path), "w", format="image2", options={"update": "1"}) as container:
        stream = container.add_stream("png", rate=1)
        stream.width, stream.height, stream.pix_fmt = 320, 240, "rgb24"
        container.mux(stream.encode(frame_of(0, 200)))
        container.mux(stream.encode())


def write_clip(path: Path, *, seconds: int, shade: int, noise: bool = False) -> None:
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=30, options={"preset": "ultrafast", "threads": "1"})
        stream.width, stream.height, stream.pix_fmt = 320, 240, "yuv420p"
        for number in range(seconds * 30):
            container.mux(stream.encode(noise_of(number) if noise else frame_of(number, shade)))
        container.mux(stream.encode())


def frame_of(number: int, shade: int) -> av.VideoFrame:
    picture = np.full((240, 320, 3), shade, np.uint8)
    picture[60:180, 2 * (number % 60) : 2 * (number % 60) + 80] = (220, 120, 30)
    return av.VideoFrame.from_ndarray(picture, format="rgb24")


def noise_of(number: int) -> av.VideoFrame:
    return av.VideoFrame.from_ndarray(
        np.random.default_rng(number).integers(0, 256, (240, 320, 3), np.uint8), format="rgb24"
    )
