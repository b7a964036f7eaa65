"""Small worlds: plans made from recipe text with invented media, for tests of every room above the recipe."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from engine.api.context import load_catalog, recipe_schemas
from engine.language.bindings import Evaluated
from engine.plan import Basis, Plan, Planned, RowGiven, Terms, make_plan
from engine.recipe import Recipe, read_recipe
from engine.values.media import FileSource, Media, MediaFacts, MediaKind, Span

CATALOG = load_catalog()
SCHEMAS = recipe_schemas()
DRAFT = Terms(service="embedded", realm="draft:test-1:", region="cn-beijing", bills=False)
BILLED = Terms(service="dashscope-cn", realm="dashscope", region="cn-beijing", bills=True)
DAY = date(2026, 11, 23)

CHAIN = """\
recipe: 1
name: chain
version: "1.0.0"
inputs:
  clip: {type: video}
defaults:
  wan2.7-videoedit: {resolution: 720P, prompt_extend: false}
steps:
  - id: first
    uses: wan2.7-videoedit
    with: {video: "${{ inputs.clip }}", prompt: Convert to watercolor.}
  - id: second
    uses: wan2.7-videoedit
    with: {video: "${{ steps.first.video }}", prompt: Make it night.}
outputs:
  final: ${{ steps.second.video }}
"""


def fan(width: int, prompts: str = "Style number {n}.") -> str:
    """Return a recipe of independent steps; `{n}` in the prompt makes them differ."""
    steps = "".join(
        f'  - id: s{n}\n    uses: wan2.7-videoedit\n    with: {{video: "${{{{ inputs.clip }}}}", prompt: {prompts.format(n=n)}, seed: {n}}}\n'
        for n in range(width)
    )
    outputs = "".join(f"  o{n}: ${{{{ steps.s{n}.video }}}}\n" for n in range(width))
    head = CHAIN.partition("steps:")[0].replace("name: chain", "name: fan")
    return f"{head}steps:\n{steps}outputs:\n{outputs}"


def recipe_of(text: str, file: str = "recipe.yaml") -> Recipe:
    checked = read_recipe(text, file, CATALOG, SCHEMAS)
    assert checked.recipe is not None, checked.faults
    return checked.recipe


def clip(seconds: str = "4", *, digest: str = "c" * 64, width: int = 1280, height: int = 720, **facts: object) -> Media:
    known = MediaFacts(
        kind=MediaKind.VIDEO,
        seconds=Span.exactly(Decimal(seconds)),
        width=width,
        height=height,
        fps=Decimal(30),
        sound=True,
        format="mp4",
        size=1000,
    )
    if facts:
        from dataclasses import replace

        known = replace(known, **facts)
    return Media(source=FileSource(digest, "/nowhere/clip.mp4"), facts=known)


def picture(digest: str = "d" * 64) -> Media:
    facts = MediaFacts(kind=MediaKind.IMAGE, width=640, height=480, alpha=False, format="jpeg", size=1000)
    return Media(source=FileSource(digest, "/nowhere/picture.jpg"), facts=facts)


def planned(text: str, inputs: dict[str, Evaluated] | None = None, terms: Terms = DRAFT) -> Planned:
    given = {"clip": clip()} if inputs is None else inputs
    basis = Basis(catalog=CATALOG, terms=terms, day=DAY)
    return make_plan(recipe_of(text), [RowGiven(inputs=given, media={}, places={})], basis)


def plan_of(text: str, inputs: dict[str, Evaluated] | None = None, terms: Terms = DRAFT) -> Plan:
    made = planned(text, inputs, terms)
    assert made.plan is not None, made.faults
    return made.plan


def rows_of(text: str, keys: Sequence[str], terms: Terms = DRAFT) -> Plan:
    """Return the plan of a campaign: a row for each key, each with a clip of its own."""
    rows = [
        RowGiven(inputs={"clip": clip(digest=f"{n:064x}")}, media={}, places={}, key=key) for n, key in enumerate(keys)
    ]
    made = make_plan(recipe_of(text), rows, Basis(catalog=CATALOG, terms=terms, day=DAY))
    assert made.plan is not None, made.faults
    return made.plan
