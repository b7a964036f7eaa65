import jsonschema
import pytest
import yaml

from engine.resources import load_json
from engine.shape.foreign_words import EXAMPLES, example

RECIPE, CAMPAIGN = load_json("recipe.schema.json"), load_json("campaign.schema.json")
PARTS = (
    (RECIPE, RECIPE["properties"]),
    (RECIPE, RECIPE["definitions"]["step"]["properties"]),
    (RECIPE, RECIPE["definitions"]["input"]["properties"]),
    (CAMPAIGN, CAMPAIGN["properties"]),
    (CAMPAIGN, CAMPAIGN["properties"]["rows"]["properties"]),
)


def is_right(schema, known, shown):
    ((word, value),) = yaml.safe_load(shown).items()
    return word in known and jsonschema.Draft7Validator({"definitions": schema["definitions"], **known[word]}).is_valid(
        value
    )


@pytest.mark.parametrize("word", [word for word, shown in EXAMPLES.items() if "..." not in shown])
def test_what_is_shown_as_an_example_may_be_written(word):
    homes = [(schema, known) for schema, known in PARTS if word in known]

    assert homes
    for schema, known in homes if word not in ("key", "name") else homes[-1:]:
        assert is_right(schema, known, example(word, known)), word
