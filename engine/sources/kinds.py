"""Kinds: what a YAML file is meant to be, told by the keys at its left edge, without reading it."""

import enum
import re
from collections.abc import Iterator
from typing import Final

from engine.values.hints import nearest

_MARK: Final = rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?"
_WORD: Final = rb"[\"']?([A-Za-z_]+)[\"']?"
_KEY: Final = re.compile(rb"^" + _MARK + _WORD + rb"[ \t]*(?::|\xef\xbc\x9a)", re.MULTILINE)
_FLOW_KEY: Final = re.compile(rb"[{,\s]" + _WORD + rb"\s*:")
_VERSION: Final = re.compile(rb"[\"']?\brecipe[\"']?[ \t]*(?::|\xef\xbc\x9a)\s*[\"']?[0-9]")
MAX_WORD: Final = 16
"""No longer word is near one of the two."""


class FileKind(enum.Enum):
    """The two kinds of files; the value is the key that says so."""

    RECIPE = "recipe"
    CAMPAIGN = "campaign"


_NAMES: Final[tuple[str, ...]] = tuple(kind.value for kind in FileKind)


def kind_of(data: bytes) -> FileKind | None:
    """Return what a file says that it is; else what a misspelled key of it may say; else None.

    What says both is a recipe, unless no version stands behind `recipe`: then it is a campaign that names its recipe so.
    """
    words = list(_words(data))
    if set(_NAMES) <= set(words) and not _VERSION.search(data.replace(b"\0", b"")):
        return FileKind.CAMPAIGN
    said = next((name for name in _NAMES if name in words), None)
    meant = (nearest(word, _NAMES) for word in words)
    found = said or next((name for name in meant if name is not None), None)
    return FileKind(found) if found else None


def looks_like_campaign(data: bytes) -> bool:
    """Tell whether a file says that it is a campaign."""
    return kind_of(data) is FileKind.CAMPAIGN


def _words(data: bytes) -> Iterator[str]:
    """Return the short keys at the left edge, each once; of a file in braces, as JSON is, all its short keys."""
    text = data.replace(b"\0", b"")  # so that UTF-16 is told as well, and can be refused by name
    found = (_FLOW_KEY if text.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"{") else _KEY).findall(text)
    return (word.decode("ascii") for word in dict.fromkeys(found) if len(word) <= MAX_WORD)
