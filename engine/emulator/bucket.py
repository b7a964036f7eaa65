"""Bucket: the storage's addresses over HTTP: the upload form and the signed result links."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import IO

from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from engine.emulator.emulator import Emulator
from engine.emulator.http import answers, broken, strike
from engine.emulator.jobs import blank
from engine.emulator.objects.announced import announcements
from engine.emulator.objects.storage import MAX_FILE_MB, StorageError
from engine.emulator.rules.background import in_background
from engine.emulator.rules.scenario import Rule

_VIDEO = "video/mp4"
_FORM_EXTRA = 1 << 20


def bucket_routes(emulator: Emulator) -> list[Route]:
    """Return the routes of the storage."""
    face = _Face(emulator)
    return [
        Route("/oss", face.upload, methods=["POST"]),
        Route("/oss/", face.upload, methods=["POST"]),
        Route("/results/{name}", face.result, methods=["GET"]),
    ]


class _Face:
    def __init__(self, emulator: Emulator) -> None:
        self._emulator = emulator

    async def upload(self, request: Request) -> Response:
        rule = self._emulator.script.strike("upload")
        if (struck := await strike.before(rule, request, self._emulator.pause)) is not None:
            return struck
        try:
            status, etag = await self._store(request)
            answer = Response(status_code=status, headers={"ETag": f'"{etag}"'})
        except StorageError as error:
            answer = _refusal(error, request)
        return await strike.after(rule, answer, self._emulator.pause, request.state.request_id)

    async def _store(self, request: Request) -> tuple[int, str]:
        if "authorization" in request.headers:
            raise StorageError(400, "InvalidArgument", "Unsupported Authorization Type.")
        length = request.headers.get("content-length")
        if length is None:
            raise StorageError(411, "MissingContentLength", "You must provide the Content-Length HTTP header.")
        if not length.isdigit() or int(length) > (MAX_FILE_MB << 20) + _FORM_EXTRA:
            raise StorageError(400, "EntityTooLarge", "Your proposed upload exceeds the maximum allowed size.")
        try:
            async with request.form(max_files=2, max_fields=32) as form:
                fields: list[tuple[str, str | IO[bytes]]] = [
                    (name, value.file if isinstance(value, UploadFile) else value) for name, value in form.multi_items()
                ]
                return await in_background(partial(self._emulator.storage.store, fields))
        except (MultiPartException, HTTPException):  # the second is how Starlette hands on the first within an app
            raise StorageError(
                400, "MalformedPOSTRequest", "The body of your POST request is not well-formed."
            ) from None

    async def result(self, request: Request) -> Response:
        emulator, name = self._emulator, request.path_params["name"]
        rule = emulator.script.strike("result", lambda: emulator.about(Path(name).stem))
        if (struck := await strike.before(rule, request, emulator.pause)) is not None:
            return struck
        try:
            answer = await self._served(request, name, rule)
        except StorageError as error:
            answer = _refusal(error, request)
        return await strike.after(rule, answer, emulator.pause, request.state.request_id)

    async def _served(self, request: Request, name: str, rule: Rule | None) -> Response:
        """Return a result as a fault of its bytes leaves it; raises StorageError."""
        emulator, query = self._emulator, request.query_params
        fault = emulator.signer.link_fault(
            f"/results/{name}", query.get("Expires"), query.get("Signature"), emulator.clock.now()
        )
        if rule is not None and rule.fault == "expired":
            fault = ("AccessDenied", "Request has expired.")
        if "authorization" in request.headers:
            raise StorageError(400, "InvalidArgument", "Unsupported Authorization Type.")
        if fault is not None:
            raise StorageError(403, *fault)
        path = emulator.folder.results / Path(name).name
        if rule is not None and rule.fault == "swapped":
            path = _other(path)
        if not path.is_file():
            raise StorageError(404, "NoSuchKey", "The specified key does not exist.")
        said = await in_background(partial(announcements, path, whole="range" not in request.headers))
        return _damaged(path, rule, said) or FileResponse(path, media_type=_VIDEO, headers=said)


def _damaged(path: Path, rule: Rule | None, said: Mapping[str, str]) -> Response | None:
    """Return an answer that holds its bytes, if a fault asks for them: all, or what it makes of them."""
    if rule is None or rule.fault not in {"truncate", "stall", "cut", "damaged"}:
        return None
    change = {"cut": broken.cut, "damaged": broken.damaged}.get(rule.fault, bytes)
    return Response(change(path.read_bytes()), headers=dict(said), media_type=_VIDEO)


def _other(path: Path) -> Path:
    """Return a result of another request, a blank clip if there is none."""
    own = path.read_bytes()
    return next((other for other in sorted(path.parent.iterdir()) if other.read_bytes() != own), blank.CLIP)


def _refusal(error: StorageError, request: Request) -> Response:
    text = answers.storage_error(error.code, error.message, request.state.request_id)
    return Response(text, error.status, media_type="application/xml")
