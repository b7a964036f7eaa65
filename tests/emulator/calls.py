"""Calls: a client of the emulator that does nothing by itself, and the samples of the tests."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx

from engine.emulator.server import EmulatorServer

SAMPLES = Path(__file__).parents[2] / "recipes" / "media"
SUBMIT = "/services/aigc/video-generation/video-synthesis"
HEADERS = {"Authorization": "Bearer sk-test", "X-DashScope-Async": "enable"}
CLIP = "https://media.example.org/in/street.mp4"


def body_of(
    prompt: str | None = "rain", *, url: str = CLIP, images: tuple[str, ...] = (), **parameters: Any
) -> dict[str, Any]:
    media = [{"type": "video", "url": url}, *({"type": "reference_image", "url": image} for image in images)]
    words = {} if prompt is None else {"prompt": prompt}
    return {
        "model": "wan2.7-videoedit",
        "input": {**words, "media": media},
        "parameters": {"resolution": "720P", **parameters},
    }


def until(holds: Callable[[], bool], limit_s: float = 20.0) -> None:
    """Look again and again, without a pause, until something holds; fail when it takes too long."""
    end = time.monotonic() + limit_s
    while not holds():
        assert time.monotonic() < end, "it did not happen in time"


class Api:
    """A client that does nothing by itself: one method, one request."""

    def __init__(self, server: EmulatorServer, http: httpx.Client) -> None:
        self.server = server
        self.http = http

    def submit(self, prompt: str | None = "rain", headers: dict[str, str] | None = None, **rest: Any) -> httpx.Response:
        return self.post(body_of(prompt, **rest), headers)

    def post(self, body: Any, headers: dict[str, str] | None = None) -> httpx.Response:
        return self.http.post(self.server.base_url + SUBMIT, json=body, headers=HEADERS if headers is None else headers)

    def job(self, prompt: str | None = "rain", **rest: Any) -> str:
        answer = self.submit(prompt, **rest)
        assert answer.status_code == 200, answer.text
        task_id: str = answer.json()["output"]["task_id"]
        return task_id

    def poll(self, task_id: str, **headers: str) -> httpx.Response:
        return self.http.get(f"{self.server.base_url}/tasks/{task_id}", headers={**HEADERS, **headers})

    def output(self, task_id: str) -> dict[str, Any]:
        output: dict[str, Any] = self.poll(task_id).json()["output"]
        return output

    def list(self, **query: Any) -> httpx.Response:
        return self.http.get(f"{self.server.base_url}/tasks/", params=query, headers=HEADERS)

    def cancel(self, task_id: str) -> httpx.Response:
        return self.http.post(f"{self.server.base_url}/tasks/{task_id}/cancel", headers=HEADERS)

    def finished(self, prompt: str | None = "rain", **rest: Any) -> dict[str, Any]:
        """Submit, wait without polling, and return the answer to one poll."""
        task_id = self.job(prompt, **rest)
        assert self.server.settled()
        answer: dict[str, Any] = self.poll(task_id).json()
        return answer
