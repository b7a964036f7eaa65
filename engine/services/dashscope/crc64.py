"""CRC-64 of a stream, checked at the speed of C with the standard library alone.

Alibaba's storage sends `x-oss-hash-crc64ecma`: the very checksum that .xz files carry. So the bytes are laid,
uncompressed, into an .xz stream whose block ends with the expected checksum, and `lzma` says whether it is right (and
lets other threads run). Format: https://tukaani.org/xz/xz-file-format.txt (sections 2.1.1, 3, 5.3.1); LZMA2 chunk 1:
uncompressed, dictionary reset.
"""

import lzma
from typing import Final

_FLAGS: Final = b"\x00\x04"  # check: CRC-64
_HEADER: Final = b"\xfd7zXZ\x00" + _FLAGS + b"\xe6\xd6\xb4\x46"  # with the CRC-32 of the flags
# One filter, LZMA2, whose dictionary of 64 KiB is all that a decoder holds; CRC-32 of all that.
_BLOCK: Final = b"\x02\x00\x21\x01\x08\x00\x00\x00" + b"\xd8\x0f\x23\x13"
_CHUNK: Final = 65536


class Crc64:
    """Feed the bytes, then ask whether their CRC-64 is the expected one."""

    def __init__(self) -> None:
        self._xz = lzma.LZMADecompressor(lzma.FORMAT_XZ)
        self._written = len(_BLOCK)
        self._xz.decompress(_HEADER + _BLOCK)

    def update(self, data: bytes) -> None:
        view = memoryview(data)
        for start in range(0, len(data), _CHUNK):
            chunk = view[start : start + _CHUNK]
            self._feed(b"\x01" + (len(chunk) - 1).to_bytes(2, "big") + chunk)

    def equals(self, expected: int) -> bool:
        """Tell whether the bytes fed have this CRC-64; nothing can be fed afterwards."""
        self._feed(b"\x00")
        self._feed(b"\x00" * (-self._written % 4))
        try:
            self._xz.decompress(
                expected.to_bytes(8, "little") + b"\x00"
            )  # the next field shows that the check was taken
        except (lzma.LZMAError, OverflowError):
            return False
        return True

    def _feed(self, data: bytes) -> None:
        self._written += len(data)
        self._xz.decompress(data)
