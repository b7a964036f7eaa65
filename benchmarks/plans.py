"""CPU and memory of planning a campaign of three steps a row, as a ratio to the least that a planned task can cost.

    python -m benchmarks.plans [ROWS]

The floor reads the rows, and for each task writes four canonical JSON texts, digests three of them and inserts a line into a
SQLite file. Every plan is made in a process of its own, which tells its CPU and its peak memory, and looks for cycles as the
command line does: with one clip for all rows; with a journal to ask what is stored; and of as many rows with a clip each, the
first time and once more. The last line is one JSON object.
"""

import csv
import json
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.clip import write_clip
from benchmarks.measure import Measure, peak_mib, tell

GOAL, FIRST_MS, SECOND_MS = 4.0, 8.0, 0.1
STEPS = 3
RECIPE = """\
recipe: 1
name: planned
inputs:
  clip: {type: video}
  style: {type: string, maxLength: 60}
  city: {type: string, maxLength: 60}
defaults:
  wan2.7-videoedit: {resolution: 720P}
steps:
  - id: restyle
    uses: wan2.7-videoedit
    with:
      video: ${{ inputs.clip }}
      prompt: Convert the whole frame to {{ inputs.style }}.
  - id: relocate
    uses: wan2.7-videoedit
    with:
      video: ${{ steps.restyle.video }}
      prompt: Replace the background with {{ inputs.city }}.
  - id: snow
    uses: wan2.7-videoedit
    with:
      video: ${{ steps.relocate.video }}
      prompt: Let it snow in {{ inputs.city }}.
outputs:
  final: ${{ steps.snow.video }}
"""
CAMPAIGN = """\
campaign: 1
name: planned
uses: planned.yaml
rows: {file: rows.csv, key: [sku]}
limits: {max_tasks: 1000000}
"""


def write_project(folder, rows, *, clips=False):
    """Write a campaign; with `clips` each row has one of its own: equal to the eye, and different bytes."""
    folder.mkdir()
    write_clip(folder / "clip.mp4")
    (folder / "planned.yaml").write_text(RECIPE, "utf-8")
    (folder / "campaign.yaml").write_text(CAMPAIGN, "utf-8")
    (folder / "editchain.toml").write_text("", "utf-8")
    names = [f"clip-{n:06}.mp4" if clips else "clip.mp4" for n in range(rows)]
    data = (folder / "clip.mp4").read_bytes()
    for n, name in enumerate(names if clips else ()):
        (folder / name).write_bytes(data + (12).to_bytes(4) + b"free" + n.to_bytes(4))
    if clips:
        time.sleep(2.1)  # what has changed just now is not remembered
    with (folder / "rows.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["sku", "clip", "style", "city"])
        writer.writerows([f"SKU-{n:06}", name, f"style {n}", f"city {n}"] for n, name in enumerate(names))


def floor_of(folder):
    """Return the CPU seconds of the least that planning a table can do."""
    from engine.values.canonical import canonical_json, digest_of  # noqa: PLC0415 - what the floor is made of

    path = folder / "floor.sqlite"
    begun = time.process_time()
    db = sqlite3.connect(path, isolation_level=None)
    db.execute("PRAGMA synchronous = OFF")
    db.execute(
        "CREATE TABLE task (n INTEGER PRIMARY KEY, id TEXT UNIQUE, fingerprint BLOB, body TEXT, asked TEXT) STRICT"
    )
    db.execute("BEGIN")
    with (folder / "rows.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            for step in range(STEPS):
                prompt = (
                    f"Replace the background with {row['city']}."
                    if step
                    else f"Convert the whole frame to {row['style']}."
                )
                form = {
                    "model": "wan2.7-videoedit",
                    "prompt": prompt,
                    "resolution": "720P",
                    "seed": 1_234_567_890 + step,
                }
                asked = {**form, "key": 2, "realm": "dashscope", "video": [{"upstream": "0" * 64, "output": "video"}]}
                media = [{"type": "video", "url": f"task:{row['sku']}/restyle/video"}]
                body = {"model": form["model"], "input": {"prompt": prompt, "media": media}, "parameters": {"seed": 1}}
                texts = [canonical_json(one) for one in (form, {"form": form, "take": 1}, asked, body)]
                fingerprint = [digest_of(text) for text in texts[:3]][-1]
                line = (f"{row['sku']}/{step}", bytes.fromhex(fingerprint), texts[2].decode(), texts[3].decode())
                db.execute("INSERT INTO task (id, fingerprint, body, asked) VALUES (?, ?, ?, ?)", line)
    db.execute("COMMIT")
    db.close()
    path.unlink()
    return time.process_time() - begun


def plan_here(folder):
    """Plan a project's campaign and print what it took; this is the process that is measured."""
    from engine.api.asked import Asked  # noqa: PLC0415 - loaded only where it is measured
    from engine.api.context import make_context  # noqa: PLC0415
    from engine.api.endpoint import choose_endpoint  # noqa: PLC0415
    from engine.api.planning import plan_now  # noqa: PLC0415
    from engine.campaign.selection import Selection  # noqa: PLC0415
    from engine.cli import look_rarely_for_cycles  # noqa: PLC0415

    look_rarely_for_cycles()
    context = make_context(folder, {})
    endpoint = choose_endpoint(context, None)
    first = Asked(file=folder / "campaign.yaml", some=Selection(canary=1))
    plan_now(context, first, endpoint.terms)  # what is loaded once, is loaded
    before = time.process_time()
    ready = plan_now(context, Asked(file=folder / "campaign.yaml"), endpoint.terms)
    seconds = time.process_time() - before
    peak = peak_mib()
    print(json.dumps({"cpu": seconds, "peak": peak, "tasks": ready.plan.totals.tasks, "digest": ready.plan.digest}))


def planned(folder):
    """Plan in a process of its own and return what it tells."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.plans", "--here", str(folder)], capture_output=True, text=True, check=True
    )
    return json.loads(done.stdout)


def best_of(*folders):
    """Plan each of these in turn, three times; return what the quickest of each tells, which other work slowed least."""
    rounds = [[planned(folder) for folder in folders] for _ in range(3)]
    return [min(plans, key=lambda one: one["cpu"]) for plans in zip(*rounds, strict=True)]


def with_journal(folder):
    """Let the project have a journal in which nothing stands."""
    from engine.api.project import open_project  # noqa: PLC0415

    with open_project(folder / ".editchain"):
        pass


def main():
    if sys.argv[1:2] == ["--here"]:
        plan_here(Path(sys.argv[2]))
        return 0
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with tempfile.TemporaryDirectory() as scratch:
        one, many = Path(scratch) / "one", Path(scratch) / "many"
        write_project(one, count)
        write_project(many, count, clips=True)
        floor = min(floor_of(one) for _ in range(3)) / (count * STEPS)
        first = planned(many)
        empty, second = best_of(one, many)
        with_journal(one)
        (asked,) = best_of(one)
        floor = min(floor, *(floor_of(one) / (count * STEPS) for _ in range(2)))
    assert (empty["digest"], first["digest"]) == (asked["digest"], second["digest"])
    print(f"floor of a task           {floor * 1e6:8.1f} us")
    measures = []
    for name, one in (("plan", empty), ("plan with a journal", asked)):
        each = one["cpu"] / one["tasks"]
        print(f"{name:24}  {each * 1e6:8.1f} us  {each / floor:5.2f} x the floor  {one['peak']:6.0f} MiB")
        told = f"{name} of {count:,} rows, {STEPS} steps each"
        measures += [
            Measure(f"{told}, CPU", round(each / floor, 2), "x", f"read, write, digest: {floor * 1e6:.0f} us", GOAL),
            Measure(f"{told}, peak memory", round(one["peak"]), "MiB"),
        ]
    for name, one, goal in (("first plan", first, FIRST_MS), ("second plan", second, SECOND_MS)):
        each = max(0.0, one["cpu"] - empty["cpu"]) / count * 1e3
        print(f"clips, {name:17}  {each:8.3f} ms a clip beyond its tasks")
        measures.append(Measure(f"{name} of {count:,} clips, CPU a clip", round(each, 3), "ms", "with one clip", goal))
    return tell(measures)


if __name__ == "__main__":
    sys.exit(main())
