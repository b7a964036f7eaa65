"""Storage: the object storage beside the service: upload policies, the upload form with its rules, and expiry."""

import hashlib
import uuid
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

from engine.emulator.objects.signing import ACCESS_KEY_ID, Signer
from engine.emulator.rules.clock import BEIJING
from engine.emulator.state.folder import publish
from engine.emulator.state.site import Site

POLICY_SECONDS = 300
MAX_FILE_MB = 100
UPLOAD_HOURS = 48
_MB = 1 << 20
_NEEDED = ("OSSAccessKeyId", "Signature", "policy", "key", "x-oss-object-acl", "x-oss-forbid-overwrite")
_CHUNK = 1 << 20


class StorageError(Exception):
    """An error of the storage service: HTTP status, code and message of its XML answer."""

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(code)
        self.status = status
        self.code = code
        self.message = message


class Storage:
    """The objects of one folder."""

    def __init__(self, site: Site, signer: Signer) -> None:
        self._site = site
        self._signer = signer

    def policy(self, model: str, account: str, host: str) -> dict[str, Any]:
        """Return what an account's upload for a model needs, as `data` of the policy's answer."""
        now = self._site.clock.now()
        day = datetime.fromtimestamp(now, UTC).astimezone(BEIJING).date()
        bound = self._signer.folder_of(account, model)
        folder = f"dashscope-instant/{bound}/{day}/{uuid.uuid4()}"
        policy, signature = self._signer.policy(
            [
                ["content-length-range", 0, MAX_FILE_MB * _MB],
                ["starts-with", "$key", f"{folder}/"],
                {"bucket": "editchain-emulator"},
                {"x-oss-object-acl": "private"},
                {"x-oss-forbid-overwrite": "true"},
            ],
            now + POLICY_SECONDS,
        )
        return {
            "policy": policy,
            "signature": signature,
            "upload_dir": folder,
            "upload_host": host,
            "expire_in_seconds": POLICY_SECONDS,
            "max_file_size_mb": MAX_FILE_MB,
            "capacity_limit_mb": 999999999,
            "oss_access_key_id": ACCESS_KEY_ID,
            "x_oss_object_acl": "private",
            "x_oss_forbid_overwrite": "true",
        }

    def store(self, fields: Sequence[tuple[str, str | IO[bytes]]]) -> tuple[int, str]:
        """Check an upload form, keep its file, and return (HTTP status, ETag); blocking. Raises StorageError."""
        texts = {name: value for name, value in fields if isinstance(value, str)}
        files = [value for name, value in fields if name == "file" and not isinstance(value, str)]
        if len(files) != 1 or fields[-1][0] != "file":
            raise StorageError(400, "InvalidArgument", "The form must hold one file, as its last field.")
        missing = [name for name in _NEEDED if not texts.get(name)]
        if missing:
            raise StorageError(403, "AccessDenied", f"Invalid according to Policy: field {missing[0]} is missing.")
        self._check_policy(texts)
        part = self._site.folder.tmp / f"upload-{uuid.uuid4()}"
        try:
            size, sha256, md5 = _copy(files[0], part)
            if size > MAX_FILE_MB * _MB:
                raise StorageError(400, "EntityTooLarge", "Your proposed upload exceeds the maximum allowed size.")
            name = hashlib.sha256(texts["key"].encode()).hexdigest()
            if self._site.record.upload(texts["key"], self._site.clock.now_ms()) is not None:
                raise StorageError(
                    409, "FileAlreadyExists", "The object you specified already exists and can not be overwritten."
                )
            publish(part, self._site.folder.uploads / name)
        finally:
            part.unlink(missing_ok=True)
        now_ms = self._site.clock.now_ms()
        expires_ms = now_ms + UPLOAD_HOURS * 3_600_000
        self._site.record.store_upload(
            texts["key"], file=name, size=size, sha256=sha256, now_ms=now_ms, expires_ms=expires_ms
        )
        status = texts.get("success_action_status", "204")
        return int(status) if status in {"200", "201", "204"} else 204, md5

    def _check_policy(self, texts: dict[str, str]) -> None:
        if texts["OSSAccessKeyId"] != ACCESS_KEY_ID:
            raise StorageError(
                403, "InvalidAccessKeyId", "The OSS Access Key Id you provided does not exist in our records."
            )
        content = self._signer.policy_content(texts["policy"], texts["Signature"])
        if content is None:
            raise StorageError(
                403, "SignatureDoesNotMatch", "The request signature we calculated does not match yours."
            )
        expires = datetime.strptime(content["expiration"], "%Y-%m-%dT%H:%M:%S.000Z").replace(tzinfo=UTC)
        if self._site.clock.now() >= expires.timestamp():
            raise StorageError(403, "AccessDenied", "Invalid according to Policy: Policy expired.")
        for condition in content["conditions"]:
            if isinstance(condition, dict):
                kept = all(texts.get(name, value) == value for name, value in condition.items())
            elif condition[0] == "starts-with":
                rest = texts["key"].removeprefix(condition[2])
                kept = texts["key"].startswith(condition[2]) and bool(rest) and "/" not in rest
            else:
                kept = True  # the length is checked once it is known
            if not kept:
                raise StorageError(403, "AccessDenied", "Invalid according to Policy: Policy Condition failed.")

    def sweep(self, kept_ms: Mapping[str, int]) -> None:
        """Remove what has expired: files of results and uploads, and bodies of jobs; `kept_ms` is each entry's time."""
        results, uploads = self._site.record.forget(self._site.clock.now_ms(), kept_ms)
        for folder, names in ((self._site.folder.results, results), (self._site.folder.uploads, uploads)):
            for name in names:
                (folder / name).unlink(missing_ok=True)


def _copy(source: IO[bytes], place: Path) -> tuple[int, str, str]:
    size, sha256, md5 = 0, hashlib.sha256(), hashlib.md5(usedforsecurity=False)
    source.seek(0)
    with place.open("wb") as file:
        while chunk := source.read(_CHUNK):
            size += len(chunk)
            sha256.update(chunk)
            md5.update(chunk)
            file.write(chunk)
    return size, sha256.hexdigest(), md5.hexdigest().upper()
