"""Summaries are short, and nothing that comes from outside is read in them as Markdown or HTML."""

import re

import pytest
from hypothesis import given, strategies as st

from engine.phrases.messages import Messages
from engine.report.faults import Extent
from engine.report.step_summary import LONGEST, MOST, check_summary, coded
from engine.resources import load_json
from engine.values.fault import Fault, fault
from engine.values.place import Place

TABLE = load_json("messages.json")


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("plain", "`plain`"),
        ("<img src=x> [a](b) **c** $d$ @e", "`<img src=x> [a](b) **c** $d$ @e`"),
        ("a`b", "``a`b``"),
        ("`a``b", "``` `a``b ```"),
        ("a|b\\|c", r"`a\|b\\|c`"),
        ("a\n\n# b\r\n| c", r"`a  # b  \| c`"),
        ("\x1b[31m\u202e", "`�[31m<U+202E>`"),
        ("", "` `"),
    ],
)
def test_what_comes_from_outside_is_code(text: str, cell: str) -> None:
    assert coded(text) == cell


@given(st.text(st.characters(codec="utf-8"), max_size=2 * LONGEST))
def test_no_text_ends_its_code_or_its_cell(text: str) -> None:
    cell = coded(text)
    fence = re.match("`+", cell)
    assert fence is not None
    inner = cell[len(fence[0]) : -len(fence[0])]
    assert cell.endswith(fence[0])
    assert fence[0] not in re.findall("`+", inner)
    assert not re.search(r"(?<!\\)\|", cell)
    assert len(cell.splitlines()) == 1
    assert len(inner.replace("\\|", "|").strip()) <= LONGEST


def found(count: int, file: str = "r.yaml") -> list[Fault]:
    return [fault("unknown-key", Place(file, line, 1, line, 2), name="a", known="b") for line in range(1, count + 1)]


def test_faults_are_counted_by_file_and_the_first_are_told() -> None:
    warned = fault("lint-unused-input", Place("s|t.yaml", 3, 1, 3, 2), name="<b>")
    text = check_summary([*found(MOST + 4), warned], Extent(recipes=2), Messages(TABLE, "en"))
    assert text.splitlines()[:9] == [
        "### editchain check",
        "",
        f"`checked 2 recipes: {MOST + 4} errors, 1 warning`",
        "",
        "| File | Errors | Warnings |",
        "| --- | --- | --- |",
        f"| `r.yaml` | {MOST + 4} | 0 |",
        r"| `s\|t.yaml` | 0 | 1 |",
        "",
    ]
    assert text.splitlines()[-1] == "and 5 more"
    assert text.count("r.yaml:") == MOST


@pytest.mark.parametrize(("lang", "said"), [("en", "no mistakes"), ("zh", "没有问题")])
def test_without_a_fault_there_is_no_table(lang: str, said: str) -> None:
    text = check_summary([], Extent(recipes=1), Messages(TABLE, lang))
    assert said in text
    assert "|" not in text
