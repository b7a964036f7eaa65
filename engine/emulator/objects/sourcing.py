"""Sourcing: turns the media that a request names into local files, checked against the model's limits."""

import struct
import zlib
from collections.abc import Sequence
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import NamedTuple
from urllib.parse import parse_qs, unquote, urlsplit

from engine.emulator.objects.content import content_fault, together_fault
from engine.emulator.objects.fetching import FetchFailed, FetchLimits, fetch_data_url, fetch_file, fetch_remote
from engine.emulator.objects.signing import Signer
from engine.emulator.objects.sourced import Sourced
from engine.emulator.rules.background import in_background
from engine.emulator.rules.failure import JobFailed
from engine.emulator.rules.hosts import name_of
from engine.emulator.rules.model import MediaRule
from engine.emulator.rules.validation import Medium, Order
from engine.emulator.state.site import Site
from engine.errors import AuthorError
from engine.net.address import is_loopback
from engine.values.media import MediaFacts, MediaKind

_SUFFIXES = {MediaKind.VIDEO: (".mp4", ".mov"), MediaKind.IMAGE: (".jpg", ".jpeg", ".png", ".webp", ".bmp")}


class Owner(NamedTuple):
    """Whose uploads a request may read: those of its account for the model that it names."""

    account: str
    model: str


class Sources:
    """Finds media under a folder, on this machine or, unless `offline_media` is set, on the network."""

    def __init__(self, site: Site, signer: Signer) -> None:
        self._site = site
        self._signer = signer

    async def gather(self, order: Order, owner: Owner, place: Path) -> Sourced:
        """Fetch and check every medium of a request into the folder `place`; raises JobFailed for the first bad one."""
        model = order.model
        files: dict[str, list[Path]] = {}
        seconds: dict[str, Decimal] = {}
        sides: dict[str, tuple[int, int]] = {}
        notes: list[str] = []
        for number, medium in enumerate(order.media):
            path = place / (f"{medium.type}-{number}" if number else medium.type)  # as a renderer may say of it
            rule = model.media[medium.name]
            notes += await in_background(partial(self._fetch, medium, owner, path, rule))
            facts = await in_background(partial(_facts, path, rule))
            if (fault := content_fault(facts, rule)) is not None:
                raise JobFailed(*fault)
            files.setdefault(medium.name, []).append(path)
            sides.setdefault(medium.name, (facts.width or 1, facts.height or 1))
            if facts.seconds is not None:
                seconds[medium.name] = seconds.get(medium.name, Decimal(0)) + facts.seconds.low
        if (fault := together_fault(model, order.values, seconds)) is not None:
            raise JobFailed(*fault)
        return Sourced(
            files={name: tuple(paths) for name, paths in files.items()},
            seconds=seconds,
            sides=sides.get(model.roles.get("source", ""), next(iter(sides.values()), (16, 9))),
            notes=tuple(notes),
        )

    def _fetch(self, medium: Medium, owner: Owner, place: Path, rule: MediaRule) -> Sequence[str]:
        try:
            return self._get(medium, owner, place, FetchLimits(max_bytes=rule.max_bytes))
        except FetchFailed as error:
            raise JobFailed(error.code, f"The {medium.type} could not be read: {error.reason}.") from error

    def _get(self, medium: Medium, owner: Owner, place: Path, limits: FetchLimits) -> Sequence[str]:
        url = medium.url
        for prefix, local in self._site.options.media_map.items():
            if url.startswith(prefix):
                fetch_file(
                    local / unquote(urlsplit(url[len(prefix) :]).path).lstrip("/") if local.is_dir() else local, place
                )
                return [f"{medium.type}: a local file was used in place of the URL"]
        if url.startswith("data:"):
            fetch_data_url(url, place)
        elif url.startswith("oss://"):
            fetch_file(self._uploaded(url, owner), place)
        elif (own := self._own_result(url)) is not None:
            fetch_file(own, place)
        elif self._site.options.offline_media is not None and not _is_loopback(url):
            _substitute(medium.kind, self._site.options.offline_media, place)
            return [f"{medium.type}: a local sample stands in for the URL, which was not asked for"]
        else:
            fetch_remote(url, place, limits, self._site.options.network)
        return []

    def _uploaded(self, url: str, owner: Owner) -> Path:
        key = url.removeprefix("oss://")
        file = self._site.record.upload(key, self._site.clock.now_ms())
        if file is None:
            raise FetchFailed("no such object, or it has expired")
        if self._signer.folder_of(owner.account, owner.model) not in key.split("/"):
            raise FetchFailed("the object was uploaded for another model or account")
        return self._site.folder.uploads / file

    def _own_result(self, url: str) -> Path | None:
        """Return the file of a result link of this folder, whatever port it was served on; None for other links."""
        parts = urlsplit(url)
        ours = _is_loopback(url) or name_of(parts.netloc) in self._site.options.names
        if not (ours and parts.path.startswith("/results/")):
            return None
        query = parse_qs(parts.query)
        expires, signature = (query.get(name, [None])[0] for name in ("Expires", "Signature"))
        fault = self._signer.link_fault(unquote(parts.path), expires, signature, self._site.clock.now())
        if fault is None:
            return self._site.folder.results / Path(unquote(parts.path)).name
        if fault[0] == "AccessDenied":
            raise FetchFailed(fault[1].rstrip("."))
        return None


def _facts(path: Path, rule: MediaRule) -> MediaFacts:
    from engine.media import probe  # noqa: PLC0415  decoders are loaded when the first medium comes

    try:
        return probe(path)
    except AuthorError as error:
        reason = error.args_by_name.get("reason", "")
        raise JobFailed("InvalidFile.Openerror", f"The {rule.type} can't be opened: {reason}") from error


def _is_loopback(url: str) -> bool:
    return is_loopback(urlsplit(url).hostname or "")


def _substitute(kind: MediaKind, sample: Path, place: Path) -> None:
    if sample.is_dir():
        found = [path for path in sorted(sample.iterdir()) if path.suffix.lower() in _SUFFIXES[kind]]
        if not found:
            raise FetchFailed(f"no {kind.value} lies in the folder of samples")
        fetch_file(found[0], place)
    elif sample.suffix.lower() in _SUFFIXES[kind]:
        fetch_file(sample, place)
    elif kind is MediaKind.IMAGE:
        place.write_bytes(_grey_png(256))
    else:
        raise FetchFailed("the sample is no video")


def _grey_png(side: int) -> bytes:
    """Return a plain picture for where only a video sample is given."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    rows = b"".join(b"\0" + b"\x80\x80\x80" * side for _ in range(side))
    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
