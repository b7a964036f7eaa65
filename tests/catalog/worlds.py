"""Worlds of the family: the models that are shipped, and those of `entries/`, which are JSON alone and shipped nowhere."""

import json
from pathlib import Path
from typing import Any

from engine.api.context import load_catalog, model_files, recipe_schemas
from engine.language.bindings import Evaluated
from engine.plan import Basis, Plan, Planned, RowGiven, Terms, make_plan
from engine.recipe import read_recipe
from engine.resources import load_json
from engine.values.absent import ABSENT
from tests.worlds import BILLED, DAY, clip, picture

SHIPPED: dict[str, dict[str, Any]] = {entry["name"]: entry for entry in map(load_json, model_files())}
GIVEN: dict[str, dict[str, Any]] = {
    entry["name"]: entry
    for file in sorted((Path(__file__).parent / "entries").glob("*.json"))
    for entry in [json.loads(file.read_text("utf-8"))]
}
ENTRIES = {**SHIPPED, **GIVEN}
CATALOG = load_catalog(tuple(GIVEN.values()))
SCHEMAS = recipe_schemas(CATALOG)

RECIPE = """\
recipe: 1
name: other
version: "1.0.0"
inputs:
  clip: {{type: video}}
  more: {{type: video, optional: true}}
  one: {{type: image}}
steps:
  - id: edit
    uses: {model}
    with: {{{with_}}}
outputs:
  final: ${{{{ steps.edit.video }}}}
"""
CLIP = '"${{ inputs.clip }}"'
MORE = '"${{ inputs.more }}"'
ONE = '"${{ inputs.one }}"'


def planned(model: str, with_: str, terms: Terms = BILLED, **given: Evaluated) -> Planned:
    """Plan a recipe of one step."""
    checked = read_recipe(RECIPE.format(model=model, with_=with_), "recipe.yaml", CATALOG, SCHEMAS)
    if checked.recipe is None:
        return Planned(None, checked.faults)
    inputs = {"clip": clip(), "more": ABSENT, "one": picture(), **given}
    basis = Basis(catalog=CATALOG, terms=terms, day=DAY)
    return make_plan(checked.recipe, [RowGiven(inputs=inputs, media={}, places={})], basis)


def plan_of(model: str, with_: str, terms: Terms = BILLED, **given: Evaluated) -> Plan:
    made = planned(model, with_, terms, **given)
    assert made.plan is not None, made.faults
    return made.plan
