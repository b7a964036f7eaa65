"""Answers: which stored result answers which task of a plan, by number; some 150 bytes each."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import groupby
from typing import Any, Final

from engine.plan.graph.outline import KnownResult
from engine.values.reason import Reason, because

_DAMAGED, _KEPT = 1, 2
_DIGEST: Final = 32  # bytes


class Answers:
    """Those of a plan of so many tasks: each packed into bytes, as a mark, fingerprint, digest, seconds and job."""

    __slots__ = ("_packed", "count")

    def __init__(self, tasks: int) -> None:
        self._packed: list[bytes] = [b""] * tasks
        self.count = 0

    def __iter__(self) -> Iterator[int]:
        """Go through the numbers of tasks that have one."""
        return (number for number, packed in enumerate(self._packed) if packed)

    def put(self, task: int, fingerprint: str, answer: KnownResult, *, damaged: bool = False) -> None:
        """Take in what answers a task; a digest that is "" is not kept."""
        mark = _DAMAGED * damaged | _KEPT * bool(answer.digest)
        digests = bytes.fromhex(fingerprint if answer.digest else "") + bytes.fromhex(answer.digest)
        seconds = "" if answer.seconds is None else str(answer.seconds)
        self.count += not self._packed[task]
        self._packed[task] = bytes((mark,)) + digests + f"{seconds}\0{answer.job}".encode()

    def of(self, task: int) -> KnownResult | None:
        """Return what answers a task, None if nothing does."""
        packed = self._packed[task]
        if not packed:
            return None
        begin = 1 + 2 * _DIGEST * bool(packed[0] & _KEPT)
        seconds, _, job = packed[begin:].decode().partition("\0")
        return KnownResult(packed[1 + _DIGEST : begin].hex(), job, Decimal(seconds) if seconds else None)

    def made(self, task: int) -> tuple[str, str] | None:
        """Return fingerprint and digest of what answers a task, None if nothing does."""
        packed = self._packed[task]
        return (packed[1 : 1 + _DIGEST].hex(), packed[1 + _DIGEST : 1 + 2 * _DIGEST].hex()) if packed else None

    def has_digest(self, task: int) -> bool:
        """Whether the digest of what answers a task is kept."""
        return bool(self._packed[task][0] & _KEPT)

    def is_damaged(self, task: int) -> bool:
        """Whether the file of what answers a task has not as many bytes as it had."""
        return bool(self._packed[task][0] & _DAMAGED)

    def reason(self, task: int, job: str) -> Reason:
        """Say why a task is answered by the result of a job."""
        if self.is_damaged(task):
            return because("stored-damaged", job=job)
        return because("stored", job=job) if job else because("stored-here")

    def to_data(self) -> dict[str, Any]:
        """Return as JSON which tasks are answered (so many not, so many are, and so on), by whose job, and by what is damaged.

        What else is known of a result stands where it is stored.
        """
        runs = [(bool(packed), len(list(some))) for packed, some in groupby(self._packed, key=bool)]
        lengths = [length for _, length in runs]
        answered = list(self)
        jobs = [self._job(number) for number in answered]
        damaged = [number for number in answered if self.is_damaged(number)]
        return {"lengths": lengths if runs and not runs[0][0] else [0, *lengths], "jobs": jobs, "damaged": damaged}

    @classmethod
    def of_data(cls, tasks: int, data: Mapping[str, Any]) -> "Answers":
        """Return the answers of a plan of so many tasks that `to_data` wrote, without their digests."""
        found, numbers, damaged = cls(tasks), range(tasks), frozenset(data["damaged"])
        jobs, begin = iter(data["jobs"]), 0
        for place, length in enumerate(data["lengths"]):
            for number in numbers[begin : begin + length] if place % 2 else ():
                found.put(number, "", KnownResult("", next(jobs)), damaged=number in damaged)
            begin += length
        return found

    def _job(self, task: int) -> str:
        return self._packed[task].rpartition(b"\0")[2].decode()
