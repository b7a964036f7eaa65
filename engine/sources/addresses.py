"""Addresses of media: what each is called, whatever it is signed with, and those that are named somewhere."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import NoReturn

from engine.language.values import MediaName
from engine.values.canonical import digest_of
from engine.values.media import MediaKind
from engine.values.url import Url

URL = re.compile(r"(https?|oss)://", re.IGNORECASE)
STRONG = re.compile(r'etag:"[^"]*";length:[0-9]+')
HTTP = re.compile(r"https?://", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Identities:
    """What addresses are called; `signatures` are the URL parameters that do not belong to an identity."""

    signatures: Sequence[str]

    def of(self, url: Url, version: str | None) -> str:
        """Return what a URL is called: its place if tag and length tell its object, else with its query less signatures.

        Of a query there stands only a digest: any value may be a key, and what is called so is shown and stored.
        """
        kept = [pair for pair in url.pairs if not self._signs(pair.partition("=")[0])]
        if not kept or (version is not None and STRONG.fullmatch(version)):
            return url.place
        return f"{url.place}?*{digest_of('&'.join(kept).encode())[:16]}"

    def _signs(self, name: str) -> bool:
        return any(fnmatchcase(name.lower(), pattern.lower()) for pattern in self.signatures)


class AddressBook:
    """Takes down the addresses that are named, without a look at any of them; `wanted` are (identity, version)."""

    def __init__(self, identities: Identities, wanted: Iterable[tuple[str, str | None]]) -> None:
        self.found: dict[tuple[str, str | None], str] = {}
        self._identities = identities
        self._versions: dict[str, set[str | None]] = {}
        for identity, version in wanted:
            self._versions.setdefault(identity, set()).add(version)

    def expect(self, name: MediaName) -> None:
        """Hear a name; an address is taken down if its identity is wanted, whichever version it has."""
        text = name.text.strip()
        if not URL.match(text):
            return
        try:
            url = Url.of(text)
        except ValueError:
            return
        sent = url.sent if HTTP.match(text) else text
        for identity in (self._identities.of(url, None), url.place):
            for version in self._versions.get(identity, ()):
                self.found.setdefault((identity, version), sent)

    def resolve(self, name: MediaName, kind: MediaKind, base: Path) -> NoReturn:
        """Nothing is resolved: addresses alone are wanted."""
        raise AssertionError(name, kind, base)
