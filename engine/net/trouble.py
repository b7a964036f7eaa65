"""Trouble: the errors of the network as two of our own, in one set of words."""

import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import anyio
import httpcore

from engine.values.address import masked
from engine.values.reason import Reason, because, quoted, system_words

SLOW: Final = because("slow")
NO_ANSWER: Final = because("no-answer")
BROKEN_OFF: Final = because("broken-off")
_LONGEST: Final = 200
_UNCONNECTED: Final = (httpcore.ConnectError, httpcore.ConnectTimeout, httpcore.ProxyError)
_ERRORS: Final = (
    httpcore.NetworkError,
    httpcore.TimeoutException,
    httpcore.ProtocolError,
    anyio.BrokenResourceError,
    anyio.ClosedResourceError,
    anyio.EndOfStream,
    OSError,
)


class NetError(Exception):
    """What was asked for did not come; what `reason` quotes holds neither a query nor a user name."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason = reason


class NotConnected(NetError):
    """No connection stood: not one byte of the request was handed over."""


@contextmanager
def translated(broken: Reason) -> Iterator[None]:
    """Raise NotConnected or NetError for whatever the network does within; `broken` says what a break means there."""
    try:
        yield
    except (*_UNCONNECTED, UnicodeError) as error:  # a host whose name can't be one
        raise NotConnected(words_of(error)) from error
    except _ERRORS as error:
        told = words_of(error)
        if told != SLOW:
            told = broken if broken == BROKEN_OFF else because("because-of", what=broken, why=told)
        raise NetError(told) from error


@contextmanager
def connecting() -> Iterator[None]:
    """Raise NotConnected for whatever the network does within, where nothing but a connection is asked for."""
    try:
        yield
    except (*_ERRORS, *_UNCONNECTED, UnicodeError) as error:
        raise NotConnected(words_of(error)) from error


def words_of(error: BaseException) -> Reason:
    """Say what went wrong, in the system's own words where it has some."""
    if isinstance(error, httpcore.TimeoutException | TimeoutError):
        return SLOW
    return _known(error) or quoted(_short(str(error).strip() or type(error).__name__))


def _known(error: BaseException | None) -> Reason | None:
    """Return the innermost reason that we or the system have for an error, None if it is of neither."""
    found = None
    while error is not None:
        found = _own(error) or found
        inner = error.exceptions[0] if isinstance(error, BaseExceptionGroup) else None  # one for each address of a host
        error = inner or error.__cause__ or error.__context__
    return found


def _own(error: BaseException) -> Reason | None:
    match error:
        case httpcore.ProxyError(args=(Reason() as reason,)):
            return reason
        case ssl.SSLCertVerificationError():
            return because("certificate", why=quoted(_short(error.verify_message)))
        case ssl.SSLError():  # its numbers are none of the system's, nor are the next ones
            return because("tls-failed", why=quoted(_short(error.strerror))) if error.strerror else None
        case socket.gaierror():
            return because("no-such-host", why=quoted(_short(error.strerror))) if error.strerror else None
        case OSError(errno=int()):
            return system_words(error)
        case _:
            return None


def _short(text: str) -> str:
    return masked(text)[:_LONGEST]
