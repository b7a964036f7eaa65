"""Media by name: a path or URL becomes a medium with digest or version, and facts."""

import base64
import binascii
import errno
import hashlib
import os
import re
import stat
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from engine.errors import AuthorError
from engine.language.values import MediaName
from engine.sources.addresses import HTTP, URL, Identities
from engine.values.address import masked, shown
from engine.values.canonical import digest_of
from engine.values.media import DataSource, FileSource, Media, MediaFacts, MediaKind, Probed, UrlSource
from engine.values.reason import Reason, because, system_words
from engine.values.url import Url

DATA = re.compile(r"data:(image/(?:jpeg|png|bmp|webp));base64,([A-Za-z0-9+/=\s]+)", re.IGNORECASE)

_ABSENT = frozenset({errno.ENOENT, errno.ENOTDIR})


class Web(Protocol):
    """Probes http and https addresses, each once."""

    def expect(self, url: str) -> None:
        """Hear that an address will be asked for soon; returns at once."""
        ...

    def probe(self, url: str) -> Probed:
        """Return what an address tells; raises AuthorError if there is no medium or nothing to be had."""
        ...


class Notes(Protocol):
    """Remembers what files were found to be, so that one that has not changed need not be opened again."""

    def known(self, path: Path, seen: os.stat_result) -> Media | None:
        """Return what a file is, None unless it is surely the same that was looked at."""
        ...

    def keep(self, path: Path, seen: os.stat_result, media: Media) -> None:
        """Remember what a file is that was `seen` before it was opened."""
        ...


class NoNotes:
    """Remembers nothing: every file is opened and digested."""

    def known(self, path: Path, seen: os.stat_result) -> Media | None:  # noqa: ARG002 - the port's own signature
        return None

    def keep(self, path: Path, seen: os.stat_result, media: Media) -> None:
        """Forget it."""


class ClosedWeb:
    """Asks nobody: nothing is known of any address."""

    def expect(self, url: str) -> None:
        """Look at nothing."""

    def probe(self, url: str) -> Probed:  # noqa: ARG002 - the port's own signature
        return Probed(None)


@dataclass(frozen=True, slots=True)
class ProbedMedium:
    """A medium, and why some facts of it aren't known although it was looked at (None if none are missing)."""

    media: Media
    gap: Reason | None = None


@dataclass(slots=True)
class MediaShelf:
    """Resolves names, each file once; `signatures` are the URL parameters that do not belong to an address's identity.

    `notes` spare files a second look.
    """

    signatures: Sequence[str]
    web: Web
    notes: Notes = field(default_factory=NoNotes)
    _known: dict[tuple[str, MediaKind], Media] = field(default_factory=dict)

    @property
    def names(self) -> Identities:
        return Identities(self.signatures)

    def expect(self, name: MediaName) -> None:
        """Hear that a name will be resolved soon: what is far away is looked at meanwhile."""
        if HTTP.match(text := name.text.strip()):
            self.web.expect(text)

    def resolve(self, name: MediaName, kind: MediaKind, base: Path) -> ProbedMedium:
        """Return the medium of a name; relative paths start at `base`.

        Raises AuthorError `media-not-found`, `media-unreadable`, `media-kind`, `media-pin`, `media-address`, `media-data-url`
        or one of `media-url-...`.
        """
        text = name.text.strip()
        if text.lower().startswith("data:"):
            return ProbedMedium(self._data(text, kind))
        if URL.match(text):
            return self._url(text, kind, name.sha256)
        if "://" in text:
            raise AuthorError("media-address", name=_short(text))
        return ProbedMedium(self._file(base / Path(text).expanduser(), text, kind, name.sha256))

    def _file(self, path: Path, shown: str, kind: MediaKind, pin: str | None) -> Media:
        key = (str(path), kind)
        if key not in self._known:
            self._known[key] = self._looked_at(path, shown, kind)
        media = self._known[key]
        assert isinstance(media.source, FileSource)
        if pin is not None and pin.lower() != media.source.digest:
            raise AuthorError("media-pin", name=shown, pinned=pin, found=media.source.digest)
        return media

    def _looked_at(self, path: Path, shown: str, kind: MediaKind) -> Media:
        seen = _file_at(path, shown)
        media = self.notes.known(path, seen)
        if media is None:
            media = _probed(path)
            self.notes.keep(path, seen, media)
        if media.kind is not kind:
            raise AuthorError("media-kind", name=shown, expected=kind.value, found=media.kind.value)
        return media

    def _url(self, text: str, kind: MediaKind, pin: str | None) -> ProbedMedium:
        try:
            url = Url.of(text)
        except ValueError:
            raise AuthorError("media-address", name=_short(text)) from None
        far = HTTP.match(text) is not None
        # A temporary `oss://` object can never be overwritten (the service's upload rules), so its name is its version.
        probed = self.web.probe(text) if far else Probed(None, "oss")
        if probed.facts is not None and probed.facts.kind is not kind:
            raise AuthorError("media-kind", name=shown(text), expected=kind.value, found=probed.facts.kind.value)
        version = f"sha256:{pin.lower()}" if pin else probed.version
        # The name of an `oss://` object is no part of an HTTP request: it is passed on as the service gave it.
        source = UrlSource(url.sent if far else text, self.names.of(url, probed.version), version)
        return ProbedMedium(Media(source=source, facts=probed.facts or MediaFacts(kind=kind)), probed.gap)

    @staticmethod
    def _data(text: str, kind: MediaKind) -> Media:
        from engine.media import probe_bytes  # noqa: PLC0415 - decoding is loaded only when something is opened

        match = DATA.fullmatch(text)
        if kind is not MediaKind.IMAGE or match is None:
            raise AuthorError("media-data-url", name=_short(text))
        try:
            data = base64.b64decode(match[2], validate=False)
        except binascii.Error as error:
            raise AuthorError("media-data-url", name=_short(text)) from error
        facts = probe_bytes(data, _short(text))
        if facts.kind is not kind:
            raise AuthorError("media-kind", name=_short(text), expected=kind.value, found=facts.kind.value)
        return Media(source=DataSource(digest_of(data), match[1].lower(), text), facts=facts)


def _probed(path: Path) -> Media:
    """Open a file, and read it whole for its digest."""
    from engine.media import probe  # noqa: PLC0415 - decoding is loaded only when a file is opened

    facts = probe(path)
    with path.open("rb") as handle:
        digest = hashlib.file_digest(handle, "sha256").hexdigest()
    return Media(source=FileSource(digest, str(path)), facts=facts)


def _file_at(path: Path, shown: str) -> os.stat_result:
    """Return what the system says of a file.

    Raises AuthorError `media-not-found`, or `media-unreadable` for a folder and for what the system keeps from us.
    """
    try:
        seen = path.stat()
    except OSError as error:
        if error.errno in _ABSENT:
            slashed = shown.replace("\\", "/")
            near = {"near": slashed} if slashed != shown and Path(str(path).replace("\\", "/")).is_file() else {}
            raise AuthorError("media-not-found", name=shown, path=str(path), **near) from error
        raise AuthorError("media-unreadable", path=str(path), reason=system_words(error)) from error
    except ValueError as error:  # a character that no path holds
        raise AuthorError("media-not-found", name=shown, path=str(path)) from error
    if stat.S_ISDIR(seen.st_mode):
        raise AuthorError("media-unreadable", path=str(path), reason=because("is-folder"))
    if not stat.S_ISREG(seen.st_mode):
        raise AuthorError("media-not-found", name=shown, path=str(path))
    return seen


def _short(text: str) -> str:
    text = masked(text)
    return text if len(text) <= 60 else text[:57] + "..."
