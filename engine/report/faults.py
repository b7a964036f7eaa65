"""Faults for people and for programs: human text with excerpt and caret, JSON, GitHub annotations."""

import functools
import json
from collections.abc import Iterable, Mapping
from typing import Any

from engine.report.messages import Messages
from engine.values.address import masked
from engine.values.fault import Fault
from engine.values.place import Place

SEVERITY = {"en": {"error": "error", "warning": "warning"}, "zh": {"error": "错误", "warning": "警告"}}
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
    if messages.lang == "zh":
        counts = [f"{errors} 个错误"] * bool(errors) + [f"{warnings} 个警告"] * bool(warnings)
        return f"已检查 {files} 个文件：{'，'.join(counts) or ('没有问题' if files else '没有找到 .yaml 或 .yml')}"
    counts = [_count(errors, "error")] * bool(errors) + [_count(warnings, "warning")] * bool(warnings)
    return f"checked {_count(files, 'file')}: {', '.join(counts) or ('no mistakes' if files else 'no .yaml or .yml is there')}"


def passed_over(files: int, messages: Messages) -> str:
    """Return one line: how many YAML files of folders are neither recipes nor campaigns."""
    if messages.lang == "zh":
        return f"已跳过 {files} 个 YAML 文件：其中没有 recipe 或 campaign 键"
    return f"passed over {_count(files, 'YAML file')} without a key recipe or campaign"


def _count(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def _data(fault: Fault, messages: Messages) -> dict[str, Any]:
    words, place = messages.of_fault(fault), fault.place
    return {
        "code": words.code,
        "severity": fault.severity,
        "file": place.file,
        "line": place.line,
        "column": place.column,
        "end_line": place.end_line,
        "end_column": place.end_column,
        "message": words.message,
        "hint": words.cure,
    }


def _paragraph(fault: Fault, messages: Messages, text: str | None) -> str:
    words = messages.of_fault(fault)
    severity = SEVERITY[messages.lang][fault.severity]
    lines = [f"{fault.place}: {severity}: {words.message} [{words.code} {fault.key}]"]
    if text is not None:
        lines += excerpt(text, fault.place)
    if words.fix:
        lines += [f"  {words.write}", f"    {words.fix}"]
    if words.hint:
        lines.append(f"  {words.hint}")
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
    words, place = messages.of_fault(fault), fault.place
    text = f"{words.message} {words.cure}".strip()
    escaped = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    start = f"file={_property(place.file)},line={place.line},col={place.column}"
    where = f"{start},endLine={place.end_line},endColumn={place.end_column}"
    return f"::{fault.severity} {where},title={words.code} {fault.key}::{escaped}\n"


def _property(text: str) -> str:
    return json.dumps(text)[1:-1].replace("%", "%25").replace(":", "%3A").replace(",", "%2C")
