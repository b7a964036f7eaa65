"""A stand-in for the real service: it declares nothing, so it bills; its storage is another host, and it keeps every request."""

import json
import socket
import ssl
import struct
import threading
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Literal, Self
from urllib.parse import parse_qs, urlsplit

SUBMIT = "/api/v1/services/aigc/video-generation/video-synthesis"
SIGNATURE = "SIGNATURE-CANARY-77aa"

# What becomes of a submit: a job, no answer without or with a job, or a refusal (status, code) in the service's form.
Act = Literal["accept", "close", "reset", "lost", "garbled", "moved"] | tuple[int, str]
# How a job ends: its result, or (code, message).
End = tuple[str, str] | None


@dataclass(frozen=True)
class Seen:
    """One request; header names are lower-case."""

    place: Literal["api", "storage"]
    method: str
    target: str
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


class Gate:
    """Keeps a request on its way until the test opens it."""

    def __init__(self) -> None:
        self._reached, self._opened = threading.Event(), threading.Event()

    def __call__(self) -> None:
        self._reached.set()
        assert self._opened.wait(60)

    def reached(self) -> bool:
        return self._reached.wait(60)

    def open(self) -> None:
        self._opened.set()


@dataclass
class StandIn:
    """The service with its storage; `acts` and `ends` are used up in order, then all goes well."""

    video: Path
    acts: list[Act] = field(default_factory=list)
    ends: list[End] = field(default_factory=list)
    seconds: float = 2.0
    lists: bool = True  # it tells which jobs it has
    requests: list[Seen] = field(default_factory=list)
    jobs: dict[str, tuple[str, End]] = field(default_factory=dict)
    made: dict[str, dict[str, Any]] = field(default_factory=dict)  # by job, as the list shows it
    on_submit: Callable[[], None] = lambda: None
    tls: ssl.SSLContext | None = None

    def __enter__(self) -> Self:
        self._lock = threading.Lock()
        self._api, self._storage = self._serve("api"), self._serve("storage")
        return self

    def __exit__(self, *_: object) -> None:
        for server in (self._api, self._storage):
            server.shutdown()
            server.server_close()

    @property
    def base_url(self) -> str:
        return f"{self._scheme}://127.0.0.1:{self.port}/api/v1"

    @property
    def port(self) -> int:
        return self._api.server_port

    @property
    def _scheme(self) -> str:
        return "http" if self.tls is None else "https"

    @property
    def submits(self) -> list[Seen]:
        return [seen for seen in self.requests if seen.target == SUBMIT]

    def close_api(self) -> None:
        """Refuse connections from now on."""
        threading.Thread(target=self._api.shutdown).start()
        self._api.socket.close()

    def _serve(self, place: Literal["api", "storage"]) -> ThreadingHTTPServer:
        server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self, place))
        server.daemon_threads = True
        if self.tls is not None:
            server.socket = self.tls.wrap_socket(server.socket, server_side=True)
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        return server

    # -- what the service does ---------------------------------------------------------------------------------------

    def answer(self, seen: Seen) -> tuple[int, Any] | Literal["close", "reset"]:
        url = urlsplit(seen.target)
        if seen.place == "storage":
            return (204, b"") if seen.method == "POST" else (200, self.video.read_bytes())
        if url.path == "/":
            return 200, b"hello"
        if seen.target == SUBMIT:
            return self._submit(seen)
        if url.path == "/api/v1/uploads":
            return 200, {"request_id": str(uuid.uuid4()), "data": self._policy(parse_qs(url.query)["model"][0])}
        if url.path == "/api/v1/tasks/":
            return self._list(parse_qs(url.query))
        return 200, self._poll(url.path.rpartition("/")[2])

    def _list(self, asked: dict[str, list[str]]) -> tuple[int, Any]:
        if not self.lists:
            return 503, {"code": "ServiceUnavailable", "message": "no list", "request_id": str(uuid.uuid4())}
        models, page, size = asked.get("model_name"), int(asked["page_no"][0]), int(asked["page_size"][0])
        jobs = [job for job in self.made.values() if models in (None, [job["model_name"]])]
        shown, pages = jobs[(page - 1) * size : page * size], max(1, -(-len(jobs) // size))
        return 200, {
            "request_id": str(uuid.uuid4()),
            "data": shown,
            "total": len(jobs),
            "total_page": pages,
            "page_no": page,
        }

    def _submit(self, seen: Seen) -> tuple[int, Any] | Literal["close", "reset"]:
        self.on_submit()
        with self._lock:
            act = self.acts.pop(0) if self.acts else "accept"
            if act in {"close", "reset"}:
                return act  # type: ignore[return-value]
            request_id = str(uuid.uuid4())
            if isinstance(act, tuple):
                return act[0], {"code": act[1], "message": f"refused: {act[1]}", "request_id": request_id}
            job = str(uuid.uuid4())
            self.jobs[job] = seen.json["input"]["prompt"], self.ends.pop(0) if self.ends else None
            self.made[job] = {
                "task_id": job, "status": "SUCCEEDED", "model_name": seen.json["model"], "gmt_create": int(time.time() * 1000),
                "request_id": request_id, "api_key_id": "1", "caller_parent_id": "1",
            }  # fmt: skip
            if act == "lost":
                return "close"
            if act == "garbled":
                return 200, b"<html>busy</html>"
            if act == "moved":
                return 307, {"code": "Moved", "message": "elsewhere", "request_id": request_id}
            return 200, {"request_id": request_id, "output": {"task_id": job, "task_status": "PENDING"}}

    def _poll(self, job: str) -> dict[str, Any]:
        prompt, end = self.jobs[job]
        output: dict[str, Any] = {"task_id": job, "submit_time": "2026-11-23 09:00:00.120"}
        answer: dict[str, Any] = {"request_id": str(uuid.uuid4()), "output": output}
        if end is not None:
            output |= {"task_status": "FAILED", "code": end[0], "message": end[1]}
            return answer
        link = f"{self._scheme}://127.0.0.1:{self._storage.server_port}/{job}.mp4?Expires={int(time.time()) + 86400}&OSSAccessKeyId=LTAI&Signature={SIGNATURE}"
        output |= {"task_status": "SUCCEEDED", "orig_prompt": prompt, "video_url": link}
        usage = {
            "input_video_duration": self.seconds,
            "output_video_duration": self.seconds,
            "video_count": 1,
            "SR": 720,
        }
        return answer | {"usage": usage | {"duration": 2 * self.seconds}}

    def _policy(self, model: str) -> dict[str, Any]:
        return {
            "policy": "cG9saWN5", "signature": SIGNATURE, "upload_dir": f"dashscope-instant/{model}/{uuid.uuid4()}",
            "upload_host": f"{self._scheme}://127.0.0.1:{self._storage.server_port}", "expire_in_seconds": 300,
            "max_file_size_mb": 100, "capacity_limit_mb": 999999999, "oss_access_key_id": "LTAI",
            "x_oss_object_acl": "private", "x_oss_forbid_overwrite": "true",
        }  # fmt: skip


def _handler(stand_in: StandIn, place: Literal["api", "storage"]) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _any(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length", 0)))
            names = [name.lower() for name in self.headers]
            assert len(names) == len(set(names)), "a header was sent twice"
            seen = Seen(place, self.command, self.path, {n.lower(): v for n, v in self.headers.items()}, body)
            stand_in.requests.append(seen)
            answer = stand_in.answer(seen)
            self.close_connection = True
            if answer == "reset":
                self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                self.connection.close()
            elif answer != "close":
                self._say(*answer)

        def _say(self, status: int, body: Any) -> None:
            raw = body if isinstance(body, bytes) else json.dumps(body).encode()
            kind = "application/json" if not isinstance(body, bytes) else "video/mp4"
            self.send_response_only(status)
            for name, value in (("Date", formatdate(usegmt=True)), ("Content-Type", kind), ("Connection", "close")):
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(raw)))
            self.end_headers()
            self.wfile.write(raw)

        do_GET = do_POST = _any  # noqa: N815 - the names that the base class looks for

        def log_message(self, format: str, *args: Any) -> None:
            """Say nothing."""

    return Handler
