"""Mistakes: what somebody who wrote YAML that can't be read probably meant, with the line corrected."""

import json
import re
from typing import Any, Final

import yaml

from engine.text.source import Source
from engine.text.yaml_problems import Problem, char_at, problem_of
from engine.values.fault import Fault, fault
from engine.values.place import Place

_KEY = r"\s*(?:-\s+)*(?:[\w./-]+\s*:\s+|-\s+)"
_WIDE_COLON = re.compile("(\\s*(?:-\\s+)*[\\w-]+)\\s*\uff1a\\s*(.*)")
_ITEM_WIDE_COLON = re.compile("\\s*(?:-\\s+)*[\\w-]+\\s*\uff1a")
_VALUE = re.compile(rf"({_KEY})(\S.*)")
_TAB = re.compile(r"[ -]*\t")
_BLANK = re.compile("[ -]*([\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000])")
_BRACES_IN_FLOW = re.compile(r"(?<![\"'])\$\{\{.*?\}\}")
_QUOTED = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*'")
_CLOSE_COLON = re.compile(r"(\s*(?:-\s+)*(?!data:)[\w-]+):(?!//)([^\s:].*)")
_BRACKETS: Final = (Problem.FLOW, Problem.CLOSING)
_NO_KEY: Final = (Problem.STRAY_COLON, Problem.NO_COLON)
_ALONE = re.compile(r"\{\{\s*((?:(?!\}\}|\{\{).)*?)\s*\}\}")
_TEXT_KEY = re.compile(r"(?:prompt|text|description|contains|name)\s*:\s*$")
"""Keys whose values are surely texts; in another place both ways of writing may be right."""
_ESCAPE = re.compile(r"\\u[0-9a-fA-F]{0,4}|\\.")
_PAIR = re.compile(r"\\u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})")
_SIGNS: Final = re.compile(r"[-|>](?=\s)")
_WIDE_SIGNS: Final = {"\uff0c": ", ", "\uff1a": ": ", "\u3001": ", "}

_KEYS: Final = {
    Problem.STRAY_COLON: "yaml-stray-colon",
    Problem.MAP: "yaml-no-key",
    Problem.LIST: "yaml-no-item",
    Problem.CLOSING: "yaml-bracket-alone",
    Problem.START: "yaml-unquoted-sign",
}

Found = tuple[str, int, int, str | None]
"""A fault's key, the columns of what is wrong, and the corrected line."""


def explained(error: yaml.YAMLError, source: Source, deepest: int) -> Fault:
    """Return the fault that names the cause of a YAML error, looked for on its line and on the two before it."""
    mark, opened = getattr(error, "problem_mark", None), getattr(error, "context_mark", None)
    if mark is None:
        return fault("yaml-syntax", Place.point(source.file))
    problem = problem_of(error, source.lines)
    if problem is Problem.DEPTH:  # libyaml gives up from 0.2.6 on, before its first event
        return fault("yaml-too-deep", source.place(mark.line + 1, mark.column, mark.column + 1), limit=deepest)
    if problem in (Problem.QUOTE, Problem.ESCAPE):
        return _in_quotes(source, opened, mark, problem)
    last = min(mark.line + 1, len(source.lines))
    for number in range(last, max(0, last - 3), -1):
        found = _cause(source.line(number), number == last, problem)
        if found:
            key, start, end, fix = found
            return fault(key, source.place(number, start, end), fix=fix).replacing(source.whole(number))
    return _plain(source, opened, mark, problem)


def _plain(source: Source, opened: Any, mark: Any, problem: Problem) -> Fault:
    """Say what YAML waits for, where nothing tells what was meant."""
    here = source.place(min(mark.line + 1, len(source.lines)), mark.column, mark.column + 1)
    match problem:
        case Problem.NO_COLON:
            line = source.line(opened.line + 1)
            return fault("yaml-no-colon", source.place(opened.line + 1, opened.column, len(line.rstrip())))
        case Problem.BLOCK:
            return fault("yaml-on-key-line", source.place(opened.line + 1, opened.column, opened.column + 1))
        case Problem.FLOW:
            return fault("yaml-flow-open", here, sign=char_at(source.lines, opened), line=opened.line + 1)
        case Problem.START | Problem.CLOSING:
            return fault(_KEYS[problem], here, sign=char_at(source.lines, mark))
        case Problem.MAP | Problem.LIST:
            return fault(_KEYS[problem], here, line=opened.line + 1)
        case _:
            return fault(_KEYS.get(problem, "yaml-syntax"), here)


def braces_as_key(source: Source, mark: Any) -> Fault | None:
    """Explain `key: {{ x }}`, which YAML reads as a map within a map; `mark` is where the inner brace stands."""
    line = source.line(mark.line + 1)
    match = _VALUE.fullmatch(line)
    if match is None or not match[2].startswith("{{"):
        return None
    number, start = mark.line + 1, match.end(1)
    place = source.place(number, start, len(line.rstrip()))
    return fault("braces-unquoted", place, fix=_with_braces(match)).replacing(source.whole(number))


def strange_blank(source: Source, number: int) -> Fault | None:
    """Explain a blank in the indentation that YAML takes for the first letter of a key."""
    found = _strange_blank(source.line(number))
    if found is None:
        return None
    place = source.place(number, found[1], found[2])
    return fault(found[0], place, fix=found[3]).replacing(source.whole(number))


def _strange_blank(line: str) -> Found | None:
    found = _BLANK.match(line)
    if found is None:
        return None
    lead = line[: len(line) - len(line.lstrip())]
    plain = "".join(" " * (2 if char == "\u3000" else 1) for char in lead)
    return "strange-blank", found.start(1), found.end(1), plain + line[len(lead) :]


def _in_quotes(source: Source, opened: Any, mark: Any, problem: Problem) -> Fault:
    """Explain what is wrong in a text in quotes: a backslash that YAML doesn't know, or no end."""
    if problem is Problem.QUOTE:
        return fault("yaml-unclosed-quote", source.place(opened.line + 1, opened.column, opened.column + 1))
    line = source.line(mark.line + 1)
    start = opened.column if opened.line == mark.line else 0
    fix = line[:start] + (_joined_pairs(line[start:]) or line[start:].replace("\\", "\\\\"))
    at = line.rfind("\\", 0, mark.column + 1)
    escape = _ESCAPE.match(line, at)
    shown = escape[0] if escape else "\\"
    place = source.place(mark.line + 1, at, at + len(shown))
    return fault("yaml-escape", place, escape=shown, fix=fix).replacing(source.whole(mark.line + 1))


def _joined_pairs(text: str) -> str | None:
    """Return a text with the characters that JSON writes as two escapes in their place; None if there are none."""
    joined = _PAIR.sub(lambda found: json.loads(f'"{found[0]}"'), text)
    return joined if joined != text else None


def _cause(line: str, is_last: bool, problem: Problem) -> Found | None:
    tab = _TAB.match(line)
    if tab:
        return "yaml-tab", tab.end() - 1, tab.end(), line.replace("\t", "  ")
    blank = _strange_blank(line)
    if blank:
        return blank
    wide = _WIDE_COLON.fullmatch(line)
    if wide and _ITEM_WIDE_COLON.match(line):
        colon = line.index("\uff1a")
        return "full-width-colon", colon, colon + 1, f"{wide[1]}: {wide[2]}"
    close = _CLOSE_COLON.fullmatch(line)
    if close and problem in _NO_KEY:
        return "colon-without-blank", close.end(1), close.end(1) + 1, f"{close[1]}: {close[2]}"
    return _bad_value(line, problem) if is_last or "{{" in line else None


def _bad_value(line: str, problem: Problem) -> Found | None:
    match = _VALUE.fullmatch(line)
    if match is None:
        return None
    start, value = match.end(1), match[2]
    columns = start, len(line.rstrip())
    if value.startswith("{{"):
        return "braces-unquoted", *columns, _with_braces(match)
    in_flow = _BRACES_IN_FLOW.search(line, start)
    if in_flow and value[0] in "{[":
        fixed = _BRACES_IN_FLOW.sub(lambda found: json.dumps(found[0], ensure_ascii=False), line)
        return "expression-in-flow", in_flow.start(), in_flow.end(), fixed
    wide = _wide_sign(line, start) if value[0] in "{[" else None
    if wide:
        return wide
    if value[0] in "[{@`%*&!" and problem not in _BRACKETS:
        return "yaml-unquoted-start", start, start + 1, _quoted_line(match)
    if _SIGNS.match(value):
        return "yaml-on-key-line", start, start + 1, None
    quoted = _QUOTED.match(value)
    if quoted and quoted.end() < len(value.rstrip()):
        return "yaml-after-quote", start + quoted.end(), columns[1], match[1] + _requoted(value.rstrip())
    if problem is Problem.STRAY_COLON and ": " in value and value[0] not in "\"'":
        colon = start + value.index(": ")
        return "yaml-unquoted-colon", colon, colon + 1, _quoted_line(match)
    return None


def _wide_sign(line: str, start: int) -> Found | None:
    """Explain a full-width comma or colon between YAML's own braces or brackets."""
    bare = _QUOTED.sub(lambda found: " " * len(found[0]), line)
    at = min((bare.index(sign, start) for sign in _WIDE_SIGNS if sign in bare[start:]), default=None)
    if at is None:
        return None
    fixed = "".join(
        _WIDE_SIGNS.get(char, line[index]) if index >= start else line[index] for index, char in enumerate(bare)
    )
    fixed = re.sub(r"([,:]) {2,}", r"\1 ", fixed)
    return ("full-width-colon" if bare[at] == "\uff1a" else "full-width-comma"), at, at + 1, fixed


def _requoted(value: str) -> str:
    """Quote a text in which more follows its quotes: an apostrophe or braces that ended them, or quotes that belong to it."""
    sign, quoted = value[0], _QUOTED.match(value)
    ended = quoted is not None and quoted[0].count("{{") > quoted[0].count("}}")  # what is in braces was to go on
    inner = value[1:-1] if value.endswith(sign) and (ended or value.count(sign) % 2) else value
    return json.dumps(inner, ensure_ascii=False) if "'" in inner else f"'{inner}'"


def _with_braces(match: re.Match[str]) -> str:
    """Write a value that begins with braces: a text in quotes, anything else as an expression."""
    alone = _ALONE.fullmatch(match[2].rstrip())
    is_text = _TEXT_KEY.search(match[1]) is not None
    return f"{match[1]}${{{{ {alone[1]} }}}}" if alone and not is_text else _quoted_line(match)


def _quoted_line(match: re.Match[str]) -> str:
    value = match[2].rstrip()
    quoted = f"'{value}'" if "'" not in value else json.dumps(value, ensure_ascii=False)
    return match[1] + quoted
