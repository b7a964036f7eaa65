"""A server on raw loopback sockets: each connection plays the next scene, and every byte that comes is kept."""

import contextlib
import json
import re
import socket
import struct
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Self

from engine.catalog import AnswerShape, ServiceProfile, UsagePaths

KEY = "sk-test-0123456789abcdef"
PROFILE = ServiceProfile(name="test", title="a test", protocol="dashscope", region="cn-beijing", bills=True)
SHAPE = AnswerShape(
    result="output.video_url",
    usage=UsagePaths(input="input_video_duration", output="output_video_duration", billed="duration", tier="SR"),
    hours=24,
)


@dataclass
class Seen:
    """One connection: the raw bytes that came on it."""

    raw: bytes = b""

    @property
    def head(self) -> bytes:
        return self.raw.partition(b"\r\n\r\n")[0]

    @property
    def body(self) -> bytes:
        return self.raw.partition(b"\r\n\r\n")[2]

    @property
    def line(self) -> str:
        return self.head.split(b"\r\n")[0].decode()

    @property
    def headers(self) -> dict[str, str]:
        pairs = [line.decode().split(": ", 1) for line in self.head.split(b"\r\n")[1:]]
        names = [name.lower() for name, _ in pairs]
        assert len(names) == len(set(names)), names
        return {name.lower(): value for name, value in pairs}


@dataclass
class Visit:
    """What a scene may do with its connection."""

    socket: socket.socket
    seen: Seen
    done: threading.Event

    def read(self) -> None:
        """Read one whole request."""
        while not self._whole():
            data = self.socket.recv(65536)
            if not data:
                return
            self.seen.raw += data

    def read_to_end(self) -> None:
        while data := self.socket.recv(65536):
            self.seen.raw += data

    def say(self, data: bytes) -> None:
        self.socket.sendall(data)

    def reset(self) -> None:
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))

    def _whole(self) -> bool:
        head, blank, body = self.seen.raw.partition(b"\r\n\r\n")
        length = re.search(rb"(?i)^content-length: (\d+)", head, re.MULTILINE)
        return bool(blank) and len(body) >= (int(length.group(1)) if length else 0)


Scene = Callable[[Visit], None]


def http(status: int, body: bytes | dict | list, *lines: str) -> bytes:
    """Spell out an answer; a dict or list becomes JSON."""
    kind = (
        () if any(line.lower().startswith("content-type:") for line in lines) else ("Content-Type: application/json",)
    )
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    head = [f"HTTP/1.1 {status} X", *kind, *lines, f"Content-Length: {len(raw)}", "Connection: close", "", ""]
    return "\r\n".join(head).encode() + raw


def answer(status: int, body: bytes | dict | list, *lines: str) -> Scene:
    return raw(http(status, body, *lines))


def raw(data: bytes) -> Scene:
    """Read the request, say these bytes, close."""

    def scene(visit: Visit) -> None:
        visit.read()
        visit.say(data)

    return scene


def close_at_once(visit: Visit) -> None:
    visit.socket.shutdown(socket.SHUT_RDWR)


def close_after_body(visit: Visit) -> None:
    visit.read()


def reset_after_body(visit: Visit) -> None:
    visit.read()
    visit.reset()


def never_answer(visit: Visit) -> None:
    visit.read()
    visit.done.wait(30)


def watch(visit: Visit) -> None:
    """Keep what comes until the other side closes."""
    visit.read_to_end()


@dataclass
class ScriptedServer:
    """Plays one scene a connection, in order; the last one again and again."""

    scenes: list[Scene] = field(default_factory=list)
    visits: list[Seen] = field(default_factory=list)

    def __enter__(self) -> Self:
        self._done = self._settled = threading.Event()
        self._last: tuple[str, int] | None = None
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=16)
        self._threads: list[threading.Thread] = []
        self._accepting = threading.Thread(target=self._accept, daemon=True)
        self._accepting.start()
        return self

    def __exit__(self, *_exc: object) -> None:
        self._done.set()
        self.settle()
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._accepting.join(10)

    @property
    def port(self) -> int:
        return self._listener.getsockname()[1]

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def url(self) -> str:
        return f"{self.origin}/api/v1"

    @property
    def posts(self) -> list[Seen]:
        return [seen for seen in self.visits if seen.raw.startswith(b"POST")]

    def settle(self) -> None:
        """Wait until all connections so far are over; connections are taken in order, so one of our own comes last."""
        with socket.socket() as last:
            last.bind(("127.0.0.1", 0))
            self._last, self._settled = last.getsockname(), threading.Event()
            last.connect(("127.0.0.1", self.port))
            assert self._settled.wait(10)
        for thread in self._threads:
            thread.join(10)
            assert not thread.is_alive()

    def _accept(self) -> None:
        while True:
            try:
                connection, peer = self._listener.accept()
            except OSError:
                return
            if peer == self._last:
                connection.close()
                self._settled.set()
                continue
            seen = Seen()
            scene = self.scenes[min(len(self.visits), len(self.scenes) - 1)]
            self.visits.append(seen)
            thread = threading.Thread(target=self._play, args=(connection, scene, seen), daemon=True)
            self._threads.append(thread)
            thread.start()

    def _play(self, connection: socket.socket, scene: Scene, seen: Seen) -> None:
        with connection, contextlib.suppress(OSError):
            connection.settimeout(10)
            scene(Visit(connection, seen, self._done))
