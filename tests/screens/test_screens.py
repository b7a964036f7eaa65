"""Each screen is what its golden file holds: in both languages, on screens of every width."""

import pytest

from engine.report.width import width_of
from tests.screens.screens import GOLDEN, SCREENS, drawn, forms, kept


@pytest.mark.parametrize("name", SCREENS)
@pytest.mark.parametrize(("lang", "columns"), list(forms()))
def test_a_screen_is_as_it_was_looked_at(name: str, lang: str, columns: int) -> None:
    text = drawn(SCREENS[name], lang, columns)
    assert text == kept(name)[lang, columns]
    assert max(map(width_of, text.splitlines())) <= columns


def test_every_golden_file_is_of_a_screen() -> None:
    assert {path.stem for path in GOLDEN.iterdir()} == set(SCREENS)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_240_rows_fit_one_screen(lang: str) -> None:
    assert len(drawn(SCREENS["plan-240"], lang, 80).splitlines()) <= 40
