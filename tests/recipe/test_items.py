from dataclasses import replace
from decimal import Decimal

import pytest

from engine.errors import FaultsFound
from engine.language.bindings import Keyed, Record
from engine.language.evaluate import evaluate, holds
from engine.recipe import callee_of, evaluate_arguments, gathered, items_of
from engine.recipe.bindings import Item, RecipeBindings
from engine.recipe.items import MAX_ITEMS
from engine.values.absent import ABSENT
from engine.values.media import FileSource, Media, MediaFacts, MediaKind, Span, TaskSource
from engine.values.place import Place

HERE = Place.point("r.yaml")
CLIP = Media(source=FileSource("c" * 64, "c.mp4"), facts=MediaFacts(kind=MediaKind.VIDEO, seconds=Span.exactly(5)))
HEAD = """
recipe: 1
name: t
inputs:
  clip: {type: video}
  looks: {type: list, items: {type: string}, default: [ink, clay]}
  clips: {type: list, items: {type: video}, default: [a.mp4]}
lint: {unused-input: off, two-prompts: off}
steps:
  - id: looks
    uses: wan2.7-videoedit
    foreach: ${{ inputs.looks }}
    with: {video: "${{ inputs.clip }}", prompt: "Make it {{ item }}.", resolution: 720P}
"""


def medium(step, key):
    return Media(source=TaskSource(f"{step}@{key}", "video"), facts=MediaFacts(kind=MediaKind.VIDEO))


def done(step, items):
    return tuple(item.giving({"video": medium(step, item.key)}) for item in items)


def ran(scope, step, items):
    return replace(scope, items={**scope.items, step: items}, steps={**scope.steps, step: gathered(items, ("video",))})


@pytest.fixture
def scope():
    return RecipeBindings(inputs={"clip": CLIP, "looks": ("ink", "clay"), "clips": (CLIP,)})


def steps(recipe_of, text, outputs="all: ${{ steps.looks.video }}"):
    return recipe_of(HEAD + text + "outputs:\n" + "".join(f"  {line}\n" for line in outputs.split("\n")))


def test_items_of_a_list_are_their_own_keys(recipe_of, catalog, scope):
    recipe = steps(recipe_of, "")
    step = recipe.steps["looks"]
    found = items_of(step, scope)
    prompts = [
        evaluate_arguments(step, callee_of(step, recipe, catalog), replace(scope, item=item.value)).values["prompt"]
        for item in found.items
    ]

    assert [item.key for item in found.items] == ["ink", "clay"]
    assert prompts == ["Make it ink.", "Make it clay."]


def test_equal_and_bad_keys_of_inputs_are_found_when_they_are_known(recipe_of, scope):
    step = steps(recipe_of, "").steps["looks"]
    looks = ("ink", "a/b", "ink", "", " x", "x" * 101, "..")
    found = items_of(step, replace(scope, inputs={**scope.inputs, "looks": looks}))

    assert [item.key for item in found.items] == ["ink", "a%2Fb"]
    assert {fault.key for fault in found.faults} <= {"item-key-bad", "item-key-twice"}
    assert found.faults


OVER = """
  - id: warm
    uses: wan2.7-videoedit
    foreach: ${{ steps.looks }}
    if: ${{ item != 'ink' }}
    with: {video: "${{ item.video }}", prompt: "Make {{ item }} warm.", resolution: 720P}
  - id: whole
    uses: media/join
    with: {videos: "${{ steps.warm.video | present }}"}
"""
OUTPUTS = 'all: {value: "${{ steps.warm.video }}", optional: true}\nwhole: ${{ steps.whole.video }}'


def test_items_over_a_step_are_its_items_with_their_outputs(recipe_of, catalog, scope):
    recipe = steps(recipe_of, OVER, OUTPUTS)
    looks = recipe.steps["looks"]
    scope = ran(scope, "looks", done("looks", items_of(looks, scope).items))
    warm = recipe.steps["warm"]
    items = items_of(warm, scope).items
    held = [holds(warm.condition.each, replace(scope, item=item.value)) for item in items]
    given = evaluate_arguments(warm, callee_of(warm, recipe, catalog), replace(scope, item=items[1].value)).values

    assert warm.before == ("looks",)
    assert [item.key for item in items] == ["ink", "clay"]
    assert held == [False, True]
    assert given["video"] == medium("looks", "clay")
    assert given["prompt"] == "Make clay warm."

    outputs = [
        {"video": medium("warm", item.key)} if hold else {"video": ABSENT}
        for item, hold in zip(items, held, strict=True)
    ]
    scope = ran(scope, "warm", tuple(item.giving(result) for item, result in zip(items, outputs, strict=True)))
    whole = recipe.steps["whole"]
    videos = evaluate_arguments(whole, callee_of(whole, recipe, catalog), scope).values["videos"]

    assert videos == (medium("warm", "clay"),)
    assert evaluate(recipe.outputs["all"].value, scope) == Keyed((("ink", ABSENT), ("clay", medium("warm", "clay"))))


def test_nothing_to_join_is_a_fault(recipe_of, catalog, scope):
    recipe = steps(recipe_of, OVER, OUTPUTS)
    scope = replace(scope, steps={"warm": {"video": Keyed((("ink", ABSENT),))}})
    whole = recipe.steps["whole"]

    assert [fault.key for fault in evaluate_arguments(whole, callee_of(whole, recipe, catalog), scope).faults] == [
        "too-few-items"
    ]


CROSSED = """
  - id: placed
    uses: wan2.7-videoedit
    foreach:
      look: ${{ steps.looks }}
      place: [lake, hill]
    with: {video: "${{ item.look.video }}", prompt: "{{ item.look }} at the {{ item.place }}", resolution: 720P}
"""


def test_crossed_lists_keep_their_order_and_join_their_keys(recipe_of, catalog, scope):
    recipe = steps(recipe_of, CROSSED, "all: ${{ steps.placed.video }}")
    scope = ran(scope, "looks", done("looks", items_of(recipe.steps["looks"], scope).items))
    step = recipe.steps["placed"]
    items = items_of(step, scope).items
    given = evaluate_arguments(step, callee_of(step, recipe, catalog), replace(scope, item=items[3].value)).values

    assert [item.key for item in items] == ["ink,lake", "ink,hill", "clay,lake", "clay,hill"]
    assert (given["video"], given["prompt"]) == (medium("looks", "clay"), "clay at the hill")


def test_too_many_items_are_counted_not_built(recipe_of, scope):
    step = steps(recipe_of, CROSSED, "all: ${{ steps.placed.video }}").steps["placed"]
    many = tuple(Item(str(n), str(n), HERE) for n in range(MAX_ITEMS))
    found = items_of(step, replace(scope, items={"looks": many}))

    assert (found.items, [fault.args["count"] for fault in found.faults]) == ((), [2 * MAX_ITEMS])


def test_a_piece_of_a_split_is_an_item_with_its_second(recipe_of, catalog, scope):
    text = """
  - id: cut
    uses: media/split
    with: {video: "${{ inputs.clip }}", pieces: 2}
  - id: a
    uses: wan2.7-videoedit
    foreach: ${{ steps.cut }}
    with: {video: "${{ item.video }}", prompt: "From {{ item.start }} on.", resolution: 720P}
"""
    recipe = steps(recipe_of, text, "all: ${{ steps.a.video }}")
    pieces = tuple(
        Item(key, Record({"start": start, "seconds": Decimal("2.64")}), HERE).giving({"video": medium("cut", key)})
        for key, start in (("001", 0), ("002", Decimal("2.64")))
    )
    scope = ran(scope, "cut", pieces)
    step = recipe.steps["a"]
    items = items_of(step, scope).items
    given = evaluate_arguments(step, callee_of(step, recipe, catalog), replace(scope, item=items[1].value)).values

    assert [item.key for item in items] == ["001", "002"]
    assert (given["prompt"], given["video"]) == ("From 2.64 on.", medium("cut", "002"))
    assert evaluate_arguments(recipe.steps["cut"], callee_of(recipe.steps["cut"], recipe, catalog), scope).values == {
        "video": CLIP,
        "pieces": 2,
    }


def test_one_of_a_keyed_list_is_taken_by_its_key(recipe_of, scope):
    recipe = steps(recipe_of, "", "one: ${{ steps.looks.video[inputs.looks | join] }}")
    value = recipe.outputs["one"].value
    scope = ran(scope, "looks", done("looks", items_of(recipe.steps["looks"], scope).items))

    assert evaluate(value, replace(scope, inputs={"looks": ("clay",)})) == medium("looks", "clay")
    with pytest.raises(FaultsFound) as stopped:
        evaluate(value, scope)
    assert [(fault.key, fault.args["known"]) for fault in stopped.value.faults] == [("no-such-item", "ink, clay")]


def test_keyed_lists_within_items_are_flattened():
    inner = Keyed((("a", medium("s", "a")), ("b", ABSENT)))
    items = [Item("x", "x", HERE).giving({"all": inner}), Item("y", "y", HERE).giving({"all": ABSENT})]

    assert gathered(items, ("all",)) == {
        "all": Keyed((("x/a", medium("s", "a")), ("x/b", ABSENT), ("y", ABSENT))),
    }


def test_fact_of_a_tool_is_used_if_it_is_exact(recipe_of, scope):
    text = """
  - id: cut
    uses: media/trim
    with: {video: "${{ inputs.clip }}", start: 1}
  - id: a
    uses: wan2.7-videoedit
    if: ${{ steps.cut.video.seconds > 3 }}
    with: {video: "${{ steps.cut.video }}", prompt: Snow., resolution: 720P}
"""
    condition = steps(recipe_of, text, "all: ${{ steps.a.video or inputs.clip }}").steps["a"].condition.once
    assert condition is not None

    def cut(span):
        facts = MediaFacts(kind=MediaKind.VIDEO, seconds=span)
        return replace(scope, steps={"cut": {"video": Media(source=TaskSource("cut", "video"), facts=facts)}})

    assert holds(condition, cut(Span.exactly(4)))
    with pytest.raises(FaultsFound):
        holds(condition, cut(Span(Decimal(2), Decimal(4))))


def test_medium_names_itself_by_its_digest(recipe_of, scope):
    text = """
  - id: each
    uses: wan2.7-videoedit
    foreach: ${{ inputs.clips }}
    key: ${{ item.digest }}
    with: {video: "${{ item }}", prompt: Snow., resolution: 720P}
"""
    step = steps(recipe_of, text, "all: ${{ steps.each.video }}").steps["each"]

    assert [item.key for item in items_of(step, scope).items] == ["c" * 64]
    unknown = Media(source=TaskSource("x", "y"), facts=MediaFacts(kind=MediaKind.VIDEO))
    faults = items_of(step, replace(scope, inputs={"clips": (unknown,)})).faults
    assert [fault.key for fault in faults] == ["fact-not-known"]
