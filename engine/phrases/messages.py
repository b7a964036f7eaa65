"""Messages: keys and arguments become words, in the reader's language, from one table."""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from engine.errors import EngineError
from engine.phrases.faults import FIX, MORE, MORE_ROWS, NEAR, PLAIN_TABLE, ROW, ROWS, UNDER_ROWS
from engine.phrases.phrase import Phrase
from engine.phrases.reasons import PLANNED, RUN
from engine.phrases.signs import LIST
from engine.phrases.troubles import TROUBLES
from engine.text.unseen import shown
from engine.values.address import masked
from engine.values.fault import Fault
from engine.values.reason import Argument, Reason

REASONS: Final[Mapping[str, Phrase]] = MappingProxyType({**PLANNED, **TROUBLES, **RUN})
"""The words of every reason; a task's own are `PLANNED`, of which some codes mean more to a run."""


_FORMS: Final = re.compile(r" \((\w+)\|(\w+)\)")
LISTS: Final = frozenset({"known", "names", "formats", "codecs", "regions", "rows"})
"""Arguments that list names, one behind the other as in English; a name holds no comma."""


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
    """The table of `schemas/messages.json` in one language; a program is told of arguments (`call`), not of options."""

    table: Mapping[str, Any]
    lang: str
    to_program: bool = False

    def say(self, phrase: Phrase, **args: Argument) -> str:
        """Return a phrase with its places filled; English tells a `count` of one from others."""
        return self._fill(self._text(phrase, args), args)

    def reason(self, reason: Reason, table: Mapping[str, Phrase] = REASONS) -> str:
        """Return the words of a reason, which may be the key of an error; one that nobody knows is shown as its code."""
        if reason.code not in table and reason.code in self.table:
            return self.words(reason.code, dict(reason.args)).message
        return self.say(table.get(reason.code, Phrase(reason.code, reason.code)), **dict(reason.args))

    def of_fault(self, fault: Fault) -> Words:
        return self.words(fault.key, fault.args)

    def of_error(self, error: EngineError) -> Words:
        return self.words(error.key, error.args_by_name)

    def words(self, key: str, args: Mapping[str, Argument]) -> Words:
        """Fill a row's places; raises KeyError for a key without a row, which a test excludes."""
        row = self.table[key]
        texts = row.get(self.lang) or row["en"]
        texts = {**texts, **texts["call"]} if self.to_program and "call" in texts else texts
        hints = [self._text(NEAR, args)] if "near" in args else []
        said = self._text(PLAIN_TABLE, {}) if "plain_table" in args else texts.get("hint")
        hints += [said] if said else []
        told = texts["message"] + ("" if "{rows}" in texts["message"] else self._rows(args))
        message, hint = self._fill(told, args), " ".join(self._fill(part, args) for part in hints)
        fix = masked(str(args.get("fix") or args.get("under_rows", "")))
        return Words(
            row["code"], message, hint, fix, self._text(FIX if "fix" in args else UNDER_ROWS, {}) if fix else ""
        )

    def _text(self, phrase: Phrase, args: Mapping[str, Argument]) -> str:
        if self.lang == "zh":
            return phrase.zh
        return phrase.one if phrase.one and args.get("count") == 1 else phrase.en

    def _rows(self, args: Mapping[str, Argument]) -> str:
        """Return what a message says besides of rows of a campaign; a row's key holds no comma."""
        if "rows" not in args:
            return self._text(MORE, args) if "more" in args else ""
        return self._text(MORE_ROWS if "more" in args else ROWS if "," in str(args["rows"]) else ROW, args)

    def _fill(self, text: str, args: Mapping[str, Argument]) -> str:
        """Put arguments in place, signatures in addresses as stars, and nothing in them that a terminal obeys.

        Unlike str.format no argument can reach into an object, and braces in values stay. Of two forms of a word behind a place,
        as in `{count} (row|rows)`, the first is for one.
        """
        filled, rest = "", text
        while rest:
            before, brace, after = rest.partition("{")
            name, closing, tail = after.partition("}")
            if brace and closing and name in args:
                forms = _FORMS.match(tail)
                word = f" {forms[1] if str(args[name]) == '1' else forms[2]}" if forms is not None else ""
                filled += before + self._shown(name, args[name]) + word
                rest = tail[forms.end() :] if forms is not None else tail
            else:
                filled, rest = filled + before + brace, after
        return filled

    def _shown(self, name: str, value: Argument) -> str:
        if isinstance(value, Reason):
            return self.reason(value)
        text = shown(masked(str(value))).replace("\t", "\\t")
        return text.replace(LIST.en, self._text(LIST, {})) if name in LISTS else text
