"""Row: one JSON object of the catalog, read key by key; what is not read in the end is refused."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, Final, NoReturn

from engine.errors import AuthorError

_NOTHING: Final = object()


class Row:
    """Reads the keys of one object strictly; `place` is its path in the entry, such as "parameters.video".

    Every method raises AuthorError `catalog-entry`, which names the entry, the place and what is wrong. Numbers with a
    fraction are written as texts, so that none is ever a float.
    """

    def __init__(self, data: object, entry: str, place: str = "") -> None:
        self.entry = entry
        self.place = place
        if not isinstance(data, Mapping):
            self.refuse("is no object")
        self._left: dict[str, Any] = dict(data)

    def refuse(self, reason: str, key: str = "") -> NoReturn:
        """Raise the fault of this object, or of one of its keys."""
        raise AuthorError("catalog-entry", entry=self.entry, place=self._at(key) or "the entry", reason=reason)

    def end(self) -> None:
        """Refuse whatever was not read."""
        for key in self._left:
            self.refuse("can't be said in a catalog entry", key)

    def has(self, key: str) -> bool:
        """Tell whether a key is there and not read yet."""
        return key in self._left

    def text(self, key: str, default: str | None = None) -> str:
        value = self._take(key, default)
        if not isinstance(value, str) or not value:
            self.refuse("is no text", key)
        return value

    def text_if(self, key: str) -> str:
        """Return a text, "" if there is none."""
        return self.text(key) if self.has(key) else ""

    def flag(self, key: str, *, default: bool = False) -> bool:
        value = self._take(key, default)
        if not isinstance(value, bool):
            self.refuse("is neither true nor false", key)
        return value

    def whole(self, key: str) -> int:
        value = self._take(key)
        if not _is_whole(value):
            self.refuse("is no whole number", key)
        return int(value)

    def whole_if(self, key: str) -> int | None:
        return self.whole(key) if self.has(key) else None

    def number(self, key: str) -> Decimal:
        """Return a number that is written as text."""
        value = self._take(key)
        try:
            number = Decimal(value) if isinstance(value, str) else None
        except InvalidOperation:
            number = None
        if number is None or not number.is_finite():
            self.refuse('is no number written as text, such as "2.5"', key)
        return number

    def number_if(self, key: str) -> Decimal | None:
        return self.number(key) if self.has(key) else None

    def day_if(self, key: str) -> date | None:
        return self.day(key) if self.has(key) else None

    def day(self, key: str) -> date:
        try:
            return date.fromisoformat(self.text(key))
        except ValueError:
            self.refuse("is no day such as 2026-04-03", key)

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts; left out, an empty one."""
        value = self._take(key, [])
        if not isinstance(value, list) or not all(isinstance(one, str) and one for one in value):
            self.refuse("is no list of texts", key)
        return tuple(value)

    def text_or_texts(self, key: str) -> tuple[str, ...]:
        """Return a text that is written alone, or a list of them; left out, an empty one."""
        return (self.text(key),) if self.is_text(key) else self.texts(key)

    def wholes(self, key: str) -> tuple[int, ...]:
        """Return a list of whole numbers; left out, an empty one."""
        value = self._take(key, [])
        if not isinstance(value, list) or not all(map(_is_whole, value)):
            self.refuse("is no list of whole numbers", key)
        return tuple(value)

    def groups(self, key: str) -> tuple[tuple[str, ...], ...]:
        """Return a list of lists of texts; left out, an empty one."""
        value = self._take(key, [])
        if not isinstance(value, list):
            self.refuse("is no list of lists", key)
        rows = [Row({"group": one}, self.entry, self._at(key)) for one in value]
        return tuple(row.texts("group") for row in rows)

    def plain(self, key: str) -> Any:
        """Return a text, whole number or boolean, or None if the key is left out."""
        value = self._take(key, None)
        if value is not None and not isinstance(value, str | bool) and not _is_whole(value):
            self.refuse("is neither a text, a whole number nor a boolean", key)
        return value

    def row(self, key: str) -> "Row":
        return Row(self._take(key), self.entry, self._at(key))

    def row_if(self, key: str) -> "Row | None":
        return self.row(key) if self.has(key) else None

    def rows(self, key: str) -> tuple["Row", ...]:
        """Return a list of objects; left out, an empty one."""
        value = self._take(key, [])
        if not isinstance(value, list):
            self.refuse("is no list of objects", key)
        return tuple(Row(one, self.entry, f"{self._at(key)}.{index}") for index, one in enumerate(value))

    def names(self) -> tuple[str, ...]:
        """Return the keys that are not read yet."""
        return tuple(self._left)

    def is_text(self, key: str) -> bool:
        """Tell whether a key holds a text, without reading it."""
        return isinstance(self._left.get(key), str)

    def is_null(self, key: str) -> bool:
        """Read a key if it says null in so many words, and tell whether it did."""
        if self._left.get(key, _NOTHING) is not None:
            return False
        del self._left[key]
        return True

    def members(self) -> Iterator[tuple[str, "Row"]]:
        """Go through an object of objects."""
        for key in self.names():
            yield key, self.row(key)

    def words(self) -> dict[str, str]:
        """Return an object of texts, whole."""
        return {key: self.text(key) for key in self.names()}

    def plains(self) -> dict[str, Any]:
        """Return an object of texts, whole numbers and booleans, whole."""
        return {key: self.plain(key) for key in self.names()}

    def _take(self, key: str, default: object = _NOTHING) -> Any:
        value = self._left.pop(key, default)
        if value is _NOTHING:
            self.refuse("is missing", key)
        return value

    def _at(self, key: str) -> str:
        return ".".join(filter(None, (self.place, key)))


def _is_whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)
