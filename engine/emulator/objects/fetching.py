"""Fetching: gets the bytes of a medium that a request names, from this machine or, with care, from the network."""

import base64
import binascii
import hashlib
import http.client
import ipaddress
import shutil
import socket
import ssl
import time
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import SplitResult, unquote_to_bytes, urljoin, urlsplit

_CHUNK = 1 << 16
_MOST_REDIRECTS = 4
_REDIRECTS = frozenset({301, 302, 303, 307, 308})


class FetchFailed(Exception):  # the job ends with it
    """A medium could not be had; `reason` holds no part of a URL's query."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchLimits:
    """Bounds of one download."""

    max_bytes: int
    connect_s: float = 10.0
    whole_s: float = 120.0


def fetch_data_url(url: str, place: Path) -> None:
    """Write the bytes of a `data:` URL."""
    head, comma, payload = url.partition(",")
    if not comma or not head.lower().endswith(";base64"):
        raise FetchFailed("the data URL is not base64")
    try:
        place.write_bytes(base64.b64decode(unquote_to_bytes(payload), validate=True))
    except (binascii.Error, ValueError):
        raise FetchFailed("the data URL is not base64") from None


def fetch_file(source: Path, place: Path) -> None:
    """Copy a local file."""
    try:
        shutil.copyfile(source, place)
    except OSError as error:
        raise FetchFailed(error.strerror or "unreadable") from error


def fetch_remote(url: str, place: Path, limits: FetchLimits) -> None:
    """Download an http or https URL; blocking. Loopback and public addresses only, checked again at each redirect."""
    deadline = time.monotonic() + limits.whole_s
    for _ in range(_MOST_REDIRECTS):
        try:
            following = _fetch_once(url, place, limits, deadline)
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise FetchFailed(f"{urlsplit(url).hostname}: {type(error).__name__}") from error
        if following is None:
            return
        url = urljoin(url, following)
    raise FetchFailed("too many redirects")


def _fetch_once(url: str, place: Path, limits: FetchLimits, deadline: float) -> str | None:
    """Download, or return where a redirect leads."""
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise FetchFailed("the URL is neither http nor https")
    connection = _connection(parts, limits)
    try:
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        connection.request("GET", target, headers={"User-Agent": "editchain-emulator"})
        answer = connection.getresponse()
        if answer.status in _REDIRECTS and (location := answer.getheader("Location")):
            return location
        if answer.status != http.client.OK:
            raise FetchFailed(f"{parts.hostname} answered {answer.status}")
        _copy(answer, place, limits, deadline)
    finally:
        connection.close()
    return None


def _copy(answer: http.client.HTTPResponse, place: Path, limits: FetchLimits, deadline: float) -> None:
    got = 0
    with place.open("wb") as file:
        while chunk := answer.read(_CHUNK):
            got += len(chunk)
            if got > limits.max_bytes:
                raise FetchFailed(f"it is larger than {limits.max_bytes} bytes")
            if time.monotonic() > deadline:
                raise FetchFailed(f"it takes longer than {limits.whole_s:.0f} s")
            file.write(chunk)
    length = answer.getheader("Content-Length")
    if length is not None and length.isdigit() and int(length) != got:
        raise FetchFailed(f"it ended after {got} of {length} bytes")


def _connection(parts: SplitResult, limits: FetchLimits) -> http.client.HTTPConnection:
    """Connect to an address that was checked, so that a second look-up can't lead elsewhere."""
    host = parts.hostname or ""
    port = parts.port or (443 if parts.scheme == "https" else 80)
    address = _allowed_address(host, port)
    connection = http.client.HTTPConnection(host, port, timeout=limits.connect_s)
    raw = socket.create_connection((address, port), timeout=limits.connect_s)
    connection.sock = raw
    if parts.scheme == "https":
        connection.sock = ssl.create_default_context().wrap_socket(raw, server_hostname=host)
    return connection


def _allowed_address(host: str, port: int) -> str:
    """Return the first address of a host; raises FetchFailed for one inside a private network."""
    found = [str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    for text in found:
        address = ipaddress.ip_address(text.partition("%")[0])
        if not (address.is_loopback or address.is_global) or address.is_multicast:
            raise FetchFailed(f"{host} is an address of a private network")
    return found[0]


def name_of(url: str) -> str:
    """Return a short name for a URL that is safe as a file's name and tells nothing of its query."""
    return hashlib.sha256(url.encode()).hexdigest()[:16]
