"""A real proxy on loopback sockets: it passes on what names lead to, or refuses; every request line and head is kept."""

import socket
import threading
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Self
from urllib.parse import urlsplit


@dataclass
class Proxy:
    """`leads` says at which port of this machine a name's port really is; `status` refuses everything, 0 says nothing."""

    leads: Mapping[str, int] = field(default_factory=dict)
    status: int = 200
    heads: list[str] = field(default_factory=list)
    url: str = ""

    def __enter__(self) -> Self:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        self._open: list[socket.socket] = []
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        for opened in (self._listener, *self._open):
            with suppress(OSError):
                opened.shutdown(socket.SHUT_RDWR)
            opened.close()

    @property
    def lines(self) -> list[str]:
        return [head.splitlines()[0] for head in self.heads]

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                self._open.append(client)
                threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        with client, suppress(OSError):
            raw = b""
            while b"\r\n\r\n" not in raw:
                if not (data := client.recv(65536)):
                    return
                raw += data
            head, _, rest = raw.partition(b"\r\n\r\n")
            self.heads.append(head.decode())
            if self.status == 0:
                return
            if self.status != 200:
                client.sendall(f"HTTP/1.1 {self.status} No\r\nContent-Length: 0\r\n\r\n".encode())
                return
            self._pass_on(client, head.decode(), rest)

    def _pass_on(self, client: socket.socket, head: str, rest: bytes) -> None:
        line, *lines = head.split("\r\n")
        method, target, version = line.split(" ")
        url = urlsplit(f"//{target}" if method == "CONNECT" else target)
        with socket.create_connection(("127.0.0.1", self.leads[f"{url.hostname}:{url.port or 80}"])) as server:
            self._open.append(server)
            if method == "CONNECT":
                client.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
                server.sendall(rest)
                back = threading.Thread(target=_pipe, args=(server, client), daemon=True)
                back.start()
                _pipe(client, server)
                back.join()
                return
            kept = [line for line in lines if not line.lower().startswith("proxy-")]
            asked = f"{method} {url.path or '/'}{'?' + url.query if url.query else ''} {version}"
            server.sendall("\r\n".join([asked, *kept, "Connection: close", "", ""]).encode())
            answer = b"".join(iter(lambda: server.recv(65536), b""))
            client.sendall(answer.replace(b"\r\n", b"\r\nConnection: close\r\n", 1))


def _pipe(source: socket.socket, target: socket.socket) -> None:
    with suppress(OSError):
        while data := source.recv(65536):
            target.sendall(data)
        target.shutdown(socket.SHUT_WR)
