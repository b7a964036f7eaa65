"""Line: the way to a run's service: its client, the account that pays, the host at which its jobs are polled."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from dataclasses import dataclass

from engine.api.context import Context
from engine.api.endpoint import EMBEDDED, Endpoint
from engine.errors import OperatorError
from engine.run.service import Service
from engine.services.dashscope.client import connect
from engine.services.dashscope.secret import Secret
from engine.services.embedded import KEY, embedded
from engine.services.unused import UnusedService


@dataclass(frozen=True, slots=True)
class Line:
    """A service to be connected, the account that pays, and the host at which its jobs are polled."""

    service: AbstractAsyncContextManager[Service]
    account: str
    host: str


Connect = Callable[[Endpoint, Context, bool], AbstractAsyncContextManager[Line]]
"""Gives the line to an endpoint for as long as the context lasts; the last argument says whether anything is asked there."""


@asynccontextmanager
async def line_to(endpoint: Endpoint, context: Context, asking: bool) -> AsyncIterator[Line]:
    """Give the line for as long as the context lasts; one that asks nothing needs neither a server nor a key.

    Raises OperatorError `key-missing` or `user-state-missing`, and those of the embedded service.
    """
    clock = context.clock
    if not asking:
        yield Line(nullcontext(UnusedService()), "", "")
    elif endpoint.embedded:
        async with embedded(context.settings.home / "emulator", endpoint.options) as running:
            client = connect(
                endpoint.profile, Secret(KEY), clock=clock.monotonic, wall=clock.now, base_url=running.base_url
            )
            yield Line(client, running.account, f"{EMBEDDED}:{running.account}")
    else:
        if context.settings.api_key is None:
            raise OperatorError("key-missing", service=endpoint.profile.name)
        if endpoint.terms.bills and context.settings.user_state is None:
            raise OperatorError("user-state-missing", service=endpoint.profile.name)
        key = Secret(context.settings.api_key)
        assert endpoint.base_url is not None
        client = connect(
            endpoint.profile,
            key,
            clock=clock.monotonic,
            wall=clock.now,
            base_url=endpoint.base_url,
            network=context.network,
        )
        yield Line(client, f"{endpoint.base_url}#{key.mark()}", endpoint.base_url)
