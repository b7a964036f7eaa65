"""PartFile: where a download grows on disk while its checksums are taken; for worker threads, one call at a time."""

import base64
import contextlib
import hashlib
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from engine.errors import OperatorError
from engine.services.dashscope.crc64 import Crc64
from engine.values.reason import Reason, because, system_words

_BLOCK: Final = 1024 * 1024


def size_of(path: Path) -> int:
    """Return how many bytes a part file has; 0 if there is none."""
    return path.stat().st_size if path.is_file() else 0


class PartFile:
    """A file that is being filled, from its beginning or, to `resume`, after the bytes that it has.

    Raises OperatorError `part-unwritable` when the disk doesn't take it.
    """

    def __init__(self, path: Path, *, resume: bool = False) -> None:
        self._path = path
        self._sha256 = hashlib.sha256()
        self._md5 = hashlib.md5(usedforsecurity=False)
        self._crc64 = Crc64()
        self.size = 0
        try:
            self._file = path.open("r+b" if resume else "wb")
            while resume and (block := self._file.read(_BLOCK)):
                self._count(block)
        except OSError as error:
            raise self._unwritable(error) from error

    def write(self, data: bytes) -> None:
        self._count(data)
        try:
            self._file.write(data)
        except OSError as error:
            raise self._unwritable(error) from error

    def _count(self, data: bytes) -> None:
        self._sha256.update(data)
        self._md5.update(data)
        self._crc64.update(data)
        self.size += len(data)

    def finish(self) -> str:
        """Bring all bytes to the disk and return their SHA-256."""
        try:
            self._file.flush()
            os.fsync(self._file.fileno())
            self._file.close()
        except OSError as error:
            raise self._unwritable(error) from error
        return self._sha256.hexdigest()

    def differs(self, headers: Mapping[str, str], *, total: int | None = None) -> Reason | None:
        """Return which word of the storage host about the file is not true of these bytes, or None; once only.

        With a `total` the answer had the rest of so many bytes: its length and MD5 are only of that.
        """
        length = headers.get("content-length", "")
        expected = int(length) if total is None and length.isdigit() else total
        if expected is not None and expected != self.size:
            return _damaged(because("bytes-came", size=self.size, of=expected))
        md5 = headers.get("content-md5") if total is None else None
        if md5 and md5 != base64.b64encode(self._md5.digest()).decode("ascii"):
            return _damaged(because("digest-differs", kind="MD5"))
        crc = headers.get("x-oss-hash-crc64ecma", "")
        if crc.isascii() and crc.isdigit() and not self._crc64.equals(int(crc)):
            return _damaged(because("digest-differs", kind="CRC-64"))
        return None

    def close(self) -> None:
        """Close the file, whatever state it is in; what it has stays."""
        with contextlib.suppress(OSError):
            self._file.close()

    def drop(self) -> None:
        """Close and remove the file, whatever state it is in."""
        self.close()
        with contextlib.suppress(OSError):
            self._path.unlink()

    def _unwritable(self, error: OSError) -> OperatorError:
        return OperatorError("part-unwritable", path=str(self._path), why=system_words(error))


def _damaged(why: Reason) -> Reason:
    return because("download-damaged", why=why)
