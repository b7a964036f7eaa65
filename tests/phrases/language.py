"""Which words of a text are of the other language, names, paths, codes and quotations left out."""

import re

QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|`[^`]*`|\[[^\]]*\]|\{[^}]*\}")
# Commands, addresses, paths and members, options, whatever holds a digit, placeholders.
NAMED = re.compile(
    r"\beditchain(?: [a-z]+)*|https?://\S+|\S*[/\\_@=.:#<>|$*]\S*|-\S+|[^\s\u3000-\uffef]*\d[^\s\u3000-\uffef]*|\b[A-Z][A-Z]+\b"
)
ENGLISH = re.compile(r"[A-Za-z][a-z']+(?: +[A-Za-z][a-z']*){2,}")
CHINESE = re.compile("[\u3400-\u9fff\uff00-\uffef\u3000-\u303f]+")


def english_in(text: str) -> list[str]:
    """Return whatever is three words of English in a row."""
    return [found for line in text.splitlines() for found in ENGLISH.findall(_prose(line))]


def chinese_in(text: str) -> list[str]:
    """Return whatever is Chinese."""
    return [found for line in text.splitlines() for found in CHINESE.findall(_prose(line))]


def _prose(line: str) -> str:
    while (inner := QUOTED.sub(" · ", line)) != line:  # a quotation may hold another
        line = inner
    return NAMED.sub(" · ", line)
