# ruff: noqa: ARG002 - the port's own signatures
"""A service for runs that ask nothing: everything is reused, so no server is started and no key is needed."""

from collections.abc import AsyncIterator, Mapping
from contextlib import AbstractAsyncContextManager
from pathlib import Path

from engine.catalog import AnswerShape
from engine.errors import DefectError
from engine.plan.model import Request
from engine.run.service import (
    Download,
    DownloadFailed,
    JobView,
    Lease,
    ListedJob,
    Opened,
    Payload,
    Refusal,
    Throttled,
    Unreachable,
    Unsent,
)


class UnusedService:
    """Implements the port; whoever asks it anything has found a defect."""

    def open(self) -> AbstractAsyncContextManager[Opened | Unsent]:
        raise DefectError("service-unused", verb="open")

    def payload(self, request: Request, urls: Mapping[str, str]) -> Payload:
        raise DefectError("service-unused", verb="payload")

    async def poll(self, job: str, answer: AnswerShape) -> JobView | Throttled | Unreachable:
        raise DefectError("service-unused", verb="poll")

    async def cancel(self, job: str) -> bool | Throttled | Unreachable:
        raise DefectError("service-unused", verb="cancel")

    def list_jobs(self) -> AsyncIterator[ListedJob]:
        raise DefectError("service-unused", verb="list")

    async def upload(
        self, path: Path, *, model: str, name: str, digest: str
    ) -> Lease | Throttled | Refusal | Unreachable:
        raise DefectError("service-unused", verb="upload")

    async def fetch(self, url: str, part: Path) -> Download | DownloadFailed | Unreachable:
        raise DefectError("service-unused", verb="fetch")
