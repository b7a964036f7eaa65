"""Address: what an http or https URL asks of whom; its user name and fragment are never sent (pure)."""

from dataclasses import dataclass
from typing import Final, Self
from urllib.parse import quote, urljoin, urlsplit

_PORTS: Final = {"http": 80, "https": 443}
_KEPT: Final = "!$%&'()*+,/:;=?@[]~"


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
        parts = urlsplit(url)
        if parts.scheme not in _PORTS or not parts.hostname:
            raise ValueError("neither http nor https")
        host = parts.hostname if ":" in parts.hostname else parts.hostname.encode("idna").decode("ascii")
        query = f"?{quote(parts.query, safe=_KEPT)}" if parts.query else ""
        return cls(parts.scheme, host, parts.port or _PORTS[parts.scheme], quote(parts.path or "/", safe=_KEPT) + query)

    @property
    def netloc(self) -> str:
        """The value of the Host header."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def url(self) -> str:
        """The whole of it, as a proxy is asked for it."""
        return f"{self.scheme}://{self.netloc}{self.target}"

    def following(self, location: str) -> Self:
        """Return where a redirect leads; raises ValueError as `of` does."""
        return self.of(urljoin(self.url, location))
