"""PartFile: where a download grows on disk while its checksums are taken; for worker threads, one call at a time."""

import base64
import contextlib
import hashlib
import os
from collections.abc import Mapping
from pathlib import Path
from typing import BinaryIO, Final

from engine.errors import OperatorError
from engine.services.dashscope.crc64 import Crc64
from engine.values.reason import Reason, because, system_words

_BLOCK: Final = 1024 * 1024


def size_of(path: Path) -> int:
    """Return how many bytes a part file has; 0 if there is none."""
    return path.stat().st_size if path.is_file() else 0


class PartFile:
    """A file that is being filled, from its beginning or, where the `total` is known, after the bytes that it has.

    `headers` are those with which the bytes come: what they announce is held against the file. Where the answer had the rest of
    `total` bytes, its length and MD5 are only of that. Nothing is opened before there is something to write. Raises OperatorError
    `part-unwritable` when the disk doesn't take it.
    """

    def __init__(self, path: Path, headers: Mapping[str, str], *, total: int | None = None) -> None:
        self._path = path
        self._total = total
        self._length = headers.get("content-length", "") if total is None else ""
        self._md5 = headers.get("content-md5", "") if total is None else ""
        crc = headers.get("x-oss-hash-crc64ecma", "")
        self._crc = int(crc) if crc.isascii() and crc.isdigit() else None
        self._digests = [hashlib.sha256()]
        if self._md5:
            self._digests.append(hashlib.md5(usedforsecurity=False))
        self._crc64 = Crc64() if self._crc is not None else None
        self._file: BinaryIO | None = None
        self.size = 0

    def write(self, data: bytes) -> None:
        """Take bytes."""
        file = self._opened()
        self._count(data)
        try:
            file.write(data)
        except OSError as error:
            raise self._unwritable(error) from error

    def complete(self, data: bytes) -> str | Reason:
        """Take the last bytes, bring all to the disk and return their SHA-256; or what is wrong with them, and they are gone."""
        self.write(data)
        wrong = self._fault()
        if wrong is not None:
            self.drop()
            return wrong
        file = self._opened()
        try:
            file.flush()
            os.fsync(file.fileno())
            file.close()
        except OSError as error:
            raise self._unwritable(error) from error
        return self._digests[0].hexdigest()

    def _opened(self) -> BinaryIO:
        if self._file is None:
            try:
                self._file = self._path.open("wb" if self._total is None else "r+b")
                while self._total is not None and (block := self._file.read(_BLOCK)):
                    self._count(block)
            except OSError as error:
                raise self._unwritable(error) from error
        return self._file

    def _count(self, data: bytes) -> None:
        for digest in self._digests:
            digest.update(data)
        if self._crc64 is not None:
            self._crc64.update(data)
        self.size += len(data)

    def _fault(self) -> Reason | None:
        """Return which word of the storage host about the file is not true of these bytes, or None."""
        if self.size == 0:
            return _damaged(because("empty"))
        expected = int(self._length) if self._length.isdigit() else self._total
        if expected is not None and expected != self.size:
            return _damaged(because("bytes-came", size=self.size, of=expected))
        if self._md5 and self._md5 != base64.b64encode(self._digests[1].digest()).decode("ascii"):
            return _damaged(because("digest-differs", kind="MD5"))
        if self._crc64 is not None and self._crc is not None and not self._crc64.equals(self._crc):
            return _damaged(because("digest-differs", kind="CRC-64"))
        return None

    def close(self) -> None:
        """Close the file, whatever state it is in; what it has stays."""
        with contextlib.suppress(OSError):
            if self._file is not None:
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
