"""What holds for every fault: its place lies in its text, and its words in both languages have all that they name."""

import re
from collections.abc import Iterable, Mapping

from engine.phrases.messages import Messages
from engine.report.faults import as_data, as_github, as_human
from engine.report.sarif import as_sarif
from engine.resources import load_json
from engine.values.fault import Fault

TABLE = load_json("messages.json")
LANGUAGES = ("en", "zh")
_NAMED = re.compile(r"(?<!\{)\{([a-z_]+)\}")


def lines_of(data: str | bytes) -> list[str]:
    """Split a file as places count its lines."""
    text = data.decode("utf-8-sig", "surrogateescape") if isinstance(data, bytes) else data
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")


def hold(faults: Iterable[Fault], texts: Mapping[str, str | bytes]) -> None:
    """Fail unless all places lie within the texts by file, and everything can be said and shown."""
    lines: dict[str, list[str]] = {}
    found = tuple(faults)
    for fault in found:
        place = fault.place
        if place.file not in lines:
            lines[place.file] = lines_of(texts[place.file])
        _within(fault, lines[place.file])
        for language in LANGUAGES:
            row = TABLE[fault.key][language]
            for text in (*(text for name, text in row.items() if name != "call"), *row.get("call", {}).values()):
                missing = set(_NAMED.findall(text)) - set(fault.args)
                assert not missing, (fault, missing)
    shown = {name: "\n".join(kept) for name, kept in lines.items()}
    for language in LANGUAGES:
        messages = Messages(TABLE, language)
        as_human(found[:50], messages, shown)
    as_data(found, messages)
    as_github(found, messages)
    as_sarif(found, messages, "1")


def _within(fault: Fault, lines: list[str]) -> None:
    place = fault.place
    for line, column in ((place.line, place.column), (place.end_line, place.end_column)):
        assert 1 <= line <= len(lines), fault
        assert 1 <= column <= len(lines[line - 1]) + 1, (fault, lines[line - 1])
    assert (place.line, place.column) <= (place.end_line, place.end_column), fault
