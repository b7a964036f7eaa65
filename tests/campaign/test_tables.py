"""Small tables as spreadsheet programs write them, each with the right outcome: its faults, and what its rows give."""

import json
from pathlib import Path

import pytest

from engine.language.values import MediaName
from engine.recipe import bind_inputs
from engine.values.absent import ABSENT
from tests.campaign.test_corpus import lines

CORPUS = Path(__file__).parents[1] / "recipes" / "tables"
TABLES = sorted(path for path in CORPUS.glob("*.yaml") if path.stem != "shot")
SAME = [path for path in TABLES if path.stem.startswith("same_")]


def plain(value):
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    return value.text if isinstance(value, MediaName) else value


def given(recipe, rows):
    """Return what each row gives for the recipe, defaults included."""
    return {
        row.key: {
            name: plain(value)
            for name, value in bind_inputs(recipe.declared, row.given).values.items()
            if value is not ABSENT
        }
        for row in rows
    }


@pytest.fixture
def shot(recipe_at):
    return recipe_at((CORPUS / "shot.yaml").resolve())


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.stem)
def test_a_table_gives_what_it_is_meant_to_give(path, done, shot):
    found = done(path)
    rows = [f"{key} {json.dumps(values, ensure_ascii=False)}" for key, values in given(shot, found.rows).items()]
    assert [*lines(path, found.faults), *rows] == path.with_suffix(".out").read_text("utf-8").splitlines()


def test_the_same_rows_give_the_same_however_they_are_written(done, shot):
    found = [given(shot, done(path).rows) for path in SAME]
    assert len(found) > 2
    assert found == [found[0]] * len(found)
