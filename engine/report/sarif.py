"""Faults as SARIF 2.1.0, which code hosts and editors read (OASIS standard, sections 3.13-3.30)."""

from collections.abc import Iterable
from typing import Any

from engine.phrases.messages import Messages
from engine.values.fault import Fault
from engine.values.place import Place

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def as_sarif(faults: Iterable[Fault], messages: Messages, version: str) -> dict[str, Any]:
    """Return one run of the tool with a rule for every code that occurs."""
    found = list(faults)
    rules = {messages.of_fault(fault).code: fault for fault in found}
    order = sorted(rules)
    return {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "editchain",
                        "version": version,
                        "rules": [
                            {
                                "id": code,
                                "name": rules[code].key,
                                "defaultConfiguration": {"level": rules[code].severity},
                            }
                            for code in order
                        ],
                    }
                },
                "columnKind": "unicodeCodePoints",
                "results": [_result(fault, messages, order) for fault in found],
            }
        ],
    }


def _result(fault: Fault, messages: Messages, order: list[str]) -> dict[str, Any]:
    words = messages.of_fault(fault)
    return {
        "ruleId": words.code,
        "ruleIndex": order.index(words.code),
        "level": fault.severity,
        "message": {"text": f"{words.message} {words.cure}".strip()},
        "locations": [{"physicalLocation": _location(fault.place)}],
    }


def _location(place: Place) -> dict[str, Any]:
    return {
        "artifactLocation": {"uri": place.file.replace("\\", "/")},
        "region": {
            "startLine": place.line,
            "startColumn": place.column,
            "endLine": place.end_line,
            "endColumn": place.end_column,
        },
    }
