"""Planning takes work in proportion to the items of a `foreach`, whatever they are and whatever is wrong with them."""

from collections.abc import Callable
from functools import partial

import pytest

from engine.language.bindings import Evaluated
from engine.plan import Basis, Planned, RowGiven, make_plan
from engine.recipe import read_recipe
from tests.plan.test_expansion import HEAD, INNER
from tests.work import is_linear
from tests.worlds import CATALOG, DAY, DRAFT, SCHEMAS, clip

LOOKS = """\
steps:
  - id: look
    foreach: ${{ inputs.looks }}
    uses: wan2.7-videoedit
    with: {video: "${{ inputs.clip }}", prompt: "Make it {{ item }}."}
  - id: warm
    foreach: ${{ steps.look }}
    uses: wan2.7-videoedit
    with: {video: "${{ item.video }}", prompt: Make it warm.}
outputs:
  looks: ${{ steps.warm.video }}
"""
CLIPS = """\
steps:
  - id: look
    foreach: ${{ inputs.clips }}
    key: ${{ item.width }}
    uses: wan2.7-videoedit
    with: {video: "${{ item }}", prompt: Make it night.}
outputs:
  looks: ${{ steps.look.video }}
"""
CUT = """\
steps:
  - id: piece
    uses: media/split
    with: {video: "${{ inputs.clip }}", seconds: 2}
  - id: whole
    uses: media/join
    with: {videos: "${{ steps.piece.video }}"}
outputs:
  whole: ${{ steps.whole.video }}
"""
INSIDE = """\
steps:
  - id: look
    foreach: ${{ inputs.clips }}
    key: ${{ item.width }}
    uses: ./inner.yaml
    with: {clip: "${{ item }}"}
outputs:
  looks: ${{ steps.look.final }}
"""
INSIDE_LOOK = """\
steps:
  - id: look
    foreach: WRITTEN
    uses: ./looked.yaml
    with: {clip: "${{ inputs.clip }}", look: "${{ item }}"}
outputs:
  looks: ${{ steps.look.final }}
"""
LOOKED = INNER.replace("  clip:", "  look: {type: string}\n  clip:").replace(
    "Make it night.", "'Make it {{ inputs.look }}.'"
)
INPUTS = """\
  looks: {type: list, items: {type: string}, default: [a]}
  clips: {type: list, items: {type: video}, default: [a.mp4]}
lint: {unused-input: off, two-prompts: off}
steps:
"""


FILES = {"inner.yaml": INNER.encode(), "looked.yaml": LOOKED.encode()}


def plan_many(steps: str, many: Callable[[int], dict[str, Evaluated]], count: int) -> Callable[[], Planned]:
    head, _, defaults = HEAD.replace("lint: {two-prompts: off}\n", "").partition("defaults:")
    steps = steps.replace("WRITTEN", f"[{', '.join(f'look {n}' for n in range(count))}]")
    text = head + INPUTS.replace("steps:", f"defaults:{defaults}").rstrip() + "\n" + steps
    read = read_recipe(text, "r.yaml", CATALOG, SCHEMAS, files=FILES)
    assert read.recipe is not None, read.faults
    given = {"clip": clip(), "looks": ("a",), "clips": (clip(),)} | many(count)
    row = RowGiven(inputs=given, media={}, places={})
    return lambda: make_plan(read.recipe, [row], Basis(catalog=CATALOG, terms=DRAFT, day=DAY))


def looks(count: int, text: str = "look {n}") -> dict[str, Evaluated]:
    return {"looks": tuple(text.format(n=n) for n in range(count))}


def clips(count: int, seconds: str = "4") -> dict[str, Evaluated]:
    return {"clips": tuple(clip(seconds, digest=f"{n:064}", width=1000 + n) for n in range(count))}


def nothing(count: int) -> dict[str, Evaluated]:
    return {}


WRITTEN = LOOKS.replace("${{ inputs.looks }}", "WRITTEN")
KINDS = {
    "texts written out": (WRITTEN, nothing),
    "texts written out that ask for the same": (WRITTEN.replace("{{ item }}", "night"), nothing),
    "texts written out, with a clip for each that is too long": (WRITTEN, lambda count: {"clip": clip("40")}),
    "texts written out for a recipe": (INSIDE_LOOK, nothing),
    "texts": (LOOKS, looks),
    "texts that ask for the same": (LOOKS.replace("{{ item }}", "night"), looks),
    "texts that are no keys": (LOOKS, partial(looks, text="a/{n}")),
    "clips": (CLIPS, clips),
    "clips that are too long": (CLIPS, partial(clips, seconds="40")),
    "pieces of a clip": (CUT, lambda count: {"clip": clip(str(2 * count))}),
    "a recipe": (INSIDE, clips),
}


@pytest.mark.parametrize(("steps", "many"), KINDS.values(), ids=KINDS)
def test_items_are_planned_in_proportion(steps: str, many: Callable[[int], dict[str, Evaluated]]) -> None:
    assert is_linear(partial(plan_many, steps, many), 20)
