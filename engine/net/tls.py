"""TLS: the one context of every connection: whose certificates are trusted."""

import functools
import ssl
from collections.abc import Callable
from pathlib import Path

import truststore

from engine.errors import OperatorError
from engine.values.reason import system_words

MakeContext = Callable[[], ssl.SSLContext]


@functools.cache
def tls_context(ca_bundle: Path | None) -> ssl.SSLContext:
    """Return the context that trusts the certificates of a file, or those that the system trusts; made once, in some 40 ms.

    Raises OperatorError `ca-bundle-unreadable`.
    """
    try:
        context = (
            truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
            if ca_bundle is None
            else ssl.create_default_context(cafile=str(ca_bundle))
        )
    except OSError as error:  # ssl.SSLError is one: the file holds no certificate
        reason = system_words(error)
        raise OperatorError("ca-bundle-unreadable", path=str(ca_bundle), reason=reason) from error
    context.set_alpn_protocols(["http/1.1"])
    return context
