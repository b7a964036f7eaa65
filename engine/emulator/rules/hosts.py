"""Hosts: by which names the emulator is called; a page of a browser that calls it by another is turned away (pure)."""

import ipaddress
from collections.abc import Collection
from typing import Final
from urllib.parse import urlsplit

LOCAL: Final = "localhost"


def name_of(header: str) -> str:
    """Return the host of a `Host` header in small letters, without its port and the brackets of an IPv6 address."""
    name, colon, port = header.rpartition(":")
    host = name if colon and port.isdigit() and (not name.count(":") or name.endswith("]")) else header
    return host.removeprefix("[").removesuffix("]").lower().rstrip(".")


def is_known(header: str, names: Collection[str] = ()) -> bool:
    """Tell whether a request may call the emulator so: by an address, as localhost, below it, or by one of the names.

    A page of the web reaches this machine only by a name of its own that it lets point here, which is none of these.
    """
    host = name_of(header)
    return host in {"", LOCAL, *names} or host.endswith("." + LOCAL) or _is_address(host)


def is_origin(text: str) -> bool:
    """Tell whether a text is the address of a server: scheme, host and perhaps a port, without a path."""
    try:
        parts = urlsplit(text)
        fine = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False
    return (
        fine and text == f"{parts.scheme}://{parts.netloc}" and "@" not in parts.netloc and not set(text) & set(" \t\n")
    )


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
