"""Fetching: gets the bytes of a medium that a request names, from this machine or, with care, from the network."""

import base64
import binascii
import ipaddress
import shutil
import socket
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final
from urllib.parse import unquote_to_bytes

from engine.net.address import Address
from engine.net.blocking import Blocking, BlockingReply
from engine.net.network import AGENT, Network
from engine.net.trouble import NetError

_CHUNK = 1 << 16
_MOST_REDIRECTS = 4
_OK = 200
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_URL: Final = "InvalidURL"
_UNREACHED: Final[Mapping[str, tuple[str, str]]] = {
    "connection-refused": ("refuses connections", "InvalidURL.ConnectionRefused"),
    "slow": ("did not answer in time", "InvalidURL.Timeout"),
    "no-such-host": ("is no host that can be found", _URL),
    "network-unreachable": ("can't be reached", _URL),
    "host-unreachable": ("can't be reached", _URL),
}
"""By the reason of our network: what is said of a host, and the service's code for it."""
_BROKEN: Final = ("broke the connection off", "InvalidFile.DownloadFailed")


class FetchFailed(Exception):  # the job ends with it
    """A medium could not be had; `reason` holds no part of a URL's query, `code` is the service's."""

    def __init__(self, reason: str, code: str = "InvalidFile.DownloadFailed") -> None:
        super().__init__(reason)
        self.reason = reason
        self.code = code


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


def fetch_remote(url: str, place: Path, limits: FetchLimits, network: Network) -> None:
    """Download an http or https URL; blocking. Loopback and public addresses only, checked again at each redirect.

    A proxy looks up names itself; those that this machine knows as private are refused there as well.
    """
    with Blocking(
        network, connect_s=limits.connect_s, read_s=limits.connect_s, whole_s=limits.whole_s, connections=1,
        resolve=_allowed_address,
    ) as asking:  # fmt: skip
        asking.begin()
        address = _address_of(lambda: Address.of(url))
        for _ in range(_MOST_REDIRECTS):
            following = _fetch_once(asking, address, place, limits, proxied=network.route(address).proxied)
            if following is None:
                return
            address = _address_of(partial(address.following, following))
    raise FetchFailed("too many redirects")


def _fetch_once(asking: Blocking, address: Address, place: Path, limits: FetchLimits, *, proxied: bool) -> str | None:
    """Download, or return where a redirect leads."""
    if proxied:
        with suppress(OSError):
            _allowed_address(address.host, address.port)
    try:
        with asking.get(address, {"User-Agent": f"{AGENT} emulator"}) as reply:
            if reply.status in _REDIRECTS and (location := reply.headers.get("location")):
                return location
            if reply.status != _OK:
                raise FetchFailed(f"{address.host} answered {reply.status}")
            _copy(reply, place, limits)
    except NetError as error:
        said, code = _UNREACHED.get(error.reason.code, _BROKEN)
        raise FetchFailed(f"{address.host} {said}", code) from error
    return None


def _copy(reply: BlockingReply, place: Path, limits: FetchLimits) -> None:
    got = 0
    with place.open("wb") as file:
        while chunk := reply.take(_CHUNK):
            got += len(chunk)
            if got > limits.max_bytes:
                raise FetchFailed(f"it is larger than {limits.max_bytes} bytes")
            file.write(chunk)


def _address_of(read: Callable[[], Address]) -> Address:
    try:
        return read()
    except ValueError:
        raise FetchFailed("the URL is neither http nor https", _URL) from None


def _allowed_address(host: str, port: int) -> str:
    """Return the first address of a host; raises FetchFailed for one inside a private network."""
    found = [str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    for text in found:
        address = ipaddress.ip_address(text.partition("%")[0])
        if not (address.is_loopback or address.is_global) or address.is_multicast:
            raise FetchFailed(f"{host} is an address of a private network", _URL)
    return found[0]
