# ruff: noqa: ARG002 - the port's own signatures
"""A service for runs that ask nothing: everything is reused, so no server is started and no key is needed."""

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager
from pathlib import Path

from engine.errors import DefectError
from engine.run.service import (
    Fetched,
    FetchFailed,
    JobView,
    Lease,
    ListedJob,
    Opened,
    Refused,
    Throttled,
    Unreachable,
    Unsent,
)


class UnusedService:
    """Implements the port; whoever asks it anything has found a defect."""

    def open(self) -> AbstractAsyncContextManager[Opened | Unsent]:
        raise DefectError("service-unused", verb="open")

    async def poll(self, job: str) -> JobView | Throttled | Unreachable:
        raise DefectError("service-unused", verb="poll")

    async def cancel(self, job: str) -> bool | Throttled | Unreachable:
        raise DefectError("service-unused", verb="cancel")

    def list_jobs(self) -> AsyncIterator[ListedJob]:
        raise DefectError("service-unused", verb="list")

    async def upload(
        self, path: Path, *, model: str, name: str, digest: str
    ) -> Lease | Throttled | Refused | Unreachable:
        raise DefectError("service-unused", verb="upload")

    async def fetch(self, url: str, part: Path) -> Fetched | FetchFailed | Unreachable:
        raise DefectError("service-unused", verb="fetch")
