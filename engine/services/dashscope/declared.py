"""Declared: whether a host that the catalog doesn't know says that it is an emulator."""

from typing import Final

from engine.errors import OperatorError
from engine.net.address import Address
from engine.net.blocking import Blocking
from engine.net.network import AGENT, DIRECT, Network
from engine.net.trouble import NetError
from engine.services.dashscope.profile import parse_base_url
from engine.services.dashscope.wire_values import text_of

HEADER: Final = "x-editchain-emulator"
"""What an emulator says it is: `<version>;<options>`."""

_WAIT_S: Final = 10.0


def declaration(base_url: str, network: Network = DIRECT, *, insecure: bool = False) -> str | None:
    """Ask a host what it is, without a key: an emulator's declaration, or None.

    Raises OperatorError `service-unreachable`: who doesn't answer has declared nothing, and a guess would change the
    realm.
    """
    base = parse_base_url(base_url, insecure=insecure)
    with Blocking(network, connect_s=_WAIT_S, read_s=_WAIT_S, whole_s=_WAIT_S, connections=1) as asking:
        asking.begin()
        try:
            with asking.get(Address.of(base.root), {"User-Agent": AGENT}) as reply:
                return text_of(reply.headers.get(HEADER), 200) or None
        except NetError as error:
            raise OperatorError("service-unreachable", host=base.netloc, why=error.reason) from error
