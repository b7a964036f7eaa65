"""Faults as SARIF 2.1.0, which code hosts and editors read (OASIS standard, sections 3.13-3.58).

What GitHub's code scanning wants beyond it: places relative to the root of the checkout, a fingerprint of the line
(`primaryLocationLineHash`), and for each rule a help in Markdown, a severity and a precision.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import PurePath
from typing import Any, Final
from urllib.parse import quote

from engine.phrases.faults import FIX
from engine.phrases.messages import Messages
from engine.values.address import masked
from engine.values.fault import Fault
from engine.values.place import Place

SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
ROOT: Final = "%SRCROOT%"
"""Where relative places begin: the folder in which the command was run, which should be the root of the checkout."""


def as_sarif(
    faults: Iterable[Fault], messages: Messages, version: str, texts: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """Return one run of the tool with a rule for every code that occurs; `texts` holds the files that faults point into."""
    found = list(faults)
    rules = {messages.of_fault(fault).code: fault for fault in found}
    order = {code: index for index, code in enumerate(sorted(rules))}
    prints = _fingerprints(found, texts or {})
    return {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "editchain",
                        "semanticVersion": version,
                        "rules": [_rule(code, rules[code], messages) for code in order],
                    }
                },
                "originalUriBaseIds": {ROOT: {"description": {"text": "The root of the checkout."}}},
                "columnKind": "unicodeCodePoints",
                "results": [_result(fault, messages, order, one) for fault, one in zip(found, prints, strict=True)],
            }
        ],
    }


def _rule(code: str, fault: Fault, messages: Messages) -> dict[str, Any]:
    """Tell of a kind of fault what is so of all: its places for values, as in `{name}`, stay."""
    told = messages.words(fault.key, {})
    lines = [told.message, *([told.hint] if told.hint else [])]
    return {
        "id": code,
        "name": "".join(part.capitalize() for part in fault.key.split("-")),
        "shortDescription": {"text": fault.key.replace("-", " ").capitalize()},
        "fullDescription": {"text": told.message},
        "help": {
            "text": "\n".join(lines),
            "markdown": "\n\n".join([f"**{code} `{fault.key}`**", *map(_as_markdown, lines)]),
        },
        "defaultConfiguration": {"level": fault.severity},
        "properties": {"problem.severity": fault.severity, "precision": "very-high", "tags": ["correctness"]},
    }


def _result(fault: Fault, messages: Messages, order: Mapping[str, int], fingerprint: str) -> dict[str, Any]:
    words = messages.of_fault(fault)
    return {
        "ruleId": words.code,
        "ruleIndex": order[words.code],
        "level": fault.severity,
        "message": {"text": f"{words.message} {words.cure}".strip()},
        "locations": [
            {"physicalLocation": {"artifactLocation": _artifact(fault.place), "region": _region(fault.place)}}
        ],
        "partialFingerprints": {"primaryLocationLineHash": fingerprint},
        **_fixes(fault, messages),
    }


def _fixes(fault: Fault, messages: Messages) -> dict[str, Any]:
    """Return the cure as an edit; none that would write stars in the place of a signature."""
    if fault.edit is None or masked(fault.edit[1]) != fault.edit[1]:
        return {}
    place, text = fault.edit
    replacement = {"deletedRegion": _region(place), "insertedContent": {"text": text}}
    changed = {"artifactLocation": _artifact(place), "replacements": [replacement]}
    said = f"{messages.say(FIX)} {text.strip()}"
    return {"fixes": [{"description": {"text": said}, "artifactChanges": [changed]}]}


def _artifact(place: Place) -> dict[str, str]:
    """Return a file as a URI reference; one that is no path from here stands for itself."""
    path = PurePath(place.path)
    if path.is_absolute():
        return {"uri": path.as_uri()}
    return {"uri": quote(path.as_posix()), "uriBaseId": ROOT}


def _region(place: Place) -> dict[str, int]:
    return {
        "startLine": place.line,
        "startColumn": place.column,
        "endLine": place.end_line,
        "endColumn": place.end_column,
    }


def _fingerprints(faults: Iterable[Fault], texts: Mapping[str, str]) -> list[str]:
    """Return for each fault what stays when lines are put before it: its kind, the words of its line, which of equal ones."""
    seen = Counter[tuple[str, str]]()
    lines = {file: text.replace("\r\n", "\n").replace("\r", "\n").split("\n") for file, text in texts.items()}
    found = []
    for fault in faults:
        place = fault.place
        around = lines.get(place.file, [])[place.line - 1 : place.line]
        words = masked(around[0]).strip() if around else ""
        digest = hashlib.sha256(f"{fault.key}\n{words}".encode("utf-8", "replace")).hexdigest()[:16]
        seen[place.file, digest] += 1
        found.append(f"{digest}:{seen[place.file, digest]}")
    return found


def _as_markdown(text: str) -> str:
    return text.replace("<", "&lt;")
