"""CPU of a campaign that is watched on a terminal, as a ratio to the same campaign with its progress in a pipe.

    python -m benchmarks.terminal [ROWS [TIMES]]

Each run is a whole process `editchain run` in a project of its own against an emulator without limits, which is a process of
its own too. It is interrupted once every row was submitted, whose jobs go on: all of them are in flight at once, which is the
most that a view can have to show, and no result is decoded, which would hide it. The terminal is a pseudo-terminal of 100
columns, read as fast as it is written. Runs of both kinds are interleaved; medians are shown. The last line is one JSON object.
"""

import contextlib
import fcntl
import os
import pty
import signal
import sqlite3
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import threading
import time
from pathlib import Path

from benchmarks.clip import write_clip
from benchmarks.measure import Measure, tell

COMMAND = Path(sys.executable).with_name("editchain")
GOAL = 1.2
RECIPE = """\
recipe: 1
name: watched
inputs:
  clip: {type: video}
  style: {type: string, maxLength: 60}
steps:
  - id: restyle
    uses: wan2.7-videoedit
    with:
      resolution: 720P
      video: ${{ inputs.clip }}
      prompt: Convert the whole frame to {{ inputs.style }}.
outputs:
  final: ${{ steps.restyle.video }}
"""
CAMPAIGN = """\
campaign: 1
name: watched
uses: watched.yaml
with: {clip: clip.mp4}
rows: {file: rows.csv, key: [sku]}
"""
SETTINGS = """\
service = "dashscope-cn"
[limits.dashscope-cn]
submits = 1000
queries = 20
running = 100000
"""


def write_project(folder, rows):
    folder.mkdir()
    write_clip(folder / "clip.mp4")
    table = "sku,style\n" + "".join(f"SKU-{n:05},style {n}\n" for n in range(rows))
    files = {"watched.yaml": RECIPE, "campaign.yaml": CAMPAIGN, "editchain.toml": SETTINGS, "rows.csv": table}
    for name, text in files.items():
        (folder / name).write_text(text, "utf-8")


def drain(descriptor, got):
    """Read until the other side is closed, which a terminal tells as an error."""
    try:
        while piece := os.read(descriptor, 1 << 16):
            got.append(len(piece))
    except OSError:
        pass
    os.close(descriptor)


def progress_of(kind):
    """Return both ends of what progress goes to."""
    if kind == "pipe":
        return os.pipe()
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 100, 0, 0))
    return ours, theirs


@contextlib.contextmanager
def serving(folder):
    """Serve an emulator without limits; give its base URL."""
    command = [COMMAND, "emulate", "--port", "0", "--limits", "none", "--run-s", "86400", "--folder", folder]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        try:
            yield process.stdout.readline().strip()
        finally:
            process.terminate()


def submitted(folder):
    """Return how many rows the service has accepted, as the journal tells it."""
    try:
        with contextlib.closing(
            sqlite3.connect(f"file:{folder}/.editchain/journal.sqlite?mode=ro", uri=True)
        ) as journal:
            return journal.execute("SELECT COUNT(*) FROM events WHERE kind = 'Accepted'").fetchone()[0]
    except sqlite3.OperationalError:
        return 0  # there is none yet


def measured(kind, folder, url, rows):
    """Run the campaign until all is submitted; return CPU seconds and the bytes that its progress came to."""
    ours, theirs = progress_of(kind)
    got, environment = [], {**os.environ, "DASHSCOPE_HTTP_BASE_URL": url, "DASHSCOPE_API_KEY": "any", "TERM": "xterm"}
    with (folder / "told").open("wb") as told:
        command = [COMMAND, "run", "campaign.yaml", "--format", "jsonl"]
        process = subprocess.Popen(command, cwd=folder, env=environment, stdout=told, stderr=theirs)
    os.close(theirs)
    reader = threading.Thread(target=drain, args=(ours, got))
    reader.start()
    while submitted(folder) < rows:
        assert os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None, "it ended by itself"
        time.sleep(0.5)
    process.send_signal(signal.SIGINT)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    reader.join()
    assert process.returncode == 130, (folder / "told").read_text("utf-8")[-2000:]
    return used.ru_utime + used.ru_stime, sum(got)


def main():
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000
    times = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    found = {"pipe": [], "terminal": []}
    with tempfile.TemporaryDirectory() as place:
        for number in range(times):
            for kind, runs in found.items():
                folder = Path(place) / f"{kind}-{number}"
                write_project(folder, rows)
                with serving(folder / "service") as url:
                    runs.append(measured(kind, folder, url, rows))
    result = {
        kind: dict(zip(("seconds", "bytes"), map(statistics.median, zip(*runs, strict=True)), strict=True))
        for kind, runs in found.items()
    }
    ratio = result["terminal"]["seconds"] / result["pipe"]["seconds"]
    for kind, one in result.items():
        each = one["seconds"] / rows * 1000
        print(f"{kind:10}{one['seconds']:8.2f} s{each:8.2f} ms a row{one['bytes'] / 1024:10.0f} KiB of progress")
    name = f"{rows:,} rows on a terminal, CPU"
    return tell([Measure(name, round(ratio, 2), "x", "progress in a pipe", GOAL)], rows=rows, **result)


if __name__ == "__main__":
    sys.exit(main())
