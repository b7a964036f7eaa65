"""Slips: what was probably meant where the grammar of an expression or a template stops."""

import re
import unicodedata
from typing import Final, NamedTuple

from engine.values import hints

_SIGNS: Final = {
    "!==": "!=", "===": "==", "<>": "!=", "&&": "and", "||": "or", "??": "or", "&": "and", "!": "not", "=": "==",
    "?": "a if test else b", "\u201c": "'", "\u201d": "'", "\u2018": "'", "\u2019": "'", "\u300c": "'", "\u300d": "'",
    "\u3010": "[", "\u3011": "]", "`": "'",
}  # fmt: skip
"""Signs of other languages and keyboards; a longer one stands before those that it begins with."""
_TAGS: Final = ("if", "elif", "else", "endif", "for", "endfor", "set", "raw", "endraw")
_ENDS: Final = frozenset({"elif", "else", "endif", "endfor", "endset", "endraw"})
_BLOCK: Final = re.compile(r"\{%[-+]?\s*(if|for|set|raw|endif|endfor|endset|endraw)\b")
_OPENING: Final = re.compile(r"\{[{%]")
_SETTING: Final = re.compile(r"\{%[-+]?\s*set\b[^%]*")


class Slip(NamedTuple):
    """The key of a fault, the offsets between which it stands, and its arguments."""

    key: str
    start: int
    end: int | None
    args: dict[str, str | None]


def slip_at(source: str, at: int, problem: str) -> Slip:
    """Explain a problem that Jinja names at an offset."""
    return (
        _tag(source, at, problem)
        or _unclosed(source, at, problem)
        or _sign(source, at)
        or Slip("expression-syntax", at, None, {"problem": problem.split(" at ", maxsplit=1)[0]})
    )


def _tag(source: str, at: int, problem: str) -> Slip | None:
    """Explain a tag that is unknown, closes nothing, isn't closed, or says too little."""
    if problem.startswith("Encountered unknown tag"):
        name = problem.split("'")[1]
        if name in _ENDS:
            return Slip("template-end-alone", at, None, {"name": name})
        return Slip("template-tag", at, None, {"near": hints.near(name, _TAGS)})
    if problem.startswith(("Unexpected end of template", "Missing end of raw")):
        name, start = _innermost(source) or ("", at)
        return Slip("template-set" if name == "set" else "template-unclosed", start, start + 2, {})
    if problem.startswith("Expected an expression, got 'end of print"):
        return Slip("expression-empty", at, None, {})
    opened = source.rfind("{%", 0, at)
    if problem.startswith("expected token 'in'"):
        return Slip("template-for", at, None, {})
    setting = _SETTING.match(source, opened) if opened >= 0 else None
    if setting and at < setting.end() and "=" not in setting[0] and problem.startswith("expected token 'end of stat"):
        return Slip("template-set", at, None, {})
    return None


def _innermost(source: str) -> tuple[str, int] | None:
    """Return the innermost tag that nothing closes, and its offset."""
    opened: list[tuple[str, int]] = []
    for found in _BLOCK.finditer(source):
        if not found[1].startswith("end"):
            if found[1] != "set" or "=" not in source[found.end() :].partition("%}")[0]:
                opened.append((found[1], found.start()))
        elif opened:
            opened.pop()
    return opened[-1] if opened else None


def _unclosed(source: str, at: int, problem: str) -> Slip | None:
    """Explain braces that are opened and not closed before the text goes on or ends."""
    opened = max(source.rfind("{{", 0, at), source.rfind("{%", 0, at))
    if opened < 0:
        return None
    key, close = ("expression-unclosed", "}}") if source.startswith("{{", opened) else ("template-tag-unclosed", "%}")
    rest = _OPENING.split(source[opened + 2 :], maxsplit=1)[0]
    return Slip(key, opened, opened + 2, {}) if close not in rest or problem == "unexpected '}'" else None


def _sign(source: str, at: int) -> Slip | None:
    for start in (at, at - 1):
        for sign, meant in _SIGNS.items():
            if start >= 0 and source.startswith(sign, start):
                return Slip("expression-sign", start, start + len(sign), {"sign": sign, "meant": meant})
    char = source[at : at + 1]
    plain = unicodedata.normalize("NFKC", char)
    if plain != char and plain.isascii():
        return Slip("expression-sign", at, at + 1, {"sign": char, "meant": plain.strip() or " "})
    return None
