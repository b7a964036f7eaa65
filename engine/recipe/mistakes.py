"""Mistakes: what somebody who wrote YAML that can't be read probably meant, with the line corrected."""

import json
import re
from typing import Any

import yaml

from engine.recipe.source import Source
from engine.values.fault import Fault, fault
from engine.values.place import Place

_KEY = r"\s*(?:-\s+)*(?:[\w./-]+\s*:\s+|-\s+)"
_WIDE_COLON = re.compile("(\\s*(?:-\\s+)*[\\w-]+)\\s*\uff1a\\s*(.*)")
_ITEM_WIDE_COLON = re.compile("\\s*(?:-\\s+)*[\\w-]+\\s*\uff1a")
_VALUE = re.compile(rf"({_KEY})(\S.*)")
_TAB = re.compile(r"[ -]*\t")
_BRACES_IN_FLOW = re.compile(r"(?<![\"'])\$\{\{.*?\}\}")

Found = tuple[str, int, int, str]
"""A fault's key, the columns of what is wrong, and the corrected line."""


def explained(error: yaml.YAMLError, source: Source) -> Fault:
    """Return the fault that names the cause of a YAML error, looked for on its line and on the two before it."""
    mark = getattr(error, "problem_mark", None)
    if mark is None:
        return fault("yaml-syntax", Place.point(source.file), problem=str(error))
    opened = getattr(error, "context_mark", None)
    if opened is not None and "quoted scalar" in str(getattr(error, "context", "")):
        return fault("yaml-unclosed-quote", source.place(opened.line + 1, opened.column, opened.column + 1))
    last = min(mark.line + 1, len(source.lines))
    for number in range(last, max(0, last - 3), -1):
        found = _cause(source.line(number), number == last, str(getattr(error, "problem", "")))
        if found:
            key, start, end, fix = found
            return fault(key, source.place(number, start, end), fix=fix)
    problem = str(getattr(error, "problem", None) or error)
    return fault("yaml-syntax", source.place(last, mark.column, mark.column + 1), problem=problem)


def braces_as_key(source: Source, mark: Any) -> Fault | None:
    """Explain `key: {{ x }}`, which YAML reads as a map within a map; `mark` is where the inner brace stands."""
    line = source.line(mark.line + 1)
    match = _VALUE.fullmatch(line)
    if match is None or not match[2].startswith("{{"):
        return None
    start = match.end(1)
    return fault("braces-unquoted", source.place(mark.line + 1, start, len(line.rstrip())), fix=_quoted_line(match))


def _cause(line: str, is_last: bool, problem: str) -> Found | None:
    tab = _TAB.match(line)
    if tab:
        return "yaml-tab", tab.end() - 1, tab.end(), line.replace("\t", "  ")
    wide = _WIDE_COLON.fullmatch(line)
    if wide and _ITEM_WIDE_COLON.match(line):
        colon = line.index("\uff1a")
        return "full-width-colon", colon, colon + 1, f"{wide[1]}: {wide[2]}"
    return _bad_value(line, problem) if is_last or "{{" in line else None


def _bad_value(line: str, problem: str) -> Found | None:
    match = _VALUE.fullmatch(line)
    if match is None:
        return None
    start, value = match.end(1), match[2]
    columns = start, len(line.rstrip())
    if value.startswith("{{"):
        return "braces-unquoted", *columns, _quoted_line(match)
    in_flow = _BRACES_IN_FLOW.search(line, start)
    if in_flow and value[0] in "{[":
        fixed = _BRACES_IN_FLOW.sub(lambda found: json.dumps(found[0], ensure_ascii=False), line)
        return "expression-in-flow", in_flow.start(), in_flow.end(), fixed
    if value[0] in "[{@`%*&!":
        return "yaml-unquoted-start", start, start + 1, _quoted_line(match)
    if "mapping values are not allowed" in problem and ": " in value and value[0] not in "\"'":
        colon = start + value.index(": ")
        return "yaml-unquoted-colon", colon, colon + 1, _quoted_line(match)
    return None


def _quoted_line(match: re.Match[str]) -> str:
    value = match[2].rstrip()
    quoted = f"'{value}'" if "'" not in value else json.dumps(value, ensure_ascii=False)
    return match[1] + quoted
