"""Planning: requests, seeds, fingerprints, prices and limits, as tables and golden values."""

import json
from dataclasses import replace
from decimal import Decimal

import jsonschema
import pytest
from hypothesis import given, strategies as st

from engine.language.values import MediaName
from engine.plan import Action, Basis, RowGiven, make_plan, with_reuse
from engine.plan.fingerprint import AskedForms, Identity
from engine.plan.media import reference_of
from engine.plan.model import Stored, StoredResult
from engine.report.plan import plan_data
from engine.resources import load_json
from engine.values.canonical import canonical_json
from engine.values.media import Media, MediaFacts, MediaKind, Span, TaskSource, UrlSource
from tests.report.runs import ENGLISH
from tests.worlds import BILLED, CATALOG, CHAIN, DAY, DRAFT, clip, picture, plan_of, planned, recipe_of


def test_the_request_is_what_the_recipe_gives_plus_the_seed() -> None:
    first, second = plan_of(CHAIN).tasks
    assert first.request.body == {
        "model": "wan2.7-videoedit",
        "input": {
            "media": [{"type": "video", "url": "file:" + "c" * 64}],
            "prompt": "Convert to watercolor.",
        },
        "parameters": {"resolution": "720P", "prompt_extend": False, "seed": first.request.body["parameters"]["seed"]},
    }
    assert second.request.body["input"]["media"] == [{"type": "video", "url": "task:first/video"}]
    assert second.needs == ("first",)


def test_the_realm_is_part_of_the_fingerprint_and_not_of_the_seed() -> None:
    draft, real = plan_of(CHAIN, terms=DRAFT), plan_of(CHAIN, terms=BILLED)
    for one, other in zip(draft.tasks, real.tasks, strict=True):
        assert one.fingerprint != other.fingerprint
        assert one.request.body["parameters"]["seed"] == other.request.body["parameters"]["seed"]


SAME = [
    ("a comment", lambda t: t.replace("steps:", "# a remark\nsteps:")),
    ("the recipe's name and version", lambda t: t.replace("name: chain", "name: other").replace("1.0.0", "2.0.0")),
    ("a step's id", lambda t: t.replace("first", "opening")),
    (
        "a documented default written out",
        lambda t: t.replace("resolution: 720P,", "resolution: 720P, watermark: false,"),
    ),
    ("an empty list", lambda t: t.replace("prompt: Make", "reference_images: [], prompt: Make")),
    ("a label", lambda t: t.replace("inputs:", "labels: {team: x}\ninputs:")),
]
OTHER = [
    ("the prompt", lambda t: t.replace("watercolor", "oil paint")),
    ("the tier", lambda t: t.replace("720P", "1080P")),
    ("a parameter", lambda t: t.replace("prompt_extend: false", "prompt_extend: true")),
    ("a seed", lambda t: t.replace("prompt: Convert", "seed: 5, prompt: Convert")),
]


@pytest.mark.parametrize("change", [c for _, c in SAME], ids=[n for n, _ in SAME])
def test_what_does_not_change_the_request_does_not_change_the_fingerprint(change) -> None:
    before, after = plan_of(CHAIN), plan_of(change(CHAIN))
    assert [t.fingerprint for t in after.tasks] == [t.fingerprint for t in before.tasks]


@pytest.mark.parametrize("change", [c for _, c in OTHER], ids=[n for n, _ in OTHER])
def test_what_changes_the_first_request_changes_every_fingerprint_after_it(change) -> None:
    before, after = plan_of(CHAIN), plan_of(change(CHAIN))
    assert change(CHAIN) != CHAIN
    assert not {t.fingerprint for t in after.tasks} & {t.fingerprint for t in before.tasks}


class OnlyLookedUp(dict[str, Identity]):
    """The identities of a campaign's tasks: going through all of them for each makes planning quadratic."""

    def __iter__(self):
        raise AssertionError("walked")

    items = keys = values = __iter__


def test_a_request_looks_up_only_the_tasks_that_it_reads() -> None:
    media = Media(source=TaskSource("first", "video"), facts=MediaFacts(kind=MediaKind.VIDEO))
    upstream = OnlyLookedUp(first=Identity("of the realm", "free"))
    asked = AskedForms.of(CATALOG.models["wan2.7-videoedit"]).asked({"video": media}, realm="draft", upstream=upstream)
    assert asked.form["video"] == [{"upstream": "of the realm", "output": "video"}]


def test_where_a_file_lies_does_not_count_but_its_bytes_do() -> None:
    one, same, other = (
        plan_of(CHAIN, {"clip": clip(digest=digest)}).tasks[0].fingerprint for digest in ("a" * 64, "a" * 64, "b" * 64)
    )
    assert one == same != other


def url(text: str, version: str | None) -> Media:
    facts = MediaFacts(kind=MediaKind.VIDEO, seconds=Span.exactly(4))
    return Media(source=UrlSource(text, text.partition("?")[0], version), facts=facts)


def test_a_signature_does_not_count_and_a_url_without_version_is_never_reused() -> None:
    one, same = (plan_of(CHAIN, {"clip": url(f"https://x/y.mp4?Signature={s}", None)}) for s in "ab")
    assert one.tasks[0].fingerprint == same.tasks[0].fingerprint
    assert [task.reusable for task in one.tasks] == [False, False]


def test_two_objects_of_one_request_that_only_a_query_tells_apart_stay_two() -> None:
    one, two = (
        replace(url(f"https://x/get?id={tag}", f'etag:"{tag}";length:9'), facts=picture().facts) for tag in ("a", "b")
    )
    assert reference_of(one) != reference_of(two)
    assert "id=" not in reference_of(one)


def test_planning_twice_gives_the_same_bytes() -> None:
    assert plan_of(CHAIN) == plan_of(CHAIN)
    assert plan_of(CHAIN).digest == plan_of(CHAIN).digest


@pytest.mark.parametrize(
    ("seconds", "extra", "low", "high", "cost"),
    [
        ("4", "", "8", "8", "4.80"),
        ("5.02", "", "10.02", "10.053", "6.0318"),
        ("5.28", "", "10.546", "10.58", "6.348"),
        ("9.976", "", "19.942", "19.976", "11.9856"),
        ("5.266", "", "10.532", "10.532", "6.3192"),
        ("5.28", "duration: 4, ", "8", "9.28", "5.568"),
        ("10", "duration: 4, ", "8", "14", "8.40"),
        ("10", "resolution: 1080P, ", "20", "20", "20.00"),
    ],
)
def test_prices(seconds: str, extra: str, low: str, high: str, cost: str) -> None:
    text = CHAIN.replace("prompt: Convert", extra + "prompt: Convert")
    estimate = plan_of(text, {"clip": clip(seconds)}, BILLED).tasks[0].estimate
    assert (estimate.billed_seconds.low, estimate.billed_seconds.high) == (Decimal(low), Decimal(high))
    assert estimate.cost_high.amount == cost


def test_a_draft_costs_nothing_and_says_what_it_would_cost() -> None:
    estimate = plan_of(CHAIN).tasks[0].estimate
    assert (estimate.cost_high.micros, estimate.would_high.amount) == (0, "4.80")


def test_the_reservation_rounds_each_side_up_to_whole_seconds() -> None:
    assert plan_of(CHAIN, {"clip": clip("5.02")}, BILLED).tasks[0].bound.amount == "7.20"


LIMITS = [
    (clip("12"), "clip-too-long"),
    (clip("1.5"), "clip-too-short"),
    (clip(width=200, height=300), "media-sides"),
    (clip(width=4000, height=400), "media-ratio"),
    (clip(size=105 * 1024 * 1024), "media-too-large"),
    (clip(format="mkv"), "media-format"),
]


@pytest.mark.parametrize(("media", "key"), LIMITS, ids=[key for _, key in LIMITS])
def test_limits_of_media_are_faults_before_anything_runs(media: Media, key: str) -> None:
    made = planned(CHAIN, {"clip": media})
    assert made.plan is None
    assert [fault.key for fault in made.faults] == [key]


def test_the_lines_that_cut_a_clip_first_do_once_they_are_pasted() -> None:
    long = {"clip": clip("12")}
    (found,) = planned(CHAIN, long).faults
    _, step, _, reference, _ = str(found.args["cut"]).split("`")
    text = CHAIN.replace("steps:\n", f"steps:\n  {step}\n").replace(
        '{video: "${{ inputs.clip }}", prompt', f"{{{reference}, prompt"
    )

    assert "inputs.clip" not in text.partition("id: first")[2]
    made = planned(text, long)
    assert (made.faults, made.plan is not None) == ((), True)


@pytest.mark.parametrize(
    ("seconds", "key"), [("12", "clip-too-long"), ("1.5", "clip-too-short"), ("8", "")], ids=["long", "short", "fits"]
)
def test_what_another_step_makes_is_held_against_the_limits_as_far_as_it_is_foretold(seconds: str, key: str) -> None:
    cut = (
        f'  - {{id: cut, uses: media/trim, with: {{video: "${{{{ inputs.clip }}}}", start: 0, seconds: {seconds}}}}}\n'
    )
    text = CHAIN.replace("steps:\n", "steps:\n" + cut)
    text = text.replace('video: "${{ inputs.clip }}", prompt', 'video: "${{ steps.cut.video }}", prompt')
    assert [fault.key for fault in planned(text, {"clip": clip("20")}).faults] == ([key] if key else [])


@pytest.mark.parametrize(
    ("cut", "reads"),
    [
        (
            "uses: media/trim, with: {video: '${{ inputs.clip }}', start: 0, seconds: 3}",
            'video: "${{ steps.cut.video }}"',
        ),
        (
            "uses: media/frame, with: {video: '${{ inputs.clip }}', at: 0}",
            'video: whole.mp4, reference_images: ["${{ steps.cut.image }}"]',
        ),
    ],
    ids=["trim", "frame"],
)
@pytest.mark.parametrize(("width", "key"), [(160, "media-sides"), (1280, "")])
def test_what_is_too_small_stays_so_behind_a_tool(cut: str, reads: str, width: int, key: str) -> None:
    text = CHAIN.replace("steps:\n", f"steps:\n  - {{id: cut, {cut}}}\n")
    text = text.replace('video: "${{ inputs.clip }}", prompt', f"{reads}, prompt")
    small = clip("20", width=width, height=width * 3 // 4)
    made = make_plan(
        recipe_of(text),
        [RowGiven(inputs={"clip": small}, media={MediaName("whole.mp4"): clip(digest="e" * 64)}, places={})],
        Basis(catalog=CATALOG, terms=DRAFT, day=DAY),
    )
    assert [fault.key for fault in made.faults] == ([key] if key else [])


def test_one_long_clip_in_three_steps_is_one_fault() -> None:
    text = CHAIN.replace(
        "steps:\n",
        'steps:\n  - {id: zero, uses: wan2.7-videoedit, with: {video: "${{ inputs.clip }}", prompt: Night.}}\n',
    )
    text = text.replace("outputs:", "outputs:\n  zero: ${{ steps.zero.video }}")
    assert len(planned(text, {"clip": clip("12")}).faults) == 1


def test_a_duration_beyond_the_clip_is_a_fault() -> None:
    text = CHAIN.replace("prompt: Convert", "duration: 6, prompt: Convert")
    assert [fault.key for fault in planned(text, {"clip": clip("4")}).faults] == ["duration-beyond-clip"]


def test_a_step_that_nothing_needs_is_not_run() -> None:
    text = CHAIN.replace("steps.second.video", "steps.first.video")
    assert [task.action for task in plan_of(text).tasks] == [Action.RUN, Action.UNNEEDED]
    assert plan_of(text).totals.estimate.would_high.amount == "4.80"


CONDITION = CHAIN.replace("  clip: {type: video}", "  clip: {type: video}\n  back: {type: image, optional: true}").replace(
    "  - id: second\n", "  - id: second\n    if: ${{ inputs.back }}\n"
).replace("final: ${{ steps.second.video }}", "final: ${{ steps.second.video or steps.first.video }}")  # fmt: skip


@pytest.mark.parametrize("given_", [True, False])
def test_a_condition_chooses_before_anything_is_spent(given_: bool) -> None:
    from engine.values.absent import ABSENT

    plan = plan_of(CONDITION, {"clip": clip(), "back": picture() if given_ else ABSENT})
    assert plan.tasks[1].action is (Action.RUN if given_ else Action.SKIP)
    (output,) = plan.rows[0].outputs
    assert output.members[0].media.source.task == ("second" if given_ else "first")


def stored(task, digest: str, upstream: dict[str, str]) -> StoredResult:
    facts = MediaFacts(kind=MediaKind.VIDEO, seconds=Span.exactly(4))
    return StoredResult(
        fingerprint=task.fingerprint, asked=canonical_json(task.request.asked), output="video", digest=digest, facts=facts,
        job="job", upstream=upstream,
    )  # fmt: skip


def test_a_result_answers_only_if_it_was_made_from_what_the_plan_uses() -> None:
    plan = plan_of(CHAIN)
    first, second = plan.tasks
    source = f"{first.fingerprint}/video"
    one = stored(first, "1" * 64, {})
    fits, misfits = stored(second, "2" * 64, {source: "1" * 64}), stored(second, "3" * 64, {source: "9" * 64})

    def actions(*results: StoredResult) -> list[str]:
        by = {}
        for result in results:
            by[result.fingerprint] = (*by.get(result.fingerprint, ()), result)
        return [f"{task.action.value}:{task.reason.code}" for task in with_reuse(plan, Stored(0, by)).tasks]

    assert actions(one, fits) == ["reuse:stored", "reuse:stored"]
    assert actions(one, misfits) == ["reuse:stored", "run:upstream-differs"]
    assert actions(one, misfits, fits) == ["reuse:stored", "reuse:stored"]
    assert actions(fits) == ["run:new", "run:upstream-anew"]
    assert with_reuse(plan, Stored(0, {})).totals.saved.micros == 0
    assert (
        with_reuse(plan, Stored(0, {first.fingerprint: (one,), second.fingerprint: (fits,)})).totals.saved.amount
        == "9.60"
    )


def test_an_equal_fingerprint_with_another_asked_form_never_answers() -> None:
    plan = plan_of(CHAIN)
    liar = stored(plan.tasks[0], "1" * 64, {})
    object.__setattr__(liar, "asked", b"{}")
    assert with_reuse(plan, Stored(0, {liar.fingerprint: (liar,)})).tasks[0].action is Action.RUN


@given(st.decimals("2", "10", places=3), st.sampled_from(["720P", "1080P"]))
def test_the_reservation_is_never_less_than_the_estimate(seconds: Decimal, tier: str) -> None:
    task = plan_of(CHAIN.replace("720P", tier), {"clip": clip(str(seconds))}, BILLED).tasks[0]
    assert task.bound >= task.estimate.cost_high >= task.estimate.cost_low


@pytest.mark.parametrize(
    ("value", "shown"),
    [("1.5", 1.5), ("2.0", 2), ("0.1", 0.1), ("1234567890.12345678901", "1234567890.12345678901"), ("1e3", 1000)],
)
def test_the_inputs_of_a_plan_are_json(value: str, shown: object) -> None:
    text = CHAIN.replace("inputs:\n", "inputs:\n  n: {type: number}\n  many: {type: list, items: {type: number}}\n")
    basis = Basis(catalog=CATALOG, terms=DRAFT, day=DAY)
    inputs = {"clip": clip(), "n": Decimal(value), "many": (Decimal(value), 3)}
    made = make_plan(recipe_of(text), [RowGiven(inputs=inputs, media={}, places={})], basis, inputs=inputs)
    data = json.loads(json.dumps(plan_data(made.plan, None, ENGLISH)))
    jsonschema.validate(data, load_json("plan.schema.json"))
    assert (data["inputs"]["n"], data["inputs"]["many"]) == (shown, [shown, 3])


def test_a_fault_of_media_stands_where_the_medium_or_the_number_is_written() -> None:
    written = CHAIN.replace(
        "steps:\n",
        """steps:
  - id: cut
    uses: media/trim
    with:
      video: ${{ inputs.clip }}
      start: 3
      seconds: 9
  - id: still
    uses: media/frame
    with:
      video: ${{ inputs.clip }}
      at: 9
  - id: parts
    uses: media/split
    with:
      video: ${{ inputs.clip }}
      pieces: 5
  - id: edit
    uses: wan2.7-videoedit
    with:
      video: ${{ inputs.clip }}
      prompt: Make it snow.
      resolution: 720P
      reference_images:
        - good.png
        - bad.png
""",
    )
    recipe = recipe_of(written)
    tiny = replace(picture("e" * 64), facts=replace(picture().facts, width=100, height=100))
    media = {MediaName("good.png"): picture(), MediaName("bad.png"): tiny}
    basis = Basis(catalog=CATALOG, terms=DRAFT, day=DAY)
    made = make_plan(recipe, [RowGiven(inputs={"clip": clip()}, media=media, places={})], basis)
    lines = written.splitlines()
    assert [(fault.key, lines[fault.place.line - 1].strip()) for fault in made.faults] == [
        ("trim-beyond-clip", "seconds: 9"),
        ("frame-beyond-clip", "at: 9"),
        ("split-pieces", "pieces: 5"),
        ("media-sides", "- bad.png"),
    ]
