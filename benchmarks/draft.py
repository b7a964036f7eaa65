"""CPU of each effect of a draft, as a ratio to decoding and encoding the same clip, and the memory that drafts take.

    python -m benchmarks.draft [ROUNDS] [KIND,...]

The clip is four seconds of a sample at 720P. Copies and drafts take turns; medians count. Memory is the peak of a process of its
own, at 720P and 1080P. The last line is one JSON object; the exit code is 1 if a figure is over its goal by a third.
"""

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import cv2

from benchmarks.measure import Measure, peak_mib, tell
from engine.emulator.draft.frame import Size
from engine.emulator.draft.grid import on_grid
from engine.emulator.draft.job import Job
from engine.emulator.draft.reading import ClipReader
from engine.emulator.draft.render import render
from engine.emulator.draft.writing import Mp4Writer
from tests.emulator.draft.sheet import MEDIA, PROMPTS

SAMPLE = MEDIA / "portrait.mp4"
SECONDS = 4
SIZES = {"720P": Size(1280, 720), "1080P": Size(1920, 1080)}
HEAVY = {"orbit", "remove_person"}
GOAL, HEAVY_GOAL = 2.0, 4.0
MEMORY = {"720P": 300, "1080P": 450}
MEMORY_KIND = "background_scene"


def copy(output, size=SIZES["720P"]):
    """Decode, scale and encode, with nothing done to the pictures."""
    with (
        ClipReader(SAMPLE, size) as reader,
        Mp4Writer(output, size, preset="veryfast", sound=None, comment="") as writer,
    ):
        for _, frame, times in on_grid(reader.raw(), SECONDS * 30):
            picture = reader.picture(frame)
            for _ in range(times):
                writer.add(picture)


def draft(output, kind, tier="720P"):
    """Render one job."""
    prompt = PROMPTS[kind]
    size = SIZES[tier]
    render(
        Job.parse(
            {
                "id": kind,
                "prompt": prompt,
                "video": SAMPLE,
                "output": output,
                "reference_images": [MEDIA / "lake.jpg"] if "picture" in prompt else [],
                "sizes": {"16:9": size.pair},
                "ratio": "16:9",
                "seconds": SECONDS,
                "seed": 11,
            }
        )
    )


def cpu_s(do, *args):
    start = time.process_time()
    do(*args)
    return time.process_time() - start


def peak_of(kind, tier):
    """Return the peak memory of a process that renders one job and does nothing else."""
    command = [sys.executable, "-m", "benchmarks.draft", "--memory", kind, tier]
    return int(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def main():
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder) / "out.mp4"
        if sys.argv[1:2] == ["--memory"]:
            draft(output, *sys.argv[2:])
            print(round(peak_mib()))
            return 0
        cv2.setNumThreads(1)
        rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 3
        kinds = sys.argv[2].split(",") if len(sys.argv) > 2 else list(PROMPTS)
        measures = [measure_cpu(output, kind, rounds) for kind in kinds]
    for tier, goal in MEMORY.items():
        peak = peak_of(MEMORY_KIND, tier)
        print(f"peak memory at {tier}: {peak} MiB")
        measures.append(Measure(f"peak memory of a draft at {tier}", peak, "MiB", MEMORY_KIND, goal))
    return tell(measures)


def measure_cpu(output, kind, rounds):
    taken = [(cpu_s(copy, output), cpu_s(draft, output, kind)) for _ in range(rounds)]
    plain, drawn = (statistics.median(times) for times in zip(*taken, strict=True))
    print(f"{kind:18}{drawn / plain:6.2f}x  {drawn:5.2f} s beside {plain:.2f} s", flush=True)
    goal = HEAVY_GOAL if kind in HEAVY else GOAL
    return Measure(f"draft: {kind}, CPU", round(drawn / plain, 2), "x", f"decoded and encoded: {plain:.2f} s", goal)


if __name__ == "__main__":
    sys.exit(main())
