"""Lists of maps: a clip with its prompt, a shot with all that it needs."""

import json

import pytest

from engine.language.values import InputMap, MediaName
from engine.recipe import GivenMaps, GivenTexts, Json, bind_inputs
from engine.values.place import Place

HERE = Place.point("<inputs>", 3)
TEXT = """
recipe: 1
name: t
inputs:
  shots:
    type: list
    maxItems: 3
    items:
      type: map
      members:
        name: {type: string, maxLength: 4}
        clip: {type: video}
        words: {type: string, default: Make it snow.}
        seconds: {type: integer, minimum: 2, optional: true}
        pictures: {type: list, items: {type: image}, maxItems: 2, optional: true}
steps:
  - id: edit
    foreach: ${{ inputs.shots }}
    key: ${{ item.name }}
    uses: wan2.7-videoedit
    with: {video: "${{ item.clip }}", prompt: "{{ item.words }}", resolution: 720P}
outputs: {all: "${{ steps.edit.video }}"}
"""
A = {"name": "a", "clip": "a.mp4"}
BOUND = {"name": "a", "clip": MediaName("a.mp4"), "words": "Make it snow."}


@pytest.fixture
def recipe(recipe_of):
    return recipe_of(TEXT)


def bound(recipe, given):
    return bind_inputs(recipe.declared, {"shots": given})


def members(recipe, given):
    """The members of every map; there are no faults."""
    found = bound(recipe, given)
    assert found.faults == ()
    return [dict(one.members) for one in found.values["shots"]]


def texts(*values):
    return GivenTexts(tuple(value if isinstance(value, str) else json.dumps(value) for value in values), HERE)


@pytest.mark.parametrize(
    "given",
    [
        Json([A], HERE),
        texts([A]),
        texts(A),
        GivenMaps(({"name": texts("a"), "clip": texts(" a.mp4 "), "words": texts("")},), HERE),
        Json([{**A, "words": None, "pictures": None}], HERE),
    ],
    ids=["JSON", "one text of JSON", "a text for each", "a line of a table", "nulls"],
)
def test_maps_are_read_from_all_that_may_give_them(recipe, given):
    assert members(recipe, given) == [BOUND]


def test_a_map_each_time_keeps_the_order(recipe):
    assert [one["name"] for one in members(recipe, texts({**A, "name": "b"}, A))] == ["b", "a"]


def test_members_are_read_by_their_types(recipe):
    line = {"name": texts("7"), "clip": texts("c.mp4"), "seconds": texts("3.0"), "pictures": texts('["x.png"]')}
    (one,) = members(recipe, GivenMaps((line,), HERE))
    assert one == {
        "name": "7", "clip": MediaName("c.mp4"), "words": "Make it snow.", "seconds": 3, "pictures": (MediaName("x.png"),),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("given", "keys"),
    [
        (Json([{"name": "a"}], HERE), ["member-missing"]),
        (Json([{**A, "name": ""}], HERE), ["member-missing"]),
        (Json([{**A, "other": 1}], HERE), ["member-unknown"]),
        (Json([{**A, "name": "abcde"}], HERE), ["text-over-limit"]),
        (Json([{**A, "seconds": 1}], HERE), ["number-too-small"]),
        (Json([{**A, "pictures": ["x", "y", "z"]}], HERE), ["too-many-items"]),
        (Json([{**A, "seconds": "two"}], HERE), ["input-not-integer"]),
        (Json([{**A, "words": {"a": 1}}], HERE), ["input-not-string"]),
        (Json([A, A, A, A], HERE), ["too-many-items"]),
        (Json([1], HERE), ["input-not-map"]),
        (Json(A, HERE), ["input-not-list-of-maps"]),
        (texts("a.mp4"), ["input-not-list-of-maps"]),
        (texts("{"), ["input-not-map"]),
    ],
)
def test_what_no_map_may_be_is_a_fault(recipe, given, keys):
    assert [one.key for one in bound(recipe, given).faults] == keys


def test_a_fault_stands_where_the_member_stands(recipe):
    cell = Place.point("shots.csv", 4)
    line = {"name": texts("a"), "clip": texts("a.mp4"), "seconds": GivenTexts(("x",), cell)}
    (one,) = bound(recipe, GivenMaps((line,), HERE)).faults
    assert (one.place, one.args["name"]) == (cell, "shots[0].seconds")


OUTER = """
recipe: 1
name: outer
inputs:
  scenes:
    type: list
    items: {type: map, members: {name: {type: string}, clip: {type: video}%s}}
steps:
  - id: film
    uses: ./inner.yaml
    with: {shots: "${{ inputs.scenes }}"}
outputs: {all: "${{ steps.film.all }}"}
"""


@pytest.mark.parametrize(
    ("more", "keys"),
    [
        ("", []),
        (", words: {type: string, optional: true}", []),
        (", other: {type: string}", ["wrong-type"]),
        (", seconds: {type: string}", ["wrong-type"]),
    ],
)
def test_maps_are_handed_on_if_they_have_what_is_needed_and_nothing_else(read, more, keys):
    checked = read(OUTER % more, "outer.yaml", lambda name: TEXT.encode() if name == "inner.yaml" else None)
    assert [one.key for one in checked.faults] == keys


def test_a_written_default_knows_where_each_member_stands(recipe_of):
    default = "\n    default:\n      - {name: a, clip: park.mp4}\n      - name: b\n        clip: lake.mp4\nsteps:"
    shots = recipe_of(TEXT.replace("\nsteps:", default)).inputs["shots"]
    assert isinstance(shots.default, tuple)
    places = [one.places["clip"].line for one in shots.default if isinstance(one, InputMap)]
    assert [default.count("\n", 0, default.index(name)) for name in ("park", "lake")] == [2, 4]
    assert places[1] == places[0] + 2


WRITTEN = """
recipe: 1
name: outer
lint: {unused-input: off}
inputs: {clip: {type: video}}
steps:
  - id: film
    uses: ./inner.yaml
    with:
      shots:
        - %s
outputs: {all: "${{ steps.film.all }}"}
"""


@pytest.mark.parametrize(
    ("written", "keys"),
    [
        ('{name: a, clip: "${{ inputs.clip }}"}', []),
        ('{name: a, clip: "${{ inputs.clip }}", seconds: 3, pictures: [kite.png]}', []),
        ("{name: a, clip: park.mp4, words: null}", []),
        ("{name: a}", ["missing-key"]),
        ("{name: a, clip: null}", ["missing-key"]),
        ("{name: a, clip: park.mp4, wrods: x}", ["unknown-key"]),
        ("{name: 5, clip: park.mp4}", ["wrong-type"]),
        ('{name: "${{ inputs.clip }}", clip: park.mp4}', ["wrong-type"]),
        ("text", ["wrong-type"]),
    ],
)
def test_maps_are_written_out_for_a_recipe_that_takes_them(read, written, keys):
    checked = read(WRITTEN % written, "outer.yaml", lambda name: TEXT.encode() if name == "inner.yaml" else None)
    assert [one.key for one in checked.faults] == keys
