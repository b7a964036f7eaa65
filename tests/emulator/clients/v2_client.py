"""What version 2 of the Python SDK does with the service: `v2_client.py SENT` tells it as one JSON object.

It is run by interpreters that have nothing but the SDK, so it imports nothing of the project.
"""

import json
import sys

from dashscope import v2

sent = json.loads(sys.argv[1])


def edit(prompt, media=sent["media"], model=sent["model"]):
    return {
        "model": model, "media": media, "resolution": "720P", "prompt_extend": True, "watermark": True, "prompt": prompt,
    }  # fmt: skip


def told(job):
    usage = job.usage
    return {
        "status": job.status, "prompt": job.output["orig_prompt"], "url": job.video_url,
        "tier": usage.SR, "count": usage.video_count,
        "seconds": [usage.input_video_duration, usage.output_video_duration, usage.duration],
    }  # fmt: skip


def refusal(act, *given, **named):
    try:
        act(*given, **named)
    except v2.DashScopeError as error:
        return [error.status_code, error.code, error.message]
    return None


def cases(client):
    videos, jobs = client.videos, client.videos.jobs
    yield "call", told(videos.generate(**edit(sent["page"])))

    made = jobs.create(**edit("rain"))
    fetched = jobs.fetch(made.task_id)
    waited = jobs.wait(made)
    yield "wait", [made.status, waited.status, len({made.task_id, fetched.task_id, waited.task_id})]

    yield "failed", refusal(videos.generate, **edit("fail"))
    yield "refused", refusal(jobs.create, **edit("rain", model="wan9"))

    held = jobs.create(**edit("hold"))
    yield "list", [job == held.task_id for job in jobs.list(model_name=sent["model"], status="PENDING").tasks]
    jobs.cancel(held.task_id)
    again = refusal(jobs.cancel, held.task_id)
    yield "cancel", [200, jobs.fetch(held.task_id).status, *(again or [])[:2]]

    yield "upload", told(videos.generate(**edit("rain", sent["files"])))


with v2.Client(api_key=sent["key"], base_url=sent["base_url"]) as client:
    print(json.dumps(dict(cases(client))))
