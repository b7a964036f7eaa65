"""Alike: what tasks have in common is worked out once, and each comes out as if it were planned alone."""

from collections.abc import Sequence
from decimal import Decimal

from hypothesis import given, strategies as st

from engine.plan import Basis, Planned, RowGiven, make_plan
from engine.plan.requests import Alike, Requests
from tests.worlds import BILLED, CATALOG, DAY, clip, recipe_of

RECIPE = recipe_of("""\
recipe: 1
name: kinds
inputs:
  clip: {type: video}
  look: {type: string, optional: true}
  first: {type: integer, optional: true}
  size: {type: string, enum: [720P, 1080P], default: 720P}
steps:
  - id: look
    uses: wan2.7-videoedit
    with:
      video: ${{ inputs.clip }}
      prompt: "Convert to {{ inputs.look | default('ink') }}."
      duration: ${{ inputs.first }}
      resolution: ${{ inputs.size }}
  - id: night
    uses: wan2.7-videoedit
    with: {video: "${{ steps.look.video }}", prompt: Make it night., resolution: "${{ inputs.size }}"}
outputs:
  final: ${{ steps.night.video }}
""")
ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "clip": st.builds(
                clip,
                st.sampled_from(["1", "2.004", "4", "8", "30"]),
                digest=st.integers(0, 2**256 - 1).map("{:064x}".format),
                width=st.sampled_from([200, 1280]),
                size=st.sampled_from([1000, 2000, None]),
                format=st.sampled_from(["mp4", "avi"]),
            ),
            "look": st.sampled_from(["oil", "ink", "a" * 6000]),
            "first": st.sampled_from([2, 5, 9]),
            "size": st.sampled_from(["720P", "1080P"]),
        }
    ),
    min_size=1,
    max_size=5,
    unique_by=lambda row: row["clip"].source,  # equal requests of two rows are one
)


def planned(rows: Sequence[RowGiven]) -> Planned:
    return make_plan(RECIPE, rows, Basis(catalog=CATALOG, terms=BILLED, day=DAY))


@given(ROWS)
def test_each_row_is_what_it_is_alone_whatever_was_planned_before_it(values: list[dict[str, object]]) -> None:
    rows = [
        RowGiven(inputs=inputs, media={}, places={}, key=f"row{n}", name_of=lambda *_, n=n: f"{n}.mp4")
        for n, inputs in enumerate(values)
    ]
    alone = [planned([row]) for row in rows]
    assert planned(rows).faults == tuple(fault for one in alone for fault in one.faults)
    well = [(row, one.plan) for row, one in zip(rows, alone, strict=True) if one.plan is not None]
    together = planned([row for row, _ in well]).plan
    assert together is not None
    for task in (task for _, plan in well for task in plan.requests):
        other = together.tasks.named(task.id)
        assert (other.request.body, other.request.asked) == (task.request.body, task.request.asked)
        assert (other.fingerprint, other.estimate, other.bound) == (task.fingerprint, task.estimate, task.bound)
        assert (other.outputs, other.request.tier) == (task.outputs, task.request.tier)


def test_after_a_thousand_kinds_of_media_the_first_is_forgotten() -> None:
    requests, model = Requests(Basis(catalog=CATALOG, terms=BILLED, day=DAY), {}), CATALOG.models["wan2.7-videoedit"]

    def learned(millis: int) -> Alike:
        video = clip(str(Decimal(millis) / 1000))
        return requests.learn(model, {"video": video, "prompt": "Make it night."}, {"video": video.facts})

    first = learned(2000)
    assert learned(2000) is first
    for millis in range(2001, 3001):
        learned(millis)
    assert learned(2000) is not first
