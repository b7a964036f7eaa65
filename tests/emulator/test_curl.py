"""The product page's pair of curl commands."""

import json
import shutil
import subprocess

import pytest

from tests.emulator.calls import SUBMIT

BODY = """{
    "model": "wan2.7-videoedit",
    "input": {
        "prompt": "视频改为8bit像素风格",
        "media": [
            {
                "type": "video",
                "url": "https://help-static-aliyun-doc.aliyuncs.com/file-manage-files/en-US/20260409/rkjvku/1.mp4"
            }
        ]
    },
    "parameters": {
        "resolution": "720P",
        "prompt_extend": true,
        "watermark": true
    }
}"""
KEY = "Authorization: Bearer sk-test"


def curl(*arguments):
    if shutil.which("curl") is None:
        pytest.skip("curl is not installed")
    done = subprocess.run(["curl", "--silent", "--show-error", *arguments], capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def test_create_then_get(api):
    created = curl(
        "--location", api.server.base_url + SUBMIT, "-H", "X-DashScope-Async: enable", "-H", KEY,
        "-H", "Content-Type: application/json", "-d", BODY,
    )  # fmt: skip
    assert created["output"]["task_status"] == "PENDING"
    assert api.server.settled()
    got = curl("-X", "GET", f"{api.server.base_url}/tasks/{created['output']['task_id']}", "--header", KEY)
    assert (got["output"]["task_status"], got["output"]["orig_prompt"]) == ("SUCCEEDED", "视频改为8bit像素风格")
