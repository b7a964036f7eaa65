"""Messages: keys and arguments become words, in the reader's language, from one table."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from engine.errors import EngineError
from engine.report.phrases.phrase import Phrase
from engine.values.address import masked
from engine.values.fault import Fault

NEAR = {"en": "Did you mean {near}?", "zh": "是不是想写 {near}?"}
FIX = {"en": "Write:", "zh": "应写成："}
ROW = {"en": " (row {rows})", "zh": "（行 {rows}）"}
ROWS = {"en": " (rows {rows})", "zh": "（行 {rows}）"}
MORE_ROWS = {"en": " (rows {rows} and {more} more)", "zh": "（行 {rows} 及另外 {more} 行）"}
MORE = {"en": " ({more} more like this)", "zh": "（同类的还有 {more} 处）"}


class Words(NamedTuple):
    """A message in one language: stable code, what is wrong, and what to do ("" if nothing).

    `fix` is the corrected line as it must stand in the file, "" if there is none; `write` introduces it.
    """

    code: str
    message: str
    hint: str
    fix: str = ""
    write: str = ""

    @property
    def cure(self) -> str:
        """The hint in one line, with the corrected line in it."""
        fixed = f"{self.write} `{self.fix.strip()}`." if self.fix else ""
        return f"{fixed} {self.hint}".strip()


class Messages(NamedTuple):
    """The table of `schemas/messages.json` in one language."""

    table: Mapping[str, Any]
    lang: str

    @property
    def hints(self) -> dict[str, str]:
        """What to do about each key, where that has no places to be filled."""
        hints = {key: (row.get(self.lang) or row["en"]).get("hint", "") for key, row in self.table.items()}
        return {key: hint for key, hint in hints.items() if "{" not in hint}

    def say(self, phrase: Phrase, **args: str | int) -> str:
        """Return a phrase with its places filled; English tells a `count` of one from others."""
        one = self.lang == "en" and phrase.one and args.get("count") == 1
        return _fill(phrase.one if one else phrase.zh if self.lang == "zh" else phrase.en, args)

    def of_fault(self, fault: Fault) -> Words:
        return self.words(fault.key, fault.args)

    def of_error(self, error: EngineError) -> Words:
        return self.words(error.key, error.args_by_name)

    def words(self, key: str, args: Mapping[str, str | int]) -> Words:
        """Fill a row's places; raises KeyError for a key without a row, which a test excludes."""
        row = self.table[key]
        texts = row.get(self.lang) or row["en"]
        parts = []
        if "near" in args:
            parts.append(NEAR[self.lang])
        if texts.get("hint"):
            parts.append(texts["hint"])
        told = texts["message"] + ("" if "{rows}" in texts["message"] else self._rows(args))
        message, hint = _fill(told, args), " ".join(_fill(part, args) for part in parts)
        fix = masked(str(args.get("fix", "")))
        return Words(row["code"], message, hint, fix, FIX[self.lang] if fix else "")

    def _rows(self, args: Mapping[str, str | int]) -> str:
        """Return what a message says besides of rows of a campaign; a row's key holds no comma."""
        if "rows" not in args:
            return MORE[self.lang] if "more" in args else ""
        words = MORE_ROWS if "more" in args else ROWS if "," in str(args["rows"]) else ROW
        return words[self.lang]


def _fill(text: str, args: Mapping[str, str | int]) -> str:
    """Put arguments in place, signatures in addresses as stars.

    Unlike str.format no argument can reach into an object, and braces in values stay.
    """
    filled, rest = "", text
    while rest:
        before, brace, after = rest.partition("{")
        name, closing, tail = after.partition("}")
        if brace and closing and name in args:
            filled, rest = filled + before + masked(str(args[name])), tail
        else:
            filled, rest = filled + before + brace, after
    return filled
