"""docs/language.md says what the code does."""

import importlib.util
import json
import re
from pathlib import Path

import pytest

from engine.api.context import make_context
from engine.api.testing import try_tests
from engine.language.statements import RESERVED
from engine.resources import load_json
from engine.shape.growth import RESERVED_KEYS
from engine.values.absent import ABSENT
from tests.worlds import clip, plan_of

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


BARE = """\
recipe: 1
name: t
lint: {unused-value: off, unused-input: off}
inputs: {clip: {type: video}, place: {type: string, optional: true}}
"""
EDIT = 'steps: [{id: a, uses: wan2.7-videoedit, with: {video: "${{ inputs.clip }}", resolution: 720P, prompt: %s}}]\n'
OUTPUT = 'outputs: {a: "${{ steps.a.video }}"}\n'


def test_its_values_hold_no_fault(read):
    (values,) = re.findall(r"```yaml\n(values:.*?)```", TEXT, re.DOTALL)

    assert read(BARE + values + EDIT % "x" + OUTPUT).faults == ()


def test_its_lines_are_what_it_says():
    (lines,) = re.findall(r"```text\n(A\..*?)```", TEXT, re.DOTALL)
    inputs = {"clip": clip(), "place": ABSENT}

    assert next(plan_of(BARE + EDIT % json.dumps(lines) + OUTPUT, inputs).requests).request.prompt == "A.\nStyle:\nC."


def test_it_names_every_key_filter_and_bound():
    schema = load_json("recipe.schema.json")
    step = schema["definitions"]["step"]["properties"]
    bounds = ("10,000", "20,000", "50,000", "200,000")
    for word in (*schema["properties"], *step, "attempts", "inspection", *bounds):
        assert word in TEXT, word
    for word in RESERVED_KEYS | RESERVED:
        assert f"`{word}`" in TEXT, word
