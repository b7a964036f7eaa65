"""CPU and memory of a campaign over a socket, of the process `editchain run` alone, beside raw asyncio with the same requests.

    python -m benchmarks.campaign [ROWS] [lifted | shipped]

The service is `editchain emulate` in a process of its own, whose results are stamped, not drawn, and whose jobs take no time;
`lifted` takes its limits away; `shipped` leaves them as they are, to which raw asyncio would not keep. What a campaign of one row
takes is taken off. Each row is a chain of three edits. Raw asyncio submits each on a fresh connection, polls until it is done,
downloads, digests, writes and syncs. A relay in a process of its own counts what is asked and what is refused.
"""

import asyncio
import contextlib
import hashlib
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.clip import write_clip
from benchmarks.measure import Measure, tell
from benchmarks.terminal import COMMAND

STEPS = 3
GOAL_MS, GOAL_MIB, GOAL_QUERIES = 2.5, 150, 4
AT_ONCE = 16
RAW_ROWS = 60
PATH = "services/aigc/video-generation/video-synthesis"
ASKED = re.compile(rb"(GET|POST) /api/v1/(tasks/\?|tasks/|services/)")
HEAD = """\
recipe: 1
name: chain
inputs:
  clip: {type: video}
  style: {type: string, maxLength: 60}
steps:
"""
STEP = """\
  - id: s{number}
    uses: wan2.7-videoedit
    with:
      resolution: 720P
      video: ${{{{ {source} }}}}
      prompt: Convert the whole frame to {{{{ inputs.style }}}}, pass {number}.
"""
CAMPAIGN = """\
campaign: 1
name: chain
uses: chain.yaml
with: {clip: clip.mp4}
rows: {file: rows.csv, key: [sku]}
"""
SETTINGS = """\
service = "dashscope-cn"
"""
LIFTED = """\
[limits.dashscope-cn]
submits = 100000
queries = 100000
running = 16
"""


def write_project(folder, rows, *, lifted):
    folder.mkdir()
    write_clip(folder / "clip.mp4")
    sources = ["inputs.clip", *(f"steps.s{number}.video" for number in range(STEPS - 1))]
    steps = "".join(STEP.format(number=number, source=source) for number, source in enumerate(sources))
    files = {
        "chain.yaml": f"{HEAD}{steps}outputs:\n  final: ${{{{ steps.s{STEPS - 1}.video }}}}\n",
        "campaign.yaml": CAMPAIGN,
        "editchain.toml": SETTINGS + (LIFTED if lifted else ""),
        "rows.csv": "sku,style\n" + "".join(f"SKU-{n:05},style {n}\n" for n in range(rows)),
    }
    for name, text in files.items():
        (folder / name).write_text(text, "utf-8")


async def relay(target):
    """Pass all on between a free port and a server, and count; what was counted is printed at the end of the input."""
    counts = {"submits": 0, "queries": 0, "refused": 0}

    async def pass_on(reader, writer, count):
        with contextlib.suppress(ConnectionError):
            while data := await reader.read(1 << 16):
                count(data)
                writer.write(data)
                await writer.drain()
        writer.close()

    def asked(data):
        for method, what in ASKED.findall(data):
            counts["submits" if method == b"POST" and what == b"services/" else "queries"] += 1

    def said(data):
        counts["refused"] += data.count(b"HTTP/1.1 429")

    async def talk(reader, writer):
        there = await asyncio.open_connection("127.0.0.1", target)
        await asyncio.gather(pass_on(reader, there[1], asked), pass_on(there[0], writer, said))

    server = await asyncio.start_server(talk, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    async with server:
        await asyncio.to_thread(sys.stdin.read)
    print(json.dumps(counts), flush=True)
    os._exit(0)


@contextlib.contextmanager
def serving(folder, clip, *, lifted):
    """Serve an emulator, which has a clip for every address; give its base URL."""
    command = [COMMAND, "emulate", "--port", "0", "--folder", folder, "--renderer", "stamp", "--offline-media", clip]
    if lifted:
        command += ["--limits", "none"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        try:
            yield process.stdout.readline().strip()
        finally:
            process.terminate()


@contextlib.contextmanager
def relaying(url):
    """Give an address that leads to a server through a relay, and what that has counted in the end."""
    port = url.rpartition(":")[2].partition("/")[0]
    counts = {}
    command = [sys.executable, "-m", "benchmarks.campaign", "relay", port]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        yield url.replace(port, process.stdout.readline().strip()), counts
        counts.update(json.loads(process.communicate()[0].splitlines()[-1]))


def ended(process):
    """Wait for a process; return its CPU seconds and its peak memory in MiB."""
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return used.ru_utime + used.ru_stime, used.ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)


def campaign(folder, url):
    """Run the campaign to its end; return CPU seconds, peak memory and seconds."""
    environment = {
        **os.environ,
        "DASHSCOPE_HTTP_BASE_URL": url,
        "DASHSCOPE_API_KEY": "any",
        "XDG_STATE_HOME": str(folder / "state"),
    }
    begun = time.monotonic()
    with (folder / "told").open("wb") as told:
        command = [COMMAND, "run", "campaign.yaml", "--format", "jsonl"]
        process = subprocess.Popen(command, cwd=folder, env=environment, stdout=told, stderr=subprocess.DEVNULL)
        used = ended(process)
    assert process.returncode == 0, (folder / "told").read_text("utf-8")[-2000:]
    return *used, time.monotonic() - begun


def raw_request(method, host, target, body=b""):
    head = (
        f"{method} {target} HTTP/1.1\r\nHost: {host}\r\nAuthorization: Bearer any\r\nContent-Type: application/json\r\n"
        f"X-DashScope-Async: enable\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


async def raw_answer(reader):
    head = await reader.readuntil(b"\r\n\r\n")
    length = next(line for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:"))
    return await reader.readexactly(int(length.partition(b":")[2]))


class Raw:
    """The same requests without anything around them."""

    def __init__(self, url, folder, rows):
        self.host = url.partition("//")[2].partition("/")[0]
        self.folder = folder
        self.rows = iter(range(rows))

    async def work(self):
        kept = await asyncio.open_connection(*self.host.split(":"))
        for row in self.rows:
            source = "https://example.net/clip.mp4"
            for number in range(STEPS):
                source = await self.edit(
                    kept, f"Convert the whole frame to style {row}, pass {number}.", source, f"{row}-{number}"
                )
        kept[1].close()

    async def edit(self, kept, prompt, source, name):
        media = [{"type": "video", "url": source}]
        body = {
            "model": "wan2.7-videoedit",
            "input": {"prompt": prompt, "media": media},
            "parameters": {"resolution": "720P"},
        }
        reader, writer = await asyncio.open_connection(*self.host.split(":"))
        writer.write(raw_request("POST", self.host, f"/api/v1/{PATH}", json.dumps(body).encode()))
        job = json.loads(await raw_answer(reader))["output"]["task_id"]
        writer.close()
        await asyncio.sleep(0.1)
        while True:
            kept[1].write(raw_request("GET", self.host, f"/api/v1/tasks/{job}"))
            output = json.loads(await raw_answer(kept[0]))["output"]
            if output["task_status"] not in ("PENDING", "RUNNING"):
                break
            await asyncio.sleep(0.25)
        link = output["video_url"]
        host, _, target = link.partition("//")[2].partition("/")
        reader, writer = kept if host == self.host else await asyncio.open_connection(*host.split(":"))
        writer.write(raw_request("GET", host, f"/{target}"))
        data = await raw_answer(reader)
        if host != self.host:
            writer.close()
        hashlib.sha256(data).hexdigest()
        with (self.folder / name).open("wb") as file:
            file.write(data)
            os.fsync(file.fileno())
        return link


async def raw(url, folder, rows):
    folder.mkdir()
    work, begun = Raw(url, folder, rows), time.process_time()
    await asyncio.gather(*(work.work() for _ in range(AT_ONCE)))
    print(json.dumps(time.process_time() - begun))


def raw_seconds(url, folder, rows):
    command = [sys.executable, "-m", "benchmarks.campaign", "raw", url, str(folder), str(rows)]
    return json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout)


def main():
    match sys.argv[1:]:
        case ["relay", port]:
            return asyncio.run(relay(int(port)))
        case ["raw", url, folder, rows]:
            return asyncio.run(raw(url, Path(folder), int(rows)))
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 300
    lifted = "shipped" not in sys.argv[2:]
    with tempfile.TemporaryDirectory() as name:
        found = measured(Path(name), rows, lifted=lifted)
    tasks = rows * STEPS
    each, peak = found["cpu"] / tasks * 1000, found["peak"]
    print(f"{tasks:,} edits in {found['seconds']:.0f} s: {each:.2f} ms of CPU each, {peak:.0f} MiB; {found['counts']}")
    about, counts = (
        f"{rows:,} rows x {STEPS} over a socket" + ("" if lifted else ", limits as shipped"),
        found["counts"],
    )
    submits = f"{counts['submits']:,} submits"
    measures = [
        Measure(f"{about}: refused for the rate", counts["refused"], "", submits, 0),
        Measure(f"{about}: queries an edit", round(counts["queries"] / tasks, 2), "", submits, GOAL_QUERIES),
    ]
    if found["floor"] is not None:
        floor = found["floor"] * 1000
        print(f"raw asyncio: {floor:.2f} ms each; beside it {each / floor:.1f}")
        measures += [
            Measure(f"{about}: CPU an edit", round(each, 2), "ms", f"raw asyncio {floor:.2f} ms", GOAL_MS),
            Measure(f"{about}: peak memory", round(peak), "MiB", submits, GOAL_MIB),
        ]
    return tell(measures)


def measured(place, rows, *, lifted):
    """Run a campaign of one row, which is what it takes to begin, then the campaign, then raw asyncio."""
    for name, count in (("one", 1), ("all", rows)):
        write_project(place / name, count, lifted=lifted)
    with serving(place / "service", place / "all" / "clip.mp4", lifted=lifted) as url:
        begun, _, _ = campaign(place / "one", url)
        with relaying(url) as (relayed, counts):
            cpu, peak, seconds = campaign(place / "all", relayed)
        few = min(rows, RAW_ROWS)
        floor = raw_seconds(url, place / "raw", few) / few / STEPS if lifted else None
    return {"cpu": cpu - begun, "peak": peak, "seconds": seconds, "counts": counts, "floor": floor}


if __name__ == "__main__":
    sys.exit(main())
