"""Trouble: the errors of the network as two of our own, in one set of words."""

import os
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import anyio
import httpcore

from engine.values.address import masked

SLOW: Final = "it takes too long"
NO_ANSWER: Final = "no answer came"
BROKEN_OFF: Final = "the answer broke off"
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
    """What was asked for did not come; `reason` is a sentence's end, with neither a query nor a user name."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class NotConnected(NetError):
    """No connection stood: not one byte of the request was handed over."""


@contextmanager
def translated(broken: str) -> Iterator[None]:
    """Raise NotConnected or NetError for whatever the network does within; `broken` says what a break means there."""
    try:
        yield
    except (*_UNCONNECTED, UnicodeError) as error:  # a host whose name can't be one
        raise NotConnected(words_of(error)) from error
    except _ERRORS as error:
        told = words_of(error)
        if told != SLOW:
            told = broken if broken == BROKEN_OFF else f"{broken} ({told})"
        raise NetError(told) from error


@contextmanager
def connecting() -> Iterator[None]:
    """Raise NotConnected for whatever the network does within, where nothing but a connection is asked for."""
    try:
        yield
    except (*_ERRORS, *_UNCONNECTED, UnicodeError) as error:
        raise NotConnected(words_of(error)) from error


def words_of(error: BaseException) -> str:
    """Say what went wrong, in the system's own words where it has some."""
    if isinstance(error, httpcore.TimeoutException | TimeoutError):
        return SLOW
    text = _system_words(error) or str(error).strip() or type(error).__name__
    return masked(text)[:_LONGEST]


def _system_words(error: BaseException | None) -> str:
    """Return the innermost words that the system has for an error, "" if it is none of its own."""
    found = ""
    while error is not None:
        found = _own_words(error) or found
        inner = error.exceptions[0] if isinstance(error, BaseExceptionGroup) else None  # one for each address of a host
        error = inner or error.__cause__ or error.__context__
    return found


def _own_words(error: BaseException) -> str:
    match error:
        case ssl.SSLCertVerificationError():
            return f"its certificate is not trusted: {error.verify_message}"
        case ssl.SSLError() | socket.gaierror():  # their numbers are none of the system's
            return error.strerror or ""
        case OSError(errno=int(number)):
            return os.strerror(number)
        case _:
            return ""
