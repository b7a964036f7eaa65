"""Downloads: a result into its part file, compared with what the storage host says of it, on disk before it counts.

A download that breaks off leaves what came. The next one asks for the rest, and takes it only if the answer has a checksum of the
whole, so that nobody joins two files; else it begins anew.
"""

from pathlib import Path
from typing import Final

import anyio

from engine.net.http import HeaderList, Reply
from engine.net.trouble import NetError
from engine.run.service import Download, DownloadFailed, FetchAnswer, Unreachable
from engine.services.dashscope.client_http import ServiceHttp
from engine.services.dashscope.part import PartFile, size_of
from engine.services.dashscope.profile import BaseUrl, storage_url
from engine.services.dashscope.storage import download_refused, is_announced, total_of_rest
from engine.services.dashscope.wire_values import scrubbed
from engine.values.reason import Reason, because

RESULT_LIMIT: Final = 1024 * 1024 * 1024
"""No result comes near this many bytes: 10 s at 1080P are some 20 MB."""

_BLOCK: Final = 4 * 1024 * 1024
"""What is smaller is written and synced in one step."""


async def fetch_result(
    http: ServiceHttp, url: str, part: Path, *, base: BaseUrl, agent: str, most_bytes: int = RESULT_LIMIT
) -> FetchAnswer:
    """Download a result without the key and bring it to the disk; a part file that breaks off stays, for the next try.

    Raises OperatorError `part-unwritable` when the disk doesn't take it.
    """
    try:
        address = storage_url(url, base)
    except ValueError:
        return DownloadFailed(reason=because("link-address"), gone=False)
    headers = [("User-Agent", agent), ("Accept-Encoding", "identity")]
    async with http.transfers:
        with anyio.move_on_after(http.limits.transfer):
            have = size_of(part)
            got = await _rest(http, address, headers, part, have, most_bytes) if have else None
            return got or await _all(http, address, headers, part, most_bytes)
    return Unreachable(reason=because("download-late", seconds=f"{http.limits.transfer:g}"))


async def _rest(
    http: ServiceHttp, address: str, headers: HeaderList, part: Path, have: int, most_bytes: int
) -> FetchAnswer | None:
    """Ask for what is missing after the first `have` bytes; None if what comes can't be joined to them.

    Of an object that isn't the one of which they are, by the tag that was seen, nothing is sent.
    """
    seen = http.tags.get(str(part))
    same = [("If-Match", seen)] if seen is not None else []
    async with http.stream("GET", address, [*headers, *same, ("Range", f"bytes={have}-")]) as reply:
        if isinstance(reply, Unreachable):
            return reply
        total = total_of_rest(reply.status, reply.headers, have)
        if total is None:
            return None
        return await _save(http, reply, part, most_bytes, secure=_is_secure(address), have=have, total=total)


async def _all(http: ServiceHttp, address: str, headers: HeaderList, part: Path, most_bytes: int) -> FetchAnswer:
    async with http.stream("GET", address, headers) as reply:
        if isinstance(reply, Unreachable):
            return reply
        refused = download_refused(reply.status, reply.headers)
        return refused or await _save(http, reply, part, most_bytes, secure=_is_secure(address))


def _is_secure(address: str) -> bool:
    return address.startswith("https:")


async def _save(
    http: ServiceHttp,
    reply: Reply,
    part: Path,
    most_bytes: int,
    *,
    secure: bool,
    have: int = 0,
    total: int | None = None,
) -> FetchAnswer:
    """Fill the part file; the bytes follow on the `have` first ones if a `total` is known."""
    file = PartFile(part, reply.headers, total=total)
    try:
        last = await _fill(http, file, reply, most_bytes - have)
        if last is None:
            await http.in_thread(file.drop)
            return DownloadFailed(reason=because("clip-too-large", limit=most_bytes), gone=False)
        digest = await http.in_thread(file.complete, last)
    except NetError as error:
        http.tags[str(part)] = reply.headers.get("etag") or http.tags.get(str(part))
        return Unreachable(reason=because("download-broke", why=scrubbed(error.reason)), status=reply.status)
    finally:
        file.close()
    http.tags.pop(str(part), None)
    if isinstance(digest, Reason):
        return DownloadFailed(reason=digest, gone=False)
    announced = is_announced(reply.headers, secure=secure, resumed=total is not None)
    return Download(digest=digest, size=file.size, announced=announced)


async def _fill(http: ServiceHttp, file: PartFile, reply: Reply, most_bytes: int) -> bytes | None:
    """Write the body in large blocks, each in a worker thread, and return the last one unwritten; None if it is too long.

    If the body breaks off, all that came is written.
    """
    block, came = bytearray(), 0
    try:
        while came <= most_bytes and (chunk := await reply.chunk()):
            block += chunk
            came += len(chunk)
            if len(block) >= _BLOCK:
                await http.in_thread(file.write, bytes(block))
                block.clear()
    except NetError:
        if block:
            await http.in_thread(file.write, bytes(block))
        raise
    return bytes(block) if came <= most_bytes else None
