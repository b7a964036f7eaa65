from decimal import Decimal

import pytest

from engine.language.values import MediaName
from engine.recipe import GivenTexts, Json, bind_inputs
from engine.values.absent import ABSENT
from engine.values.place import Place

HERE = Place.point("<inputs>", 3)
TEXT = """
recipe: 1
name: t
inputs:
  clip: {type: video}
  word: {type: string, optional: true, minLength: 2, maxLength: 4, pattern: "^[a-z雪]+$"}
  style: {type: string, enum: [watercolor, claymation], default: watercolor}
  count: {type: integer, default: 3, minimum: 1, maximum: 9}
  scale: {type: number, default: 1.5}
  flag: {type: boolean, default: false}
  looks: {type: list, items: {type: string, maxLength: 3}, default: [a, b], maxItems: 3}
  refs: {type: list, items: {type: image}, optional: true}
steps:
  - id: a
    uses: wan2.7-videoedit
    with: {video: "${{ inputs.clip }}", prompt: Snow., resolution: 720P}
outputs: {final: "${{ steps.a.video }}"}
"""
CLIP = {"clip": GivenTexts(("clip.mp4",), HERE)}


@pytest.fixture
def recipe(recipe_of):
    return recipe_of(TEXT)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("\ud800", "half-character"),
        ("a\udcb0", "half-character"),
        ("a\x00b", "control-character"),
        ("\x1b[1m", "control-character"),
    ],
)
def test_a_text_that_could_not_be_sent_is_a_fault_wherever_it_comes_from(recipe, text, key):
    for name, given in (
        ("word", GivenTexts((text,), HERE)),
        ("word", Json(text, HERE)),
        ("looks", Json(["a", text], HERE)),
        ("looks", GivenTexts((text, "a"), HERE)),
        ("clip", GivenTexts((f"{text}.mp4",), HERE)),
    ):
        assert key in bound(recipe, name, given)[1], name


def bound(recipe, name, given):
    result = bind_inputs(recipe.declared, CLIP | {name: given})
    return result.values.get(name), [fault.key for fault in result.faults]


def test_defaults_fill_what_is_not_given(recipe):
    result = bind_inputs(recipe.declared, CLIP)

    assert result.faults == ()
    assert dict(result.values) == {
        "clip": MediaName("clip.mp4"),
        "word": ABSENT,
        "style": "watercolor",
        "count": 3,
        "scale": Decimal("1.5"),
        "flag": False,
        "looks": ("a", "b"),
        "refs": ABSENT,
    }


CELLS = [
    ("count", ("5",), 5, []),
    ("count", (" 5 ",), 5, []),
    ("count", ("5.0",), 5, []),
    ("count", ("05",), ABSENT, ["input-not-integer"]),
    ("count", ("5.5",), ABSENT, ["input-not-integer"]),
    ("count", ("five",), ABSENT, ["input-not-integer"]),
    ("count", ("1" * 50,), ABSENT, ["input-not-integer"]),
    ("count", ("10",), 10, ["number-range"]),
    ("count", ("",), 3, []),
    ("count", ("5", "6"), ABSENT, ["input-repeated"]),
    ("scale", ("2.0",), 2, []),
    ("scale", ("2.25",), Decimal("2.25"), []),
    ("scale", ("1e38",), Decimal("1e38"), []),
    ("scale", ("1e-38",), Decimal("1e-38"), []),
    ("scale", ("0e999999999",), Decimal(0), []),
    ("scale", ("1e" + "9" * 30,), ABSENT, ["input-not-number"]),
    ("scale", ("NaN",), ABSENT, ["input-not-number"]),
    ("scale", ("1e400",), ABSENT, ["input-not-number"]),
    ("flag", ("true",), True, []),
    ("flag", ("True",), ABSENT, ["input-not-boolean"]),
    ("flag", ("1",), ABSENT, ["input-not-boolean"]),
    ("word", ("007",), "007", ["pattern-not-found"]),
    ("word", ("雪",), "雪", ["text-under-limit"]),
    ("word", ("a\udcff",), ABSENT, ["half-character"]),
    ("clip", ("a\udcff.mp4",), ABSENT, ["half-character"]),
    ("looks", ('["\\ud800"]',), (), ["half-character"]),
    ("word", ("雪雪",), "雪雪", []),
    ("word", ("abcde",), "abcde", ["text-over-limit"]),
    ("style", ("watercolour",), "watercolour", ["input-not-one-of"]),
    ("style", ("{{ 7 * 7 }}",), "{{ 7 * 7 }}", ["input-not-one-of"]),
    ("looks", ('["x", "y"]',), ("x", "y"), []),
    ("looks", ("x", "y"), ("x", "y"), []),
    ("looks", ("x",), ("x",), []),
    ("looks", ('["long"]',), ("long",), ["text-over-limit"]),
    ("looks", ("x", "y", "z", "w"), ("x", "y", "z", "w"), ["too-many-items"]),
    ("looks", ("",), ("a", "b"), []),
    ("refs", ("a.png", "https://x/b.png"), (MediaName("a.png"), MediaName("https://x/b.png")), []),
    ("refs", ('["a.png"]',), (MediaName("a.png"),), []),
    ("clip", ("",), ABSENT, ["input-missing"]),
    ("clip", ('{"url": "a.mp4", "sha256": "' + "a" * 64 + '"}',), MediaName("a.mp4", "a" * 64), []),
    ("clip", ('{"url": "a.mp4", "sha": "x"}',), ABSENT, ["input-not-video"]),
]


@pytest.mark.parametrize(("name", "texts", "value", "keys"), CELLS)
def test_cell_is_read_by_the_type_of_its_input(recipe, name, texts, value, keys):
    assert bound(recipe, name, GivenTexts(texts, HERE)) == (value, keys)


NEARLY = [
    ("count", "04", "4"),
    ("count", "007", "7"),
    ("count", "00", "0"),
    ("count", "-03", "-3"),
    ("count", '"3"', "3"),
    ("count", '"04"', "4"),
    ("count", "05 s", "5"),
    ("count", "5.5 s", None),
    ("count", "04.5", None),
    ("count", "0x10", None),
    ("count", "1" * 50, None),
    ("scale", "01.50", "1.50"),
    ("scale", '"2.5"', "2.5"),
    ("scale", "00.5", "0.5"),
]


@pytest.mark.parametrize(("name", "text", "near"), NEARLY)
def test_number_that_was_meant_is_told_where_it_is_certain(recipe, name, text, near):
    result = bind_inputs(recipe.declared, {**CLIP, name: GivenTexts((text,), HERE)})

    assert [fault.args.get("near") for fault in result.faults] == [near]


VALUES = [
    ("count", 5, 5, []),
    ("count", Decimal("5.0"), 5, []),
    ("count", 5.0, 5, []),
    ("count", True, ABSENT, ["input-not-integer"]),
    ("count", "5", ABSENT, ["input-not-integer"]),
    ("count", None, 3, []),
    ("scale", 0.5, Decimal("0.5"), []),
    ("scale", float("inf"), ABSENT, ["input-not-number"]),
    ("flag", True, True, []),
    ("flag", 1, ABSENT, ["input-not-boolean"]),
    ("word", 7, ABSENT, ["input-not-string"]),
    ("looks", ["x", None, "y"], ("x", "y"), []),
    ("looks", "x", ABSENT, ["input-not-list"]),
    ("looks", ["x", 1], ("x",), ["input-not-string"]),
    ("clip", {"url": "a.mp4"}, MediaName("a.mp4"), []),
]


@pytest.mark.parametrize(("name", "value", "expected", "keys"), VALUES)
def test_json_value_is_read_by_the_type_of_its_input(recipe, name, value, expected, keys):
    assert bound(recipe, name, Json(value, HERE)) == (expected, keys)


def test_unknown_and_missing_inputs_are_named_together(recipe):
    result = bind_inputs(recipe.declared, {"stile": GivenTexts(("x",), HERE)})

    assert [(fault.key, fault.args["name"]) for fault in result.faults] == [
        ("input-unknown", "stile"),
        ("input-missing", "clip"),
    ]
    assert result.faults[0].args["near"] == "style"
    assert str(result.faults[1].place) == "r.yaml:5:3"


@pytest.mark.parametrize(
    "empty", [GivenTexts(("",), HERE), Json("", HERE), Json(None, HERE)], ids=["text", "JSON", "null"]
)
@pytest.mark.parametrize(
    ("name", "instead"), [("word", ABSENT), ("style", "watercolor"), ("count", 3), ("refs", ABSENT)]
)
def test_an_empty_text_is_absent_however_it_is_given(recipe, empty, name, instead):
    assert bound(recipe, name, empty) == (instead, [])
    assert bound(recipe, "clip", empty)[1] == ["input-missing"]


@pytest.mark.parametrize(
    "given", [GivenTexts(("a", "", "b"), HERE), GivenTexts(('["a", "", "b"]',), HERE), Json(["a", "", None, "b"], HERE)]
)
def test_empty_texts_are_left_out_of_a_list(recipe, given):
    assert bound(recipe, "looks", given) == (("a", "b"), [])
