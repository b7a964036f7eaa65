"""PartFile: where a download grows on disk while its checksums are taken; for worker threads, one call at a time."""

import base64
import contextlib
import hashlib
import os
from collections.abc import Mapping
from pathlib import Path

from engine.errors import OperatorError
from engine.services.dashscope.crc64 import Crc64


class PartFile:
    """A file that is being filled. Raises OperatorError `part-unwritable` when the disk doesn't take it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._sha256 = hashlib.sha256()
        self._md5 = hashlib.md5(usedforsecurity=False)
        self._crc64 = Crc64()
        self.size = 0
        try:
            self._file = path.open("wb")
        except OSError as error:
            raise self._unwritable(error) from error

    def write(self, data: bytes) -> None:
        self._sha256.update(data)
        self._md5.update(data)
        self._crc64.update(data)
        self.size += len(data)
        try:
            self._file.write(data)
        except OSError as error:
            raise self._unwritable(error) from error

    def finish(self) -> str:
        """Bring all bytes to the disk and return their SHA-256."""
        try:
            self._file.flush()
            os.fsync(self._file.fileno())
            self._file.close()
        except OSError as error:
            raise self._unwritable(error) from error
        return self._sha256.hexdigest()

    def differs(self, headers: Mapping[str, str]) -> str | None:
        """Return which word of the storage host about the file is not true of these bytes, or None; once only."""
        length = headers.get("content-length", "")
        if length.isdigit() and int(length) != self.size:
            return f"{self.size} bytes came of {int(length)}"
        md5 = headers.get("content-md5")
        if md5 and md5 != base64.b64encode(self._md5.digest()).decode("ascii"):
            return "the MD5 of the bytes is not the one announced"
        crc = headers.get("x-oss-hash-crc64ecma", "")
        if crc.isascii() and crc.isdigit() and not self._crc64.equals(int(crc)):
            return "the CRC-64 of the bytes is not the one announced"
        return None

    def drop(self) -> None:
        """Close and remove the file, whatever state it is in."""
        with contextlib.suppress(OSError):
            self._file.close()
        with contextlib.suppress(OSError):
            self._path.unlink()

    def _unwritable(self, error: OSError) -> OperatorError:
        return OperatorError("part-unwritable", path=str(self._path), why=error.strerror or type(error).__name__)
