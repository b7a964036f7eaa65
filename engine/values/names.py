"""Names within ids: what parts an id stands in no part of it, so that different parts give different ids."""

import re
from typing import Final
from urllib.parse import unquote

# "/" ends the row and the recipe in a task's id, "@" the step, "," a crossed key, "+" a key column; blanks at the ends
# would not be seen.
_PARTING: Final = re.compile("[%+/@,\x00-\x1f\x7f-\x9f\u2028\u2029]|^ +| +$")


def escaped(part: str) -> str:
    """Return a part of an id, percent-encoded where it would part it."""
    return _PARTING.sub(_escape, part)


def unescaped(name: str) -> str:
    """Return the text that a part of an id stands for; of several parts, their texts with what parts them."""
    return unquote(name, errors="strict") if "%" in name else name


def _escape(match: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in match[0].encode())
