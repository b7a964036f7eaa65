"""CPU of the three requests of a task, to submit, to poll and to download, of the client's process alone, beside raw asyncio.

    python -m benchmarks.wire [TASKS] [ROUNDS]

A server in a process of its own answers with fixed bytes. Raw asyncio does the same: a fresh connection to submit, one that is
kept for the others, and a result of 64 KiB that is written, digested and synced. The two take turns; medians count.
"""

import asyncio
import hashlib
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

from benchmarks.measure import Measure, tell
from engine.run.service import Acceptance, Download, JobState, JobView, Payload
from engine.services.dashscope.client import connect
from engine.services.dashscope.crc64 import Crc64
from engine.services.dashscope.secret import Secret
from tests.services.scripted_server import KEY, PROFILE, SHAPE

GOAL_MS = 2.0
SIZE = 64 * 1024
RESULT = bytes(range(256)) * (SIZE // 256)
JOB = "0385dc79-5ff8-4d82-bcb6-000000000000"
PATH = "services/aigc/video-generation/video-synthesis"
BODY = json.dumps(
    {
        "model": "wan2.7-videoedit",
        "input": {"prompt": "Make it watercolor. " * 20, "media": [{"type": "video", "url": "oss://x/y.mp4"}]},
        "parameters": {"resolution": "720P", "seed": 7},
    }
).encode()
PARTS = ("submit", "poll", "download")


def answer(body, *headers):
    head = ["HTTP/1.1 200 OK", "Date: Mon, 23 Nov 2026 12:00:00 GMT", f"Content-Length: {len(body)}", *headers]
    return "\r\n".join([*head, "", ""]).encode() + body


def answers(port):
    """Return what is answered to each kind of request."""
    created = {"request_id": "r", "output": {"task_id": JOB, "task_status": "PENDING"}}
    done = {
        "request_id": "r",
        "output": {
            "task_id": JOB,
            "task_status": "SUCCEEDED",
            "submit_time": "2026-11-23 12:00:00.000",
            "end_time": "2026-11-23 12:04:00.000",
            "orig_prompt": "Make it watercolor. " * 20,
            "video_url": f"http://127.0.0.1:{port}/results/r.mp4?Expires=1795478400&Signature=s",
        },
        "usage": {
            "input_video_duration": 4.0,
            "output_video_duration": 4.0,
            "duration": 8.0,
            "SR": 720,
            "video_count": 1,
        },
    }
    plain = "Content-Type: application/json"
    return {
        b"POST": answer(json.dumps(created).encode(), plain),
        b"GET /api": answer(json.dumps(done).encode(), plain),
        b"GET /res": answer(RESULT, "Content-Type: video/mp4", f"x-oss-hash-crc64ecma: {crc64()}", 'ETag: "e"'),
    }


def crc64():
    """Return the checksum of the result, bit by bit (ECMA-182, reflected)."""
    table = []
    for number in range(256):
        rest = number
        for _ in range(8):
            rest = (rest >> 1) ^ (0xC96C5795D7870F42 if rest & 1 else 0)
        table.append(rest)
    crc = 0xFFFFFFFFFFFFFFFF
    for byte in RESULT:
        crc = table[(crc ^ byte) & 0xFF] ^ (crc >> 8)
    crc ^= 0xFFFFFFFFFFFFFFFF
    checked = Crc64()
    checked.update(RESULT)
    assert checked.equals(crc)
    return crc


async def serve():
    known = {}

    async def talk(reader, writer):
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                if head.startswith(b"POST"):
                    length = next(line for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:"))
                    await reader.readexactly(int(length.partition(b":")[2]))
                writer.write(next(said for begins, said in known.items() if head.startswith(begins)))
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    server = await asyncio.start_server(talk, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    known.update(answers(port))
    print(port, flush=True)
    async with server:
        await server.serve_forever()


@contextmanager
def served():
    command = [sys.executable, "-m", "benchmarks.wire", "serve"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield int(process.stdout.readline())
        finally:
            process.kill()


class Spent:
    """CPU of this process by the kind of request."""

    def __init__(self):
        self.seconds = dict.fromkeys(PARTS, 0.0)

    @contextmanager
    def on(self, part):
        begun = time.process_time()
        yield
        self.seconds[part] += time.process_time() - begun


async def ours(port, tasks, folder, spent):
    payload = Payload(endpoint=PATH, body=BODY)
    base = f"http://127.0.0.1:{port}/api/v1"
    async with connect(PROFILE, Secret(KEY), clock=time.monotonic, wall=time.time, base_url=base) as service:
        for number in range(tasks):
            with spent.on("submit"):
                async with service.open() as opened:
                    said = await opened.send(payload, send_by=time.monotonic() + 60)
            assert isinstance(said, Acceptance)
            with spent.on("poll"):
                view = await service.poll(said.job, SHAPE)
            assert isinstance(view, JobView)
            assert view.state is JobState.SUCCEEDED
            with spent.on("download"):
                got = await service.fetch(view.result_url, folder / f"ours-{number}")
            assert isinstance(got, Download)
            assert (got.size, got.announced) == (SIZE, True)


def raw_request(port, method, target, body=b""):
    head = f"{method} {target} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


async def raw_answer(reader):
    head = await reader.readuntil(b"\r\n\r\n")
    length = next(line for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:"))
    return await reader.readexactly(int(length.partition(b":")[2]))


async def raw(port, tasks, folder, spent):
    kept = await asyncio.open_connection("127.0.0.1", port)
    for number in range(tasks):
        with spent.on("submit"):
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(raw_request(port, "POST", f"/api/v1/{PATH}", BODY))
            job = json.loads(await raw_answer(reader))["output"]["task_id"]
            writer.close()
        with spent.on("poll"):
            kept[1].write(raw_request(port, "GET", f"/api/v1/tasks/{job}"))
            url = json.loads(await raw_answer(kept[0]))["output"]["video_url"]
        with spent.on("download"):
            kept[1].write(raw_request(port, "GET", url.partition(str(port))[2]))
            data = await raw_answer(kept[0])
            hashlib.sha256(data).hexdigest()
            with (folder / f"raw-{number}").open("wb") as file:
                file.write(data)
                os.fsync(file.fileno())
    kept[1].close()


def main():
    if sys.argv[1:] == ["serve"]:
        return asyncio.run(serve())
    tasks = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 5
    found = {name: [] for name in ("raw asyncio", "the client")}
    with served() as port, tempfile.TemporaryDirectory() as folder:
        for number in range(rounds + 1):
            for name, client in (("raw asyncio", raw), ("the client", ours)):
                spent = Spent()
                asyncio.run(client(port, tasks, Path(folder), spent))
                if number:  # the first time everything is imported
                    found[name].append({part: spent.seconds[part] / tasks * 1000 for part in PARTS})
    sums = {}
    for name, rows in found.items():
        medians = {part: statistics.median(row[part] for row in rows) for part in PARTS}
        sums[name] = sum(medians.values())
        told = ", ".join(f"{part} {ms:.2f}" for part, ms in medians.items())
        print(f"{name:12} {sums[name]:5.2f} ms a task: {told}")
    ratio = sums["the client"] / sums["raw asyncio"]
    print(f"the client beside raw asyncio: {ratio:.1f}")
    name = "three requests of a task, CPU"
    return tell(
        [Measure(name, round(sums["the client"], 2), "ms", f"raw asyncio {sums['raw asyncio']:.2f} ms", GOAL_MS)]
    )


if __name__ == "__main__":
    sys.exit(main())
