"""File names: which names of results are allowed, on every system that a folder may be carried to."""

import re
import unicodedata
from typing import Final

from engine.values.canonical import digest_of
from engine.values.reason import Argument

MAX_PART: Final = 200
"""Bytes of one folder or file: systems take 255, and a part file's name is a little longer."""
MAX_NAME: Final = 1000
DRAFTS: Final = "drafts"
"""The folder beside all others in which the results of drafts lie, each under the name that the paid result would have."""

_CHARACTER: Final = re.compile('[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff<>:"|?*\\\\]')
_DEVICE: Final = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?", re.IGNORECASE)
_OWN: Final = frozenset({"results.csv", "results.json", "manifest.json"})
_UNSAFE: Final = re.compile(_CHARACTER.pattern[:-1] + "/]")

BrokenRule = tuple[str, dict[str, Argument]]
"""The key of a fault and its arguments."""


def broken_rule(name: str, ext: str) -> BrokenRule | None:
    """Return the rule that a name breaks, or None; "/" stands between folders."""
    if name in ("", ext, f".{ext}"):
        return "publish-empty", {}
    character = _CHARACTER.search(name)
    if character is not None:
        shown = character[0] if character[0].isprintable() else f"U+{ord(character[0]):04X}"
        return "publish-character", {"name": _shown(name), "character": shown}
    parts = name.split("/")
    if name.startswith(("/", "~")) or ".." in parts:
        return "publish-outside", {"name": _shown(name)}
    for part in parts:
        if _is_reserved(part) or (len(parts) == 1 and part.casefold() in _OWN):
            return "publish-reserved", {"name": _shown(name), "part": part}
    if len(parts) > 1 and parts[0].casefold() == DRAFTS:
        return "publish-in-drafts", {"name": _shown(name)}
    if len(name.encode()) > MAX_NAME or any(len(part.encode()) > MAX_PART for part in parts):
        return "publish-too-long", {"name": _shown(name), "limit": MAX_PART}
    if not name.casefold().endswith(f".{ext.casefold()}"):
        return "publish-extension", {"name": _shown(name), "ext": ext}
    return None


def _is_reserved(part: str) -> bool:
    """Tell whether a part is hidden, empty, or read otherwise by some system."""
    return not part or part[0] in ". " or part[-1] in ". " or _DEVICE.fullmatch(part) is not None


def composed(name: str) -> str:
    """Return the one form of a name whose accents may be written in several."""
    return unicodedata.normalize("NFC", name)


def folded(name: str) -> str:
    """Return what two names have in common that some file system takes for one."""
    return composed(composed(name).casefold())


def safe_part(text: str) -> str:
    """Return a text as a part of a name: itself if it can be one, else made so, with its digest to keep it its own."""
    found = composed(_UNSAFE.sub("_", text)).strip(". ").lstrip("~")
    if (
        found == text
        and found.casefold() != DRAFTS
        and not _is_reserved(found)
        and len(found.encode()) <= MAX_PART // 2
    ):
        return found
    short = found.encode()[: MAX_PART // 4].decode("utf-8", "ignore").rstrip(". ")
    made = f"{short}~{digest_of(text.encode('utf-8', 'surrogatepass'))[:8]}"
    return f"_{made}" if not short or _is_reserved(made) else made


def _shown(name: str) -> str:
    return name if len(name) <= 100 else name[:99] + "…"
