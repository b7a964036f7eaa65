"""What a condition is taken to say is what it evaluates to: what it says is there is there in every world."""

from decimal import Decimal

import pytest
from hypothesis import HealthCheck, example, given, settings, strategies as st

from engine.language.evaluate import holds as evaluated
from engine.language.narrow import holds, subject_of
from engine.language.truth import Asks, Question, follows, negated, questions_in
from engine.recipe.bindings import RecipeBindings
from engine.recipe.roots import recipe_names
from engine.values.absent import ABSENT
from tests.language.answers import answer, true_in

TEXT = """
recipe: 1
name: t
inputs:
  clip: {type: video}
  place: {type: string, optional: true}
  title: {type: string, default: x}
  flag: {type: boolean, default: true}
  perhaps: {type: boolean, optional: true}
  n: {type: integer, default: 3}
  f: {type: number, optional: true}
  look: {type: string, enum: [ink, clay, oil], default: ink}
  other: {type: string, enum: [ink, clay], optional: true}
steps:
  - id: a
    uses: wan2.7-videoedit
    if: ${{ CONDITION }}
    with: {video: "${{ inputs.clip }}", prompt: p}
outputs: {x: {value: "${{ steps.a.video }}", optional: true}}
"""
CONDITIONS = st.recursive(
    st.sampled_from(
        """
        inputs.place|inputs.flag|inputs.perhaps|inputs.other|inputs.f|not inputs.place|inputs.place is defined
        inputs.perhaps is undefined|inputs.look == 'ink'|inputs.look != 'clay'|'oil' == inputs.look|inputs.other == 'ink'
        inputs.other != 'ink'|inputs.look in ['ink', 'clay']|inputs.other not in ['clay']|inputs.n <= 3|inputs.n > 3
        3 < inputs.n|1 < inputs.n <= 4|inputs.n == 4|inputs.n != 4|inputs.f and inputs.f < 2.5|inputs.f == 2.5
        inputs.perhaps == false|inputs.perhaps != true|inputs.flag == true|inputs.title == 'x'|inputs.place == 'x'
        inputs.other == inputs.look|(inputs.place or inputs.title) == 'x'|inputs.perhaps or inputs.place
        inputs.perhaps | default(inputs.flag)|inputs.perhaps if inputs.place else inputs.flag|inputs.title | length > 1
        """.replace("\n", "|").split("|")
    )
    .map(str.strip)
    .filter(bool),
    lambda inner: st.one_of(
        st.builds("({}) and ({})".format, inner, inner),
        st.builds("({}) or ({})".format, inner, inner),
        st.builds("not ({})".format, inner),
        st.builds("({}) if ({}) else ({})".format, inner, inner, inner),
    ),
    max_leaves=5,
)
CHOICES = {
    "place": [ABSENT, "x", "y"],
    "title": ["x", "yy"],
    "flag": [True, False],
    "perhaps": [ABSENT, True, False],
    "n": [1, 3, 4, 9],
    "f": [ABSENT, Decimal(1), Decimal("2.5"), 7],
    "look": ["ink", "clay", "oil"],
    "other": [ABSENT, "ink", "clay"],
}
INPUTS = st.lists(st.fixed_dictionaries({name: st.sampled_from(of) for name, of in CHOICES.items()}), min_size=6)


def as_given(question, inputs):
    path = question.of.what
    assert path[0] == "inputs", path
    value = inputs[path[1]]
    return answer(question, None if value is ABSENT else value)


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(CONDITIONS, INPUTS)
@example("inputs.perhaps or inputs.place", [{**{name: of[0] for name, of in CHOICES.items()}, "perhaps": False}])
def test_a_condition_says_what_it_evaluates_to(read, condition, worlds):
    recipe = read(TEXT.replace("CONDITION", condition)).recipe
    if recipe is None:
        return
    value, names = recipe.steps["a"].condition.once, recipe_names(recipe.inputs, {}, {})
    says = holds(value.tree, names, value.fallbacks)
    paths = [("inputs", name) for name in CHOICES]
    sure = [path for path in paths if follows([says], Question(subject_of(path, names), Asks.THERE))]
    sure_if_not = [path for path in paths if follows([negated(says)], Question(subject_of(path, names), Asks.THERE))]
    for inputs in worlds:
        held = evaluated(value, RecipeBindings(inputs=inputs))
        if all(
            isinstance(question.of.what[0], str) and question.of.what[0] == "inputs" for question in questions_in(says)
        ):
            assert true_in(says, lambda question, inputs=inputs: as_given(question, inputs)) is held
        for _, name in sure if held else sure_if_not:
            assert inputs[name] is not ABSENT


def doubling(value):
    """A recipe with 200 values, each of which names the one before twice."""
    values = "".join(f"  v{n}: ${{{{ {value.format(f'values.v{n - 1}')} }}}}\n" for n in range(1, 200))
    text = TEXT.replace("steps:\n", f"values:\n  v0: ${{{{ inputs.perhaps }}}}\n{values}steps:\n")
    return text.replace("CONDITION", "values.v199")


@pytest.mark.parametrize(
    "text",
    [
        doubling("{0} or {0}"),
        doubling("{0} if {0} else inputs.flag"),
        doubling("{0} and not {0}"),
        TEXT.replace("CONDITION", "(" * 28 + "inputs.flag" + " if inputs.flag else inputs.n > 3)" * 28),
        TEXT.replace("CONDITION", "(inputs.flag if " * 28 + "inputs.flag" + " else inputs.n > 3)" * 28),
    ],
)
def test_conditions_that_would_double_at_every_level_are_read_at_once(read, text):
    assert read(text).recipe is not None
