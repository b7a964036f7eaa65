"""Sheet: every effect of a draft on a wide, an upright and a square clip, as one picture to look at.

    python -m tests.emulator.draft.sheet [-o SHEET] [-e KIND,...] [-c CLIP] [-r ROWS] [-t SECONDS]

Each cell is a frame of a whole job. SHEET is written as WebP or PNG, by its name.
"""

import argparse
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np

from engine.emulator.draft.effects.caption import written
from engine.emulator.draft.failure import DraftFailed
from engine.emulator.draft.frame import Frame, Size
from engine.emulator.draft.job import Job
from engine.emulator.draft.render import render
from tests.emulator.draft.clips import read_frames

ROOT = Path(__file__).parents[3]
DOCS = ROOT / "docs" / "images" / "drafts.webp"
MEDIA = ROOT / "recipes" / "media"

PROMPTS = {
    "remove_person": "remove the person",
    "background_image": "replace the background with the reference picture",
    "background_scene": "put her in a library",
    "background_colour": "use a plain green background",
    "background_blur": "blur the background",
    "warm": "warm light",
    "cool": "cool tones",
    "sunset": "sunset",
    "sunny": "make it sunny",
    "night": "night",
    "cinematic": "cinematic",
    "blackwhite": "black and white",
    "cyberpunk": "neon lights",
    "vivid": "more vivid colours",
    "muted": "muted colours",
    "darken": "make it darker",
    "brighten": "make it brighter",
    "winter": "winter",
    "snow": "make it snow",
    "rain": "rain",
    "fog": "fog",
    "autumn": "autumn",
    "spring": "spring",
    "pixel": "8-bit pixel",
    "watercolor": "watercolor",
    "oil": "oil painting",
    "ink": "ink wash painting",
    "sketch": "pencil sketch",
    "clay": "claymation",
    "cartoon": "cartoon",
    "anime": "anime",
    "c4d": "3D animation style",
    "knit": "knitted wool",
    "brick": "toy bricks",
    "image_look": "use the style of the picture",
    "sepia": "vintage film",
    "orbit": "orbit the camera clockwise",
    "pan": "pan right",
    "tilt": "tilt up",
    "zoom": "zoom in",
    "crane": "crane up",
    "handheld": "handheld camera",
}
"""An instruction for each kind of operation."""

SHAPES = (Size(640, 360), Size(360, 640), Size(480, 480))
_CELL = 96
_SECONDS = 1.0
_QUALITY = 68


def shown(clip: Path, prompt: str, size: Size, seconds: float, **more: object) -> list[Frame]:
    """Return the frames of a whole job of that size."""
    with tempfile.TemporaryDirectory() as folder:
        job = Job.parse(
            {
                "id": "sheet",
                "prompt": prompt,
                "video": clip,
                "output": Path(folder) / "out.mp4",
                "reference_images": [MEDIA / "lake.jpg"] if "picture" in prompt else [],
                "sizes": {"shape": size.pair},
                "ratio": "shape",
                "seconds": seconds,
                "preset": "ultrafast",
                "seed": 11,
                **more,
            }
        )
        render(job)
        return read_frames(job.output)


def sheet(clip: Path, kinds: list[str], rows: int, seconds: float, at: float = 0.8) -> Frame:
    """Draw the sheet: columns of effects, each a row of its three shapes."""
    strips = [_strip(clip, kind, seconds, at) for kind in kinds]
    columns = [np.vstack(strips[first : first + rows]) for first in range(0, len(strips), rows)]
    tall = max(column.shape[0] for column in columns)
    filled = [
        cv2.copyMakeBorder(c, 0, tall - c.shape[0], 0, 12, cv2.BORDER_CONSTANT, value=(255,) * 3) for c in columns
    ]
    return np.hstack(filled)


def _strip(clip: Path, kind: str, seconds: float, at: float) -> Frame:
    cells = list(_cells(clip, kind, seconds, at))
    strip = np.hstack([cv2.copyMakeBorder(cell, 0, 4, 0, 4, cv2.BORDER_CONSTANT, value=(255,) * 3) for cell in cells])
    label = 255 - written(kind, 13)
    head = np.full((20, strip.shape[1], 3), 255, np.uint8)
    head[: min(20, label.shape[0]), : label.shape[1]] = label[:20, :, None]
    return np.vstack([head, strip])


def _cells(clip: Path, kind: str, seconds: float, at: float) -> Iterator[Frame]:
    for size in SHAPES:
        wide = round(_CELL * size.width / size.height)
        try:
            frames = shown(clip, PROMPTS[kind], size, seconds)
        except DraftFailed as refused:
            cell = np.full((_CELL, wide, 3), 235, np.uint8)
            label = 255 - written(refused.code[-12:], 11)
            cell[10 : 10 + label.shape[0], : min(wide, label.shape[1])] = label[:, :wide, None]
            yield cell
        else:
            frame = frames[min(len(frames) - 1, int(at * len(frames)))]
            yield np.asarray(cv2.resize(frame, (wide, _CELL), interpolation=cv2.INTER_AREA), np.uint8)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("-o", type=Path, default=DOCS, metavar="SHEET")
    parser.add_argument("-e", default=",".join(PROMPTS), metavar="KIND,...")
    parser.add_argument("-c", type=Path, default=MEDIA / "portrait.mp4", metavar="CLIP")
    parser.add_argument("-r", type=int, default=14, metavar="ROWS")
    parser.add_argument("-t", type=float, default=_SECONDS, metavar="SECONDS")
    given = parser.parse_args()
    picture = sheet(given.c, given.e.split(","), given.r, given.t)
    quality = [cv2.IMWRITE_WEBP_QUALITY, _QUALITY] if given.o.suffix == ".webp" else []
    cv2.imwrite(str(given.o), picture, quality)
    sys.stdout.write(f"{given.o}: {picture.shape[1]}x{picture.shape[0]}, {given.o.stat().st_size} bytes\n")


if __name__ == "__main__":
    main()
