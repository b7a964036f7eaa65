"""Media by name: a path or URL becomes a medium with digest and facts."""

import base64
import binascii
import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from engine.errors import AuthorError
from engine.recipe import MediaName
from engine.values.media import DataSource, FileSource, Media, MediaFacts, MediaKind, UrlSource

URL = re.compile(r"(https?|oss)://", re.IGNORECASE)
DATA = re.compile(r"data:(image/(?:jpeg|png|bmp|webp));base64,([A-Za-z0-9+/=\s]+)", re.IGNORECASE)


@dataclass(slots=True)
class MediaShelf:
    """Resolves names, each file once; `signatures` are the URL parameters that do not belong to an address's identity."""

    signatures: Sequence[str]
    _known: dict[tuple[str, MediaKind], Media] = field(default_factory=dict)

    def resolve(self, name: MediaName, kind: MediaKind, base: Path) -> Media:
        """Return the medium of a name; relative paths start at `base`.

        Raises AuthorError `media-not-found`, `media-unreadable`, `media-kind`, `media-pin` or `media-address`.
        """
        text = name.text.strip()
        if text.lower().startswith("data:"):
            return self._data(text, kind)
        if URL.match(text):
            return self._url(text, kind, name.sha256)
        if "://" in text:
            raise AuthorError("media-address", name=_short(text))
        return self._file(base / Path(text).expanduser(), text, kind, name.sha256)

    def _file(self, path: Path, shown: str, kind: MediaKind, pin: str | None) -> Media:
        key = (str(path), kind)
        if key not in self._known:
            self._known[key] = self._probed(path, shown, kind)
        media = self._known[key]
        assert isinstance(media.source, FileSource)
        if pin is not None and pin.lower() != media.source.digest:
            raise AuthorError("media-pin", name=shown, pinned=pin, found=media.source.digest)
        return media

    @staticmethod
    def _probed(path: Path, shown: str, kind: MediaKind) -> Media:
        from engine.media import probe  # noqa: PLC0415 - decoding is loaded only when a file is opened

        if not path.is_file():
            raise AuthorError("media-not-found", name=shown, path=str(path))
        facts = probe(path)
        if facts.kind is not kind:
            raise AuthorError("media-kind", name=shown, expected=kind.value, found=facts.kind.value)
        with path.open("rb") as handle:
            digest = hashlib.file_digest(handle, "sha256").hexdigest()
        return Media(source=FileSource(digest, str(path)), facts=facts)

    def _url(self, text: str, kind: MediaKind, pin: str | None) -> Media:
        parts = urlsplit(text)
        if not parts.netloc:
            raise AuthorError("media-address", name=_short(text))
        kept = [pair for pair in parts.query.split("&") if pair and not self._signs(pair.partition("=")[0])]
        identity = urlunsplit((parts.scheme.lower(), parts.netloc.lower(), parts.path, "&".join(kept), ""))
        # A temporary `oss://` object can never be overwritten (the service's upload rules), so its name is its version.
        version = f"sha256:{pin.lower()}" if pin else ("oss" if parts.scheme.lower() == "oss" else None)
        return Media(source=UrlSource(text, identity, version), facts=MediaFacts(kind=kind))

    def _signs(self, name: str) -> bool:
        return any(fnmatchcase(name.lower(), pattern.lower()) for pattern in self.signatures)

    @staticmethod
    def _data(text: str, kind: MediaKind) -> Media:
        match = DATA.fullmatch(text)
        if kind is not MediaKind.IMAGE or match is None:
            raise AuthorError("media-data-url", name=_short(text))
        try:
            data = base64.b64decode(match[2], validate=False)
        except binascii.Error as error:
            raise AuthorError("media-data-url", name=_short(text)) from error
        facts = MediaFacts(kind=kind, format=match[1].lower().removeprefix("image/"), size=len(data))
        return Media(source=DataSource(hashlib.sha256(data).hexdigest(), match[1].lower(), text), facts=facts)


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:57] + "..."
