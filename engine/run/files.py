"""The files of a run: results under their names; some 150 bytes are held of each (pure)."""

import json
import re
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

_DIGEST: Final = 32  # bytes
_HEX: Final = re.compile("[0-9a-f]{64}")
_NONE: Final = -1
_ENCODER: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


@dataclass(slots=True)
class PublishedFile:
    """A result under its name; `service` is the one that its run spoke to."""

    row: str
    output: str
    key: str
    file: str
    path: str
    digest: str
    replaced: bool
    service: str
    draft: bool


class FileRecords:
    """Those of one run in the order in which they came; what many have in common is held once."""

    __slots__ = ("_before", "_common", "_commons", "_last", "_packed")

    def __init__(self, files: Iterable[PublishedFile] = ()) -> None:
        self._packed: list[bytes] = []
        self._common = array("I")
        self._commons: dict[tuple[str, str, str, bool, bool, bool], int] = {}
        self._last: dict[str, int] = {}  # of each row, and of each file the one of its row before it
        self._before = array("q")
        for file in files:
            self.add(file)

    def __len__(self) -> int:
        return len(self._packed)

    def __iter__(self) -> Iterator[PublishedFile]:
        """Go through them all."""
        commons = list(self._commons)
        for packed, common in zip(self._packed, self._common, strict=True):
            yield _unpacked(packed, commons[common])

    def add(self, file: PublishedFile) -> None:
        """Take in the next."""
        folder = file.path.removesuffix(file.file)
        is_hex, is_inside = bool(_HEX.fullmatch(file.digest)), len(folder) < len(file.path)
        common = (file.output, file.service, folder if is_inside else "", file.replaced, file.draft, is_hex)
        texts = (file.row, file.key, file.file, "" if is_inside else file.path, "" if is_hex else file.digest)
        self._before.append(self._last.get(file.row, _NONE))
        self._last[file.row] = len(self._packed)
        self._common.append(self._commons.setdefault(common, len(self._commons)))
        self._packed.append(bytes.fromhex(file.digest if is_hex else "") + _ENCODER.encode(texts).encode())

    def has(self, row: str) -> bool:
        """Whether any of them is of a row."""
        return row in self._last

    def of(self, row: str) -> list[PublishedFile]:
        """Return those of a row."""
        numbers, number = list[int](), self._last.get(row, _NONE)
        while number != _NONE:
            numbers.append(number)
            number = self._before[number]
        commons = list(self._commons) if numbers else []
        return [_unpacked(self._packed[one], commons[self._common[one]]) for one in reversed(numbers)]


def _unpacked(packed: bytes, common: tuple[str, str, str, bool, bool, bool]) -> PublishedFile:
    output, service, folder, replaced, draft, is_hex = common
    begin = _DIGEST * is_hex
    row, key, file, path, digest = json.loads(packed[begin:])
    return PublishedFile(
        row=row,
        output=output,
        key=key,
        file=file,
        path=path or folder + file,
        digest=digest or packed[:begin].hex(),
        replaced=replaced,
        service=service,
        draft=draft,
    )
