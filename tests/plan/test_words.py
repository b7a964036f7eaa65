"""Where each word of a prompt comes from: recipe, named prompt, cell, campaign or input; together they are the prompt."""

import pytest

from engine.plan import Basis, RowGiven, make_plan
from engine.plan.words import PromptTraces, WordSource
from engine.values.place import Place
from tests.worlds import CATALOG, CHAIN, DAY, DRAFT, clip, recipe_of

HEAD = """\
recipe: 1
name: words
version: "1.0.0"
lint: {two-prompts: off}
inputs:
  clip: {type: video}
  place: {type: string, default: a beach}
  looks: {type: list, items: {type: string}, default: [a]}
  note: {type: string, optional: true}
prompts:
  keep: Keep the rest.
  move: |
    Move it to {{ inputs.place }}.
    {{ prompts.keep }}
  by_look: {pencil: Draw it., paint: Paint it.}
values:
  loud: ${{ inputs.place | upper }}
defaults:
  wan2.7-videoedit: {resolution: 720P, prompt_extend: false}
"""
STEP = """\
steps:
  - id: first
    uses: wan2.7-videoedit
    with:
      video: ${{ inputs.clip }}
      prompt: PROMPT
outputs:
  final: ${{ steps.first.video }}
"""
CELL, MATRIX = Place("rows.csv", 3, 5, 3, 9), Place("spring.yaml", 7, 1, 7, 5)
R, P, C, M, N = WordSource.RECIPE, WordSource.PIECE, WordSource.CELL, WordSource.CAMPAIGN, WordSource.INPUT


def words(text: str, places: dict[str, Place], key: str, **given: object) -> PromptTraces:
    recipe = recipe_of(text)
    basis, traces = Basis(catalog=CATALOG, terms=DRAFT, day=DAY), PromptTraces()
    inputs = {"clip": clip(), **{name: one.default for name, one in recipe.inputs.items() if name != "clip"}, **given}
    row = RowGiven(inputs=inputs, media={}, places=places, cells=frozenset({CELL}), key=key)
    planned = make_plan(recipe, [row], basis, traces=traces)
    assert planned.plan is not None, planned.faults
    for task in planned.plan.tasks:
        assert "".join(one.text for one in traces[task.id]) == task.request.prompt
    return traces


@pytest.mark.parametrize(
    ("prompt", "found"),
    [
        ("Make it night.", [("Make it night.", R, "")]),
        ("Go to {{ inputs.place }}, now.", [("Go to ", R, ""), ("Rome", C, "place"), (", now.", R, "")]),
        ("{{ prompts.move }}", [("Move it to ", P, "move"), ("Rome", C, "place"), (".\n", P, "move"), ("Keep the rest.", P, "keep")]),
        ("${{ prompts.keep }}", [("Keep the rest.", P, "keep")]),
        ("${{ prompts.by_look['paint'] }}", [("Paint it.", P, "by_look.paint")]),
        ("{{ prompts.by_look['pen' ~ 'cil'] }} So!", [("Draw it.", P, "by_look.pencil"), (" So!", R, "")]),
        ("Shout {{ values.loud }}", [("Shout ", R, ""), ("ROME", C, "place")]),
        ("{% if inputs.note %}Go.{% endif %}", [("Go.", R, "")]),
        ("{% set p = inputs.place %}In {{ p | lower }}", [("In ", R, ""), ("rome", C, "place")]),
        ("{% for x in inputs.looks %}{{ x }};{% endfor %}", [("a", M, "looks"), (";", R, ""), ("b", M, "looks"), (";", R, "")]),
        ("{{ 1 + 1 }} of {{ inputs.place }}", [("2", R, ""), (" of ", R, ""), ("Rome", C, "place")]),
    ],
    ids=lambda one: one if isinstance(one, str) else "",
)  # fmt: skip
def test_words_and_where_they_come_from(prompt: str, found: list[tuple[str, WordSource, str]]) -> None:
    text = HEAD + STEP.replace("PROMPT", f"'{prompt.replace(chr(39), chr(39) * 2)}'")
    traces = words(text, {"place": CELL, "looks": MATRIX}, "row", place="Rome", looks=("a", "b"), note="n")
    assert [one[:3] for one in traces["row/first"]] == found
    cells = [one.place for one in traces["row/first"] if one.source is C]
    assert set(cells) <= {CELL}


def test_blanks_that_a_text_leaves_out_move_no_words() -> None:
    prompt = "|\n        A.  \n          {% if inputs.note %}  {% endif %}\n        B {{ inputs.place }} \n        {{ prompts.keep }}"
    found = words(HEAD + STEP.replace("PROMPT", prompt), {"place": CELL}, "row", place="e\u0301t")["row/first"]
    assert [(one.text.strip(), one.source) for one in found] == [("A.\nB \u00e9t\nKeep the rest.", R)], (
        "letters were put together"
    )
    found = words(HEAD + STEP.replace("PROMPT", prompt), {"place": CELL}, "row", place="Rome")["row/first"]
    assert [(one.text.strip(), one.source) for one in found] == [
        ("A.\nB", R),
        ("Rome", C),
        ("", R),
        ("Keep the rest.", P),
    ]


def test_items_of_a_repeated_step_and_defaults_are_told_apart() -> None:
    step = "steps:\n  - id: first\n    foreach: ${{ inputs.looks }}\n    uses: wan2.7-videoedit\n    with: {video: '${{ inputs.clip }}', prompt: 'As {{ item }} in {{ inputs.place }}'}\noutputs:\n  all: ${{ steps.first.video }}\n"
    found = words(HEAD + step, {"looks": Place("<inputs>", 1, 1, 1, 2)}, "", looks=("pencil",))["first@pencil"]
    assert [one[:3] for one in found] == [
        ("As ", R, ""),
        ("pencil", N, "looks"),
        (" in ", R, ""),
        ("a beach", N, "place"),
    ]


def test_nobody_asks_and_nothing_is_traced() -> None:
    basis = Basis(catalog=CATALOG, terms=DRAFT, day=DAY)
    row = RowGiven(inputs={"clip": clip()}, media={}, places={})
    assert make_plan(recipe_of(CHAIN), [row], basis).plan is not None
