"""The YAML language server as a child process, spoken to as an editor does: JSON-RPC over its standard streams.

Protocol: https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/
"""

import json
import os
import queue
import subprocess
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any, Final, Self

PATIENCE_S: Final = 60.0
"""A server that says nothing for so long has nothing to say."""
CURSOR: Final = "‸"
CAPABILITIES: Final = {
    "workspace": {"configuration": True},
    "textDocument": {
        "completion": {"completionItem": {"snippetSupport": True, "documentationFormat": ["markdown", "plaintext"]}},
        "hover": {"contentFormat": ["markdown"]},
    },
}


@dataclass(frozen=True)
class Complaint:
    """A diagnostic: its line, from 1, the text that it marks on that line, and what it says."""

    line: int
    marked: str
    message: str


@dataclass(frozen=True)
class Item:
    """What a completion inserts, a snippet in the protocol's syntax, and what it says of itself."""

    inserts: str
    says: str


class LanguageServer:
    """A server that runs while the context lasts; `warnings` are those that it logged."""

    def __init__(self, command: Sequence[str], root: Path, settings: Mapping[str, Any]) -> None:
        self.warnings: list[str] = []
        self._settings = settings
        self._root = root
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self._inbox: queue.SimpleQueue[dict[str, Any] | None] = queue.SimpleQueue()
        self._published: dict[str, list[dict[str, Any]]] = {}
        self._numbers = count(1)
        self._reader = threading.Thread(target=self._read, daemon=True)

    def __enter__(self) -> Self:
        self._reader.start()
        asked = {"processId": os.getpid(), "rootUri": self._root.as_uri(), "capabilities": CAPABILITIES}
        self._request("initialize", asked)
        self._notify("initialized", {})
        while self._next().get("method") != "workspace/configuration":
            pass  # documents are opened once the server has been told its settings
        return self

    def __exit__(self, *_: object) -> None:
        with self._process:
            try:
                self._request("shutdown", None)
                self._notify("exit", None)
                self._process.wait(PATIENCE_S)
            finally:
                self._process.kill()
                self._reader.join()

    def complaints(self, texts: Mapping[str, str]) -> dict[str, list[Complaint]]:
        """Open documents, by URI, and return what is wrong with each, in the order of lines."""
        for uri, text in texts.items():
            self._open(uri, text)
        while not texts.keys() <= self._published.keys():
            self._next()
        return {uri: _complaints(text, self._published[uri]) for uri, text in texts.items()}

    def completions(self, uri: str, text: str) -> dict[str, Item]:
        """Open a document and return the completions where the cursor's mark stands, by label."""
        found = self._at_cursor("textDocument/completion", uri, text)
        return {
            item["label"]: Item(item.get("insertText", ""), _plain(item.get("documentation")))
            for item in found["items"]
        }

    def hover(self, uri: str, text: str) -> str:
        """Open a document and return the Markdown shown where the cursor's mark stands."""
        found = self._at_cursor("textDocument/hover", uri, text)
        return _plain(found["contents"]) if found else ""

    def _at_cursor(self, method: str, uri: str, text: str) -> Any:
        before, _, behind = text.partition(CURSOR)
        self._open(uri, before + behind)
        position = {"line": before.count("\n"), "character": len(before.rpartition("\n")[2])}
        return self._request(method, {"textDocument": {"uri": uri}, "position": position})

    def _open(self, uri: str, text: str) -> None:
        document = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
        self._notify("textDocument/didOpen", {"textDocument": document})

    def _request(self, method: str, params: Any) -> Any:
        number = next(self._numbers)
        self._send({"id": number, "method": method, "params": params})
        while True:
            message = self._next()
            if "method" not in message and message["id"] == number:
                assert "error" not in message, message
                return message["result"]

    def _notify(self, method: str, params: Any) -> None:
        self._send({"method": method, "params": params})

    def _send(self, message: Mapping[str, Any]) -> None:
        assert self._process.stdin is not None
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self._process.stdin.flush()

    def _next(self) -> dict[str, Any]:
        """Take the server's next message; questions of its own are answered, what it publishes is kept."""
        message = self._inbox.get(timeout=PATIENCE_S)
        assert message is not None, "the language server ended"
        params = message.get("params")
        match message.get("method"):
            case "workspace/configuration":
                wanted = [item.get("section") for item in params["items"]]
                self._send({"id": message["id"], "result": [self._settings.get(section) for section in wanted]})
            case "textDocument/publishDiagnostics":
                self._published[params["uri"]] = params["diagnostics"]
            case "window/logMessage" | "window/showMessage" if params["type"] <= 2:
                self.warnings.append(params["message"])
            case str() if "id" in message:
                self._send({"id": message["id"], "result": None})
        return message

    def _read(self) -> None:
        stream = self._process.stdout
        assert stream is not None
        while header := stream.readline():
            length = 0
            while header not in (b"\r\n", b""):
                name, _, value = header.partition(b":")
                length = int(value) if name.lower() == b"content-length" else length
                header = stream.readline()
            self._inbox.put(json.loads(stream.read(length)))
        self._inbox.put(None)


def _complaints(text: str, diagnostics: Sequence[Mapping[str, Any]]) -> list[Complaint]:
    lines = text.splitlines()
    found = []
    for diagnostic in diagnostics:
        start, end = diagnostic["range"]["start"], diagnostic["range"]["end"]
        stop = end["character"] if end["line"] == start["line"] else None
        found.append(
            Complaint(start["line"] + 1, lines[start["line"]][start["character"] : stop], diagnostic["message"])
        )
    return sorted(found, key=lambda complaint: complaint.line)


def _plain(documentation: Any) -> str:
    return documentation["value"] if isinstance(documentation, dict) else documentation or ""
