"""Address: what an http or https URL asks of whom; its user name and fragment are never sent (pure)."""

import ipaddress
from dataclasses import dataclass
from typing import Self
from urllib.parse import urljoin

from engine.values.url import DEFAULT_PORTS, Url


@dataclass(frozen=True, slots=True)
class Address:
    """A server and the target asked of it; `host` and `target` are ASCII."""

    scheme: str
    host: str
    port: int
    target: str

    @classmethod
    def of(cls, url: str) -> Self:
        """Read an address; raises ValueError, without the address, for one that is neither http nor https."""
        read = Url.of(url)
        if read.scheme not in DEFAULT_PORTS:
            raise ValueError("neither http nor https")
        query = f"?{read.query}" if read.query else ""
        return cls(read.scheme, read.host, read.port or DEFAULT_PORTS[read.scheme], (read.path or "/") + query)

    @property
    def netloc(self) -> str:
        """The value of the Host header."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == DEFAULT_PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def url(self) -> str:
        """The whole of it, as a proxy is asked for it."""
        return f"{self.scheme}://{self.netloc}{self.target}"

    def following(self, location: str) -> Self:
        """Return where a redirect leads; raises ValueError as `of` does."""
        return self.of(urljoin(self.url, location))


def is_loopback(host: str) -> bool:
    """Tell whether a host name or address is this machine's own."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
