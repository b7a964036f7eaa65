"""docs/language.md says what the code does."""

import importlib.util
import re
from pathlib import Path

import pytest

from engine.api.context import make_context
from engine.api.testing import try_tests
from engine.resources import load_json

ROOT = Path(__file__).parent.parent.parent
TEXT = (ROOT / "docs" / "language.md").read_text("utf-8")
RECIPES = [block for block in re.findall(r"```yaml\n(.*?)```", TEXT, re.DOTALL) if "recipe: 1" in block]


def test_its_tables_are_those_of_schemas_catalog_and_code():
    spec = importlib.util.spec_from_file_location("tables", ROOT / "docs" / "tables.py")
    tables = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tables)

    assert tables.page(TEXT) == TEXT, "run: python docs/tables.py"


@pytest.mark.parametrize("text", RECIPES)
def test_its_recipes_hold_no_fault(text, read):
    assert read(text).faults == ()


def test_its_tests_are_those_of_its_first_recipe(tmp_path):
    blocks = re.findall(r"```yaml\n(.*?)```", TEXT, re.DOTALL)
    (tests,) = [block for block in blocks if block.startswith("tests:")]
    path = tmp_path / "looks.yaml"
    path.write_text(RECIPES[0] + tests, "utf-8")
    (tried,) = try_tests(make_context(tmp_path, {}), [path])

    assert [
        (result.name.text, [one.key for one in result.faults]) for result in tried.results if not result.passed
    ] == []
    assert len(tried.results) == 3


def test_it_names_every_key_filter_and_bound():
    step = load_json("recipe.schema.json")["definitions"]["step"]["properties"]
    for word in (*step, "take", "takes", "review", "attempts", "inspection", "10,000", "20,000", "50,000", "200,000"):
        assert word in TEXT, word
