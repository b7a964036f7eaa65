"""The client of servers of media: one GET of a part, without key and cookie; its errors are values of this room.

It never asks with HEAD: an address that is signed for GET is refused then.
"""

import threading
from typing import Final, Self

from engine.net.address import Address
from engine.net.blocking import Blocking, BlockingReply
from engine.net.network import AGENT, DIRECT, Network
from engine.net.trouble import NetError, NotConnected
from engine.sources.remote.answer import Unreached
from engine.sources.remote.limits import ProbeLimits
from engine.values.reason import Reason, because

_GIVEN_UP: Final = 3
"""So many failures to connect, one after the other, and a server isn't asked any more."""


class Client:
    """One set of connections for all threads; a server that is away is left alone."""

    def __init__(self, limits: ProbeLimits, network: Network = DIRECT) -> None:
        self._net = Blocking(
            network,
            connect_s=limits.connect_s,
            read_s=limits.read_s,
            whole_s=limits.whole_s,
            connections=limits.at_once,
        )
        self._ended = threading.Event()
        self._failures: dict[
            str, tuple[int, Reason]
        ] = {}  # server -> failures to connect in a row, and the last of them

    def begin(self) -> None:
        """Start the clock of a probe: all that this thread does from now on ends in time."""
        self._net.begin()

    def get(self, address: Address, start: int, stop: int) -> BlockingReply:
        """Ask for the bytes from `start` up to `stop`; raises Unreached when no answer begins."""
        failures, why = self._failures.get(address.netloc, (0, because("no-answer")))
        if failures >= _GIVEN_UP:
            raise Unreached(why, again=False)
        headers = {
            "User-Agent": AGENT,
            "Accept": "*/*",
            "Accept-Encoding": "identity",
            "Range": f"bytes={start}-{stop - 1}",
        }
        try:
            reply = self._net.get(address, headers)
        except NotConnected as error:
            raise Unreached(self._failed(address, error.reason)) from None
        except NetError as error:
            raise Unreached(error.reason) from None
        self._failures.pop(address.netloc, None)
        encoding = reply.headers.get("content-encoding", "identity").lower()
        if reply.status in (200, 206) and encoding != "identity":
            reply.close()
            raise Unreached(because("server-compresses"), again=False)
        return reply

    @property
    def ended(self) -> bool:
        return self._ended.is_set()

    def pause(self, seconds: float) -> None:
        """Wait, unless all is ended."""
        self._ended.wait(seconds)

    def end(self) -> None:
        """Break off whatever is under way, in whatever thread."""
        self._ended.set()
        self._net.end()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.end()

    def _failed(self, address: Address, words: Reason) -> Reason:
        failures, _ = self._failures.get(address.netloc, (0, because("no-answer")))
        why = because("no-connection", host=address.netloc, why=words)
        self._failures[address.netloc] = (failures + 1, why)
        return why
