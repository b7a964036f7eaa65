"""Line: the way to a run's service: its client, the account that pays, the host at which its jobs are polled."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from dataclasses import dataclass
from functools import partial
from typing import Final

from anyio import to_thread

from engine.api.context import Context
from engine.api.endpoint import EMBEDDED, Endpoint, embedded_options
from engine.errors import OperatorError
from engine.net.network import DIRECT, Network
from engine.run.service import Service
from engine.services.dashscope.client import DashScope, connect
from engine.services.dashscope.client_http import TimeLimits
from engine.services.dashscope.secret import Secret
from engine.services.embedded import KEY, Embedded, EmbeddedAddress
from engine.services.shared import SharedClient


@dataclass(frozen=True, slots=True)
class ServiceLine:
    """A service to be connected, the account that pays, and the host at which its jobs are polled."""

    service: AbstractAsyncContextManager[Service | None]
    account: str
    host: str


NO_LINE: Final = ServiceLine(nullcontext(None), "", "")
"""That of a run without requests, which needs neither a server nor a key."""

Connect = Callable[[Endpoint, Context], AbstractAsyncContextManager[ServiceLine]]
"""Gives the line to an endpoint for as long as the context lasts."""


@asynccontextmanager
async def real_lines(context: Context) -> AsyncIterator[Connect]:
    """Give what connects the runs of one opened project: they share its embedded service, which ends with this context."""
    embedded = Embedded(context.settings.home / "emulator", embedded_options(context))
    try:
        yield partial(line_to, embedded)
    finally:
        await embedded.aclose()


@asynccontextmanager
async def line_to(embedded: Embedded, endpoint: Endpoint, context: Context) -> AsyncIterator[ServiceLine]:
    """Give the line for as long as the context lasts.

    Raises OperatorError as `key_of` does, and those of the embedded service.
    """
    if endpoint.embedded:
        address = await embedded.reach()
        client = client_of(endpoint, Secret(KEY), context, address.base_url, DIRECT)
        yield ServiceLine(_shared(client, embedded, address), address.account, f"{EMBEDDED}:{address.account}")
    else:
        key = await to_thread.run_sync(key_of, endpoint, context, abandon_on_cancel=True)
        assert endpoint.base_url is not None
        client = client_of(endpoint, key, context, endpoint.base_url, Network.of(context.settings))
        yield ServiceLine(client, f"{endpoint.base_url}#{key.mark()}", endpoint.base_url)


def key_of(endpoint: Endpoint, context: Context) -> Secret:
    """Return the key of a service, after asking the command that tells it if need be; may block.

    Raises OperatorError `key-missing`, `key-invalid`, `key-command-failed` or `user-state-missing`.
    """
    settings = context.settings
    if settings.api_key is None and not settings.api_key_command:
        raise OperatorError("key-missing", service=endpoint.profile.name)
    if endpoint.terms.bills and context.settings.user_state is None:
        raise OperatorError("user-state-missing", service=endpoint.profile.name)
    return Secret(settings.api_key or context.ring.told_by(settings.api_key_command, settings.project))


def client_of(
    endpoint: Endpoint, key: Secret, context: Context, base_url: str, network: Network, limits: TimeLimits | None = None
) -> AbstractAsyncContextManager[DashScope]:
    """Return the client of an endpoint, not yet connected."""
    clock = context.clock
    return connect(
        endpoint.profile, key, clock=clock.monotonic, wall=clock.now, base_url=base_url, network=network, limits=limits
    )


@asynccontextmanager
async def _shared(
    client: AbstractAsyncContextManager[DashScope], embedded: Embedded, address: EmbeddedAddress
) -> AsyncIterator[Service]:
    async with client as connected:
        yield SharedClient(connected, embedded, address)
