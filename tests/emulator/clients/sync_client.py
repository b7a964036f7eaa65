"""What the Python SDK's plain class does with the service: `sync_client.py SENT` tells it as one JSON object.

It is run by interpreters that have nothing but the SDK, so it imports nothing of the project.
"""

import json
import sys

import dashscope
from dashscope import VideoSynthesis

sent = json.loads(sys.argv[1])
dashscope.base_http_api_url = sent["base_url"]
key = {"api_key": sent["key"]}


def edit(prompt, media=sent["media"], model=sent["model"]):
    return {
        **key, "model": model, "media": media, "resolution": "720P", "prompt_extend": True, "watermark": True,
        "prompt": prompt,
    }  # fmt: skip


def told(rsp):
    return {
        "status": rsp.output.task_status, "prompt": rsp.output.orig_prompt, "url": rsp.output.video_url,
        "tier": rsp.usage.SR, "count": rsp.usage.video_count,
        "seconds": [rsp.usage.input_video_duration, rsp.usage.output_video_duration, rsp.usage.duration],
    }  # fmt: skip


def cases():
    yield "call", told(VideoSynthesis.call(**edit(sent["page"])))

    made = VideoSynthesis.async_call(**edit("rain"))
    fetched = VideoSynthesis.fetch(made, **key)
    waited = VideoSynthesis.wait(made, **key)
    same = {rsp.output.task_id for rsp in (made, fetched, waited)}
    yield "wait", [made.output.task_status, waited.output.task_status, len(same)]

    failed = VideoSynthesis.call(**edit("fail"))
    yield "failed", [failed.output.task_status, failed.output.code, failed.output.message]

    refused = VideoSynthesis.async_call(**edit("rain", model="wan9"))
    yield "refused", [refused.status_code, refused.code, refused.message]

    held = VideoSynthesis.async_call(**edit("hold"))
    listed = VideoSynthesis.list(**key, model_name=sent["model"], status="PENDING")
    yield "list", [item["task_id"] == held.output.task_id for item in listed.output["data"]]
    first, again = VideoSynthesis.cancel(held, **key), VideoSynthesis.cancel(held, **key)
    state = VideoSynthesis.fetch(held, **key).output.task_status
    yield "cancel", [first.status_code, state, again.status_code, again.code]

    yield "upload", told(VideoSynthesis.call(**edit("rain", sent["files"])))


print(json.dumps(dict(cases())))
