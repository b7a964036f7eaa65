"""A report of thousands of rows: CPU and memory to write its pages, and with Chromium the time to open and to scroll it.

    python -m benchmarks.report [ROWS]

The rows have two steps each and four points of the matrix; their stills are a few files, so that pages count and not decoding.
Memory is the peak over what the process had before. The last line is one JSON object; the exit code is 1 if opening or a task of
the scrolled page takes a third more than its goal.
"""

import sys
import tempfile
import time
from decimal import Decimal
from pathlib import Path

from benchmarks.measure import Measure, peak_mib, tell
from engine.phrases.messages import Messages
from engine.report.pages.looks import ReportMedia, ShownLook
from engine.report.pages.overview import RecordedRun, overview_of
from engine.report.pages.render import pages_of
from engine.report.planned import PlannedRun
from engine.resources import load_json, page_sources
from engine.run.files import PublishedFile
from engine.run.history import RunRecord
from engine.run.money.ledger import Ledger
from engine.run.records import TaskRecord, TaskRecords

CHROMIUM = Path("/usr/bin/chromium")
STYLES = ("watercolor", "claymation", "pencil sketch", "cartoon")
MEDIA = 16
OPEN_GOAL_S = 2.0
TASK_GOAL_MS = 100.0
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c636068680000000304008163b6de"
    "0000000049454e44ae426082"
)


def digest_of(number):
    return f"{number % MEDIA:064x}"


def task(name, step, needs, row):
    amount = {"low": "4.80", "high": "4.80", "currency": "CNY"}
    url = f"task:{needs[0]}/video" if needs else f"file:{digest_of(row)}"
    body = {
        "model": "wan2.7-videoedit",
        "input": {"media": [{"type": "video", "url": url}], "prompt": f"Replace the background with place {row}."},
        "parameters": {"resolution": "720P", "seed": row},
    }
    return {
        "id": name, "step": step, "model": "wan2.7-videoedit", "action": "run", "reason": {"code": "new", "args": {}},
        "needs": needs, "fingerprint": f"{row:064x}", "request": body, "asked": None,
        "estimate": {"would_cost": amount},
    }  # fmt: skip


def recorded(rows):
    """A run of so many rows, all of them done."""
    record = RunRecord(
        run="20260530-101500-a1b2c3", name="launch", service="dashscope-cn", realm="dashscope", state="done"
    )
    record.started = record.ended = time.time()
    tasks, planned, records = [], [], {}
    for number in range(rows):
        style, key = STYLES[number % len(STYLES)], f"product {number // len(STYLES):05d}"
        row = f"{key}+{style}"
        first, second = f"{row}/restyle", f"{row}/relocate"
        tasks += [task(first, "restyle", [], number), task(second, "relocate", [first], number)]
        for name in (first, second):
            records[name] = TaskRecord(
                name, "done", job=f"job-{name}", digest=digest_of(number), billed_seconds=Decimal(8)
            )
        file = f"{key}/{style}.mp4"
        record.files.add(PublishedFile(row, "final", "", file, file, digest_of(number), False, "dashscope-cn", False))
        planned.append({
            "key": row, "tasks": [first, second], "outputs": ["final"], "allowed": [], "empty": False, "draft": False,
            "columns": {"sku": key}, "axes": {"style": style},
        })  # fmt: skip
    record.tasks = TaskRecords.of(records)
    head = {"recipe": {"version": "1.0.0"}, "realm": "dashscope", "source": None}
    return RecordedRun(PlannedRun.of_json({**head, "tasks": tasks, "rows": planned}), record)


def written(run, folder):
    overview = overview_of([run], Ledger(()))
    look = {"clip": "", "whole": "", "width": 480, "height": 270, "seconds": 4.0}
    looks = {digest_of(n): ShownLook(poster=f"media/{n}.png", **look) for n in range(MEDIA)}
    for n in range(MEDIA):
        path = folder / "media" / f"{n}.png"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(PIXEL)
    for name, text in pages_of(
        overview, (), ReportMedia(looks, {}), page_sources(), Messages(load_json("messages.json"), "en")
    ):
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")


def looked_at(index):
    """Return the seconds that the page takes to open, and the longest task in milliseconds while it is scrolled to its end."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - without a browser nobody needs it

    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1400, "height": 900})
        start = time.perf_counter()
        page.goto(index.as_uri(), wait_until="load")
        page.evaluate("new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))")
        opened = time.perf_counter() - start
        longest = page.evaluate(
            """async () => {
              const tasks = [0];
              const seen = (list) => tasks.push(...list.getEntries().map((one) => one.duration));
              new PerformanceObserver(seen).observe({type: "longtask"});
              for (let step = 0; step <= 100; step++) {
                scrollTo(0, document.documentElement.scrollHeight * step / 100);
                await new Promise((drawn) => requestAnimationFrame(drawn));
              }
              await new Promise((told) => setTimeout(told, 200));
              return Math.max(...tasks);
            }"""
        )
        browser.close()
    return opened, longest


def main():
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 5_000
    run, before = recorded(rows), peak_mib()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        start = time.process_time()
        written(run, folder)
        cpu, peak = time.process_time() - start, peak_mib() - before
        index = folder / "index.html"
        size = index.stat().st_size
        opened, longest = looked_at(index) if CHROMIUM.exists() else (None, None)
    print(f"{rows} rows, their matrix {size / 1_000_000:.1f} MB")
    print(f"{'written':16}{cpu:8.2f} s of CPU{peak:8.1f} MiB")
    measures = [
        Measure(f"pages of {rows} rows, CPU", round(cpu, 2), "s"),
        Measure(f"pages of {rows} rows, peak memory", round(peak, 1), "MiB"),
    ]
    if opened is None:
        print("no browser is here: nothing was opened")
    else:
        print(f"{'opened':16}{opened:8.2f} s")
        print(f"{'scrolled':16}{longest:8.0f} ms at a stretch")
        measures += [
            Measure(f"a report of {rows} rows opens", round(opened, 2), "s", "", OPEN_GOAL_S),
            Measure(f"a report of {rows} rows is scrolled, longest task", round(longest), "ms", "", TASK_GOAL_MS),
        ]
    return tell(measures, rows=rows)


if __name__ == "__main__":
    sys.exit(main())
