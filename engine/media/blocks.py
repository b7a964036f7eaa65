"""Blocks: a file that is far away, read like one that lies here, of which only the blocks that are needed are fetched."""

import io
from typing import Final, Protocol

from engine.errors import AuthorError
from engine.values.reason import Reason

BLOCK: Final = 32 * 1024
"""What libavformat reads at once; a clip's head and most indexes fit in one or two."""
_MOST_AHEAD: Final = 16


class PartMissing(Exception):  # an outcome of reading, told to whoever probes
    """A part of the file can't be had; what `reason` quotes holds no secret."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason = reason


class Parts(Protocol):
    """Gives the bytes of a file piece by piece."""

    @property
    def size(self) -> int:
        """The length of the whole file in bytes."""
        ...

    def fetch(self, start: int, stop: int) -> bytes:
        """Return exactly these bytes; raises PartMissing, or AuthorError when they can't be those of one file."""
        ...


class BlockFile(io.RawIOBase):
    """A seekable file over parts; each block is fetched once.

    Reading never raises: decoders written in C can't pass an exception on. What went wrong is kept as `failure`, and the file
    seems to end there. Blocks that follow one another are fetched in growing pieces, so that few requests are made.
    """

    def __init__(self, parts: Parts, end: int | None = None) -> None:
        super().__init__()
        self.failure: PartMissing | AuthorError | None = None
        self._parts = parts
        self._blocks: dict[int, bytes] = {}
        self._end = parts.size if end is None else min(end, parts.size)
        self._at = 0
        self._next = -1  # the block after the last one fetched
        self._ahead = 1

    def up_to(self, end: int) -> "BlockFile":
        """Begin again at the front, as if the file had only so many bytes; the blocks stay."""
        self._end, self._at = min(end, self._parts.size), 0
        return self

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._end}[whence]
        self._at = max(0, base + offset)
        return self._at

    def read(self, size: int = -1, /) -> bytes:
        stop = self._end if size < 0 else min(self._end, self._at + size)
        if self.failure is not None or self._at >= stop:
            return b""
        first, last = self._at // BLOCK, (stop - 1) // BLOCK
        try:
            self._fetch(first, last)
        except (PartMissing, AuthorError) as failure:
            self.failure = failure
            return b""
        data = b"".join(self._blocks[number] for number in range(first, last + 1))
        begin, self._at = self._at, stop
        return data[begin - first * BLOCK : stop - first * BLOCK]

    def _fetch(self, first: int, last: int) -> None:
        """Fetch what is missing of these blocks in one piece."""
        missing = [number for number in range(first, last + 1) if number not in self._blocks]
        if not missing:
            return
        begin, past = missing[0], missing[-1] + 1
        self._ahead = min(2 * self._ahead, _MOST_AHEAD) if begin == self._next else 1
        past = max(past, begin + self._ahead)
        data = self._parts.fetch(begin * BLOCK, min(past * BLOCK, self._parts.size))
        for at in range(0, len(data), BLOCK):
            self._blocks[begin + at // BLOCK] = data[at : at + BLOCK]
        self._next = past
