"""A server of media on a loopback port: each path answers as a test wants it, and every request and byte is counted."""

import re
import ssl
import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self

from tests.huge_media import Sparse

BLOCK = 64 * 1024


@dataclass(frozen=True)
class Asked:
    """One request; header names are lower-case."""

    method: str
    target: str
    headers: dict[str, str]


@dataclass
class File:
    """What stands at a path. `statuses` are used up first; `cut` breaks the body off; `shift` gives a later part
    than was asked for; `before` runs first of all."""

    data: bytes | Sparse = b""
    etag: str | None = None
    modified: str | None = None
    kind: str = "application/octet-stream"
    ranges: bool = True
    length: bool = True
    statuses: list[int] = field(default_factory=list)
    status: int = 200
    location: str | None = None
    headers: dict[str, str] = field(default_factory=dict)
    cut: int | None = None
    shift: int = 0
    before: Callable[["File", Asked], None] = lambda file, asked: None


def tagged(tag: str, length: int) -> str:
    """The version of what is served with a strong tag."""
    return f'etag:"{tag}";length:{length}'


@dataclass
class MediaServer:
    """Serves while its block lasts; `files` may be changed at any time."""

    files: dict[str, File] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    served: Counter[str] = field(default_factory=Counter)
    most_at_once: int = 0
    at_once: int = 0
    connections: int = 0
    tls: ssl.SSLContext | None = None

    def __enter__(self) -> Self:
        self.lock = threading.Lock()
        self._server = _Server(("127.0.0.1", 0), _handler(self))
        if self.tls is not None:
            self._server.socket = self.tls.wrap_socket(self._server.socket, server_side=True)
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}"

    def put(self, path: str, file: File) -> str:
        """Place a file and return its address."""
        self.files[path] = file
        return self.origin + path

    def of(self, path: str) -> list[Asked]:
        """The requests for a path, whatever their query."""
        return [asked for asked in self.asked if asked.target.partition("?")[0] == path]


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 128

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing when the other side has gone."""


def _handler(server: MediaServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def setup(self) -> None:
            super().setup()
            with server.lock:
                server.connections += 1

        def do_GET(self) -> None:
            path = self.path.partition("?")[0]
            with server.lock:
                headers = {name.lower(): value for name, value in self.headers.items()}
                asked = Asked(self.command, self.path, headers)
                server.asked.append(asked)
                server.at_once += 1
                server.most_at_once = max(server.most_at_once, server.at_once)
            try:
                file = server.files.get(path, File(status=404))
                file.before(file, asked)
                self._answer(path, file)
            finally:
                with server.lock:
                    server.at_once -= 1

        do_HEAD = do_GET  # noqa: N815

        def _answer(self, path: str, file: File) -> None:
            status = file.statuses.pop(0) if file.statuses else file.status
            if status != 200:
                self._say(path, status, {**file.headers, **({"Location": file.location} if file.location else {})}, b"")
                return
            marks = {"ETag": file.etag, "Last-Modified": file.modified, "Content-Type": file.kind, **file.headers}
            said = {name: value for name, value in marks.items() if value is not None}
            wanted = re.fullmatch(r"bytes=(\d+)-(\d+)", self.headers.get("Range", "")) if file.ranges else None
            if wanted is None:
                self._say(path, 200, said, file.data, file)
                return
            start, stop = int(wanted[1]) + file.shift, min(int(wanted[2]) + 1, len(file.data))
            if start >= stop:
                self._say(path, 416, {"Content-Range": f"bytes */{len(file.data)}"}, b"")
                return
            said["Content-Range"] = f"bytes {start}-{stop - 1}/{len(file.data)}"
            self._say(path, 206, said, file.data[start:stop], file)

        def _say(
            self, path: str, status: int, headers: dict[str, str], data: bytes | Sparse, file: File | None = None
        ) -> None:
            self.send_response_only(status)
            for name, value in headers.items():
                self.send_header(name, value)
            whole = file is None or (file.length and file.cut is None)
            if file is None or file.length:
                self.send_header("Content-Length", str(len(data)))
            if not whole:
                self.send_header("Connection", "close")
                self.close_connection = True
            self.end_headers()
            end = len(data) if file is None or file.cut is None else min(file.cut, len(data))
            for at in range(0, end, BLOCK):
                block = data[at : min(at + BLOCK, end)]
                self.wfile.write(block)
                with server.lock:
                    server.served[path] += len(block)

        def log_message(self, format: str, *args: Any) -> None:
            """Say nothing."""

    return Handler
