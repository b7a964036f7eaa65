from decimal import Decimal

from engine.language.evaluate import evaluate
from engine.language.values import MediaName
from engine.recipe import evaluate_arguments
from engine.recipe.bindings import RecipeBindings
from engine.values.absent import ABSENT
from engine.values.media import FileSource, Media, MediaFacts, MediaKind, Span

CLIP = Media(source=FileSource("c" * 64, "c.mp4"), facts=MediaFacts(kind=MediaKind.VIDEO, seconds=Span.exactly(5)))
HAT = Media(source=FileSource("d" * 64, "hat.png"), facts=MediaFacts(kind=MediaKind.IMAGE))
HEAD = """
recipe: 1
name: t
inputs:
  clip: {type: video}
  place: {type: string, optional: true}
  refs: {type: list, items: {type: image}, optional: true}
  n: {type: integer, default: 1}
prompts:
  keep: |
    Keep {{ inputs.place or 'all' }}.
  perhaps: |
    {% if inputs.place %}
    At {{ inputs.place }}
    now
    {% endif %}
defaults:
  wan2.7-videoedit: {resolution: 720P, watermark: true}
steps:
  - id: a
    uses: wan2.7-videoedit
    if: ${{ inputs.clip.seconds >= inputs.n }}
    with:
      video: ${{ inputs.clip }}
"""
TAIL = """
outputs: {final: {value: "${{ steps.a.video }}", optional: true}}
"""


def arguments(recipe_of, catalog, lines, media=None, **inputs):
    recipe = recipe_of(HEAD + "".join(f"      {line}\n" for line in lines.split("\n")) + TAIL)
    step = recipe.steps["a"]
    given = {"clip": CLIP, "place": ABSENT, "refs": ABSENT, "n": 1} | inputs
    scope = RecipeBindings(inputs=given, media=media or {})
    found = evaluate_arguments(step, catalog.models[step.uses], scope)
    return dict(found.values), [fault.key for fault in found.faults], found.missing


def test_defaults_hold_and_a_null_removes_them(recipe_of, catalog):
    values, keys, missing = arguments(recipe_of, catalog, "prompt: Snow.\nwatermark: null")

    assert (values, keys, missing) == ({"video": CLIP, "prompt": "Snow.", "resolution": "720P"}, [], ())


def test_prompt_pieces_are_put_in_place_normalised(recipe_of, catalog):
    lines = "prompt: |\n  Snow.  \n  {{ prompts.keep }} Now.\n\n"

    assert arguments(recipe_of, catalog, lines)[0]["prompt"] == "Snow.\nKeep all. Now."
    assert arguments(recipe_of, catalog, lines, place="雪山")[0]["prompt"] == "Snow.\nKeep 雪山. Now."


def test_a_piece_that_renders_to_nothing_on_a_line_of_its_own_leaves_nothing(recipe_of, catalog):
    lines = "prompt: |\n  Snow.\n  {{ prompts.perhaps }}\n  Now{{ prompts.perhaps }}."

    assert arguments(recipe_of, catalog, lines)[0]["prompt"] == "Snow.\nNow."
    assert arguments(recipe_of, catalog, lines, place="x")[0]["prompt"] == "Snow.\nAt x\nnow\nNowAt x\nnow."


def test_a_prompt_that_is_one_expression_is_normalised_like_any_text(recipe_of, catalog):
    for written in ("${{ inputs.place }}", "\"{{ inputs.place or '' }}\""):
        values, _, _ = arguments(recipe_of, catalog, f"prompt: {written}", place="  hi \r\n you  ")
        assert values["prompt"] == "hi\n you"


def test_a_blank_prompt_is_not_given_however_it_is_written(recipe_of, catalog):
    for written in ("${{ inputs.place }}", "\"{{ inputs.place or '' }}\""):
        values, keys, _ = arguments(recipe_of, catalog, f"prompt: {written}", place=" ")
        assert ("prompt" in values, keys) == (False, ["one-of-absent"])


def test_data_is_never_read_as_a_template(recipe_of, catalog):
    values, _, _ = arguments(recipe_of, catalog, "prompt: At {{ inputs.place or '' }}!", place="{{ 7 * 7 }}{% raw %}")

    assert values["prompt"] == "At {{ 7 * 7 }}{% raw %}!"


def test_absent_members_of_lists_are_dropped_and_lists_are_joined(recipe_of, catalog):
    lines = "reference_images:\n  - hat.png\n  - ${{ inputs.refs }}"
    media = {MediaName("hat.png"): HAT}

    assert arguments(recipe_of, catalog, lines, media)[0]["reference_images"] == (HAT,)
    assert arguments(recipe_of, catalog, lines, media, refs=(HAT, HAT))[0]["reference_images"] == (HAT, HAT, HAT)


def test_a_fifth_image_is_a_fault_when_the_list_is_known(recipe_of, catalog):
    assert arguments(recipe_of, catalog, "reference_images: ${{ inputs.refs }}", refs=(HAT,) * 5)[1] == [
        "too-many-items"
    ]


def test_neither_prompt_nor_images_is_a_fault(recipe_of, catalog):
    assert arguments(recipe_of, catalog, "reference_images: ${{ inputs.refs }}")[1] == ["one-of-absent"]


def test_rendered_prompt_over_the_limit_is_a_fault(recipe_of, catalog):
    lines = "prompt: Show {{ inputs.place or '' }}"

    assert arguments(recipe_of, catalog, lines, place="雪" * 4995)[1] == []
    assert arguments(recipe_of, catalog, lines, place="雪" * 4996)[1] == ["text-over-limit"]


def test_computed_number_out_of_range_is_a_fault(recipe_of, catalog):
    assert arguments(recipe_of, catalog, "prompt: Snow.\nseed: ${{ inputs.n - 2 }}")[1] == ["number-range"]
    assert arguments(recipe_of, catalog, "prompt: Snow.\nseed: ${{ inputs.n * 7 }}")[0]["seed"] == 7


def test_required_medium_of_a_skipped_step_is_missing_not_wrong(recipe_of, catalog):
    recipe = recipe_of(
        HEAD
        + "      prompt: Snow.\n  - {id: b, uses: wan2.7-videoedit, with: {video: '${{ steps.a.video }}', prompt: Rain.}}\n"
        + 'outputs: {final: {value: "${{ steps.b.video }}", optional: true}}\n'
    )
    step = recipe.steps["b"]
    found = evaluate_arguments(step, catalog.models[step.uses], RecipeBindings(steps={"a": {"video": ABSENT}}))

    assert (found.faults, found.missing) == ((), ("video",))


def test_condition_uses_facts_of_inputs(recipe_of):
    recipe = recipe_of(HEAD + "      prompt: Snow.\n" + TAIL)
    condition = recipe.steps["a"].condition.once
    assert condition is not None

    assert evaluate(condition, RecipeBindings(inputs={"clip": CLIP, "n": 5})) is True
    assert evaluate(condition, RecipeBindings(inputs={"clip": CLIP, "n": Decimal("5.001")})) is False


def test_references_are_the_edges_and_reach_through_prompts(recipe_of):
    recipe = recipe_of(HEAD + '      prompt: "{{ prompts.keep }}"\n' + TAIL)
    references = recipe.steps["a"].references

    assert references.of("inputs") == ("clip", "n", "place")
    assert references.of("prompts") == ("keep",)
    assert recipe.outputs["final"].value.references.outputs == (("a", "video"),)


def test_or_gives_way_to_absent_values_only(recipe_of):
    recipe = recipe_of(
        HEAD.replace("n: {type: integer, default: 1}", "n: {type: integer, optional: true}")
        .replace("inputs:", "inputs:\n  f: {type: boolean, optional: true}")
        .replace("${{ inputs.clip.seconds >= inputs.n }}", "${{ inputs.f or true }}")
        + "      prompt: Snow.\n      seed: ${{ inputs.n or 5 }}\n"
        + TAIL
    )
    step = recipe.steps["a"]
    assert step.condition.once is not None
    seeds = [evaluate(step.arguments["seed"], RecipeBindings(inputs={"n": n})) for n in (0, 7, ABSENT)]
    held = [evaluate(step.condition.once, RecipeBindings(inputs={"f": flag})) for flag in (False, True, ABSENT)]

    assert (seeds, held) == ([0, 7, 5], [False, True, True])


def test_prompts_of_prompts_can_not_explode(recipe_of, catalog):
    pieces = "".join(f'  p{n}: "{{{{ prompts.p{n - 1} }}}}{{{{ prompts.p{n - 1} }}}}"\n' for n in range(1, 40))
    recipe = recipe_of(
        HEAD.replace("prompts:\n", "prompts:\n  p0: \"{{ inputs.place | default('') }}\"\n" + pieces)
        + '      prompt: "{{ prompts.p39 }}"\n'
        + TAIL
    )
    step = recipe.steps["a"]
    found = evaluate_arguments(step, catalog.models[step.uses], RecipeBindings(inputs={"clip": CLIP, "place": ABSENT}))

    assert [fault.key for fault in found.faults] == ["template-too-long"]


def test_an_expression_names_prompts_as_a_text_does(recipe_of, catalog):
    found = arguments(recipe_of, catalog, "prompt: ${{ prompts.keep ~ '!' }}", place="雪山")

    assert (found[0]["prompt"], found[1]) == ("Keep 雪山.!", [])


def test_a_prompt_may_be_an_expression(recipe_of, catalog):
    recipe = recipe_of(
        HEAD.replace("prompts:\n", "prompts:\n  word: ${{ inputs.place or 'all' }}\n")
        + '      prompt: "{{ prompts.word }}"\n'
        + TAIL
    )
    found = evaluate_arguments(
        recipe.steps["a"],
        catalog.models["wan2.7-videoedit"],
        RecipeBindings(inputs={"clip": CLIP, "place": ABSENT, "n": 1}),
    )

    assert (found.values["prompt"], found.faults) == ("all", ())


def test_prompts_that_name_one_another_too_deep_are_a_fault_and_no_crash(recipe_of, catalog):
    pieces = "".join(f"  p{n}: '{{{{ prompts.p{n + 1} }}}}'\n" for n in range(2_000)) + "  p2000: '{{ inputs.w }}'\n"
    recipe = recipe_of(
        "recipe: 1\nname: t\ninputs: {clip: {type: video}, w: {type: string}}\nprompts:\n"
        + pieces
        + "steps:\n  - id: a\n"
        "    uses: wan2.7-videoedit\n    with:\n      video: ${{ inputs.clip }}\n      resolution: 720P\n"
        "      prompt: '{{ prompts.p0 }}'\noutputs: {x: '${{ steps.a.video }}'}\n"
    )
    found = evaluate_arguments(
        recipe.steps["a"], catalog.models["wan2.7-videoedit"], RecipeBindings(inputs={"clip": CLIP, "w": "x"})
    )

    assert [fault.key for fault in found.faults] == ["expression-too-deep"]


def test_where_a_value_comes_from_is_asked_only_of_what_is_wrong(recipe_of, catalog):
    asked = []

    def blame(name, place):
        asked.append(name)
        return place

    def evaluated(lines):
        recipe = recipe_of(HEAD + lines + TAIL)
        scope = RecipeBindings(inputs={"clip": CLIP, "place": "x" * 6000, "refs": ABSENT, "n": 1})
        return evaluate_arguments(recipe.steps["a"], catalog.models["wan2.7-videoedit"], scope, blame)

    assert (evaluated("      prompt: Snow.\n").faults, asked) == ((), [])
    assert len(evaluated("      prompt: \"{{ inputs.place or 'x' }}\"\n").faults) == 1
    assert asked == ["prompt"]
