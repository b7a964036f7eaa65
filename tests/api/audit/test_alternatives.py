"""One step on several models: prices, limits that are broken, and what a model doesn't take, before anything is sent."""

from dataclasses import replace
from pathlib import Path

import pytest

from engine.api.asked import Asked
from engine.api.audit.alternatives import alternatives
from engine.api.context import Context, make_context
from engine.api.planning import plan_now
from engine.errors import AuthorError, FaultsFound
from engine.phrases.messages import Messages
from engine.plan import Action, Terms
from engine.report.survey.alternatives import Alternatives, OnModel, alternatives_text
from engine.resources import data_folder, load_json
from tests.catalog.worlds import GIVEN
from tests.worlds import BILLED

SINGAPORE = Terms(service="dashscope-intl", realm="dashscope", region="ap-southeast-1", bills=True)
WRITTEN, WAN3, HORSE, GO_ON = (
    "wan2.7-videoedit",
    "wan3.0-video/edit",
    "happyhorse-1.0-video-edit",
    "wan2.7-i2v/continue",
)
MASKED, REPAINT, LARGER, ACME = (
    "wanx2.1-vace-plus/edit",
    "wanx2.1-vace-plus/repaint",
    "pixverse/pixverse-upscale",
    "acme/sketch",
)
RECIPE = """\
recipe: 1
name: one
version: "1.0.0"
inputs:
  clip: {type: video, default: CLIP}
  one: {type: image, default: PICTURE}
defaults:
  acme/sketch: {size: large}
steps:
  - id: first
    uses: wan2.7-videoedit
    with: {video: "${{ inputs.clip }}", reference_images: ["${{ inputs.one }}"], prompt: Make it snow., resolution: 720P, audio_setting: origin}
  - id: short
    uses: media/trim
    with: {video: "${{ steps.first.video }}", seconds: 3}
outputs:
  final: ${{ steps.short.video }}
"""


@pytest.fixture
def context(tmp_path: Path) -> Context:
    media = data_folder("recipes") / "media"
    text = RECIPE.replace("CLIP", str(media / "portrait.mp4")).replace("PICTURE", str(media / "kite.png"))
    (tmp_path / "one.yaml").write_text(text, "utf-8")
    second = text.replace("media/trim", "pixverse/pixverse-upscale").replace(", seconds: 3", "")
    (tmp_path / "two.yaml").write_text(second, "utf-8")
    return replace(make_context(tmp_path, {}), entries=tuple(GIVEN.values()))


def compared(
    context: Context, *names: str, file: str = "one.yaml", step: str | None = None, terms: Terms = BILLED
) -> Alternatives:
    return alternatives(context, Asked(file=context.cwd / file), terms, names, step)


def told(one: OnModel) -> tuple[str, ...]:
    """The price from and to, and the seconds that are billed; or what stands in the way."""
    if one.estimate is None:
        return tuple(fault.key for fault in one.faults) or (one.refusal.key if one.refusal else "another thing",)
    seconds = one.estimate.billed_seconds
    return str(one.estimate.cost_low), str(one.estimate.cost_high), f"{seconds.low}-{seconds.high}"


def test_the_model_that_is_written_stands_first_and_once(context: Context) -> None:
    found = compared(context, WAN3, WRITTEN, WAN3)
    assert [(one.model.name, one.as_written) for one in found.models] == [(WRITTEN, True), (WAN3, False)]
    assert (found.recipe, found.step, found.day) == ("one", "first", context.today)


def test_each_has_its_own_price_or_an_honest_interval(context: Context) -> None:
    found = {one.model.name: told(one) for one in compared(context, WAN3, HORSE, GO_ON, ACME).models}
    assert found == {
        WRITTEN: ("4.80 CNY", "4.80 CNY", "8-8"),
        WAN3: (
            "3.60 CNY",
            "18.00 CNY",
            "6-30",
        ),  # its length is the service's choice: the source's is what is asked for
        HORSE: ("6.30 CNY", "8.10 CNY", "7-9"),
        GO_ON: ("3.00 CNY", "3.00 CNY", "5-5"),
        ACME: ("2.40 CNY", "2.40 CNY", "8-8"),  # the recipe's defaults for it hold
    }


def test_what_a_model_does_not_take_is_named(context: Context) -> None:
    found = {one.model.name: one.left_out for one in compared(context, WAN3, HORSE, GO_ON, LARGER).models}
    assert found == {
        WRITTEN: (),
        WAN3: ("audio_setting",),
        HORSE: (),
        GO_ON: ("reference_images", "audio_setting"),
        LARGER: ("reference_images", "prompt", "resolution", "audio_setting"),
    }


def test_what_stands_in_the_way_is_told_of_each(context: Context) -> None:
    found = {one.model.name: told(one) for one in compared(context, MASKED, REPAINT, LARGER).models[1:]}
    assert found == {MASKED: ("missing-one-of",), REPAINT: ("missing-parameter",), LARGER: ("another thing",)}


def test_a_word_that_a_model_does_not_know_is_a_fault_unless_the_recipe_says_another_for_it(context: Context) -> None:
    file = context.cwd / "one.yaml"
    file.write_text(
        file.read_text("utf-8").replace("acme/sketch: {size: large}", "acme/sketch: {sound: true}"), "utf-8"
    )
    assert told(compared(context, ACME).models[1]) == ("not-one-of",)


def test_a_model_that_is_not_offered_in_the_region_says_where_it_is(context: Context) -> None:
    found = compared(context, WAN3, file="two.yaml", step="first", terms=SINGAPORE)
    assert [told(one) for one in found.models] == [
        ("model-elsewhere",)
    ] * 2  # the upscaler after it is in Beijing alone
    found = compared(context, WAN3, terms=SINGAPORE)
    assert [told(one)[:2] for one in found.models] == [("0.80 USD", "0.80 USD"), ("0.60 USD", "3.00 USD")]


def test_a_clip_that_is_too_long_for_one_is_not_for_another(context: Context) -> None:
    file = context.cwd / "one.yaml"
    file.write_text(file.read_text("utf-8").replace("portrait.mp4", "reel.mp4"), "utf-8")
    found = {one.model.name: told(one)[0] for one in compared(context, HORSE, ACME).models}
    assert found[WRITTEN] == "clip-too-long"
    assert found[HORSE].endswith("CNY")
    assert found[ACME] == "clip-too-long"


def test_a_mistake_that_has_nothing_to_do_with_models_is_told_once(context: Context) -> None:
    asked = Asked(file=context.cwd / "one.yaml", arguments=("clap=x.mp4",))
    with pytest.raises(FaultsFound) as caught:
        alternatives(context, asked, BILLED, [WAN3, HORSE])
    assert [fault.key for fault in caught.value.faults] == ["input-unknown"]


@pytest.mark.parametrize(
    ("names", "file", "step", "key"),
    [
        (["wan9"], "one.yaml", None, "no-such-model"),
        (["media/trim"], "one.yaml", None, "compare-tool"),
        ([WAN3], "one.yaml", "short", "compare-no-step"),
        ([WAN3], "two.yaml", None, "compare-which-step"),
    ],
)
def test_what_can_not_be_compared(context: Context, names: list[str], file: str, step: str | None, key: str) -> None:
    with pytest.raises(AuthorError) as caught:
        compared(context, *names, file=file, step=step)
    assert caught.value.key == key


@pytest.mark.parametrize(("step", "times"), [("restyle", 3), ("relocate", 34)])
def test_a_campaign_is_compared_over_all_of_its_rows_and_equal_edits_count_once_as_in_its_plan(
    step: str, times: int
) -> None:
    folder = data_folder("recipes")
    context = make_context(folder, {})
    asked = Asked(file=folder / "campaigns" / "launch.yaml")
    found = alternatives(context, asked, BILLED, [WAN3, HORSE], step)
    planned = [
        task
        for task in plan_now(context, asked, BILLED).plan.requests
        if task.step == step and task.action is not Action.SHARE
    ]
    cost = sum(task.estimate.would_high.micros for task in planned)
    assert [one.tasks for one in found.models] == [times] * 3
    assert all(one.estimate is not None for one in found.models)
    assert found.models[0].estimate is not None
    assert (len(planned), found.models[0].estimate.would_high.micros) == (times, cost)
    text = alternatives_text(found, Messages(load_json("messages.json"), "en"))
    assert text.startswith(f"launch, step {step} on ")


def test_the_steps_of_which_one_is_to_be_named_are_listed_in_the_readers_language(context: Context) -> None:
    file = context.cwd / "two.yaml"
    with pytest.raises(AuthorError) as caught:
        compared(context, WAN3, file=str(file))
    assert Messages(load_json("messages.json"), "zh").of_error(caught.value).hint.endswith("可选：first、short。")
