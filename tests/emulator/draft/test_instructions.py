"""The written set of instructions: no edit is passed off as another, and few that can be performed are refused."""

from collections import Counter

import pytest

from tests.emulator.draft.instructions import Written, verdict, written

CASES = tuple(written())
MOST_REFUSED = 0.1


def test_the_set_is_large_half_chinese_and_a_third_hostile() -> None:
    assert len(CASES) >= 200
    assert 0.4 < sum(case.language == "chinese" for case in CASES) / len(CASES) < 0.6
    assert sum(case.hostile for case in CASES) * 3 >= len(CASES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.prompt)
def test_no_edit_is_passed_off_as_another(case: Written) -> None:
    assert verdict(case) in {"right", "refused"}


@pytest.mark.parametrize("language", ["english", "chinese"])
def test_few_performable_instructions_are_refused(language: str) -> None:
    became = Counter(verdict(case) for case in CASES if case.language == language and not case.hostile)
    assert became["refused"] <= MOST_REFUSED * became.total()
