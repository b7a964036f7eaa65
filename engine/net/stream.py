"""Stream: the two directions of one connection, and its end."""

from contextlib import suppress

import anyio
import httpcore

Stream = httpcore.AsyncNetworkStream


async def hang_up(stream: Stream) -> None:
    """Close a connection, whatever state it is in, also while being cancelled."""
    with anyio.move_on_after(2, shield=True), suppress(Exception):
        await stream.aclose()
