"""Named values, the position of an item, and facts of what tools make: what a recipe says once and uses where it likes."""

from dataclasses import replace

import pytest

from engine.plan import Action
from engine.recipe import evaluate_arguments
from engine.recipe.bindings import RecipeBindings
from engine.values.absent import ABSENT
from tests.recipe.test_arguments import CLIP
from tests.worlds import CATALOG, clip, plan_of, planned, recipe_of

HEAD = """\
recipe: 1
name: t
lint: {unused-input: off, unused-value: off}
inputs:
  clip: {type: video}
  other: {type: video, optional: true}
  place: {type: string, optional: true}
  n: {type: integer, default: 4}
"""
EDIT = """\
steps:
  - id: a
    uses: wan2.7-videoedit
    with: {video: "${{ inputs.clip }}", resolution: 720P, prompt: "%s"}
outputs: {final: "${{ steps.a.video }}"}
"""


def prompt(values, words, **inputs):
    """The prompt of a recipe with these values."""
    written = "".join(f"  {name}: {value}\n" for name, value in values.items())
    recipe = recipe_of(f"{HEAD}values:\n{written}{EDIT % words}")
    given = {"clip": CLIP, "other": ABSENT, "place": ABSENT, "n": 4} | inputs
    found = evaluate_arguments(
        recipe.steps["a"], CATALOG.models["wan2.7-videoedit"], RecipeBindings(inputs=given, values=recipe.values)
    )
    return found.values["prompt"] if not found.faults else [fault.key for fault in found.faults]


@pytest.mark.parametrize(
    ("values", "words", "shown"),
    [
        ({"x": "word"}, "{{ values.x }}", "word"),
        ({"x": "5.0"}, "{{ values.x + 1 }}", "6"),
        ({"x": "true"}, "{{ 'a' if values.x else 'b' }}", "a"),
        ({"x": "[1, 2]"}, "{{ values.x | join('-') }}", "1-2"),
        ({"x": "[{k: 1}, {k: 2}]"}, "{% for one in values.x %}{{ one.k }}{% endfor %}", "12"),
        ({"x": "${{ inputs.clip.seconds / 2 }}"}, "{{ values.x }}", "2.5"),
        ({"x": "${{ inputs.clip }}"}, "{{ values.x.seconds }}", "5"),
        ({"x": "${{ inputs.place }}"}, "{{ values.x or 'none' }}", "none"),
        ({"x": "${{ inputs.place }}"}, "{% if values.x %}{{ values.x }}{% else %}none{% endif %}", "none"),
        ({"x": "${{ values.y }}", "y": "${{ values.z ~ 1 }}", "z": "a"}, "{{ values.x }}{{ values.y }}", "a1a1"),
        ({"x": "['${{ values.y }}', b]", "y": "a"}, "{{ values.x | join }}", "ab"),
    ],
)
def test_a_value_has_any_type_and_stands_in_any_order(values, words, shown):
    assert prompt(values, words) == shown


def test_a_value_is_worked_out_only_where_it_is_used():
    assert prompt({"x": "${{ 1 / (inputs.n - 4) }}"}, "{{ 1 if inputs.n == 4 else values.x }}") == "1"
    assert prompt({"x": "${{ 1 / (inputs.n - 4) }}"}, "{{ values.x }}") == ["division-by-zero"]


def test_values_that_name_each_other_often_are_worked_out_once_each():
    values = {f"v{n}": f"${{{{ values.v{n - 1} + values.v{n - 2} }}}}" for n in range(2, 50)}

    assert prompt({"v0": "0", "v1": "1", **values}, "{{ values.v49 }}") == "7778742049"


def test_values_that_name_each_other_too_deep_are_a_fault(read):
    values = "".join(f"  v{n}: ${{{{ values.v{n + 1} }}}}\n" for n in range(500)) + "  v500: x\n"
    found = {fault.key for fault in read(f"{HEAD}values:\n{values}{EDIT % '{{ values.v0 }}'}").faults}

    assert found == {"expression-too-deep"}


def test_a_value_that_is_an_input_can_be_what_that_can_be(read):
    head = HEAD.replace("n: {", "look: {type: string, enum: [ink, clay], default: ink}\n  n: {")
    text = head + "values: {look: '${{ inputs.look }}'}\n" + EDIT % "{{ 1 if values.look == 'oil' else 2 }}"

    assert [fault.key for fault in read(text).faults] == ["never-equal"]


def test_what_a_value_names_is_named_by_what_names_it():
    recipe = recipe_of(
        HEAD
        + "values: {deep: '${{ inputs.place or inputs.n ~ 1 }}', top: '${{ values.deep }}'}\nprompts: {keep: '{{ values.top }}'}\n"
        + EDIT % "{{ prompts.keep }}"
    )

    assert set(recipe.steps["a"].arguments["prompt"].references.of("inputs")) == {"place", "n"}


LOOP = """\
lint: {two-prompts: off, position: off}
steps:
  - id: a
    uses: wan2.7-videoedit
    foreach: %s
    if: ${{ %s }}
    with: {video: "${{ inputs.clip }}", prompt: "%s"}
outputs: {final: {value: "${{ steps.a.video }}", optional: true}}
"""
LOOPED = "recipe: 1\nname: t\ninputs: {clip: {type: video}}\n"
PLACE = "{{ loop.index }} of {{ loop.length }}{% if loop.first %}, first{% endif %}{% if loop.last %}, last{% endif %}"


def prompts(text):
    return {task.id: task.request.prompt for task in plan_of(LOOPED + text).requests}


def test_loop_counts_the_items_before_if():
    assert prompts(LOOP % ("[a, b, c]", "item != 'b'", PLACE)) == {"a@a": "1 of 3, first", "a@c": "3 of 3, last"}
    assert prompts(LOOP % ("[a, b, c]", "loop.index == 2", PLACE)) == {"a@b": "2 of 3"}


def test_loop_counts_the_whole_product():
    axes = "{one: [a, b], two: [x, y]}"

    assert prompts(LOOP % (axes, "true", PLACE)) == {
        "a@a,x": "1 of 4, first",
        "a@a,y": "2 of 4",
        "a@b,x": "3 of 4",
        "a@b,y": "4 of 4, last",
    }


def test_within_a_for_loop_is_that_of_the_for():
    words = "{% set shot = loop.index %}{% for x in ['p', 'q'] %}{{ shot }}{{ x }}{{ loop.index }}{% endfor %}{{ loop.index }}"

    assert prompts(LOOP % ("[a, b]", "true", words)) == {"a@a": "1p11q21", "a@b": "2p12q22"}


FACTS = """\
recipe: 1
name: t
inputs: {clip: {type: video}}
steps:
  - id: edit
    uses: wan2.7-videoedit
    with: {video: "${{ inputs.clip }}", resolution: 720P, prompt: "For {{ steps.cut.video.seconds }} s.", duration: "${{ steps.cut.video.seconds | round }}"}
  - id: cut
    uses: media/trim
    with: {video: "${{ inputs.clip }}", seconds: 3}
outputs: {final: "${{ steps.edit.video }}"}
"""


def test_a_fact_orders_the_planning_and_never_the_run():
    plan = plan_of(FACTS, {"clip": clip("6")})
    tasks = {task.id: task for task in plan.tasks}

    assert tasks["edit"].request.prompt == "For 3 s."
    assert tasks["edit"].needs == ()
    assert (tasks["edit"].action, tasks["cut"].action) == (Action.RUN, Action.UNNEEDED)


def test_a_step_of_which_only_facts_are_used_is_said_not_to_run(read):
    assert [fault.key for fault in read(FACTS).faults] == ["lint-unused-step"]


def test_what_a_service_made_has_no_exact_facts_nor_has_what_tools_made_of_it():
    text = FACTS.replace(
        '{video: "${{ inputs.clip }}", seconds: 3}', '{video: "${{ steps.made.video }}", seconds: 2}'
    ).replace(
        "steps:\n",
        'steps:\n  - {id: made, uses: wan2.7-videoedit, with: {video: "${{ inputs.clip }}", resolution: 720P, prompt: Snow.}}\n',
    )

    assert {fault.key for fault in planned(text, {"clip": clip("6")}).faults} <= {
        "fact-not-known",
        "split-length-unknown",
    }


def test_an_unknown_fact_counts_only_where_it_is_used():
    text = HEAD + EDIT % "{{ 3 if inputs.n > 2 else inputs.clip.seconds }}"
    far = replace(clip(), facts=replace(clip().facts, seconds=None))
    inputs = {"clip": far, "other": ABSENT, "place": ABSENT}

    assert next(plan_of(text, inputs | {"n": 4}).requests).request.prompt == "3"
    assert [fault.key for fault in planned(text, inputs | {"n": 1}).faults] == ["fact-not-known"]
