import json
import re

import jsonschema
import jsonschema_rs
import pytest
from hypothesis import given, settings, strategies as st

from engine.recipe.shape import _bundled
from engine.resources import load_json

MODEL = "wan2.7-videoedit"
TOOLS = ("trim", "split", "join", "frame")


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


def test_schema_of_the_model_agrees_with_its_data():
    schema, model = load_json(f"models/{MODEL}.schema.json"), load_json(f"models/{MODEL}.json")
    assert list(schema["properties"]) == list(model["parameters"])

    for name, parameter in model["parameters"].items():
        row = schema["properties"][name]
        literal = row["anyOf"][0]
        assert row["description"] == parameter["description"]
        assert row.get("default") == parameter.get("default")
        assert (row.get("x-template") == "text") == parameter.get("text", False)
        assert row["anyOf"][-1]["type"] == "null"
        for ours, theirs in (
            ("enum", "enum"),
            ("minimum", "minimum"),
            ("maximum", "maximum"),
            ("maxItems", "max_items"),
        ):
            assert literal.get(ours) == parameter.get(theirs), (name, ours)


def test_definitions_that_both_schemas_hold_are_equal():
    recipe, model = (load_json(path)["definitions"] for path in ("recipe.schema.json", f"models/{MODEL}.schema.json"))

    assert model == {name: recipe[name] for name in model}


def test_everything_that_a_step_may_use_is_known_to_the_recipe_schema(catalog):
    step = load_json("recipe.schema.json")["definitions"]["step"]
    known = [*catalog.models, *catalog.tools]

    named = step["properties"]["uses"]["anyOf"][0]
    assert named["enum"] == known
    assert named["enumDescriptions"] == [one.title for one in (*catalog.models.values(), *catalog.tools.values())]
    assert [rule["if"]["properties"]["uses"]["const"] for rule in step["allOf"]] == known


@pytest.mark.parametrize("name", TOOLS)
def test_schema_of_a_tool_agrees_with_its_data(name):
    schema = load_json("recipe.schema.json")["definitions"][f"media_{name}"]
    parameters = load_json(f"tools/{name}.json")["parameters"]
    assert list(schema["properties"]) == list(parameters)

    for key, parameter in parameters.items():
        row = schema["properties"][key]
        assert (row["description"], row.get("default")) == (parameter["description"], parameter.get("default"))
        for bound in ("minimum", "maximum"):
            shown = next((literal[bound] for literal in row["anyOf"] if bound in literal), None)
            assert str(parameter.get(bound, shown)) == str(shown)
        if "words" in parameter:
            assert parameter["words"] in [literal.get("enum") for literal in row["anyOf"]]


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
    paths = ("recipe.schema.json", f"models/{MODEL}.schema.json")
    text = _bundled(json.dumps({path: load_json(path) for path in paths}))
    fast, slow = jsonschema_rs.validator_for(text), jsonschema.Draft7Validator(json.loads(text))

    assert fast.is_valid(data) == slow.is_valid(data)
