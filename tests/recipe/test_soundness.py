"""What the types accept can be evaluated: whatever is wrong with values then is a fault, never a crash."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import HealthCheck, example, given, settings, strategies as st

from engine.errors import FaultsFound
from engine.language.bindings import Record, position
from engine.language.evaluate import holds
from engine.recipe import callee_of, evaluate_arguments, items_of
from engine.recipe.bindings import RecipeBindings
from engine.values.absent import ABSENT
from engine.values.media import FileSource, Media, MediaFacts, MediaKind, Span

CLIP = Media(
    source=FileSource("c" * 64, "c.mp4"), facts=MediaFacts(kind=MediaKind.VIDEO, seconds=Span.exactly(5), width=640)
)
LOGO = Media(source=FileSource("d" * 64, "d.png"), facts=MediaFacts(kind=MediaKind.IMAGE))
TEXT = """
recipe: 1
name: t
inputs:
  clip: {type: video}
  logo: {type: image, optional: true}
  word: {type: string, default: x}
  maybe: {type: string, optional: true}
  flag: {type: boolean, default: true}
  perhaps: {type: boolean, optional: true}
  n: {type: integer, default: 3}
  f: {type: number, optional: true}
  look: {type: string, enum: [ink, clay], default: ink}
  looks: {type: list, items: {type: string}, default: [a]}
values:
  sum: ${{ values.half + inputs.n }}
  half: ${{ (inputs.f or 1) / 2 }}
  maybe: ${{ inputs.maybe }}
  listed: [a, "${{ inputs.word }}"]
  maps: [{name: a, n: 1}, {name: b}]
prompts:
  p: Keep {{ inputs.word }}.
  table: {ink: black, clay: soft}
steps:
  - id: a
    uses: wan2.7-videoedit
    foreach:
      m: [{name: x, n: 1, tags: [u, v]}, {name: y}]
      w: ${{ inputs.looks }}
    key: ${{ item.m.name ~ item.w }}
    if: ${{ CONDITION }}
    with:
      video: ${{ inputs.clip }}
      prompt: "A {{ VALUE }} {% if CONDITION %}b{% endif %}"
      seed: ${{ NUMBER }}
outputs: {x: {value: "${{ steps.a.video }}", optional: true}}
"""
ATOMS = st.sampled_from(
    [
        "inputs.word",
        "inputs.maybe",
        "inputs.flag",
        "inputs.perhaps",
        "inputs.n",
        "inputs.f",
        "inputs.look",
        "inputs.looks",
        "inputs.logo",
        "inputs.clip",
        "inputs.clip.seconds",
        "inputs.clip.fps",
        "inputs.clip.width",
        "inputs.logo.width",
        "prompts.p",
        "prompts.table[inputs.look]",
        "values.sum",
        "values.half",
        "values.maybe",
        "values.listed",
        "values.maps",
        "values.maps[0].name",
        "loop.index",
        "loop.first",
        "loop",
        "item.w",
        "item.m.name",
        "item.m.n",
        "item.m.tags",
        "item.m.tags[0]",
        "inputs.looks[0]",
        "'ink'",
        "'x'",
        "1",
        "0",
        "-2",
        "2.5",
        "true",
        "false",
        "[]",
        "['a']",
        "[1,2]",
    ]
)
EXPRESSIONS = st.recursive(
    ATOMS,
    lambda inner: st.one_of(
        st.builds(
            "({} {} {})".format,
            inner,
            st.sampled_from(["+", "-", "*", "/", "//", "%", "~", "==", "!=", "<", ">=", "in", "not in", "and", "or"]),
            inner,
        ),
        st.builds("({} if {} else {})".format, inner, inner, inner),
        st.builds("(not {})".format, inner),
        st.builds("({} is {})".format, inner, st.sampled_from(["defined", "undefined"])),
        st.builds(
            "({} | {})".format,
            inner,
            st.sampled_from(
                [
                    "upper",
                    "lower",
                    "trim",
                    "length",
                    "first",
                    "last",
                    "present",
                    "join",
                    "join('-')",
                    "default('z')",
                    "default(0)",
                ]
            ),
        ),
        st.builds("[{}, {}]".format, inner, inner),
        st.builds("({} | default({}))".format, inner, inner),
    ),
    max_leaves=6,
)
INPUTS = st.fixed_dictionaries(
    {
        "clip": st.just(CLIP),
        "logo": st.sampled_from([ABSENT, LOGO]),
        "word": st.sampled_from(["", "x", "雪"]),
        "maybe": st.sampled_from([ABSENT, "", "m"]),
        "flag": st.booleans(),
        "perhaps": st.sampled_from([ABSENT, True, False]),
        "n": st.sampled_from([0, 1, -3, 10**30]),
        "f": st.sampled_from([ABSENT, 0, Decimal("2.5")]),
        "look": st.sampled_from(["ink", "clay"]),
        "looks": st.sampled_from([(), ("a",), ("a", "b")]),
    }
)


@settings(max_examples=400, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(EXPRESSIONS, st.sampled_from(["VALUE", "CONDITION", "NUMBER"]), INPUTS)
@example("(inputs.maybe or inputs.word)", "VALUE", {"clip": CLIP})
def test_what_the_types_accept_never_crashes(read, catalog, source, where, inputs):
    text = (
        TEXT.replace(where, source).replace("VALUE", "'v'").replace("CONDITION", "inputs.flag").replace("NUMBER", "1")
    )
    recipe = read(text.replace('"A {{ ', "|\n        A {{ ").replace('endif %}"', "endif %}")).recipe
    if recipe is None:
        return
    step = recipe.steps["a"]
    defaults = {name: declared.default for name, declared in recipe.inputs.items()}
    scope = RecipeBindings(inputs=defaults | inputs, values=recipe.values)
    for item in items_of(step, scope).items:
        assert isinstance(item.value, Record)
        inner = replace(scope, item=item.value, loop=position(1, 2))
        try:
            holds(step.condition.once, inner)
        except FaultsFound:
            continue
        evaluate_arguments(step, callee_of(step, recipe, catalog), inner)
