"""What a task is called by what it asks for: pinned for ever, the same for all ways to write it, whatever the catalog learns."""

import json
import unicodedata
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

from engine.api.context import load_catalog
from engine.catalog.catalog import Catalog
from engine.language.bindings import Record
from engine.plan import Basis, Plan, RequestTask, RowGiven, Terms, make_plan
from engine.recipe import read_recipe
from engine.resources import load_json
from engine.values.absent import ABSENT
from engine.values.media import Media, TaskSource
from tests.plan.test_golden import CASES
from tests.worlds import BILLED, CATALOG, CHAIN, DAY, DRAFT, SCHEMAS, clip, picture

GOLDEN: dict[str, Any] = json.loads((Path(__file__).parent / "golden" / "identity.json").read_text("utf-8"))
"""Of each task of the cases below: its seed and its fingerprints, of the paid service and of a draft."""

HEAD = """\
recipe: 1
name: identity
lint: {two-prompts: off}
inputs:
  clip: {type: video}
  one: {type: image, optional: true}
steps:
"""
CLIP = "${{ inputs.clip }}"
SNOW = f'{{id: edit, uses: wan2.7-videoedit, with: {{video: "{CLIP}", prompt: Make it snow.}}}}'


def recipe(*steps: str, output: str = "edit.video") -> str:
    lines = "".join(f"  - {step}\n" for step in steps)
    return f"{HEAD}{lines}outputs:\n  final: ${{{{ steps.{output} }}}}\n"


def tool(uses: str, more: str = "", output: str = "video") -> str:
    text = f'{{id: made, uses: media/{uses}, with: {{video: "{CLIP}"{more}}}}}'
    return recipe(text, output=f"made.{output}")


OUTER = recipe(f'{{id: inner, uses: ./inner.yaml, with: {{clip: "{CLIP}"}}}}', output="inner.final")
EACH = recipe(
    f'{{id: all, uses: ./inner.yaml, foreach: [oil, ink], with: {{clip: "{CLIP}", words: "${{{{ item }}}}"}}}}',
    output="all.final",
)
INNER = (
    CHAIN.replace("name: chain", "name: inner\nlint: {two-prompts: off}")
    .replace("{type: video}", "{type: video}\n  words: {type: string, default: watercolor}")
    .replace("Convert to watercolor.", '"Convert to {{ inputs.words }}."')
)
LONG = {"clip": clip("25")}
SHOTS = """\
recipe: 1
name: shots
inputs:
  clip: {type: video}
  shots:
    type: list
    items:
      type: map
      members:
        name: {type: string}
        film: {type: video}
        words: {type: string}
        pictures: {type: list, items: {type: image}, optional: true}
lint: {unused-input: off}
steps:
  - id: edit
    foreach: ${{ inputs.shots }}
    key: ${{ item.name }}
    uses: wan2.7-videoedit
    with: {video: "${{ item.film }}", prompt: "{{ item.words }}", reference_images: "${{ item.pictures }}"}
  - {id: film, uses: media/join, with: {videos: "${{ steps.edit.video }}"}}
outputs: {final: "${{ steps.film.video }}"}
"""


def shot(name: str, words: str, film: Media | None = None, *pictures: Media) -> Record:
    return Record({"name": name, "film": film or clip(), "words": words, "pictures": pictures or ABSENT})


SHAPES: dict[str, tuple[str, Mapping[str, Any]]] = {
    "one edit": (recipe(SNOW), {}),
    "a chain": (CHAIN, {}),
    "a chain inside another recipe": (OUTER, {}),
    "a chain inside another recipe, for each of two words": (EACH, {}),
    "a trim of some seconds": (tool("trim", ", start: 0.5, seconds: 3"), {}),
    "a trim to the end": (tool("trim", ", start: 1"), {}),
    "the first seconds": (tool("trim", ", seconds: 2"), {}),
    "the first picture": (tool("frame", output="image"), {}),
    "the last picture": (tool("frame", ", at: last", output="image"), {}),
    "a picture from within": (tool("frame", ", at: 1.5", output="image"), {}),
    "a split into pieces": (tool("split", ", pieces: 3"), LONG),
    "a split by seconds": (tool("split", ", seconds: 10"), LONG),
    "films put together": (
        recipe(f'{{id: made, uses: media/join, with: {{videos: ["{CLIP}", "{CLIP}"]}}}}', output="made.video"),
        {},
    ),
    "a long clip, cut, edited and put together": (
        recipe(
            f'{{id: cut, uses: media/split, with: {{video: "{CLIP}", pieces: 3}}}}',
            '{id: each, uses: wan2.7-videoedit, foreach: "${{ steps.cut }}", '
            'with: {video: "${{ item.video }}", prompt: Make it snow.}}',
            '{id: edit, uses: media/join, with: {videos: "${{ steps.each.video }}"}}',
        ),
        LONG,
    ),
    "rows of a campaign, two of them alike": (
        CHAIN,
        {"clip": {"spring": clip(), "summer+2026%2F07": clip(digest="2" * 64), "again": clip()}},
    ),
    "rows of a campaign, each with items": (
        EACH,
        {"clip": {"spring": clip(), "summer": clip(digest="2" * 64)}},
    ),
    "shots with their words": (
        SHOTS,
        {"shots": (shot("a", "Make it snow."), shot("b", "In oil.", clip(digest="3" * 64), picture()))},
    ),
    "looks crossed with places": (
        recipe(
            "{id: edit, uses: wan2.7-videoedit, foreach: {look: [oil, 16/9], place: [lake, 'a, b']}, "
            f'with: {{video: "{CLIP}", prompt: "{{{{ item.look }}}} at {{{{ item.place }}}}"}}}}'
        ),
        {},
    ),
}


def plan(text: str, inputs: Mapping[str, Any], terms: Terms = BILLED, catalog: Catalog = CATALOG) -> Plan:
    """Plan a recipe with these inputs; with several clips, as a campaign of a row for each."""
    checked = read_recipe(text, "recipe.yaml", catalog, SCHEMAS, files={"inner.yaml": INNER.encode()})
    assert checked.recipe is not None, checked.faults
    known = dict.fromkeys(checked.recipe.inputs, ABSENT) | {"clip": clip()} | dict(inputs)
    clips = known["clip"] if isinstance(known["clip"], dict) else {"": known["clip"]}
    rows = [
        RowGiven(
            inputs={name: known[name] for name in checked.recipe.inputs} | {"clip": one}, media={}, places={}, key=key,
            name_of=lambda *parts, key=key: f"{key}-{'-'.join(parts)}",
        )
        for key, one in clips.items()
    ]  # fmt: skip
    made = make_plan(checked.recipe, rows, Basis(catalog=catalog, terms=terms, day=DAY))
    assert made.plan is not None, made.faults
    return made.plan


def names(task: RequestTask, draft: RequestTask) -> list[Any]:
    return [task.request.asked.get("seed"), task.fingerprint, draft.fingerprint]


def identities(text: str, inputs: Mapping[str, Any], catalog: Catalog = CATALOG) -> dict[str, list[Any]]:
    paid, draft = (plan(text, inputs, terms, catalog).requests for terms in (BILLED, DRAFT))
    return {task.id: names(task, other) for task, other in zip(paid, draft, strict=True)}


@pytest.mark.parametrize("shape", SHAPES)
def test_seeds_and_fingerprints_are_what_they_were(shape: str) -> None:
    """A change here makes every user pay again: these values never change."""
    assert identities(*SHAPES[shape]) == GOLDEN[shape]


def test_every_pinned_identity_is_held() -> None:
    assert list(GOLDEN) == list(SHAPES)


def test_a_step_is_called_the_same_at_the_top_and_within_another_recipe() -> None:
    alone, inner = GOLDEN["a chain"], GOLDEN["a chain inside another recipe"]
    assert [inner[f"inner/{name}"] for name in alone] == list(alone.values())
    each = GOLDEN["a chain inside another recipe, for each of two words"]
    assert each["all@oil/first"] != each["all@ink/first"]


def test_rows_of_a_campaign_are_called_as_the_recipe_alone() -> None:
    rows, alone = GOLDEN["rows of a campaign, two of them alike"], GOLDEN["a chain"]
    assert [rows[f"spring/{name}"] for name in alone] == [rows[f"again/{name}"] for name in alone] == [*alone.values()]
    assert rows["summer+2026%2F07/first"] not in alone.values()


def test_a_cut_is_called_by_what_is_asked_and_not_by_what_is_measured() -> None:
    measured, otherwise = clip("25"), clip("25.02")
    for text in (tool("trim", ", start: 1"), tool("split", ", pieces: 3"), tool("split", ", seconds: 10")):
        assert identities(text, {"clip": measured}) == identities(text, {"clip": otherwise})
    by_number, by_seconds = GOLDEN["a split into pieces"], GOLDEN["a split by seconds"]
    assert by_number == by_seconds
    assert len({str(one) for one in by_number.values()}) == len(by_number) == 3


def test_no_key_and_no_name_stands_in_what_is_asked() -> None:
    for shape, (text, inputs) in SHAPES.items():
        for task in plan(text, inputs).requests:
            key = task.id.rpartition("@")[2] if "@" in task.id else task.id
            values = [value for name, value in task.request.asked.items() if name not in ("prompt", "tool", "model")]
            assert key not in values, shape
            assert task.id not in values, shape


# -- what the catalog learns ------------------------------------------------------------------------------------------

WAN = load_json("models/wan2.7-videoedit.json")
GRAIN = {
    "type": "string", "enum": ["soft", "hard"], "default": "soft", "place": "parameters.grain", "description": "Grain.",
}  # fmt: skip
LATER = [{"from": "2026-11-01", "default": "720P"}, {"from": "2027-01-01", "default": "1080P"}]


def learned(**parameters: Any) -> Catalog:
    """The catalog as it is, with other parameters of the shipped model."""
    return load_catalog(({**WAN, "parameters": {**WAN["parameters"], **parameters}},))


MORE = learned(grain=GRAIN)
OTHERWISE = learned(resolution={**WAN["parameters"]["resolution"], "later_defaults": LATER})
EVERY = {**SHAPES, **CASES}


def every(shape: str) -> tuple[str, dict[str, Any]]:
    text, inputs = EVERY[shape]
    return text, {"words": "", **inputs}


@pytest.mark.parametrize("shape", EVERY)
def test_a_parameter_that_is_added_changes_nothing(shape: str) -> None:
    assert identities(*every(shape), MORE) == identities(*every(shape))


@pytest.mark.parametrize("shape", EVERY)
def test_a_changed_default_changes_just_what_leaves_it_out(shape: str) -> None:
    before, after = (plan(*every(shape), BILLED, catalog).requests for catalog in (CATALOG, OTHERWISE))
    left_out: set[str] = set()
    for old, new in zip(before, after, strict=True):
        asks = not old.local and "resolution" not in old.request.body.get("parameters", {})
        if asks or left_out & set(old.needs):
            left_out.add(old.id)
        assert (old.fingerprint != new.fingerprint) == (old.id in left_out)
        assert "resolution" in old.request.body.get("parameters", {}) or not asks or new.request.tier == "720P"


def test_a_default_holds_from_its_day_and_the_first_one_for_ever() -> None:
    model = OTHERWISE.models["wan2.7-videoedit"]
    days = {day: model.on(type(DAY).fromisoformat(day)) for day in ("2026-10-31", "2026-11-01", "2027-01-01")}
    assert [one.parameters["resolution"].default for one in days.values()] == ["1080P", "720P", "1080P"]
    assert {one.parameters["resolution"].first for one in days.values()} == {"1080P"}


# -- equal meaning ----------------------------------------------------------------------------------------------------

Rewriting = Callable[[str], str]
BASE = """\
recipe: 1
name: equal
version: "1.0.0"
lint: {two-prompts: off}
inputs:
  clip: {type: video}
  one: {type: image, optional: true}
  words: {type: string, default: oil}
defaults:
  wan2.7-videoedit: {ratio: "16:9"}
steps:
  - id: cut
    uses: media/trim
    with: {video: "${{ inputs.clip }}", seconds: 3}
  - id: still
    uses: media/frame
    with: {video: "${{ steps.cut.video }}"}
  - id: edit
    uses: wan2.7-videoedit
    with:
      video: ${{ steps.cut.video }}
      reference_images: ["${{ steps.still.image }}"]
      prompt: A caf\u00e9 in {{ inputs.words }}.
      # more of edit
      seed: 12
  - id: after
    uses: wan2.7-videoedit
    with:
      # more of after
      video: ${{ steps.edit.video }}
      prompt: Make it snow.
outputs:
  final: ${{ steps.after.video }}
"""


def change(*pairs: tuple[str, str]) -> Rewriting:
    def rewriting(text: str) -> str:
        for old, new in pairs:
            text = text.replace(old, new)
        return text

    return rewriting


SNOWS = "prompt: Make it snow."
OF_EDIT, OF_AFTER = "      # more of edit\n", "      # more of after\n"
OF_CUT = "      video: ${{ steps.cut.video }}\n"
STILLS = '      reference_images: ["${{ steps.still.image }}"]\n'
STILL = 'with: {video: "${{ steps.cut.video }}"}'


def with_(line: str) -> Rewriting:
    """Give the last edit one parameter more."""
    return change((OF_AFTER, f"{OF_AFTER}      {line}\n"))


def snow(written: str) -> Rewriting:
    """Write the last prompt otherwise."""
    return change((SNOWS, f"prompt: {written}"))


def at(written: str) -> Rewriting:
    """Say which picture is taken."""
    return change((STILL, f"{STILL[:-1]}, at: {written}}}"))


def of_edit(line: str) -> Rewriting:
    """Give the first edit one key more."""
    return change(("  - id: edit\n", f"  - id: edit\n    {line}\n"))


def turned(text: str) -> str:
    """Let the last step stand first."""
    before, mark, after = text.partition("  - id: after\n")
    step, outputs, rest = after.partition("outputs:\n")
    return before.replace("steps:\n", f"steps:\n{mark}{step}", 1) + outputs + rest


LINE_ENDS = "another line end"
EQUAL: dict[str, Rewriting] = {
    "a comment": change(("steps:\n", "# a remark\nsteps:\n")),
    "blank lines": change(("outputs:\n", "\n\noutputs:\n")),
    LINE_ENDS: change(("\n", "\r\n")),
    "another name and version": change(("name: equal", "name: other"), ("1.0.0", "2.0.0")),
    "a description and labels": change(("lint:", "description: What it is for.\nlabels: {team: spring}\nlint:")),
    "a key of one's own": change(("lint:", "x-note: mine\nlint:")),
    "another id of a step": change(("id: edit", "id: paint"), ("steps.edit", "steps.paint")),
    "another name of an input": change(("  clip:", "  film:"), ("inputs.clip", "inputs.film")),
    "another name of an output": change(("  final:", "  result:")),
    "another output beside it": change(("outputs:\n", "outputs:\n  early: ${{ steps.cut.video }}\n")),
    "another order of parameters": change((f"{OF_CUT}{STILLS}", f"{STILLS}{OF_CUT}")),
    "another order of steps": turned,
    "another retry and order": of_edit("retry: {attempts: 3}"),
    "a condition that holds": of_edit("if: true"),
    "quotes": snow('"Make it snow."'),
    "single quotes": snow("'Make it snow.'"),
    "a block": snow("|\n        Make it snow."),
    "a folded block": snow(">-\n        Make it\n        snow."),
    "blanks at the end of a text": snow('"Make it snow.  \\n"'),
    "a text as an expression": snow("${{ 'Make it snow.' }}"),
    "a text put together": snow("${{ 'Make it' ~ ' ' ~ 'snow.' }}"),
    "a text by a condition": snow("Make it {{ 'snow' if inputs.words == 'oil' else 'rain' }}."),
    "a text by a loop": snow("Make it {% for one in ['sn', 'ow'] %}{{ one }}{% endfor %}."),
    "a named piece": change(
        (SNOWS, 'prompt: "{{ prompts.snow }}"'), ("steps:\n", "prompts: {snow: Make it snow.}\nsteps:\n")
    ),
    "accents written in two": lambda text: unicodedata.normalize("NFD", text),
    "an empty list": with_("reference_images: []"),
    "an absent member": change(('still.image }}"]', 'still.image }}", "${{ inputs.one }}"]')),
    "a null": with_("negative_prompt: null"),
    "the tier that is the default": with_("resolution: 1080P"),
    "the sound that is the default": with_("audio_setting: auto"),
    "the rewriting that is the default": with_("prompt_extend: true"),
    "the label that is the default": with_("watermark: false"),
    "a default of the recipe said in every step": change(
        ('defaults:\n  wan2.7-videoedit: {ratio: "16:9"}\n', ""),
        (OF_AFTER, f'      ratio: "16:9"\n{OF_AFTER}'),
        (OF_EDIT, f'      ratio: "16:9"\n{OF_EDIT}'),
    ),
    "a whole number with a point": change(("seed: 12\n", "seed: 12.0\n"), ("seconds: 3}", "seconds: 3.0}")),
    "a number in another base": change(("seed: 12\n", "seed: 0xc\n")),
    "a number worked out": change(("seed: 12\n", "seed: ${{ 3 * 4 }}\n"), ("seconds: 3}", 'seconds: "${{ 6 / 2 }}"}')),
    "the first picture by its second": at("0"),
    "the first picture by its second, with a point": at("0.0"),
    "the first picture by its word": at("first"),
    "the beginning of a cut": change(("seconds: 3}", "start: 0, seconds: 3}")),
}


@pytest.mark.parametrize("name", EQUAL)
def test_what_means_the_same_is_called_the_same(name: str) -> None:
    assert EQUAL[name](BASE) != BASE
    assert last(EQUAL[name](BASE)) == last(BASE)


@given(st.lists(st.sampled_from(sorted(EQUAL)), max_size=12, unique=True))
@settings(max_examples=40, deadline=None)
def test_rewritings_may_be_heaped_up(chosen: list[str]) -> None:
    text = BASE
    for name in sorted(chosen, key=lambda name: name == LINE_ENDS):  # the others look for lines
        text = EQUAL[name](text)
    assert last(text) == last(BASE)


def last(text: str) -> list[Any]:
    """The names of the last task: all that it is made from are in them."""
    checked = read_recipe(text, "recipe.yaml", CATALOG, SCHEMAS)
    assert checked.recipe is not None, checked.faults
    known = {"clip": clip(), "film": clip(), "one": ABSENT, "words": "oil"}
    row = RowGiven(inputs={name: known[name] for name in checked.recipe.inputs}, media={}, places={})
    made = make_plan(checked.recipe, [row], Basis(catalog=CATALOG, terms=BILLED, day=DAY))
    assert made.plan is not None, made.faults
    (made_last,) = made.plan.rows[0].outputs[-1].members
    assert isinstance(made_last.media.source, TaskSource)
    task = made.plan.by_id[made_last.media.source.task]
    assert isinstance(task, RequestTask)
    return [task.request.asked["seed"], task.fingerprint]
