"""Faults for people and for programs: human text with excerpt and caret, JSON, GitHub annotations."""

import functools
import json
from collections.abc import Iterable, Mapping
from typing import Any

from engine.phrases import faults as words
from engine.phrases.amounts import ERRORS, WARNINGS
from engine.phrases.messages import Messages
from engine.phrases.signs import COMMA
from engine.values.address import masked
from engine.values.fault import Fault
from engine.values.place import Place

TAB = "    "
WINDOW = 80
"""Characters shown before and behind a fault in a line that is longer than both."""
_SHOWN = dict.fromkeys((*range(9), *range(10, 32), *range(127, 160)), "�")  # nothing that a terminal obeys


def as_data(faults: Iterable[Fault], messages: Messages) -> dict[str, Any]:
    """Return `{faults: [...]}` in the stable shape of `schemas/check.schema.json`."""
    return {"faults": [_data(fault, messages) for fault in faults]}


def as_human(faults: Iterable[Fault], messages: Messages, texts: Mapping[str, str]) -> str:
    """Return one paragraph a fault; `texts` holds the text of each file that faults point into."""
    return "".join(_paragraph(fault, messages, texts.get(fault.place.file)) for fault in faults)


def as_github(faults: Iterable[Fault], messages: Messages) -> str:
    """Return workflow commands, which GitHub shows beside the lines of a pull request."""
    return "".join(_annotation(fault, messages) for fault in faults)


def summary(faults: Iterable[Fault], files: int, messages: Messages) -> str:
    """Return one line: how many files were looked at, and how many mistakes they hold."""
    found = [fault.severity for fault in faults]
    errors, warnings = found.count("error"), found.count("warning")
    counts = [messages.say(word, count=count) for word, count in ((ERRORS, errors), (WARNINGS, warnings)) if count]
    nothing = words.NO_MISTAKES if files else words.NO_FILES
    said = messages.say(COMMA).join(counts) or messages.say(nothing)
    return messages.say(words.CHECKED, count=files, found=said)


def passed_over(files: int, messages: Messages) -> str:
    """Return one line: how many YAML files of folders are neither recipes nor campaigns."""
    return messages.say(words.PASSED_OVER, count=files)


def _data(fault: Fault, messages: Messages) -> dict[str, Any]:
    told = messages.of_fault(fault)
    found = {
        "code": told.code,
        "severity": fault.severity,
        "file": fault.place.file,
        **_span(fault.place),
        "message": told.message,
        "hint": told.cure,
    }
    return found if fault.edit is None else {**found, "fix": {"text": told.fix, **_span(fault.edit[0])}}


def _span(place: Place) -> dict[str, int]:
    names = ("line", "column", "end_line", "end_column")
    return {name: getattr(place, name) for name in names}


def _paragraph(fault: Fault, messages: Messages, text: str | None) -> str:
    told = messages.of_fault(fault)
    severity = messages.say(words.SEVERITY[fault.severity])
    lines = [f"{fault.place}: {severity}: {told.message} [{told.code} {fault.key}]"]
    if text is not None:
        lines += excerpt(text, fault.place)
    if told.fix:
        lines += [f"  {told.write}", f"    {told.fix}"]
    if told.hint:
        lines.append(f"  {told.hint}")
    return "\n".join(lines) + "\n"


def excerpt(text: str, place: Place) -> list[str]:
    """Return the line and a caret right under the place, whatever the width of the characters before it.

    Signatures in addresses are stars.
    """
    from engine.report.width import width_of  # noqa: PLC0415 - Unicode's tables are loaded when there is a line to show

    lines = _lines(text)
    if not 1 <= place.line <= len(lines):
        return []
    line = masked(lines[place.line - 1]).translate(_SHOWN)
    start = min(max(0, place.column - 1), len(line))
    end = place.end_column - 1 if place.end_line == place.line else len(line)
    marked = line[start : max(start + 1, min(end, len(line)))]
    first = max(0, start - WINDOW) if len(line) > 2 * WINDOW else 0
    last = first + 2 * WINDOW if len(line) - first > 2 * WINDOW else len(line)
    before, marked = line[first:start], marked[: last - start]
    shown = ("…" if first else "") + line[first:last] + ("…" if last < len(line) else "")
    carets = "^" * max(1, width_of(marked.replace("\t", TAB)))
    indent = width_of(before.replace("\t", TAB)) + bool(first)
    return [f"{place.line:>5} | " + shown.replace("\t", TAB), " " * 5 + " | " + " " * indent + carets]


@functools.lru_cache(maxsize=8)
def _lines(text: str) -> list[str]:
    """Split a text as places count its lines: at CR, LF and both, at nothing else that Unicode calls a line end."""
    return text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n").split("\n")


def _annotation(fault: Fault, messages: Messages) -> str:
    told, place = messages.of_fault(fault), fault.place
    text = f"{told.message} {told.cure}".strip()
    escaped = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    start = f"file={_property(place.file)},line={place.line},col={place.column}"
    where = f"{start},endLine={place.end_line},endColumn={place.end_column}"
    return f"::{fault.severity} {where},title={told.code} {fault.key}::{escaped}\n"


def _property(text: str) -> str:
    return json.dumps(text)[1:-1].replace("%", "%25").replace(":", "%3A").replace(",", "%2C")
