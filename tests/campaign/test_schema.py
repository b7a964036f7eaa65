"""The published schema of campaigns: sound, described, and without a false error on any good file."""

from pathlib import Path

import jsonschema
import pytest
import yaml

from engine.resources import data_folder, load_json
from engine.text.compose import compose
from engine.text.nodes import plain
from engine.text.source import source_of
from engine.values.fault import Faults

CORPUS = Path(__file__).parents[1] / "recipes" / "campaigns"
EXAMPLES = [data_folder("recipes") / "campaigns" / f"{name}.yaml" for name in ("films", "launch", "localisation")]
GOOD = [*sorted((CORPUS / "good").glob("*.yaml")), *EXAMPLES]


def described(schema, path=""):
    for name, row in {**schema.get("properties", {}), **schema.get("definitions", {})}.items():
        yield f"{path}/{name}", row
        yield from described(row, f"{path}/{name}")
    for row in schema.get("anyOf", []):
        yield from described(row, path)


def test_every_property_is_described():
    schema = load_json("campaign.schema.json")
    jsonschema.Draft7Validator.check_schema(schema)

    for name, row in described(schema):
        assert row.get("description") or name == "/expression", name  # an editor would show it instead of the key's own


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.stem)
def test_good_campaigns_are_valid(path):
    document = plain(compose(source_of(path.read_bytes(), path.name), Faults()))
    assert list(jsonschema.Draft7Validator(load_json("campaign.schema.json")).iter_errors(document)) == []


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_examples_name_their_schema(path):
    first = path.read_text("utf-8").splitlines()[0]
    assert (path.parent / first.rpartition("=")[2]).resolve().name == "campaign.schema.json"
    assert yaml.safe_load(path.read_text("utf-8"))["campaign"] == 1


def test_definitions_of_names_and_media_are_those_of_recipes():
    ours, theirs = load_json("campaign.schema.json")["definitions"], load_json("recipe.schema.json")["definitions"]
    for name in ("name", "expression", "pinned_medium"):
        assert ours[name] == theirs[name]
