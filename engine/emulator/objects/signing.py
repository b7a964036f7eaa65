"""Signing: keys, temporary keys, upload policies and result links, all proved by one secret of the folder (pure)."""

import base64
import hashlib
import hmac
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote, urlencode

ACCESS_KEY_ID = "EDITCHAINEMULATOR"
_TEMPORARY = "st-"


@dataclass(frozen=True, slots=True)
class Signer:
    """Makes and checks everything that carries a signature; times are Unix seconds."""

    secret: bytes

    def _mac(self, text: str) -> str:
        return base64.b64encode(hmac.new(self.secret, text.encode(), hashlib.sha1).digest()).decode()

    def link(self, path: str, expires: int) -> str:
        """Return the path with the query of a signed link, in the storage service's form."""
        query = {"Expires": expires, "OSSAccessKeyId": ACCESS_KEY_ID, "Signature": self._mac(f"GET\n{expires}\n{path}")}
        return f"{quote(path)}?{urlencode(query)}"

    def link_fault(self, path: str, expires: str | None, signature: str | None, now: float) -> tuple[str, str] | None:
        """Return (code, message) of the storage service for a link that may not be read, or None if it may."""
        if expires is None or signature is None or not expires.isascii() or not expires.isdigit():
            return "AccessDenied", "You have no right to access this object because of bucket acl."
        if not hmac.compare_digest(self._mac(f"GET\n{expires}\n{path}").encode(), signature.encode()):
            return "SignatureDoesNotMatch", (
                "The request signature we calculated does not match the signature you provided."
                " Check your key and signing method."
            )
        return ("AccessDenied", "Request has expired.") if now >= int(expires) else None

    def policy(self, conditions: list[Any], expires: float) -> tuple[str, str]:
        """Return an upload policy (base64) and its signature."""
        moment = datetime.fromtimestamp(expires, UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")
        text = json.dumps({"expiration": moment, "conditions": conditions}, separators=(",", ":"))
        policy = base64.b64encode(text.encode()).decode()
        return policy, self._mac(policy)

    def policy_content(self, policy: str, signature: str) -> dict[str, Any] | None:
        """Return what a policy says if its signature is ours, else None."""
        if not hmac.compare_digest(self._mac(policy).encode(), signature.encode()):
            return None
        content: dict[str, Any] = json.loads(base64.b64decode(policy))
        return content

    def temporary_key(self, key_id: str, expires: int) -> str:
        """Return a key that speaks for `key_id` until `expires`."""
        text = f"{key_id}.{expires}"
        return f"{_TEMPORARY}{text}.{self._mac(text).rstrip('=').translate(_URL_SAFE)}"

    def permanent_id(self, key: str) -> str:
        """Return the number of a key that is not temporary, stable and telling nothing of it."""
        return str(int(hashlib.sha256(self.secret + key.encode()).hexdigest()[:8], 16))

    def key_id(self, key: str, now: float) -> str | None:
        """Return the number of a key; None for one that the service refuses.

        Any key is good but those of the coding plan, which is another service, and temporary ones that have expired.
        """
        if not key.startswith(_TEMPORARY):
            refused = key.startswith("sk-sp-") or not key.isascii() or any(char.isspace() for char in key)
            return None if refused else self.permanent_id(key)
        parts = key.removeprefix(_TEMPORARY).split(".")
        if len(parts) != 3 or not parts[1].isdigit() or now >= int(parts[1]):
            return None
        same = hmac.compare_digest(self.temporary_key(parts[0], int(parts[1])).encode(), key.encode())
        return parts[0] if same else None

    def folder_of(self, account: str, model: str) -> str:
        """Return the part of an upload folder that binds it to one account and model."""
        return hmac.new(self.secret, f"{account}/{model}".encode(), hashlib.sha256).hexdigest()[:32]


_URL_SAFE = str.maketrans("+/", "-_")
