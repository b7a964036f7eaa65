"""What the Python SDK's asyncio class does with the service: `asyncio_client.py SENT` tells it as one JSON object.

It is run by interpreters that have nothing but the SDK, so it imports nothing of the project.
"""

import asyncio
import json
import sys

import dashscope
from dashscope.aigc.video_synthesis import AioVideoSynthesis

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


async def cases():
    yield "call", told(await AioVideoSynthesis.call(**edit(sent["page"])))

    made = await AioVideoSynthesis.async_call(**edit("rain"))
    fetched = await AioVideoSynthesis.fetch(made, **key)
    waited = await AioVideoSynthesis.wait(made, **key)
    same = {rsp.output.task_id for rsp in (made, fetched, waited)}
    yield "wait", [made.output.task_status, waited.output.task_status, len(same)]

    failed = await AioVideoSynthesis.call(**edit("fail"))
    yield "failed", [failed.output.task_status, failed.output.code, failed.output.message]

    refused = await AioVideoSynthesis.async_call(**edit("rain", model="wan9"))
    yield "refused", [refused.status_code, refused.code, refused.message]

    held = await AioVideoSynthesis.async_call(**edit("hold"))
    listed = await AioVideoSynthesis.list(**key, model_name=sent["model"], status="PENDING")
    yield "list", [item["task_id"] == held.output.task_id for item in listed.output["data"]]
    first, again = await AioVideoSynthesis.cancel(held, **key), await AioVideoSynthesis.cancel(held, **key)
    state = (await AioVideoSynthesis.fetch(held, **key)).output.task_status
    yield "cancel", [first.status_code, state, again.status_code, again.code]

    yield "upload", told(await AioVideoSynthesis.call(**edit("rain", sent["files"])))


async def main():
    print(json.dumps({name: value async for name, value in cases()}))
    if hasattr(dashscope, "close_shared_aio_session"):
        await dashscope.close_shared_aio_session()


asyncio.run(main())
