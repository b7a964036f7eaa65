"""How many jobs one call makes when the service's reply to it is lost: the official SDK beside editchain.

    python -m benchmarks.lost_replies

Each way of losing a reply is played once by the embedded service to each client, with a fresh record of jobs; the same file is
edited by the same prompt. Counted is what the service has accepted, which it would bill. The last line is one JSON object.
"""

import asyncio
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import dashscope
from dashscope import VideoSynthesis, v2
from dashscope.aigc.video_synthesis import AioVideoSynthesis

import engine
from benchmarks.measure import Measure, tell
from engine.emulator.rules.options import EmulatorOptions
from engine.emulator.rules.rates import UNLIMITED
from engine.emulator.rules.scenario import Rule, Scenario
from engine.emulator.server import EmulatorServer

COMMAND = Path(sys.executable).with_name("editchain")
CLIP = Path(engine.__file__).parent / "emulator" / "jobs" / "blank.mp4"  # 5 s: so long is each clip without a renderer
MODEL, PROMPT, KEY = "wan2.7-videoedit", "Convert the whole frame to watercolor style.", "sk-of-nobody"
RECIPE = f"""\
recipe: 1
name: one
inputs:
  clip: {{type: video, default: {json.dumps(str(CLIP))}}}
steps:
  - id: edit
    uses: {MODEL}
    with: {{video: "${{{{ inputs.clip }}}}", prompt: {PROMPT}, resolution: 720P}}
outputs:
  final: ${{{{ steps.edit.video }}}}
"""
SAME = "/api/v1/services/aigc/video-generation/video-synthesis"
WAYS = {
    "the connection drops, a job was made": Rule(fault="lost-after"),
    "the connection drops, no job was made": Rule(fault="lost-before"),
    "the connection drops, the job comes 1 s later": Rule(fault="late", after_s=1.0),
    "500, a job was made": Rule(fault="refuse-after", status=500),
    "502 with a page, a job was made": Rule(fault="refuse-after", status=502, body="html"),
    "307 to the same address, a job was made": Rule(fault="refuse-after", status=307, location=SAME),
    "200 with a page, a job was made": Rule(fault="refuse-after", status=200, body="html"),
    "200 without an id, a job was made": Rule(fault="refuse-after", status=200, body="no-id"),
    "every reply is lost": Rule(fault="lost-after", times=None),
}
PLAIN = {"api_key": KEY, "model": MODEL, "prompt": PROMPT, "resolution": "720P"}
MEDIA = [{"type": "video", "url": f"file://{CLIP}"}]


def official(base_url):
    dashscope.base_http_api_url = base_url
    return VideoSynthesis.call(**PLAIN, media=MEDIA).output.task_status == "SUCCEEDED"


def official_asyncio(base_url):
    dashscope.base_http_api_url = base_url

    async def call():
        try:
            return (await AioVideoSynthesis.call(**PLAIN, media=MEDIA)).output.task_status == "SUCCEEDED"
        finally:
            await dashscope.close_shared_aio_session()

    return asyncio.run(call())


def official_v2(base_url):
    with v2.Client(api_key=KEY, base_url=base_url) as client:
        media = [{"type": "video", "url": "https://example.com/portrait.mp4"}]  # it uploads nothing itself
        job = client.videos.generate(model=MODEL, media=media, prompt=PROMPT, resolution="720P")
        return job.status == "SUCCEEDED"


def editchain(base_url):
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "one.yaml").write_text(RECIPE, "utf-8")
        environment = os.environ | {
            "DASHSCOPE_HTTP_BASE_URL": base_url,
            "DASHSCOPE_API_KEY": KEY,
            "XDG_STATE_HOME": folder,
            "NO_PROXY": "127.0.0.1",
        }
        run = [COMMAND, "run", "one.yaml", "--service", "dashscope-cn", "--max-cost", "100 CNY", "--format", "json"]
        return subprocess.run(run, cwd=folder, env=environment, capture_output=True, check=False).returncode == 0


OURS = "editchain"
CLIENTS = {"SDK": official, "SDK, asyncio": official_asyncio, "SDK, version 2": official_v2, OURS: editchain}


def jobs_of(call, rule):
    """Return how many jobs the service has accepted in the end, and whether the caller has the result of one."""
    with tempfile.TemporaryDirectory() as folder:
        options = EmulatorOptions(renderer="none", limits=UNLIMITED, offline_media=CLIP, scenario=Scenario((rule,)))
        with EmulatorServer(Path(folder), options) as server:
            try:
                has_result = call(server.base_url)
            except Exception as error:  # noqa: BLE001 - whatever a client raises, its caller has no result
                print(f"  {type(error).__name__}: {str(error)[:100]}", file=sys.stderr)
                has_result = False
            time.sleep(2 * rule.after_s)  # until a job that comes late is there
            assert server.settled()
            return len(server.told()["accepted"]), bool(has_result)


def main():
    found = {}
    print("| one reply is lost | " + " | ".join(CLIENTS) + " |")
    print("| --- " * (len(CLIENTS) + 1) + "|")
    for way, rule in WAYS.items():
        found[way] = {name: jobs_of(call, rule) for name, call in CLIENTS.items()}
        cells = [f"{jobs}{'' if has_result else ', no result'}" for jobs, has_result in found[way].values()]
        print(f"| {way} | " + " | ".join(cells) + " |", flush=True)
    extra = {name: sum(max(0, jobs[name][0] - 1) for jobs in found.values()) for name in CLIENTS}
    beside = ", ".join(f"{name}: {count}" for name, count in extra.items() if name != OURS)
    return tell([Measure(f"jobs too many of {len(WAYS)} lost replies", extra[OURS], "jobs", beside, 0)], ways=found)


if __name__ == "__main__":
    sys.exit(main())
