"""Every official client does with the embedded service what the others do, and sends what this project sends."""

import json
import time
from dataclasses import dataclass, field
from typing import Any

import anyio
import pytest

from engine.catalog import ServiceProfile
from engine.emulator.draft.stamp import read_stamp
from engine.emulator.rules.rates import UNLIMITED
from engine.emulator.rules.scenario import Rule, Scenario
from engine.media import decode_check
from engine.run.service import Acceptance
from engine.services.dashscope.client import connect
from engine.services.dashscope.secret import Secret
from engine.services.dashscope.wire import payload_of
from tests.emulator.calls import SAMPLES, SUBMIT
from tests.emulator.clients.programs import PROGRAMS
from tests.worlds import plan_of

MODEL = "wan2.7-videoedit"
PAGE = "将整个画面转换为黏土风格"
CLAY = "https://help-static-aliyun-doc.aliyuncs.com/file-manage-files/zh-CN/20260402/ldnfdf/wan2.7-videoedit-style-change.mp4"
FILES = [
    {"type": "video", "url": f"file://{SAMPLES / 'portrait.mp4'}"},
    {"type": "reference_image", "url": f"file://{SAMPLES / 'lake.jpg'}"},
]
RECIPE = f"""\
recipe: 1
name: page
version: "1.0.0"
inputs:
  clip: {{type: video}}
steps:
  - id: clay
    uses: {MODEL}
    with:
      video: ${{{{ inputs.clip }}}}
      prompt: {PAGE}
      resolution: 720P
      prompt_extend: true
      watermark: true
outputs:
  final: ${{{{ steps.clay.video }}}}
"""
SCENARIO = Scenario(
    (
        Rule(fault="hold", prompt="hold", times=None),
        Rule(fault="fail", prompt="fail", times=None, code="IPInfringementSuspect", message="no"),
    )
)
TOLD = {
    "call": {"status": "SUCCEEDED", "prompt": PAGE, "tier": 720, "count": 1, "seconds": [5.28, 5.266, 10.546]},
    "wait": ["PENDING", "SUCCEEDED", 1],
    "failed": ["FAILED", "IPInfringementSuspect", "no"],
    "refused": [400, "InvalidParameter", "Model not exist."],
    "list": [True],
    "cancel": [200, "CANCELED", 400, "UnsupportedOperation"],
    "upload": {"status": "SUCCEEDED", "prompt": "rain", "tier": 720, "count": 1, "seconds": [4.0, 4.0, 8.0]},
}
"""What a client tells of each case; of media only what the service says, the links left out."""


@dataclass(frozen=True)
class Otherwise:
    """What one client tells or sends otherwise than the rest, and why."""

    told: dict[str, Any] = field(default_factory=dict)
    body: dict[str, Any] = field(default_factory=dict)
    """Dotted places that it fills and this project does not; they are taken and change nothing."""


_FIRST = {"input.extend_prompt": True, "input.function": "video-synthesis"}  # left from the models before
OTHERWISE = {
    "python": Otherwise(body=_FIRST),
    "python asyncio": Otherwise(body=_FIRST),
    "python 1": Otherwise(body=_FIRST),
    "python 1 asyncio": Otherwise(
        body=_FIRST,
        told={"cancel": [405, "PENDING", 405, "MethodNotAllowed"]},  # it asks with GET
    ),
    "python v2": Otherwise(
        told={
            "failed": [200, "IPInfringementSuspect", "no"],  # raised as an error
            "list": [],  # it reads the key `tasks`; documented is `data`
        }
    ),
    "java": Otherwise(
        body={"input.extend_prompt": True, "parameters.with_audio": False},
        told={"call": {**TOLD["call"], "tier": "720"}, "upload": {**TOLD["upload"], "tier": "720"}},  # a text there
    ),
}
HEADERS = {"x-dashscope-async": "enable", "authorization": True}
"""What each client's submit carries; how it names itself, its session and its encodings differ."""
CLIENTS = [pytest.param(name, marks=[pytest.mark.long] if "1" in name else []) for name in PROGRAMS]


@pytest.mark.parametrize("name", CLIENTS)
def test_a_client_tells_what_the_others_tell_and_sends_what_this_project_sends(name, serve, tmp_path):
    api = serve(limits=UNLIMITED, renderer="stamp", scenario=SCENARIO)
    sent = {
        "base_url": api.server.base_url, "key": "sk-test", "model": MODEL, "page": PAGE,
        "media": [{"type": "video", "url": CLAY}], "files": FILES,
    }  # fmt: skip
    told = PROGRAMS[name].run(sent, tmp_path)
    results = [told[case].pop("url") for case in ("call", "upload")]
    assert told == TOLD | OTHERWISE[name].told

    for number, url in enumerate(results):
        place = tmp_path / f"{number}.mp4"
        place.write_bytes(api.http.get(url).content)
        decode_check(place)
        assert read_stamp(place) is not None

    theirs, headers = _last_submit(api, PAGE)
    more = OTHERWISE[name].body
    assert {place: _taken(theirs, place) for place in more} == more
    assert HEADERS.items() <= headers.items()
    anyio.run(_submit, api.server.base_url)
    ours, headers = _last_submit(api, PAGE)
    assert isinstance(_taken(ours, "parameters.seed"), int)  # drawn from the recipe, so that it can be made again
    assert ours == theirs
    assert HEADERS.items() <= headers.items()


def _taken(body, place):
    """Take a value out of a body and return it."""
    *way, last = place.split(".")
    for key in way:
        body = body[key]
    return body.pop(last)


def _last_submit(api, prompt):
    """Return the body and the headers with which the latest job of a prompt was asked for."""
    told = api.server.told()
    job = [entry for entry in told["accepted"] if entry["prompt"] == prompt][-1]
    body = json.loads(api.server._emulator.record.job(job["id"], with_body=True).body)
    asked = [entry for entry in told["requests"] if entry["path"].endswith(SUBMIT)]
    return body, next(entry["headers"] for entry in asked if entry["request_id"] == job["request_id"])


async def _submit(base_url):
    """Send what this project sends for the same edit."""
    (task,) = plan_of(RECIPE).tasks
    payload = payload_of(task.request, {use.reference: CLAY for use in task.request.media})
    profile = ServiceProfile(name="test", title="a test", protocol="dashscope", region="cn-beijing", bills=True)
    made = connect(profile, Secret("sk-test"), clock=anyio.current_time, wall=time.time, base_url=base_url)
    async with made as service, service.open() as opened:
        assert isinstance(await opened.send(payload, send_by=anyio.current_time() + 60), Acceptance)
