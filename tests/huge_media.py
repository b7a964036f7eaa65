"""Media for tests of what is far away: the samples, and huge clips that nobody holds."""

import struct
from dataclasses import dataclass
from pathlib import Path

SAMPLES = Path(__file__).parents[1] / "recipes" / "media"


@dataclass
class Sparse:
    """A file with a long stretch of zeros in it, which nobody holds."""

    head: bytes
    zeros: int
    tail: bytes

    def __len__(self) -> int:
        return len(self.head) + self.zeros + len(self.tail)

    def __getitem__(self, part: slice) -> bytes:
        start, stop, _ = part.indices(len(self))
        begin = len(self.head) + self.zeros
        zeros = max(0, min(stop, begin) - max(start, len(self.head)))
        return self.head[start:stop] + bytes(zeros) + self.tail[max(0, start - begin) : max(0, stop - begin)]


def boxes(data: bytes) -> list[tuple[bytes, bytes]]:
    """Return the outermost boxes of an mp4: name and whole bytes."""
    found, at = [], 0
    while at < len(data):
        (size,) = struct.unpack(">I", data[at : at + 4])
        found.append((data[at + 4 : at + 8], data[at : at + size]))
        at += size
    return found


def with_zeros(data: bytes, zeros: int, *, front: bool) -> Sparse:
    """Make an mp4 huge by a box of zeros that means nothing; its index stands in front of the frames, or behind the zeros.

    The index names the places of the frames: these are set right if it moves in front of them.
    """
    parts = boxes(data)
    names = [name for name, _ in parts]
    (index,) = [box for name, box in parts if name == b"moov"]
    frames = b"".join(box for name, box in parts if name != b"moov")
    empty = struct.pack(">I4sQ", 1, b"free", zeros + 16)
    if not front:
        return Sparse(frames + empty, zeros, index)
    if names.index(b"moov") < names.index(b"mdat"):
        return Sparse(data + empty, zeros, b"")
    moved = _moved(index, len(index))
    head = parts[0][1]
    return Sparse(head + moved + frames[len(head) :] + empty, zeros, b"")


def _moved(index: bytes, by: int) -> bytes:
    """Return the index with every offset of frames so much further back."""
    data = bytearray(index)
    at = 0
    while (at := data.find(b"stco", at + 1)) >= 0:
        (count,) = struct.unpack(">I", data[at + 8 : at + 12])
        for number in range(count):
            place = at + 12 + 4 * number
            (offset,) = struct.unpack(">I", data[place : place + 4])
            data[place : place + 4] = struct.pack(">I", offset + by)
    return bytes(data)
