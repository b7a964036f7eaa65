"""Braces, and values of another kind, in the place of any value of a file: whatever is wrong is said in words."""

from pathlib import Path

import pytest
import yaml

from engine.campaign import open_campaign
from engine.resources import load_json

CORPUS = Path(__file__).parent.parent / "recipes"
WRITTEN = ['"{{ x }}"', '"${{ x }}"', '"${{ x"', '"a ${{ x }} b"', '""', "~", "[a]", "{a: b}", "1.5", "true"]


def changed(text):
    """Give the text with every scalar of it replaced by every one of the values, one at a time."""
    for token in yaml.scan(text):
        if isinstance(token, yaml.ScalarToken):
            for written in WRITTEN:
                yield text[: token.start_mark.index] + written + text[token.end_mark.index :]


def keys(faults):
    return {fault.key for fault in faults}


@pytest.mark.long
@pytest.mark.parametrize("path", sorted((CORPUS / "good").glob("*.yaml"))[::9], ids=lambda path: path.stem)
def test_what_the_schema_of_recipes_refuses_is_said_in_words(path, read):
    for text in changed(path.read_text("utf-8")):
        assert "bad-value" not in keys(read(text).faults), text


@pytest.mark.parametrize(
    "path", sorted((CORPUS / "campaigns" / "good").glob("all_keys.yaml")), ids=lambda path: path.stem
)
def test_what_the_schema_of_campaigns_refuses_is_said_in_words(path, schemas):
    known = {**schemas, "campaign.schema.json": load_json("campaign.schema.json")}
    for text in changed(path.read_text("utf-8")):
        assert "bad-value" not in keys(open_campaign(text, "c.yaml", known).faults), text


def test_every_rule_of_the_schemas_has_words():
    words = {"type", "const", "enum", "pattern", "anyOf", "required", "additionalProperties", "propertyNames"}
    words |= {"minItems", "maxItems", "minProperties", "minLength", "maxLength", "minimum", "maximum"}
    words |= {"exclusiveMinimum", "uniqueItems", "not"}
    shape = {
        "allOf",
        "if",
        "then",
        "items",
        "properties",
        "patternProperties",
        "definitions",
        "$ref",
        "$schema",
        "default",
    }
    told = {"title", "description", "examples", "defaultSnippets", "enumDescriptions", "patternErrorMessage"}
    for name in ("recipe.schema.json", "campaign.schema.json", "models/wan2.7-videoedit.schema.json"):
        found = {key for part in _parts(load_json(name)) for key in part if not key.startswith("x-")}
        assert found <= words | shape | told, name


def _parts(schema):
    """Give every part of a schema that itself says what is allowed."""
    yield schema
    for key in ("properties", "patternProperties", "definitions"):
        for inner in schema.get(key, {}).values():
            yield from _parts(inner)
    for key in ("items", "additionalProperties", "propertyNames", "if", "then"):
        if isinstance(schema.get(key), dict):
            yield from _parts(schema[key])
    for key in ("anyOf", "allOf"):
        for inner in schema.get(key, ()):
            yield from _parts(inner)
