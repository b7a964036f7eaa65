"""SARIF: the shape of the standard (2.1.0, sections 3.13-3.58), held by a table of our own: its schema's licence is not ours to pass on."""

import re
from typing import Any

import pytest

from engine.phrases.messages import Messages
from engine.report.sarif import ROOT, as_sarif
from engine.resources import load_json
from engine.values.fault import Fault, fault
from engine.values.place import Place

EN = Messages(load_json("messages.json"), "en")
TEXT = {"text": str}
REGION = {"startLine": int, "startColumn": int, "endLine": int, "endColumn": int}
ARTIFACT = {"uri": str, "uriBaseId?": str}
SHAPE = {
    "$schema": str,
    "version": str,
    "runs": [
        {
            "tool": {
                "driver": {
                    "name": str,
                    "semanticVersion": str,
                    "rules": [
                        {
                            "id": str, "name": str, "shortDescription": TEXT, "fullDescription": TEXT,
                            "help": {"text": str, "markdown": str}, "defaultConfiguration": {"level": str},
                            "properties": {"problem.severity": str, "precision": str, "tags": [str]},
                        }
                    ],
                }
            },
            "originalUriBaseIds": {"%SRCROOT%": {"description": TEXT}},
            "columnKind": str,
            "results": [
                {
                    "ruleId": str, "ruleIndex": int, "level": str, "message": TEXT,
                    "locations": [{"physicalLocation": {"artifactLocation": ARTIFACT, "region": REGION}}],
                    "partialFingerprints": {"primaryLocationLineHash": str},
                    "fixes?": [
                        {
                            "description": TEXT,
                            "artifactChanges": [
                                {
                                    "artifactLocation": ARTIFACT,
                                    "replacements": [{"deletedRegion": REGION, "insertedContent": TEXT}],
                                }
                            ],
                        }
                    ],
                }
            ],
        }
    ],
}  # fmt: skip


def held(data: Any, shape: Any) -> None:
    """Hold data to a shape: a name with `?` may lack, a list's members are all alike, nothing else may be there."""
    if isinstance(shape, dict):
        needed = {name for name in shape if not name.endswith("?")}
        assert needed <= data.keys() <= {name.rstrip("?") for name in shape}
        for name, value in data.items():
            held(value, shape[name] if name in shape else shape[f"{name}?"])
    elif isinstance(shape, list):
        for value in data:
            held(value, shape[0])
    else:
        assert type(data) is shape, data
        assert data != ""


def place(line: int, column: int, end: int, file: str = "r.yaml") -> Place:
    return Place(file, line, column, line, end)


FOUND = [
    fault("unknown-key", place(1, 1, 8), name="campain", near="campaign", known="campaign, name"),
    fault("not-one-of", place(2, 7, 9), name="x", known="1", fix="recipe: 1").replacing(place(2, 1, 9)),
    fault("lint-unused-input", place(3, 1, 2), name="a"),
    fault("lint-unused-input", place(4, 1, 2), name="a"),
]
TEXTS = {"r.yaml": "campain: 1\nrecipe: x\n  a: 1\n  a: 1\n"}


def test_a_log_has_the_shape_of_the_standard() -> None:
    log = as_sarif(FOUND, EN, "0.1.0", TEXTS)
    held(log, SHAPE)
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in ("error", "warning")
        (location,) = result["locations"]
        region = location["physicalLocation"]["region"]
        assert min(region.values()) >= 1
    assert [rule["id"] for rule in rules] == sorted({rule["id"] for rule in rules})
    assert [rule["defaultConfiguration"]["level"] for rule in rules] == ["error", "error", "warning"]


def test_every_kind_of_fault_has_a_rule_with_its_help() -> None:
    found = [Fault(key, place(1, 1, 1)) for key in EN.table]
    log = as_sarif(found, EN, "0.1.0")
    held(log, SHAPE)
    for rule in log["runs"][0]["tool"]["driver"]["rules"]:
        assert re.fullmatch(r"EC\d{4}", rule["id"])
        assert "<" not in rule["help"]["markdown"]
        assert rule["help"]["text"].startswith(rule["fullDescription"]["text"])


def test_a_cure_is_an_edit_of_what_it_replaces() -> None:
    results = as_sarif(FOUND, EN, "0.1.0", TEXTS)["runs"][0]["results"]
    assert ["fixes" in result for result in results] == [True, True, False, False]
    (changed,) = results[1]["fixes"][0]["artifactChanges"]
    assert changed == {
        "artifactLocation": {"uri": "r.yaml", "uriBaseId": ROOT},
        "replacements": [
            {
                "deletedRegion": {"startLine": 2, "startColumn": 1, "endLine": 2, "endColumn": 9},
                "insertedContent": {"text": "recipe: 1"},
            }
        ],
    }


def test_no_edit_writes_stars_in_the_place_of_a_signature() -> None:
    url = "https://b.oss-cn-beijing.aliyuncs.com/a.mp4?Expires=1&Signature=abc"
    (result,) = as_sarif([fault("not-one-of", place(1, 1, 2), name="x", known="1", fix=url)], EN, "1")["runs"][0][
        "results"
    ]
    assert "fixes" not in result
    assert "Signature=abc" not in str(result)


def test_a_fingerprint_stays_when_lines_are_put_before_it_and_tells_equal_lines_apart() -> None:
    def prints(faults: list[Fault], text: str) -> list[str]:
        results = as_sarif(faults, EN, "1", {"r.yaml": text})["runs"][0]["results"]
        return [result["partialFingerprints"]["primaryLocationLineHash"] for result in results]

    before = prints(FOUND, TEXTS["r.yaml"])
    moved = [
        Fault(one.key, one.place._replace(line=one.place.line + 2, end_line=one.place.line + 2), one.args)
        for one in FOUND
    ]
    assert prints(moved, "\n\n" + TEXTS["r.yaml"]) == before
    assert before[2].removesuffix(":1") == before[3].removesuffix(":2")
    assert len(set(before)) == 4


@pytest.mark.parametrize(
    ("file", "artifact"),
    [
        ("shop/r.yaml", {"uri": "shop/r.yaml", "uriBaseId": ROOT}),
        ("my recipes/水#1.yaml", {"uri": "my%20recipes/%E6%B0%B4%231.yaml", "uriBaseId": ROOT}),
        ("/tmp/a b.yaml", {"uri": "file:///tmp/a%20b.yaml"}),
        ("<inputs>", {"uri": "%3Cinputs%3E", "uriBaseId": ROOT}),
    ],
)
def test_a_place_is_a_reference_from_the_root(file: str, artifact: dict[str, str]) -> None:
    log = as_sarif([fault("unknown-key", place(1, 1, 2, file), name="a", known="b")], EN, "1")
    assert log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"] == artifact
