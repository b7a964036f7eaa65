"""The table of a survey: names are whole, or words stand in the place of columns."""

import pytest

from engine.report.display import Display
from engine.report.survey.hours import Hours
from engine.report.survey.survey import Division, Survey, Tally
from engine.report.survey.table import table_lines
from tests.report.runs import ENGLISH


def table(name: str, columns: int | None) -> list[str]:
    tally = Tally(rows=1200, new=1200, shared=11, reused=100, low=6_327_600_000, high=6_348_000_000 + 1)
    parts = (Division("look", {name: tally}),)
    survey = Survey(
        whole=tally,
        divisions=parts,
        dearest=(),
        prompts=(),
        files=(),
        published=0,
        hours=Hours(jobs=0, at_once=1, turns=0),
    )
    return list(table_lines(survey, "CNY", ENGLISH, Display(columns), bills=True))


@pytest.mark.parametrize("columns", [None, 120, 80, 60, 50, 40])
@pytest.mark.parametrize("name", ["oil", "watercolor", "pencil sketch on paper"])
def test_names_of_usual_length_are_never_cut(name: str, columns: int | None) -> None:
    lines = table(name, columns)
    assert "look" in lines
    assert [line for line in lines if line.startswith(f"  {name}")]
    assert not [line for line in lines if "…" in line]
    assert all("6327.60-6348.01" in line for line in lines if "1200" in line)
