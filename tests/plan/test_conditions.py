"""What an `if` decides once, before there are items, and what for each of them."""

from itertools import product

import pytest
from hypothesis import example, given, settings, strategies as st

from engine.plan import Action, Basis, RowGiven, SkippedTask, make_plan
from engine.recipe import read_recipe
from engine.values.absent import ABSENT
from tests.worlds import CATALOG, DAY, DRAFT, SCHEMAS, clip, plan_of

HEAD = """\
recipe: 1
name: conditions
inputs:
  clip: {type: video}
  place: {type: string, optional: true}
  looks: {type: list, items: {type: string}, optional: true}
steps:
"""
EACH = """\
  - id: looks
    foreach: ${{ inputs.looks }}
    key: ${{ item ~ inputs.place }}
    if: ${{ item != 'ink' and inputs.looks and inputs.place }}
    uses: wan2.7-videoedit
    with: {video: "${{ inputs.clip }}", prompt: "A {{ item }} {{ inputs.place }}."}
  - id: warm
    foreach: ${{ steps.looks }}
    uses: wan2.7-videoedit
    with: {video: "${{ item.video }}", prompt: "Warm {{ item }}."}
  - id: film
    uses: media/join
    with: {videos: "${{ steps.warm.video | present }}"}
outputs:
  looks: {value: "${{ steps.warm.video }}", optional: true}
  film: {value: "${{ steps.film.video }}", optional: true}
"""
SPLIT = """\
  - id: parts
    uses: media/split
    if: ${{ inputs.place }}
    with: {video: "${{ inputs.clip }}", pieces: 2}
  - id: edits
    foreach: ${{ steps.parts }}
    uses: wan2.7-videoedit
    with: {video: "${{ item.video }}", prompt: "Part {{ item.start }} at {{ inputs.place or 'home' }}."}
outputs:
  first: {value: "${{ steps.edits.video | first }}", optional: true}
"""
KEY = "input-skipped"
CASES = [
    ("all holds", EACH, {"place": "sea", "looks": ("oil",)}, ["looks@oilsea", "warm@oilsea", "film"], {}),
    (
        "one item is left out",
        EACH,
        {"place": "sea", "looks": ("ink", "oil")},
        ["looks@oilsea", "warm@oilsea", "film"],
        {"looks@inksea": "condition-false", "warm@inksea": KEY},
    ),
    (
        "what names no item is decided before the list and the key",
        EACH,
        {"place": ABSENT, "looks": ABSENT},
        [],
        {"looks": "condition-false", "warm": KEY, "film": KEY},
    ),
    ("a split that is absent", SPLIT, {"place": ABSENT}, [], {"parts": "condition-false", "edits": KEY}),
    ("a split that is there", SPLIT, {"place": "sea"}, ["parts@001", "parts@002", "edits@001", "edits@002"], {}),
]


@pytest.mark.parametrize(
    ("text", "inputs", "run", "skipped"), [row[1:] for row in CASES], ids=[row[0] for row in CASES]
)
def test_an_if_is_decided_once_as_far_as_it_names_no_item(text, inputs, run, skipped):
    plan = plan_of(HEAD + text, {"clip": clip(), "place": ABSENT, "looks": ABSENT, **inputs})
    found = {task.id: task.reason.code for task in plan.tasks if isinstance(task, SkippedTask)}
    assert found == skipped
    assert [task.id for task in plan.tasks if task.action is Action.RUN or task.action is Action.UNNEEDED] == run


GIVEN = """\
recipe: 1
name: given
inputs: {clip: {type: video}, how: {type: string, default: warm}, tags: {type: list, items: {type: string}, optional: true}}
steps:
  - id: a
    uses: wan2.7-videoedit
    with: {video: "${{ inputs.clip }}", prompt: "{{ inputs.how }} {{ inputs.tags | default(['none']) | join }}"}
outputs: {final: "${{ steps.a.video }}"}
"""
OUTER = """\
recipe: 1
name: outer
inputs: {clip: {type: video}, word: {type: string, default: " "}}
steps:
  - id: inner
    uses: ./given.yaml
    with: {clip: "${{ inputs.clip }}", how: "${{ inputs.word | trim }}", tags: ["", "${{ inputs.word | trim }}", x]}
outputs: {final: "${{ steps.inner.final }}"}
"""


def test_an_empty_text_under_with_is_absent_and_left_out_of_a_list():
    checked = read_recipe(OUTER, "outer.yaml", CATALOG, SCHEMAS, files={"given.yaml": GIVEN.encode()})
    assert checked.recipe is not None, checked.faults
    given = RowGiven(inputs={"clip": clip(), "word": " "}, media={}, places={})
    plan = make_plan(checked.recipe, [given], Basis(catalog=CATALOG, terms=DRAFT, day=DAY)).plan
    assert plan is not None
    assert [task.request.prompt for task in plan.requests] == ["warm x"]


# what the checker holds to be there, is there in every plan

STEPS = """\
recipe: 1
name: sure
inputs:
  clip: {{type: video}}
  look: {{type: string, enum: [ink, clay, oil], default: ink}}
  place: {{type: string, optional: true}}
  flag: {{type: boolean, default: true}}
  n: {{type: integer, default: 3}}
steps:
  - {{id: a, uses: wan2.7-videoedit, if: "${{{{ {0} }}}}", with: {{video: "${{{{ inputs.clip }}}}", prompt: A.}}}}
  - {{id: b, uses: wan2.7-videoedit, if: "${{{{ {1} }}}}", with: {{video: "${{{{ {3} }}}}", prompt: B.}}}}
  - {{id: c, uses: wan2.7-videoedit, foreach: [x, y], if: "${{{{ {2} }}}}", with: {{video: "${{{{ {3} }}}}", prompt: "C {{{{ item }}}}."}}}}
  - {{id: d, uses: wan2.7-videoedit, foreach: "${{{{ steps.c }}}}", if: "${{{{ {2} }}}}", with: {{video: "${{{{ item.video }}}}", prompt: "D {{{{ item }}}}."}}}}
outputs:
  sure: ${{{{ {4} }}}}
"""
CONDITION = st.recursive(
    st.sampled_from(
        [
            "inputs.look == 'ink'",
            "inputs.look != 'ink'",
            "inputs.look in ['clay', 'oil']",
            "inputs.place",
            "not inputs.place",
            "inputs.flag",
            "not inputs.flag",
            "inputs.n > 3",
            "inputs.n <= 3",
            "inputs.n < 9",
        ]
    ),
    lambda inner: st.one_of(
        st.builds("({} and {})".format, inner, inner), st.builds("({} or {})".format, inner, inner)
    ),
    max_leaves=3,
)
OTHER = st.one_of(st.sampled_from(["not (FIRST)", "FIRST", "not (FIRST) or inputs.flag"]), CONDITION)
OF_ITEM = st.one_of(
    st.just("FIRST"), CONDITION, st.builds("{} and item == 'x'".format, CONDITION), st.just("item != 'z'")
)
SOURCE = st.sampled_from(
    ["inputs.clip", "steps.a.video", "steps.a.video or inputs.clip", "steps.a.video if inputs.flag else inputs.clip"]
)
RESULT = st.one_of(
    st.sampled_from(
        [
            "steps.a.video or steps.b.video",
            "steps.b.video or steps.a.video",
            "steps.c.video | first or steps.a.video",
            "steps.d.video['y'] or steps.b.video",
            "steps.a.video or steps.b.video or steps.d.video['x']",
            "steps.d.video | last",
        ]
    ),
    st.builds("steps.a.video if {} else steps.b.video".format, st.one_of(st.just("FIRST"), CONDITION)),
    st.builds("steps.d.video['x'] if {} else inputs.clip".format, st.one_of(st.just("FIRST"), CONDITION)),
)
GIVEN_INPUTS = [
    {"look": look, "place": place, "flag": flag, "n": n}
    for look, place, flag, n in product(["ink", "clay"], [ABSENT, "sea"], [True, False], [2, 5, 9])
]


@settings(max_examples=60, deadline=None)
@given(CONDITION, OTHER, OF_ITEM, SOURCE, RESULT)
@example("inputs.flag", "not inputs.flag", "inputs.place", "inputs.clip", "steps.a.video or steps.b.video")
@example(
    "inputs.flag",
    "inputs.place",
    "inputs.flag and item == 'x'",
    "steps.a.video",
    "steps.d.video['x'] if inputs.flag else inputs.clip",
)
def test_what_a_check_holds_to_be_there_is_there_in_every_plan(first, second, third, source, result):
    text = STEPS.format("FIRST", second, third, source, result).replace("FIRST", first)
    checked = read_recipe(text, "sure.yaml", CATALOG, SCHEMAS)
    if checked.recipe is None:
        return
    basis = Basis(catalog=CATALOG, terms=DRAFT, day=DAY)
    for inputs in GIVEN_INPUTS:
        made = make_plan(checked.recipe, [RowGiven(inputs={"clip": clip(), **inputs}, media={}, places={})], basis)
        assert made.plan is not None, made.faults
        (output,) = made.plan.rows[0].outputs
        assert output.members, inputs
