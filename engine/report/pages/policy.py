"""Policy: what a page that stands alone may load: its own script and style, known by their digests."""

from base64 import b64encode
from hashlib import sha256


def policy_of(style: str, script: str, more: str) -> str:
    """Return the content security policy of a page; `more` are the sources of its pictures and clips."""
    own = f"script-src '{_hash(script)}'; style-src '{_hash(style)}'"
    return f"default-src 'none'; base-uri 'none'; form-action 'none'; {own}; {more}"


def _hash(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"
