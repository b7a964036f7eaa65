"""Uploads: a file streamed into temporary storage, read once, never stored there with other bytes than those planned.

The closing line of the form is held back until all bytes have been digested: when the digest is another one, the form
stays incomplete, the storage host keeps nothing, and no URL exists that a submit could name.
"""

import hashlib
import os
import stat
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO, Final

from engine.errors import AuthorError, OperatorError
from engine.run.service import Lease, Unreachable, UploadAnswer
from engine.services.dashscope.client_http import ServiceHttp
from engine.services.dashscope.profile import BaseUrl, storage_url
from engine.services.dashscope.storage import LEASE_S, Policy, form_of, object_name, upload_refused
from engine.values.reason import because, system_words

_BLOCK: Final = 256 * 1024


async def send_file(
    http: ServiceHttp,
    policy: Policy,
    path: Path,
    *,
    name: str,
    digest: str,
    base: BaseUrl,
    agent: str,
    now: Callable[[], float],
) -> UploadAnswer:
    """Spend a policy on one file; the key has no part in this.

    Raises AuthorError `media-changed`, `upload-unreadable` or `upload-too-large`, and OperatorError
    `upload-host-unsafe`.
    """
    if not _safe(policy.host, base):
        raise OperatorError("upload-host-unsafe")
    key = f"{policy.folder}/{object_name(digest, name)}"
    boundary = f"editchain-{digest[:40]}"  # a file cannot well hold its own digest
    before, after = form_of(policy, key, boundary)
    started = now()
    file, size = await http.in_thread(_open, path)
    try:
        if policy.most_bytes is not None and size > policy.most_bytes:
            raise AuthorError("upload-too-large", path=str(path), size=size, limit=policy.most_bytes)
        headers = [
            ("User-Agent", agent),
            ("Content-Type", f"multipart/form-data; boundary={boundary}"),
            ("Content-Length", str(len(before) + size + len(after))),
        ]
        async with (
            http.transfers,
            aclosing(_form(http, file, path, size=size, digest=digest, ends=(before, after))) as form,
        ):
            answer = await http.ask("POST", policy.host, headers, form, seconds=http.limits.transfer)
    finally:
        file.close()
    if isinstance(answer, Unreachable):
        return replace(answer, storage=True)
    if answer.status in (200, 201, 204):
        return Lease(url=f"oss://{key}", expires=started + LEASE_S)
    return upload_refused(answer.status, answer.headers, answer.body)


async def _form(
    http: ServiceHttp, file: BinaryIO, path: Path, *, size: int, digest: str, ends: tuple[bytes, bytes]
) -> AsyncGenerator[bytes]:
    yield ends[0]
    seen, left = hashlib.sha256(), size
    while left:
        block = await http.in_thread(_read, file, path, min(_BLOCK, left))
        if not block:
            break
        seen.update(block)
        left -= len(block)
        yield block
    grown = await http.in_thread(_read, file, path, 1)
    if left or grown or seen.hexdigest() != digest:
        raise AuthorError("media-changed", path=str(path))
    yield ends[1]


def _safe(host: str, base: BaseUrl) -> bool:
    """Tell whether an address is https, or plain http where the API itself is spoken to so."""
    try:
        return storage_url(host, base) == host
    except ValueError:
        return False


def _open(path: Path) -> tuple[BinaryIO, int]:
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise AuthorError("upload-unreadable", path=str(path), why=because("no-regular-file"))
        file = path.open("rb")
        return file, os.fstat(file.fileno()).st_size
    except OSError as error:
        raise _unreadable(path, error) from error


def _read(file: BinaryIO, path: Path, most: int) -> bytes:
    try:
        return file.read(most)
    except OSError as error:
        raise _unreadable(path, error) from error


def _unreadable(path: Path, error: OSError) -> AuthorError:
    return AuthorError("upload-unreadable", path=str(path), why=system_words(error))
