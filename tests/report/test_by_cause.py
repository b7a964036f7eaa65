"""Rows that are not done: each cause once, with how many rows, which, and what to do."""

import pytest

from engine.phrases.messages import Messages
from engine.report.by_cause import by_cause, cause_lines
from engine.report.display import PLAIN
from engine.report.rows import PlannedRow, row_state
from engine.resources import load_json
from engine.run import events as e
from engine.run.history import RunRecord
from engine.run.records import TaskRecord, TaskRecords

WORDS = {lang: Messages(load_json("messages.json"), lang) for lang in ("en", "zh")}
BLOCKED = e.Cause(code="DataInspectionFailed", message="Input data may contain inappropriate content.")

SAID = "The service judged the input or the result unsafe. “Input data may contain inappropriate content.” [DataInspectionFailed]"


def recorded(**tasks: tuple[str, e.Cause | None]) -> tuple[list[PlannedRow], RunRecord]:
    rows = [PlannedRow(key, (f"{key}/edit",), ("final",)) for key in tasks]
    records = {f"{key}/edit": TaskRecord(f"{key}/edit", state, cause=cause) for key, (state, cause) in tasks.items()}
    return rows, RunRecord(run="r", state="failed", tasks=TaskRecords.of(records))


def lines(lang: str = "en", **tasks: tuple[str, e.Cause | None]) -> list[str]:
    rows, record = recorded(**tasks)
    told = ((row, *row_state(row, record)) for row in rows)
    return list(cause_lines(told, record, WORDS[lang], PLAIN))


def test_a_cause_is_said_once_with_its_rows_and_what_to_do() -> None:
    failed = {f"r{number:02}": ("failed", BLOCKED) for number in range(12)}
    found = lines(**failed, ok=("done", None), dear=("held", e.Cause(code="over-budget")))
    assert found[0] == f"12 rows  failed  {SAID}"
    assert found[1] == "    r00, r01, r02, r03, r04, r05, r06, r07 and 4 more"
    assert found[2].startswith("    Change the prompt or the media; ")
    (held,) = [line for line in found if line.startswith("dear  held  ")]
    assert held.endswith("[over-budget]")
    assert found.index(held) == len(found) - 2  # behind it what to do, and nothing of the row that is done
    assert found[-1].startswith("    ")


def test_one_row_stands_in_its_line_alone() -> None:
    assert lines(a=("failed", BLOCKED))[0] == f"a  failed  {SAID}"
    assert len(lines(a=("failed", BLOCKED))) == 2


def test_rows_of_one_code_and_other_words_have_each_their_own() -> None:
    others = [e.Cause(code="InvalidParameter", message=f"Bad thing {number}.") for number in range(5)]
    found = lines(**{f"r{number}": ("failed", cause) for number, cause in enumerate(others)})
    assert found[:2] == ["5 rows  failed  [InvalidParameter]", "    r0  “Bad thing 0.” [InvalidParameter]"]
    assert found[3:5] == ["    r2  “Bad thing 2.” [InvalidParameter]", "    and 2 more"]


def test_failed_comes_before_held_and_of_each_the_cause_of_most_rows() -> None:
    rows, record = recorded(
        a=("held", e.Cause(code="over-budget")), b=("failed", e.Cause(code="X")), c=("failed", BLOCKED), d=("failed", BLOCKED),
        e=("waiting", None), f=("skipped", None), g=("done", None),
    )  # fmt: skip
    told = [
        (group.state, group.code, len(group.members))
        for group in by_cause((row, *row_state(row, record)) for row in rows)
    ]
    assert told == [
        ("failed", "DataInspectionFailed", 2), ("failed", "X", 1), ("held", "over-budget", 1), ("waiting", "waiting", 1),
    ]  # fmt: skip


def test_of_many_causes_the_first_are_told_and_how_many_rows_the_others_have() -> None:
    found = lines(**{f"r{number}": ("failed", e.Cause(code=f"Code{number}")) for number in range(13)})
    assert sum("  failed  " in line for line in found) == 10
    assert found[-1] == "... and 3 more rows that are not done; results.csv lists all of them"


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_it_is_said_in_one_language(lang: str) -> None:
    text = " ".join(lines(lang, a=("failed", BLOCKED), b=("failed", BLOCKED)))
    assert ("行" in text) == (lang == "zh")
