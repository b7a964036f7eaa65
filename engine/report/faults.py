"""Faults for people and for programs: human text with excerpt and caret, JSON, GitHub annotations."""

import functools
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from engine.errors import EngineError
from engine.phrases import faults as words
from engine.phrases.messages import Messages
from engine.phrases.signs import COMMA, LIST
from engine.report.display import PLAIN, Display
from engine.text.unseen import shown
from engine.values.address import masked
from engine.values.fault import Fault
from engine.values.place import Place

if TYPE_CHECKING:
    from engine.report.abridged import Rest

TAB = "    "
BAR = " | "
SHOWN_LINES = 9
"""Lines named where faults are not shown."""
WIDEST = 168
"""Columns of an excerpt that goes to no terminal."""
NO_TEXT = "\0"
"""What no text holds: of a file that does, such as one in UTF-16, no line is worth showing."""


class Extent(NamedTuple):
    """What a check went through: files that could be read, and the rows of campaigns that were rendered."""

    recipes: int = 0
    campaigns: int = 0
    rows: int = 0


def as_data(faults: Iterable[Fault], messages: Messages) -> dict[str, Any]:
    """Return `{faults: [...]}` in the stable shape of `schemas/check.schema.json`."""
    return {"faults": [_data(fault, messages) for fault in faults]}


def as_human(faults: Iterable[Fault], messages: Messages, texts: Mapping[str, str], display: Display = PLAIN) -> str:
    """Return one paragraph a fault, of many alike the first; `texts` holds the text of each file that faults point into."""
    found = list(faults)
    if not found:
        return ""
    from engine.report.abridged import first_ones  # noqa: PLC0415 - a file without mistakes needs none of it

    return "".join(
        _paragraph(one, messages, texts.get(one.place.file), display)
        if isinstance(one, Fault)
        else _rest(one, messages, display)
        for one in first_ones(found, lambda fault: messages.of_fault(fault).message)
    )


def _rest(rest: "Rest", messages: Messages, display: Display) -> str:
    """Say of what is not shown where it stands."""
    like = rest.like
    lines = [str(line) for line in rest.lines]
    if len(lines) > SHOWN_LINES:
        lines = [*lines[: SHOWN_LINES - 1], "…", lines[-1]]
    said = messages.say(words.MORE_LINES, count=rest.many, lines=messages.say(LIST).join(lines))
    head = f"{shown(like.place.file)}: {messages.say(words.SEVERITY[like.severity])}: "
    return "\n".join(_folded(f"{head}{said} [{messages.of_fault(like).code} {like.key}]", display)) + "\n"


def error_text(error: EngineError, messages: Messages, display: Display = PLAIN) -> str:
    """Return an error that is about no place in a file, and what to do about it."""
    told = messages.of_error(error)
    severity = f"{messages.say(words.SEVERITY['error'])}: "
    first, *lines = _folded(f"{severity}{told.message} [{told.code} {error.key}]", display)
    first = display.paint("error", severity) + first.removeprefix(severity)
    return "\n".join([first, *lines]) + "\n" + (hint_text(told.hint, display) if told.hint else "")


def hint_text(hint: str, display: Display = PLAIN) -> str:
    """Return what to do, under what it is about."""
    return "\n".join(_folded(f"  {hint}", display)) + "\n"


def as_github(faults: Iterable[Fault], messages: Messages) -> str:
    """Return workflow commands, which GitHub shows beside the lines of a pull request."""
    return "".join(_annotation(fault, messages) for fault in faults)


def summary(faults: Iterable[Fault], extent: Extent, messages: Messages) -> str:
    """Return one line: what was looked at, and how many mistakes it holds."""
    found = [fault.severity for fault in faults]
    errors, warnings = found.count("error"), found.count("warning")
    counts = [
        messages.say(word, count=count) for word, count in ((words.ERRORS, errors), (words.WARNINGS, warnings)) if count
    ]
    said = messages.say(COMMA).join(counts) or messages.say(words.NO_MISTAKES)
    things = ((words.RECIPES, extent.recipes), (words.CAMPAIGNS, extent.campaigns))
    parts = [messages.say(thing, count=count) for thing, count in things if count]
    if extent.rows:
        from engine.phrases.amounts import ROWS  # noqa: PLC0415 - a recipe has none

        parts.append(messages.say(ROWS, count=extent.rows))
    return messages.say(words.CHECKED, what=messages.say(COMMA).join(parts) or messages.say(words.NOTHING), found=said)


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
    if fault.edit is None:
        return found
    place, text = fault.edit
    return {**found, "fix": {"text": masked(text), **_span(place)}}


def _span(place: Place) -> dict[str, int]:
    names = ("line", "column", "end_line", "end_column")
    return {name: getattr(place, name) for name in names}


def _paragraph(fault: Fault, messages: Messages, text: str | None, display: Display) -> str:
    told = messages.of_fault(fault)
    head = f"{shown(str(fault.place))}: "
    severity = f"{messages.say(words.SEVERITY[fault.severity])}: "
    first, *lines = _folded(f"{head}{severity}{told.message} [{told.code} {fault.key}]", display)
    if first.startswith(head + severity):
        first = display.paint("place", head) + display.paint(fault.severity, severity) + first[len(head + severity) :]
    if text is not None:
        lines += _marked(text, fault, display)
    if told.fix:
        lines += [f"  {told.write}", *(f"    {display.paint('fix', line)}" for line in shown(told.fix).split("\n"))]
    return "\n".join([first, *lines]) + "\n" + (hint_text(told.hint, display) if told.hint else "")


def _folded(text: str, display: Display) -> list[str]:
    """Break a text into lines that a terminal holds; without one it stays one."""
    if display.columns is None:
        return [shown(text)]
    from engine.report.width import wrapped  # noqa: PLC0415 - Unicode's tables are loaded when there is a line to show

    indent = text[: len(text) - len(text.lstrip())]
    return [
        (indent or "  " * bool(number)) + line
        for number, line in enumerate(wrapped(shown(text.strip()), display.columns - 2))
    ]


def _marked(text: str, fault: Fault, display: Display) -> list[str]:
    *line, carets = excerpt(text, fault.place, display.columns) or [""]
    indent = carets.rstrip("^")
    return [*line, indent + display.paint(fault.severity, carets[len(indent) :])] if line else []


def excerpt(text: str, place: Place, columns: int | None = None) -> list[str]:
    """Return the line and a caret right under the place, none wider than so many columns.

    Of a longer line the part around the place is shown. Signatures in addresses are stars; what is no text isn't shown.
    """
    from engine.report.width import clipped, clipped_front, width_of  # noqa: PLC0415

    lines = _lines(text)
    if not 1 <= place.line <= len(lines) or NO_TEXT in lines[place.line - 1]:
        return []
    line = masked(lines[place.line - 1])
    start = min(max(0, place.column - 1), len(line))
    end = place.end_column - 1 if place.end_line == place.line else len(line)
    number = f"{place.line:>5}"
    room = (columns or WIDEST) - len(number) - len(BAR)
    # A piece of so many characters is wider than the screen, even if some have no width; the line may have millions.
    near = slice(max(0, start - 4 * room), start + 4 * room)
    before, marked, behind = (
        shown(piece).replace("\t", TAB)
        for piece in (line[near.start : start], line[start : max(start, min(end, near.stop))], line[start : near.stop])
    )
    before = clipped_front(before, max(room // 3, room - max(1, width_of(behind))))
    indent = width_of(before)
    carets = min(max(1, width_of(marked)), room - indent)
    return [number + BAR + before + clipped(behind, room - indent), " " * 5 + BAR + " " * indent + "^" * carets]


@functools.lru_cache(maxsize=8)
def _lines(text: str) -> list[str]:
    """Split a text as places count its lines: at CR, LF and both, at nothing else that Unicode calls a line end."""
    return text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n").split("\n")


def _annotation(fault: Fault, messages: Messages) -> str:
    told, place = messages.of_fault(fault), fault.place
    text = f"{told.message} {told.cure}".strip()
    start = f"file={_property(place.path)},line={place.line},col={place.column}"
    where = f"{start},endLine={place.end_line},endColumn={place.end_column}"
    return f"::{fault.severity} {where},title={told.code} {fault.key}::{_data_of(text)}\n"


def _data_of(text: str) -> str:
    """Return a text as GitHub's own toolkit writes it in a command; names of files keep their letters."""
    return shown(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data_of(text).replace(":", "%3A").replace(",", "%2C")
