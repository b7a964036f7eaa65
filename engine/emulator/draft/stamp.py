"""Stamp: a short real clip whose picture and comment spell a digest, so that a result that got swapped shows.

`python -m engine.emulator.draft.stamp` takes jobs as lines of JSON on its input, as the draft renderer does, until that
closes.
"""

import contextlib
import json
import os
import queue
import sys
import threading
from collections.abc import Iterator, Mapping
from decimal import ROUND_DOWN, Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
from av.video.stream import VideoStream

from engine.media.x264 import SAME_BYTES

VERSION = "stamp-1"
FPS = 30
_CELLS = 16  # 16 x 16 cells of black and white: 256 bits
_BLACK, _WHITE, _GREY = 16, 235, 128
_CONTAINER = {"movflags": "+faststart", "fflags": "+bitexact"}
_PARAMETERS = {"preset": "ultrafast", "tune": "stillimage", "crf": "40", "g": "60", "bf": "0", **SAME_BYTES}


def stamp(job: Mapping[str, Any]) -> Iterator[float]:
    """Write the clip of a job, yielding the share done."""
    width, height = job["size"]
    frames = int(Decimal(job["output_seconds"]) * FPS)
    with av.open(job["output"], "w", format="mp4", options=_CONTAINER) as container:
        tag = {"editchain": "draft", "renderer": VERSION, "performed": False, "sha256": job["digest"]}
        container.metadata["comment"] = json.dumps(tag)
        stream = container.add_stream("libx264", rate=FPS, options=_PARAMETERS)
        assert isinstance(stream, VideoStream)
        stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
        stream.codec_context.flags |= 1 << 23  # AV_CODEC_FLAG_BITEXACT: no encoder version in the bytes
        stream.time_base = Fraction(1, FPS)
        picture = _picture(bytes.fromhex(job["digest"]), width, height)
        for number in range(frames):
            picture.pts, picture.time_base = number, Fraction(1, FPS)
            container.mux(stream.encode(picture))
            if number % FPS == 0:
                yield number / frames
        container.mux(stream.encode())


def read_stamp(path: Path | str) -> tuple[str, str]:
    """Return the digest that a clip's picture spells and the one in its comment ("" if there is none)."""
    with av.open(str(path)) as container:
        comment = container.metadata.get("comment", "")
        frame = next(container.decode(video=0))
        plane, width, height = bytes(frame.planes[0]), frame.width, frame.height
        line = frame.planes[0].line_size
    bits = 0
    for row in range(_CELLS):
        for column in range(_CELLS):
            y, x = (2 * row + 1) * height // (2 * _CELLS), (2 * column + 1) * width // (2 * _CELLS)
            bits = bits << 1 | (plane[y * line + x] > _GREY)
    return f"{bits:064x}", json.loads(comment).get("sha256", "") if comment.startswith("{") else ""


def output_seconds(seconds: Decimal) -> tuple[int, Decimal]:
    """Return the whole frames in a length and their seconds, cut to the millisecond."""
    frames = int(seconds * FPS)
    return frames, (Decimal(frames) / FPS).quantize(Decimal("0.001"), rounding=ROUND_DOWN)


def _picture(digest: bytes, width: int, height: int) -> av.VideoFrame:
    frame = av.VideoFrame(width, height, "yuv420p")
    bits = f"{int.from_bytes(digest, 'big'):0256b}"
    rows = []
    for y in range(height):
        cells = bits[y * _CELLS // height * _CELLS :][:_CELLS]
        line = b"".join(
            bytes([_WHITE if bit == "1" else _BLACK]) * ((n + 1) * width // _CELLS - n * width // _CELLS)
            for n, bit in enumerate(cells)
        )
        rows.append(line.ljust(frame.planes[0].line_size, b"\0"))
    frame.planes[0].update(b"".join(rows))
    for plane in frame.planes[1:]:
        plane.update(bytes([_GREY]) * plane.buffer_size)
    return frame


def _perform(job: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    seconds = Decimal(job.get("seconds", job["input_seconds"]))
    _, out = output_seconds(seconds)
    for share in stamp({**job, "output_seconds": seconds}):
        yield {"progress": round(share, 3)}
    width, height = job["size"]
    note = "a stamp: no edit was made, the picture spells the SHA-256 of the request's body"
    done = {"input_seconds": job["input_seconds"], "output_seconds": str(out), "width": width, "height": height}
    yield {"done": {**done, "notes": [note], "operations": [], "performed": False, "renderer": VERSION}}


def main() -> None:
    """Serve jobs until the input closes; a job that runs then is dropped with its part file."""
    lines: queue.Queue[str] = queue.Queue()
    current: list[str] = []

    def read() -> None:
        for line in sys.stdin:
            lines.put(line)
        for part in current:
            with contextlib.suppress(OSError):
                Path(part).unlink()
        os._exit(0)  # the parent is gone or wants this process gone: nobody waits for an answer

    threading.Thread(target=read, daemon=True).start()
    while True:
        job = json.loads(lines.get())
        current[:] = [job["output"]]
        try:
            for answer in _perform(job):
                sys.stdout.write(json.dumps(answer) + "\n")
                sys.stdout.flush()
        except (OSError, ValueError, KeyError) as error:
            failed = {"code": "InternalError.Algo", "message": f"The stamp could not be made: {type(error).__name__}."}
            sys.stdout.write(json.dumps({"failed": failed}) + "\n")
            sys.stdout.flush()
        current.clear()


if __name__ == "__main__":
    main()
