"""Network: which way leads to an address: directly or through a proxy, and whose certificates are trusted (pure).

The names and their meaning are those of curl: https://curl.se/docs/manpage.html (ENVIRONMENT).
"""

import base64
import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Self
from urllib.parse import unquote, urlsplit

from engine.errors import OperatorError
from engine.net.address import Address, is_loopback
from engine.settings import Settings
from engine.values.address import shown
from engine.version import __version__

AGENT: Final = f"editchain/{__version__}"
"""Who asks, as every request says."""

Headers = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Proxy:
    """A proxy's own address and the headers that only it may see."""

    address: Address
    headers: Headers = field(default=(), repr=False)

    @classmethod
    def of(cls, text: str) -> Self:
        """Read an address such as "http://user:password@proxy:3128"; raises OperatorError `proxy-invalid`."""
        try:
            parts = urlsplit(text if "://" in text else f"http://{text}")
            address = Address.of(f"{parts.scheme}://{parts.netloc}")
        except ValueError:
            raise OperatorError("proxy-invalid", url=shown(text)) from None
        if parts.username is None:
            return cls(address)
        words = f"{unquote(parts.username)}:{unquote(parts.password or '')}"
        return cls(address, (("Proxy-Authorization", f"Basic {base64.b64encode(words.encode()).decode()}"),))


@dataclass(frozen=True, slots=True)
class Route:
    """Where a connection leads, what is asked for there, with which headers besides.

    When it is `proxied`, a proxy either passes bytes on through a `tunnel`, or is `to` itself and reads along.
    """

    to: Address
    headers: Headers = field(default=(), repr=False)
    proxied: bool = False
    tunnel: Proxy | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """What holds for every connection.

    `proxies` are addresses by the scheme that goes through them, "" for none; `no_proxy` lists hosts that are asked directly,
    as this machine always is. `ca_bundle` is a file of certificates to trust in place of the system's.
    """

    proxies: Mapping[str, str] = field(default_factory=dict, repr=False)
    no_proxy: str = ""
    ca_bundle: Path | None = None

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """Return the network that settings describe."""
        return cls(proxies=settings.proxies, no_proxy=settings.no_proxy, ca_bundle=settings.ca_bundle)

    def route(self, address: Address, *, tunnel: bool = False) -> Route:
        """Return the way to an address; `tunnel` asks for one also where the proxy could read along.

        Raises OperatorError `proxy-invalid`.
        """
        text = self.proxies.get(address.scheme, "")
        if not text or is_loopback(address.host) or _is_excepted(address, self.no_proxy):
            return Route(address)
        proxy = Proxy.of(text)
        if tunnel or address.scheme == "https":
            return Route(address, (), proxied=True, tunnel=proxy)
        to = Address(proxy.address.scheme, proxy.address.host, proxy.address.port, address.url)
        return Route(to, proxy.headers, proxied=True)


DIRECT: Final = Network()


def _is_excepted(address: Address, no_proxy: str) -> bool:
    """Tell whether a host stands in a list of hosts, domains and networks, each perhaps with a port."""
    return any(_names(entry.lower(), address) for entry in no_proxy.replace(",", " ").split())


def _names(entry: str, address: Address) -> bool:
    if entry in ("*", address.host):
        return True
    try:
        network = ipaddress.ip_network(entry.strip("[]"), strict=False)
    except ValueError:
        name, _, port = entry.rpartition(":") if entry.rpartition(":")[2].isdigit() else (entry, "", "")
        domain = name.strip("[]").removeprefix("*").removeprefix(".")
        inside = address.host == domain or address.host.endswith(f".{domain}")
        return bool(domain) and inside and port in ("", str(address.port))
    try:
        return ipaddress.ip_address(address.host) in network
    except ValueError:
        return False
