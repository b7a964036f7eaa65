"""Composed: the one form, NFC, in which texts are kept and sent; paths and addresses stay as they are written."""

import re
import unicodedata
from typing import Final

_COMPATIBLE: Final = "[\uf900-\ufaff\U0002f800-\U0002fa1f]"


def composed(text: str) -> str:
    """Return a text in NFC, in which an accent and its letter are one character."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def replaced(text: str) -> tuple[str, str] | None:
    """Return the first Chinese ideograph of a text in whose place NFC puts another, and that other one."""
    for found in re.finditer(_COMPATIBLE, text) if not text.isascii() else ():
        other = composed(found[0])
        if other != found[0]:
            return found[0], other
    return None
