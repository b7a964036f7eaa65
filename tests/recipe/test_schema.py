import json
import re

import jsonschema
import jsonschema_rs
import pytest
from hypothesis import given, settings, strategies as st

from engine.api.context import recipe_schemas
from engine.resources import load_json
from engine.shape.check import bundle_of

MODEL = "wan2.7-videoedit"


def described(schema, path=""):
    for name, row in schema.get("properties", {}).items():
        yield f"{path}/{name}", row
        yield from described(row, f"{path}/{name}")
    for name, row in schema.get("definitions", {}).items():
        yield from described(row, f"{path}#{name}")
    for row in schema.get("anyOf", []):
        yield from described(row, path)


@pytest.mark.parametrize("path", ["recipe.schema.json", f"models/{MODEL}.schema.json"])
def test_schema_is_draft_07_and_describes_every_property(path):
    schema = load_json(path)
    definitions = load_json("recipe.schema.json")["definitions"]
    jsonschema.Draft7Validator.check_schema(schema)

    for name, row in described(schema):
        target = definitions.get(row.get("$ref", "").rpartition("/")[2], {})
        outside = row.get("$ref", "").startswith("models/")
        assert row.get("description") or target.get("description") or outside, name


@pytest.mark.parametrize("path", ["recipe.schema.json", f"models/{MODEL}.schema.json"])
def test_every_word_of_an_enum_is_explained(path):
    rows = []
    json.loads(json.dumps(load_json(path)), object_hook=rows.append)

    for row in rows:
        if row.get("enum"):
            assert len(row["enumDescriptions"]) == len(row["enum"]), row["enum"]
            assert all(row["enumDescriptions"])


@pytest.mark.parametrize("path", ["recipe.schema.json", "campaign.schema.json", f"models/{MODEL}.schema.json"])
def test_no_description_holds_what_markdown_takes_for_a_tag(path):
    assert re.search(r"<\w+>", json.dumps(load_json(path))) is None


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.sampled_from(["a", "720P", "${{ inputs.a }}", MODEL, "video"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["recipe", "name", "steps", "id", "uses", "with", "video", "outputs", "inputs", "type", "a"]
            ),
            inner,
        )
    ),
    max_leaves=12,
)


@settings(max_examples=200)
@given(JSON)
def test_both_validators_agree(data):
    text = bundle_of(recipe_schemas()).text
    fast, slow = jsonschema_rs.validator_for(text), jsonschema.Draft7Validator(json.loads(text))

    assert fast.is_valid(data) == slow.is_valid(data)
