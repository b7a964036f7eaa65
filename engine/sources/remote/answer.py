"""Answers of a server of media: what status and headers say of the file, its part and its version (pure)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from engine.errors import AuthorError
from engine.media.blocks import PartMissing
from engine.values.reason import Reason, because

REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_GONE: Final = frozenset({404, 410})
_LATER: Final = frozenset({408, 425, 429})
_RANGE: Final = re.compile(r"bytes (\d{1,15})-(\d{1,15})/(\d{1,15})")
_NONE: Final = re.compile(r"bytes \*/(\d{1,15})")
# RFC 9110, section 8.8.3: only a strong tag promises that equal tags mean equal bytes.
_STRONG: Final = re.compile(r'"[!#-~]{1,200}"')
_DATE: Final = re.compile(r"[A-Za-z0-9:, +-]{1,40}")
_LONGEST_PAUSE_S: Final = 5.0

Headers = Mapping[str, str]


class Unreached(PartMissing):
    """Nothing usable came; `again` says whether asking once more may help, after `after_s` seconds if the server said so."""

    def __init__(self, reason: Reason, *, again: bool = True, after_s: float | None = None) -> None:
        super().__init__(reason)
        self.again = again
        self.after_s = after_s


@dataclass(frozen=True, slots=True)
class Validators:
    """What tells one state of a file from another: its tag, strong or weak, its date and its length; None if not said."""

    tag: str | None
    date: str | None
    length: int | None

    @property
    def version(self) -> str | None:
        """The strong tag and the length, else length and date, else None: then nothing promises that the bytes stay the same."""
        if self.tag is not None and _STRONG.fullmatch(self.tag):
            return f"etag:{self.tag}" if self.length is None else f"etag:{self.tag};length:{self.length}"
        if self.length is not None and self.date is not None and _DATE.fullmatch(self.date):
            return f"length:{self.length};modified:{self.date}"
        return None

    def differ(self, other: "Validators") -> bool:
        """Tell whether two answers are surely about different states; what one of them doesn't say tells nothing."""
        pairs = ((self.tag, other.tag), (self.date, other.date), (self.length, other.length))
        return any(mine is not None and theirs is not None and mine != theirs for mine, theirs in pairs)


def marks_of(headers: Headers, length: int | None) -> Validators:
    return Validators(headers.get("etag"), headers.get("last-modified"), length)


def part_of(headers: Headers) -> tuple[int, int, int] | None:
    """Return start, stop and the whole length that a Content-Range names, or None."""
    found = _RANGE.fullmatch(headers.get("content-range", "").strip())
    if found is None:
        return None
    first, last, total = (int(number) for number in found.groups())
    return (first, last + 1, total) if first <= last < total else None


def length_of(headers: Headers) -> int | None:
    """Return the Content-Length of an answer."""
    text = headers.get("content-length", "")
    return int(text) if re.fullmatch(r"[0-9]{1,15}", text) else None


def type_of(headers: Headers) -> str:
    """Return what the server calls the file, such as "text/html"; "" if that doesn't exclude that it is a medium."""
    kind = headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == "application/octet-stream" or kind.startswith(("video/", "image/")):
        return ""
    return kind if re.fullmatch(r"[a-z0-9.+-]{1,40}/[a-z0-9.+-]{1,80}", kind) else ""


def refused(status: int, headers: Headers, shown: str) -> AuthorError | Unreached:
    """Tell what an answer means that brings nothing: the address is wrong, or the server has trouble of its own."""
    if status == 416 and (found := _NONE.fullmatch(headers.get("content-range", "").strip())) and int(found[1]) == 0:
        return AuthorError("media-unreadable", path=shown, reason=because("empty"))
    if status in _GONE:
        return AuthorError("media-url-gone", name=shown, status=status)
    if 400 <= status < 500 and status not in _LATER:
        return AuthorError("media-url-refused", name=shown, status=status)
    return Unreached(
        because("server-answers", status=status), again=status >= 500 or status in _LATER, after_s=_pause(headers)
    )


def _pause(headers: Headers) -> float | None:
    text = headers.get("retry-after", "")
    return min(float(text), _LONGEST_PAUSE_S) if re.fullmatch(r"[0-9]{1,6}", text) else None
