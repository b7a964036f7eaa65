"""URLs as they are sent, in ASCII, and the one spelling by which two of them are the same (RFC 3986, section 6.2.2; pure)."""

import re
from dataclasses import dataclass
from typing import Final, Self
from urllib.parse import quote, urlsplit

DEFAULT_PORTS: Final = {"http": 80, "https": 443}
_KEPT: Final = "!$%&'()*+,/:;=?@[]~"
_LONE_PERCENT: Final = re.compile(r"%(?![0-9A-Fa-f]{2})")
_ESCAPE: Final = re.compile(r"%([0-9A-Fa-f]{2})")
# What RFC 3986 calls unreserved, and the marks that some writers of URLs escape and others leave (RFC 2396, section 2.3).
_PLAIN: Final = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!*'()")


@dataclass(frozen=True, slots=True)
class Url:
    """A URL in ASCII, taken apart; escapes that were written stay as they are, for signatures may cover them.

    `host` is in lower case; `port` is None where it is the scheme's own; a fragment is never sent and not kept.
    """

    scheme: str
    user: str
    host: str
    port: int | None
    path: str
    query: str

    @classmethod
    def of(cls, text: str) -> Self:
        """Read a URL; raises ValueError, without the URL, for one that has no host or can't be written in ASCII."""
        parts = urlsplit(text)
        if not parts.scheme or not parts.hostname:
            raise ValueError("no host")
        host = parts.hostname if ":" in parts.hostname else parts.hostname.encode("idna").decode("ascii").lower()
        port = None if parts.port == DEFAULT_PORTS.get(parts.scheme) else parts.port
        user = parts.netloc.rpartition("@")[0]
        return cls(parts.scheme, _ascii(user), host, port, _ascii(parts.path), _ascii(parts.query))

    @property
    def netloc(self) -> str:
        """Host and port, without a user name."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port is None else f"{host}:{self.port}"

    @property
    def sent(self) -> str:
        """The whole of it in ASCII."""
        user = f"{self.user}@" if self.user else ""
        query = f"?{self.query}" if self.query else ""
        return f"{self.scheme}://{user}{self.netloc}{self.path or '/'}{query}"

    @property
    def place(self) -> str:
        """Scheme, host, port and path in their one spelling."""
        return f"{self.scheme}://{self.netloc}{_without_dots(_one_spelling(self.path or '/'))}"

    @property
    def pairs(self) -> tuple[str, ...]:
        """The members of the query in their one spelling, such as "v=2", in their order."""
        return tuple(_one_spelling(pair) for pair in self.query.split("&") if pair)


def _ascii(text: str) -> str:
    return quote(_LONE_PERCENT.sub("%25", text), safe=_KEPT)


def _one_spelling(text: str) -> str:
    return _ESCAPE.sub(_unescaped, text)


def _unescaped(found: re.Match[str]) -> str:
    sign = chr(int(found[1], 16))
    return sign if sign in _PLAIN else found[0].upper()


def _without_dots(path: str) -> str:
    """Remove "." and ".." (RFC 3986, section 5.2.4)."""
    kept: list[str] = []
    segments = path.split("/")[1:]
    for segment in segments:
        if segment == "..":
            del kept[-1:]
        elif segment != ".":
            kept.append(segment)
    if segments[-1] in (".", ".."):
        kept.append("")
    return "/" + "/".join(kept)
