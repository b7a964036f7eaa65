"""Every message exists in both languages, has a code of its own, and every key that the code raises has a row."""

import ast
import json
import re
from pathlib import Path

import pytest

from engine.values.fault import WARNINGS

ROOT = Path(__file__).parent.parent
TABLE = json.loads((ROOT / "schemas" / "messages.json").read_text("utf-8"))
RAISERS = {
    "fault": 2, "AuthorError": 1, "OperatorError": 1, "HeldError": 1, "DefectError": 1, "add": 2, "unknown": 4, "unknown_name": 4,
}  # fmt: skip
"""What raises or collects, and with how many arguments at least; `add` only of a collector of faults."""
GIVEN = {"unknown": {"name", "known"}, "unknown_name": {"name", "known"}}
"""The places that those fill by themselves."""
COMMANDS_ONLY = {
    "input-syntax", "key-timeout", "limits-syntax", "no-tests", "replay-without-verify", "rows-need-jsonl", "rows-not-lines",
    "rows-unnamed", "wait-syntax", "notify-syntax", "compare-only",
}  # fmt: skip
"""What only options can bring about, and what is said of a file and of the options of others."""
PLACES = re.compile(r"\{([a-z_]+)\}")


def raised_keys() -> dict[str, set[str]]:
    """Return every key that is written out where an error or fault is built, with the names of its arguments."""
    found: dict[str, set[str]] = {}
    for path in (ROOT / "engine").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            if name == "add" and not ast.unparse(node.func).endswith(("faults.add", "warnings.add")):
                continue
            if name in RAISERS and len(node.args) >= RAISERS[name] and isinstance(node.args[0], ast.Constant):
                names = {keyword.arg for keyword in node.keywords if keyword.arg} | GIVEN.get(name, set())
                found.setdefault(node.args[0].value, set()).update(names)
    return found


@pytest.mark.parametrize("key", sorted(TABLE))
def test_a_message_has_its_twin_in_the_other_language(key: str) -> None:
    row = TABLE[key]
    assert re.fullmatch(r"EC\d{4}", row["code"])
    assert row["severity"] in ("error", "warning")
    assert row["en"]["message"]
    assert row["zh"]["message"]
    assert set(PLACES.findall(row["en"]["message"])) == set(PLACES.findall(row["zh"]["message"]))
    assert bool(row["en"].get("hint")) == bool(row["zh"].get("hint"))


@pytest.mark.parametrize("key", sorted(TABLE))
def test_who_calls_is_told_of_arguments_and_who_commands_of_options(key: str) -> None:
    options = re.compile(r"(?<!\w)--?[a-z]")
    for lang in ("en", "zh"):
        row = TABLE[key][lang]
        call = row.get("call", {})
        assert call.keys() == TABLE[key]["en"].get("call", {}).keys() <= row.keys()
        for part in call:
            assert set(PLACES.findall(call[part])) == set(PLACES.findall(row[part]))
        if key not in COMMANDS_ONLY:
            assert not options.search(" ".join({**row, **call}.get(part, "") for part in ("message", "hint")))


def test_codes_are_unique_and_in_order() -> None:
    codes = [row["code"] for row in TABLE.values()]
    assert codes == sorted(set(codes))


def test_the_table_says_of_a_key_what_its_faults_say() -> None:
    assert {key for key, row in TABLE.items() if row["severity"] == "warning"} == WARNINGS


def test_every_key_that_is_raised_has_a_row() -> None:
    assert sorted(set(raised_keys()) - set(TABLE)) == []


def test_every_place_of_a_message_is_filled_where_it_is_raised() -> None:
    missing = {
        key: sorted(set(PLACES.findall(TABLE[key]["en"]["message"])) - names)
        for key, names in raised_keys().items()
        if key in TABLE and names and set(PLACES.findall(TABLE[key]["en"]["message"])) - names
    }
    assert missing == {}
