"""NFC is made where a text enters and once after rendering; paths and addresses stay as they are written."""

import pytest

from engine.language.values import MediaName
from engine.recipe import GivenTexts, Json, bind_inputs
from engine.recipe.inputs import doubts_of_given
from engine.text.composed import composed, replaced
from engine.values.place import Place
from tests.worlds import clip, plan_of, recipe_of

HERE = Place.point("<inputs>")
APART, ONE = "cafe\u0301", "caf\u00e9"
TEXT = """\
recipe: 1
name: t
inputs:
  clip: {type: video}
  other: {type: video, default: "WORD.mp4"}
  word: {type: string, maxLength: 4, default: "WORD"}
  style: {type: string, enum: ["WORD", tea], default: "WORD"}
  list: {type: list, items: {type: string, maxLength: 4}, optional: true}
values: {named: "WORD", listed: ["WORD"]}
prompts:
  looks: {"WORD": "A WORD.", tea: Tea.}
steps:
  - id: a
    uses: wan2.7-videoedit
    foreach: ["WORD"]
    with:
      video: ${{ inputs.clip }}
      resolution: 720P
      prompt: >-
        WORD {{ 'WORD' }} {{ inputs.word }} {{ item }} {{ values.named }}{{ values.listed | join }} {{ prompts.looks['WORD'] }}
        {{ prompts.looks[inputs.style] }} {{ 1 if inputs.style == 'WORD' else 2 }} {{ 'e' ~ '\u0301' }} {{ 'WORD' | length }}
  - {id: b, uses: wan2.7-videoedit, with: {video: "${{ inputs.other }}", resolution: 720P, prompt: x}}
outputs: {one: "${{ steps.a.video['WORD'] }}", final: "${{ steps.b.video }}"}
"""


def test_both_spellings_of_a_file_ask_the_same():
    media = {"clip": clip(), "other": clip()}
    texts = [TEXT.replace("WORD.mp4", "a.mp4").replace("WORD", word) for word in (APART, ONE)]
    plans = [plan_of(text, {**media, "word": ONE, "style": ONE, "list": ()}) for text in texts]
    tasks = [{task.id: (task.fingerprint, task.request.prompt) for task in plan.requests} for plan in plans]

    assert tasks[0] == tasks[1]
    assert tasks[0][f"a@{ONE}"][1] == f"{ONE} {ONE} {ONE} {ONE} {ONE}{ONE} A {ONE}. A {ONE}. 1 \u00e9 4"


def given(**values):
    recipe = recipe_of(TEXT.replace("WORD", ONE))
    bound = bind_inputs(recipe.declared, {"clip": GivenTexts(("a.mp4",), HERE), **values})
    return bound.values, [fault.key for fault in bound.faults]


@pytest.mark.parametrize("kind", [lambda value: GivenTexts((value,), HERE), lambda value: Json(value, HERE)])
def test_what_is_given_is_composed_and_counted_after_it(kind):
    values, faults = given(word=kind(APART), style=kind(APART))

    assert (values["word"], values["style"], faults) == (ONE, ONE, [])
    assert given(list=GivenTexts(('["cafe\u0301"]',), HERE))[0]["list"] == (ONE,)
    assert given(word=kind(APART + "s"))[1] == ["text-over-limit"]


@pytest.mark.parametrize("kind", [lambda value: GivenTexts((value,), HERE), lambda value: Json(value, HERE)])
def test_paths_and_addresses_stay_as_they_are_written(kind):
    assert given(clip=kind(f"{APART}.mp4"))[0]["clip"] == MediaName(f"{APART}.mp4")
    assert recipe_of(TEXT.replace("WORD", APART)).inputs["other"].default == MediaName(f"{APART}.mp4")
    literal = recipe_of(TEXT.replace("${{ inputs.clip }}", f"{APART}.png.mp4"))
    assert MediaName(f"{APART}.png.mp4") in literal.media_names


@pytest.mark.parametrize(
    ("text", "pair"),
    [("鉄\uf9dc", ("\uf9dc", "隆")), ("\U0002f804", ("\U0002f804", "你")), ("\ufa0e一", None), ("a", None)],
)
def test_an_ideograph_that_is_replaced_is_told(text, pair):
    assert replaced(text) == pair
    assert composed(composed(text)) == composed(text)


def test_what_nobody_sees_in_a_text_that_is_given_is_told():
    declared = recipe_of(TEXT.replace("WORD", ONE)).declared
    told = doubts_of_given(
        declared,
        {
            "word": GivenTexts(("a\u200b",), HERE),
            "list": Json(["b", "\u202ec\uf9dc"], HERE),
            "clip": GivenTexts(("d\u200b.mp4",), HERE),
            "gone": GivenTexts(("e\u200b",), HERE),
        },
    )

    assert [(one.key, one.args.get("character") or one.args["other"]) for one in told] == [
        ("unseen-character", "U+200B ZERO WIDTH SPACE"),
        ("unseen-character", "U+202E RIGHT-TO-LEFT OVERRIDE"),
        ("replaced-ideograph", "隆"),
    ]
