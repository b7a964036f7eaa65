"""Secret: an API key that cannot be printed, logged, copied into a dump or compared by accident."""

import hashlib
from typing import Final, NoReturn, SupportsIndex

from engine.errors import OperatorError

_LONGEST: Final = 512


class Secret:
    """An API key. It has no text form: `str`, `repr`, formatting and pickling give nothing away.

    Blanks around the key (a line end from a file) are dropped. Raises OperatorError `key-invalid` for what cannot
    stand in a header, without showing it.
    """

    __slots__ = ("__text",)

    def __init__(self, text: str) -> None:
        text = text.strip()
        if not text or len(text) > _LONGEST or not all("!" <= char <= "~" for char in text):
            raise OperatorError("key-invalid")
        self.__text = text

    def bearer(self) -> str:
        """Return the value of the Authorization header; only the writer of that header calls this."""
        return f"Bearer {self.__text}"

    def hidden(self, data: bytes) -> bytes:
        """Return bytes from the wire with stars wherever the key stands in them: a service may repeat what it was sent."""
        return data.replace(self.__text.encode("ascii"), b"***")

    def mark(self) -> str:
        """Return 12 hexadecimal digits that tell this key from others and cannot be turned back."""
        return hashlib.sha256(b"editchain key\0" + self.__text.encode("ascii")).hexdigest()[:12]

    def __repr__(self) -> str:
        return "***"

    __str__ = __repr__

    def __format__(self, spec: str) -> str:
        return "***"

    def __reduce_ex__(self, protocol: SupportsIndex) -> NoReturn:
        raise TypeError("a Secret cannot be copied or pickled")
