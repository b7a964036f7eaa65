"""Policy: what a page that stands alone may load: its own script and style, known by their digests."""

from base64 import b64encode
from hashlib import sha256


def policy_of(style: str, script: str | None, more: str) -> str:
    """Return the content security policy of a page, of which None has no script; `more` is what else it may load and where."""
    runs = f"script-src '{_hash(script)}'; " if script is not None else ""
    return f"default-src 'none'; base-uri 'none'; form-action 'none'; {runs}style-src '{_hash(style)}'; {more}"


def _hash(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"
