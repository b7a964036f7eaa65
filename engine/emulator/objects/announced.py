"""Announced: what the storage says of a file that it gives: ETag, CRC-64 and, with the whole file, MD5, in the headers of OSS."""

import base64
import hashlib
import lzma
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

_CHUNK: Final = 1 << 20
# An .xz file ends with a CRC-64 of its contents, an index, and a footer of 12 bytes that tells the index's length. Only the
# checksum is wanted: nothing is looked for that could be packed.
_FILTERS: Final[list[dict[str, Any]]] = [
    {
        "id": lzma.FILTER_LZMA2, "preset": 0, "dict_size": 4096, "mode": lzma.MODE_FAST, "mf": lzma.MF_HC3, "nice_len": 3,
        "depth": 1,
    }
]  # fmt: skip
_FOOTER: Final = 12
_TAIL: Final = 4096


def announcements(path: Path, *, whole: bool) -> Mapping[str, str]:
    """Return the headers about a file that never changes; `whole` is whether all of it is given. Blocking."""
    etag, md5, crc64 = _digests(path)
    said = {"ETag": f'"{etag}"', "x-oss-object-type": "Normal", "x-oss-hash-crc64ecma": str(crc64)}
    return {**said, "Content-MD5": md5} if whole else said


@lru_cache(maxsize=1024)
def _digests(path: Path) -> tuple[str, str, int]:
    md5, packer = hashlib.md5(usedforsecurity=False), lzma.LZMACompressor(check=lzma.CHECK_CRC64, filters=_FILTERS)
    tail = b""
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            md5.update(chunk)
            tail = (tail + packer.compress(chunk))[-_TAIL:]
    tail = (tail + packer.flush())[-_TAIL:]
    index = (int.from_bytes(tail[-8:-4], "little") + 1) * 4
    end = len(tail) - _FOOTER - index
    crc64 = (
        int.from_bytes(tail[end - 8 : end], "little") if path.stat().st_size else 0
    )  # an empty file has no such block
    return md5.hexdigest().upper(), base64.b64encode(md5.digest()).decode("ascii"), crc64
