"""Downloads: a result into its part file, compared with what the storage host says of it, on disk before it counts."""

from pathlib import Path
from typing import Final

import anyio
from anyio.to_thread import run_sync

from engine.net.http import Reply
from engine.net.trouble import NetError
from engine.run.service import Download, DownloadFailed, Unreachable
from engine.services.dashscope.client_http import ServiceHttp
from engine.services.dashscope.part import PartFile
from engine.services.dashscope.profile import BaseUrl, storage_url
from engine.services.dashscope.storage import download_refused
from engine.services.dashscope.wire_values import scrub, text_of

RESULT_LIMIT: Final = 1024 * 1024 * 1024
"""No result comes near this many bytes: 10 s at 1080P are some 20 MB."""

_BLOCK: Final = 1024 * 1024


async def fetch_result(
    http: ServiceHttp, url: str, part: Path, *, base: BaseUrl, agent: str, most_bytes: int = RESULT_LIMIT
) -> Download | DownloadFailed | Unreachable:
    """Download a result without the key and bring it to the disk; an incomplete part file is removed.

    Raises OperatorError `part-unwritable` when the disk doesn't take it.
    """
    try:
        address = storage_url(url, base)
    except ValueError:
        return DownloadFailed(reason="the link is no address of a storage host", gone=False)
    headers = [("User-Agent", agent), ("Accept-Encoding", "identity")]
    async with http.transfers:
        with anyio.move_on_after(http.limits.transfer):
            async with http.stream("GET", address, headers) as reply:
                if isinstance(reply, Unreachable):
                    return reply
                refused = download_refused(reply.status, reply.headers)
                return refused or await _save(reply, part, most_bytes)
    return Unreachable(reason=f"no complete download within {http.limits.transfer:g} s")


async def _save(reply: Reply, part: Path, most_bytes: int) -> Download | DownloadFailed | Unreachable:
    file = await run_sync(PartFile, part)
    kept = False
    try:
        await _fill(file, reply, most_bytes)
        if file.size > most_bytes:
            return DownloadFailed(reason=f"the clip is larger than {most_bytes} bytes", gone=False)
        wrong = "it is empty" if file.size == 0 else await run_sync(file.differs, reply.headers)
        if wrong:
            return DownloadFailed(reason=f"the download is damaged: {wrong}", gone=False)
        digest = await run_sync(file.finish)
        kept = True
    except NetError as error:
        return Unreachable(reason=f"the download broke off: {scrub(error.reason)}", status=reply.status)
    finally:
        if not kept:
            file.drop()
    return Download(digest=digest, size=file.size, content_type=text_of(reply.headers.get("content-type"), 100))


async def _fill(file: PartFile, reply: Reply, most_bytes: int) -> None:
    """Write the body in large blocks, each in a worker thread; stops early past `most_bytes`."""
    block = bytearray()
    with anyio.CancelScope() as scope:
        async for chunk in reply.chunks():
            block += chunk
            if len(block) >= _BLOCK:
                await run_sync(file.write, bytes(block))
                block.clear()
            if file.size + len(block) > most_bytes:
                scope.cancel()  # ends the chain of generators from within; `break` would leave them open
    if block:
        await run_sync(file.write, bytes(block))
