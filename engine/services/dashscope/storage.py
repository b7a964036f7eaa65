"""Temporary storage: the upload policy, the form that it is spent on, and what the storage host answers (pure).

Rules: https://help.aliyun.com/zh/model-studio/get-temporary-file-url. The form's fields stand in this order and
`file` is last.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final

from engine.run.service import DownloadFailed, Refusal, Throttled, Unreachable
from engine.services.dashscope.wire_values import id_of, retry_after, text_of
from engine.values.reason import because

LEASE_S: Final = 47 * 3600.0
"""How long an upload is counted on: the service keeps it for 48 h; an hour is margin for the queue."""

_MIME: Final = {
    "mp4": "video/mp4",
    "mov": "video/quicktime",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "bmp": "image/bmp",
    "webp": "image/webp",
}
_VALUE: Final = re.compile(r"[ -~]{1,8192}")
_FOLDER: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/-]{0,500}")
_XML: Final = re.compile(r"<(Code|Message|RequestId)>([^<]{1,500})</")
_FOREIGN_TYPE: Final = re.compile(r"text/.*|.*[/+](json|xml|html)")
_NO_POLICY: Final = Unreachable(reason=because("policy-shape"), status=200, answered=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """Leave to upload files into `folder` of a storage host for a few minutes; `fields` are secret."""

    host: str
    folder: str
    most_bytes: int | None
    fields: tuple[tuple[str, str], ...] = field(repr=False)


def object_name(digest: str, name: str) -> str:
    """Return a safe name for an upload: the digest's first digits, and the extension of `name` if it is a plain one."""
    extension = name.rpartition(".")[2].lower() if "." in name else ""
    return f"{digest[:16]}.{extension}" if re.fullmatch(r"[a-z0-9]{1,5}", extension) else digest[:16]


def form_of(policy: Policy, key: str, boundary: str) -> tuple[bytes, bytes]:
    """Return what stands before and after the file's bytes in the multipart form."""
    name = key.rpartition("/")[2]
    mime = _MIME.get(name.rpartition(".")[2], "application/octet-stream")
    parts = [
        f'--{boundary}\r\nContent-Disposition: form-data; name="{field_name}"\r\n\r\n{value}\r\n'
        for field_name, value in _fields(policy, key)
    ]
    file = f'Content-Disposition: form-data; name="file"; filename="{name}"\r\nContent-Type: {mime}'
    before = "".join([*parts, f"--{boundary}\r\n{file}\r\n\r\n"])
    return before.encode("ascii"), f"\r\n--{boundary}--\r\n".encode("ascii")


def upload_refused(status: int, headers: Mapping[str, str], body: bytes) -> Throttled | Refusal | Unreachable:
    """Tell what a storage host says that did not take a file: XML with a code, or whatever stands before it."""
    said = {name: text_of(value) for name, value in _XML.findall(body[:65536].decode("utf-8", "replace"))}
    code, message = said.get("Code", ""), said.get("Message", "")
    if status in (429, 503):
        return Throttled(after_s=retry_after(headers))
    if 400 <= status < 500 and code:
        return Refusal(
            status=status,
            code=code,
            message=message,
            request_id=id_of(headers.get("x-oss-request-id")) or said.get("RequestId", ""),
            retry="Policy expired" in message or code in ("RequestTimeout", "RequestTimeTooSkewed"),
            operator=status == 404,  # no such bucket: it takes no other file either
        )
    why = because("storage-answered", status=f"{status} {code}".strip())
    return Unreachable(reason=why, status=status, answered=status < 500, storage=True)


def download_refused(status: int, headers: Mapping[str, str]) -> DownloadFailed | Unreachable | None:
    """Tell why an answer of a storage host is not the result, by its status and headers; None if it may be."""
    if status in (403, 404, 410):
        return DownloadFailed(reason=because("link-died", status=status), gone=True)
    if status == 429 or status >= 500:
        return Unreachable(reason=because("storage-answered", status=str(status)), status=status)
    if status != 200:
        return DownloadFailed(reason=because("storage-answered", status=str(status)), gone=False)
    kind = headers.get("content-type", "").partition(";")[0].strip().lower()
    if _FOREIGN_TYPE.fullmatch(kind):
        return DownloadFailed(reason=because("page-came", type=text_of(kind, 80)), gone=False)
    if headers.get("content-encoding", "identity").lower() != "identity":
        return DownloadFailed(reason=because("bytes-encoded"), gone=False)
    ended = {"content-length", "x-oss-hash-crc64ecma"} & headers.keys()
    if not ended and "chunked" not in headers.get("transfer-encoding", "").lower():
        return DownloadFailed(reason=because("end-unknown"), gone=False)
    return None


def total_of_rest(status: int, headers: Mapping[str, str], have: int) -> int | None:
    """Return how many bytes the whole file has, of an answer that gives all that follows the first `have`.

    None if it does not, or if it holds no checksum of the whole by which two files that were joined would be seen.
    """
    found = re.fullmatch(r"bytes (\d+)-(\d+)/(\d+)", headers.get("content-range", ""), re.ASCII)
    plain = headers.get("content-encoding", "identity").lower() == "identity"
    if status != 206 or found is None or not plain or not headers.get("x-oss-hash-crc64ecma", "").isdigit():
        return None
    first, last, total = (int(number) for number in found.groups())
    return total if first == have and last == total - 1 else None


def is_announced(headers: Mapping[str, str], *, secure: bool, resumed: bool) -> bool:
    """Tell whether an answer says what the whole file is: by a checksum of it, or by its exact length where nobody can cut in.

    An MD5 that comes with the rest of a file is only of that.
    """
    exact = headers.get("content-length", "").isdigit() and "transfer-encoding" not in headers
    md5 = "content-md5" in headers and not resumed
    return headers.get("x-oss-hash-crc64ecma", "").isdigit() or md5 or (secure and exact and not resumed)


def policy_of(data: Mapping[str, Any]) -> Policy | Unreachable:
    """Read a policy, or say that it is none that a form can be made of."""
    required = {
        "OSSAccessKeyId": data.get("oss_access_key_id"),
        "Signature": data.get("signature"),
        "policy": data.get("policy"),
    }
    extra = {
        "x-oss-object-acl": data.get("x_oss_object_acl"),
        "x-oss-forbid-overwrite": data.get("x_oss_forbid_overwrite"),
    }
    fields = required | {name: _flag(value) for name, value in extra.items() if value is not None}
    folder, host, most = data.get("upload_dir"), data.get("upload_host"), data.get("max_file_size_mb")
    if not all(isinstance(value, str) and _VALUE.fullmatch(value) for value in (*fields.values(), host)):
        return _NO_POLICY
    if not isinstance(folder, str) or not _FOLDER.fullmatch(folder) or ".." in folder:
        return _NO_POLICY
    known = isinstance(most, int | Decimal) and not isinstance(most, bool) and 0 < most < 10**9
    return Policy(
        host=str(host),
        folder=folder.rstrip("/"),
        most_bytes=int(most * 1024 * 1024) if known and most is not None else None,
        fields=tuple((name, str(value)) for name, value in fields.items()),
    )


def _flag(value: Any) -> Any:
    return str(value).lower() if isinstance(value, bool) else value


def _fields(policy: Policy, key: str) -> list[tuple[str, str]]:
    signed, asked = policy.fields[:3], policy.fields[3:]
    return [*signed, ("key", key), *asked, ("success_action_status", "200")]
