"""CPU of a plan for each piece, of four times as many pieces beside the fewer: items of a `foreach`, and rows of a table.

    python -m benchmarks.foreach [ROUNDS]

Each plan is a whole process `editchain plan --format jsonl`, less what a plan of one piece takes. Sizes take turns, and the least
of each counts: other work on the machine only adds. Where the fewer pieces take no more than a fifth longer than one, the rest is
noise, and nothing is told.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.check import COMMAND, measured
from benchmarks.clip import write_clip
from benchmarks.measure import Measure, tell
from benchmarks.terminal import CAMPAIGN, RECIPE

ITEMS, ROWS = (400, 1_600), (500, 2_000)
GOAL = 1.2
EACH = """\
recipe: 1
name: each
inputs:
  clip: {type: video}
steps:
  - id: restyle
    foreach: LOOKS
    uses: wan2.7-videoedit
    with:
      resolution: 720P
      video: ${{ inputs.clip }}
      prompt: Convert the whole frame to {{ item }}.
outputs:
  finals: ${{ steps.restyle.video }}
"""


def write_files(folder):
    write_clip(folder / "clip.mp4")
    (folder / "watched.yaml").write_text(RECIPE, "utf-8")
    for count in (1, *ITEMS):
        looks = ", ".join(f"style {n}" for n in range(count))
        (folder / f"items-{count}.yaml").write_text(EACH.replace("LOOKS", f"[{looks}]"), "utf-8")
    for count in (1, *ROWS):
        table = "sku,style\n" + "".join(f"SKU-{n:05},style {n}\n" for n in range(count))
        (folder / f"{count}.csv").write_text(table, "utf-8")
        (folder / f"rows-{count}.yaml").write_text(CAMPAIGN.replace("rows.csv", f"{count}.csv"), "utf-8")


def command_of(kind, count):
    given = ["-i", "clip=clip.mp4"] if kind == "items" else []
    return [COMMAND, "plan", f"{kind}-{count}.yaml", *given, "--format", "jsonl"]


def main():
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    sizes = [(kind, count) for kind, counts in (("items", ITEMS), ("rows", ROWS)) for count in (1, *counts)]
    spent = {size: [] for size in sizes}
    with tempfile.TemporaryDirectory() as folder:
        write_files(Path(folder))
        for size in sizes:  # once before, so that all is compiled and each is known to plan
            subprocess.run(command_of(*size), cwd=folder, stdout=subprocess.DEVNULL, check=True)
        for _ in range(rounds):
            for size in sizes:
                spent[size].append(measured(command_of(*size), folder)[0])
    least = {size: min(times) for size, times in spent.items()}
    measures = []
    for kind, (few, many) in (("items", ITEMS), ("rows", ROWS)):
        one, less, more = (least[kind, count] for count in (1, few, many))
        if less < 1.05 * one or more < less:
            sys.exit(
                f"{kind}: one takes {one:.2f} s, {few:,} {less:.2f} s, {many:,} {more:.2f} s: the machine is too busy"
            )
        each = [(less - one) / few, (more - one) / many]
        print(f"{kind}: {few:,}: {each[0] * 1e6:.0f} us a piece, {many:,}: {each[1] * 1e6:.0f} us a piece")
        name = f"plan of {many:,} {kind} beside {few:,}, CPU a piece"
        measures.append(Measure(name, round(each[1] / each[0], 2), "x", f"{few:,} {kind}", GOAL))
    return tell(measures)


if __name__ == "__main__":
    sys.exit(main())
