"""Base URLs: which address a profile or a setting names, and whether it is fit to carry a key (pure)."""

import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import SplitResult, urlsplit

from engine.catalog.service import WORKSPACE, ServiceProfile
from engine.errors import OperatorError
from engine.net.address import Address, is_loopback
from engine.values.reason import Reason, because

_PORTS: Final = {"https": 443, "http": 80}
_ROOT: Final = "/api/v1"
_EXAMPLE: Final = because("url-example", example="https://dashscope.aliyuncs.com/api/v1")
_HOST: Final = re.compile(r"[A-Za-z0-9._:-]+")
_WORKSPACE_ID: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}", re.ASCII)
_PRINTABLE: Final = re.compile(r"[!-~]{1,8192}")


@dataclass(frozen=True, slots=True)
class BaseUrl:
    """Where the API lives: `path` ends in `/api/v1`, as in `DASHSCOPE_HTTP_BASE_URL` of the official SDK."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def netloc(self) -> str:
        """The value of the Host header."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def root(self) -> str:
        """The address under which `/api/v1` stands, with a final slash."""
        return f"{self.scheme}://{self.netloc}{self.path.removesuffix(_ROOT)}/"

    def address(self, endpoint: str) -> Address:
        """Return where something below it is asked for."""
        return Address(self.scheme, self.host, self.port, self.path + endpoint)

    @property
    def loopback(self) -> bool:
        return is_loopback(self.host)

    def __str__(self) -> str:
        return f"{self.scheme}://{self.netloc}{self.path}"


def parse_base_url(text: str, *, insecure: bool = False) -> BaseUrl:
    """Return the base URL; raises OperatorError `base-url-invalid` with what is wrong.

    Plain http would show the key to everybody on the way: it is taken for loopback only, or when `insecure` is asked
    for.
    """
    shown = text.partition("?")[0].rpartition("@")[2]
    text = text.strip()
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError as error:
        raise OperatorError("base-url-invalid", url=shown, why=because("url-unread")) from error
    why = _fault(parts, insecure=insecure) if _PRINTABLE.fullmatch(text) else _EXAMPLE
    if why:
        raise OperatorError("base-url-invalid", url=shown, why=why)
    host = (parts.hostname or "").lower()
    return BaseUrl(parts.scheme, host, port or _PORTS[parts.scheme], parts.path.rstrip("/"))


def base_url_of(
    profile: ServiceProfile, override: str | None = None, *, workspace: str | None = None, insecure: bool = False
) -> BaseUrl:
    """Return where a profile's service is reached: the override of the settings, else the profile's own address.

    Raises OperatorError `base-url-invalid`, and where it is that of a workspace `workspace-missing` or `workspace-invalid`.
    """
    own = profile.base_url or ""
    if override is None and WORKSPACE in own:
        own = own.replace(WORKSPACE, _workspace(profile.name, workspace))
    return parse_base_url(override or own, insecure=insecure)


def _workspace(service: str, id: str | None) -> str:
    if id is None:
        raise OperatorError("workspace-missing", service=service)
    if not _WORKSPACE_ID.fullmatch(id):
        raise OperatorError("workspace-invalid", workspace=id)
    return id


def storage_url(text: str, base: BaseUrl) -> str:
    """Return the address at which a storage host is spoken to: https, except where the API itself is plain http.

    The service hands out some links as http; its storage answers both and a signature doesn't cover the scheme.
    Raises ValueError, without the address, for one that is of no use.
    """
    parts = urlsplit(text)
    port, host = parts.port, parts.hostname or ""
    if parts.scheme not in _PORTS or not _HOST.fullmatch(host) or "@" in parts.netloc or not _PRINTABLE.fullmatch(text):
        raise ValueError("an address of storage that is neither http nor https")
    plain_is_meant = base.scheme == "http" and (is_loopback(host) or host == base.host)
    if parts.scheme == "https" or plain_is_meant:
        return text
    if port not in (None, 80):
        raise ValueError("an address of storage that is plain http")
    return parts._replace(scheme="https", netloc=parts.netloc.removesuffix(":80")).geturl()


def _fault(parts: SplitResult, *, insecure: bool) -> Reason | None:
    host = parts.hostname or ""
    if parts.scheme not in _PORTS or not _HOST.fullmatch(host):
        return _EXAMPLE
    if "@" in parts.netloc or parts.query or parts.fragment:
        return because("url-user")
    if not parts.path.rstrip("/").endswith(_ROOT):
        return because("url-path", root=_ROOT)
    if not re.fullmatch(r"[A-Za-z0-9._~/-]*", parts.path):
        return because("url-characters")
    if parts.scheme == "http" and not insecure and not is_loopback(host):
        return because("url-plain")
    return None
