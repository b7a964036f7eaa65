"""A model is JSON alone: plan, price, limits and schema follow, of those that are shipped and of one that is added."""

import json
import re
from decimal import Decimal
from typing import Any

import jsonschema
import pytest

from engine.api.context import load_catalog
from engine.phrases.messages import Messages
from engine.plan import Terms
from engine.report.display import Display
from engine.report.models import models_list_text
from engine.report.plan import Shown, plan_text
from engine.report.width import width_of
from engine.resources import load_json
from engine.values.media import Media, MediaFacts, MediaKind, Span, UrlSource
from tests.catalog.worlds import CATALOG, CLIP, ENTRIES, GIVEN, MORE, ONE, SCHEMAS, SHIPPED, plan_of, planned
from tests.report.runs import ENGLISH
from tests.worlds import BILLED, clip, picture

HORSE, GO_ON, WAN3 = "happyhorse-1.0-video-edit", "wan2.7-i2v/continue", "wan3.0-video/edit"
R2V, VACE, LARGER = "wan2.7-r2v", "wanx2.1-vace-plus/edit", "pixverse/pixverse-upscale"
ACME, LONGER, FRAMES = "acme/sketch", "wan3.0-video/extend", "wan3.0-video/frames"
SINGAPORE = Terms(service="dashscope-intl", realm="dashscope", region="ap-southeast-1", bills=True)
SNOW = "prompt: Make it snow."


def unknown() -> Media:
    """A clip far away of which nothing is known."""
    text = "https://media.example/clip.mp4"
    return Media(source=UrlSource(text, text, "etag:1"), facts=MediaFacts(kind=MediaKind.VIDEO))


def test_one_is_added_that_is_not_shipped() -> None:
    assert set(GIVEN) == {ACME}
    assert not set(GIVEN) & set(SHIPPED)


@pytest.mark.parametrize("name", ENTRIES)
def test_an_entry_keeps_to_the_schema_of_entries(name: str) -> None:
    jsonschema.validate(ENTRIES[name], load_json("model.schema.json"))


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_entry_speaks_both_languages_and_names_its_source(name: str) -> None:
    entry = SHIPPED[name]
    assert entry["title_zh"]
    assert entry["source"]
    assert all(row["description_zh"] for row in entry["parameters"].values())
    assert all(row.get("source") for row in entry["prices"])
    assert all(row.get("discount", {"note_zh": "-"})["note_zh"] for row in entry["prices"])


PRICES: list[tuple[str, str, dict[str, Any], tuple[str, str], tuple[str, str], str]] = [
    # model, what is given beside the prompt, the media, counted seconds, cost, reservation
    (HORSE, f"video: {CLIP}", {"clip": clip("4")}, ("7", "9"), ("11.20", "14.40"), "14.40"),
    (HORSE, f"video: {CLIP}, resolution: 720P", {"clip": clip("4.2")}, ("7.4", "9.4"), ("6.66", "8.46"), "9.90"),
    (HORSE, f"video: {CLIP}", {"clip": clip("40")}, ("30", "55"), ("48.00", "88.00"), "88.00"),
    (HORSE, f"video: {CLIP}", {"clip": unknown()}, ("5", "75"), ("8.00", "120.00"), "120.00"),
    (GO_ON, f"first_clip: {CLIP}", {}, ("5", "5"), ("5.00", "5.00"), "5.00"),
    (GO_ON, f"first_clip: {CLIP}, duration: 12, resolution: 720P", {}, ("12", "12"), ("7.20", "7.20"), "7.20"),
    (WAN3, f"reference_videos: [{CLIP}], duration: -1", {"clip": clip("6")}, ("8", "30"), ("9.60", "36.00"), "36.00"),
    (WAN3, f"reference_videos: [{CLIP}]", {"clip": clip("6")}, ("11", "11"), ("13.20", "13.20"), "13.20"),
    (WAN3, f"reference_videos: [{CLIP}, {MORE}]", {"clip": clip("6.5"), "more": clip("3", digest="a" * 64)},
     ("14.5", "14.5"), ("17.40", "17.40"), "18.00"),
    (LONGER, f"reference_video: {CLIP}, duration: -1", {"clip": clip("6")}, ("12", "30"), ("14.40", "36.00"), "36.00"),
    (LONGER, f"reference_video: {CLIP}, duration: 9", {"clip": clip("6")}, ("15", "15"), ("18.00", "18.00"), "18.00"),
    (ACME, f"video: {CLIP}, size: small", {"clip": clip("4.6", codec="h264")}, ("10", "10"), ("1.00", "1.00"), "1.00"),
    (ACME, f"video: {CLIP}, pictures: [{', '.join([ONE] * 3)}], size: large, sound: true", {}, ("8", "8"),
     ("4.40", "4.40"), "4.40"),
    (WAN3, f"reference_videos: [{CLIP}], duration: -1", {"clip": unknown()}, ("3", "30"), ("3.60", "36.00"), "36.00"),
    (FRAMES, f"first_frame: {ONE}, duration: 8, resolution: 480P", {}, ("8", "8"), ("2.40", "2.40"), "2.40"),
    (FRAMES, f"last_frame: {ONE}, duration: -1", {}, ("2", "30"), ("2.40", "36.00"), "36.00"),
    (R2V, f"reference_videos: [{CLIP}]", {"clip": clip("4")}, ("9", "9"), ("9.00", "9.00"), "9.00"),
    (R2V, f"reference_videos: [{CLIP}]", {"clip": clip("20")}, ("10", "10"), ("10.00", "10.00"), "10.00"),
    (R2V, f"reference_images: [{ONE}], resolution: 720P", {}, ("5", "5"), ("3.00", "3.00"), "3.00"),
    (VACE, f"video: {CLIP}, mask: {ONE}", {}, ("5", "5"), ("3.50", "3.50"), "3.50"),
    (LARGER, f"video: {CLIP}", {"clip": clip("4.2", codec="h264")}, ("5", "5"), ("0.75", "0.75"), "0.75"),
]  # fmt: skip


def with_prompt(model: str, with_: str) -> str:
    if model == LARGER:
        return with_
    return f"{with_}, {'prompt: Extend it.' if model == LONGER else SNOW}"


@pytest.mark.parametrize(("model", "with_", "media", "seconds", "cost", "bound"), PRICES)
def test_prices(
    model: str, with_: str, media: dict[str, Media], seconds: tuple[str, str], cost: tuple[str, str], bound: str
) -> None:
    (task,) = plan_of(model, with_prompt(model, with_), **media).tasks
    estimate = task.estimate
    assert (estimate.billed_seconds.low, estimate.billed_seconds.high) == tuple(map(Decimal, seconds))
    assert (estimate.cost_low.amount, estimate.cost_high.amount) == cost
    assert task.bound.amount == bound


def test_a_price_is_that_of_the_region() -> None:
    (task,) = plan_of(VACE, f"video: {CLIP}, mask: {ONE}, {SNOW}", SINGAPORE).tasks
    assert str(task.estimate.cost_high) == "0.50 USD"


LENGTHS = [
    (HORSE, f"video: {CLIP}", {"clip": clip("40")}, ("15", "15")),
    (GO_ON, f"first_clip: {CLIP}, duration: 12", {}, ("12", "12")),
    (WAN3, f"reference_videos: [{CLIP}], duration: -1", {"clip": clip("6")}, ("2", "24")),
    (VACE, f"video: {CLIP}, mask: {ONE}", {}, ("5", "5")),
    (LARGER, f"video: {CLIP}", {"clip": clip("4.2")}, ("3.2", "5.2")),  # no frame rate is documented
    (LONGER, f"reference_video: {CLIP}, duration: -1", {"clip": clip("6")}, ("6", "24")),
    (ACME, f"video: {CLIP}, size: small", {"clip": clip("4.2")}, ("4.2", "4.2")),
]


@pytest.mark.parametrize(("model", "with_", "media", "seconds"), LENGTHS)
def test_how_long_the_result_will_be(model: str, with_: str, media: dict[str, Media], seconds: tuple[str, str]) -> None:
    (task,) = plan_of(model, with_prompt(model, with_), **media).tasks
    assert task.outputs["video"].seconds == Span(*map(Decimal, seconds))


def test_documented_pixels_follow_from_tier_and_ratio_where_there_are_any() -> None:
    (task,) = plan_of("wan2.7-videoedit", f"video: {CLIP}, ratio: '9:16', resolution: 720P, {SNOW}").tasks
    assert (task.outputs["video"].width, task.outputs["video"].height) == (720, 1280)
    (task,) = plan_of(LARGER, f"video: {CLIP}").tasks
    assert task.outputs["video"].width is None


FILE, PICTURE = f"file:{'c' * 64}", f"file:{'d' * 64}"
BODIES: list[tuple[str, str, Terms, dict[str, Any]]] = [
    (
        VACE, f"video: {CLIP}, mask: {ONE}, references: [{ONE}], seed: 1, {SNOW}", BILLED,
        {
            "model": "wanx2.1-vace-plus",
            "input": {
                "function": "video_edit", "video_url": FILE, "mask_image_url": PICTURE, "ref_images_url": [PICTURE],
                "prompt": "Make it snow.",
            },
            "parameters": {"seed": 1},
        },
    ),
    (
        VACE, f"video: {CLIP}, mask: {ONE}, seed: 1, {SNOW}", SINGAPORE,
        {
            "model": "wan2.1-vace-plus",
            "input": {
                "function": "video_edit", "video_url": FILE, "mask_image_url": PICTURE, "prompt": "Make it snow.",
            },
            "parameters": {"seed": 1},
        },
    ),
    (
        WAN3, f"reference_videos: [{CLIP}], reference_images: [{ONE}], duration: -1, seed: 1, {SNOW}", BILLED,
        {
            "model": "wan3.0-video",
            "input": {
                "media": [{"type": "reference_video", "url": FILE}, {"type": "reference_image", "url": PICTURE}],
                "prompt": "Make it snow.",
            },
            "parameters": {"duration": -1, "seed": 1},
        },
    ),
    (
        LARGER, f"video: {CLIP}, seed: 1", BILLED,
        {"model": "pixverse/pixverse-upscale", "input": {"video_url": FILE}, "parameters": {"seed": 1}},
    ),
]  # fmt: skip


@pytest.mark.parametrize(("model", "with_", "terms", "body"), BODIES)
def test_the_request_is_as_the_entry_places_it(model: str, with_: str, terms: Terms, body: dict[str, Any]) -> None:
    (task,) = plan_of(model, with_, terms).requests
    assert task.request.body == body
    assert (task.model, task.request.sent_name) == (model, body["model"])


FAULTS: list[tuple[str, str, dict[str, Any], str]] = [
    (HORSE, f"video: {CLIP}", {"clip": clip("2")}, "clip-too-short"),
    (HORSE, f"video: {CLIP}", {"clip": clip(fps=Decimal(5))}, "media-fps"),
    (HORSE, f"video: {CLIP}", {"clip": clip(width=5000, height=2500)}, "media-long-side"),
    (HORSE, f"video: {CLIP}", {"clip": clip(width=640, height=300)}, "media-short-side"),
    (HORSE, f"video: {CLIP}, reference_images: [{ONE}]", {"one": picture()}, ""),
    (GO_ON, f"first_clip: {CLIP}, duration: 4", {"clip": clip("4.5")}, "length-within-clip"),
    (GO_ON, f"first_clip: {CLIP}", {"clip": clip("5")}, "length-within-clip"),
    (ACME, f"video: {CLIP}, size: small, pictures: [{ONE}], mask: {ONE}", {}, "not-both"),
    (ACME, f"video: {CLIP}, size: small, strength: 1.5", {}, "number-range"),
    (ACME, f"video: {CLIP}", {}, "missing-parameter"),
    (WAN3, f"reference_images: [{ONE}]", {}, "missing-parameter"),
    (WAN3, f"reference_videos: [{CLIP}], duration: 25", {"clip": clip("6")}, "too-long-together"),
    (WAN3, f"reference_videos: [{CLIP}], duration: 24", {"clip": clip("6")}, ""),
    (LONGER, f"reference_video: {CLIP}, duration: 6", {"clip": clip("6")}, "length-within-clip"),
    (FRAMES, "resolution: 720P", {}, "missing-one-of"),
    (WAN3, f"reference_videos: [{CLIP}, {MORE}]", {"clip": clip("9"), "more": clip("8")}, "too-long-together"),
    (WAN3, f"reference_videos: [{CLIP}], duration: 1", {}, "number-range"),
    (R2V, f"reference_videos: [{CLIP}], duration: 12", {}, "number-with-other"),
    (R2V, f"reference_images: [{ONE}], duration: 12", {}, ""),
    (R2V, f"reference_images: [{', '.join([ONE] * 3)}], reference_videos: [{', '.join([CLIP] * 3)}]", {},
     "too-many-together"),
    (R2V, "resolution: 720P", {}, "missing-one-of"),
    (VACE, f"video: {CLIP}, mask: {ONE}", {"clip": clip("6")}, "clip-too-long"),
    (VACE, f"video: {CLIP}, mask: {ONE}", {"one": picture("f" * 64)}, ""),
    (LARGER, f"video: {CLIP}", {"clip": clip(width=3840, height=2160)}, "media-long-side"),
    (ACME, f"video: {CLIP}, size: small", {"clip": clip(codec="mpeg4")}, "media-codec"),
    (ACME, f"video: {CLIP}, size: small", {"clip": clip(codec="h264")}, ""),
]  # fmt: skip


@pytest.mark.parametrize(("model", "with_", "media", "key"), FAULTS)
def test_limits_and_rules_are_faults_before_anything_runs(
    model: str, with_: str, media: dict[str, Media], key: str
) -> None:
    made = planned(model, with_prompt(model, with_), **media)
    assert [fault.key for fault in made.faults if not fault.key.startswith("lint-")] == ([key] if key else [])


@pytest.mark.parametrize(("text", "key"), [("雪" * 2500, ""), ("雪" * 2501, "text-over-units"), ("a" * 5000, "")])
def test_a_text_is_counted_as_the_service_counts(text: str, key: str) -> None:
    made = planned(HORSE, f"video: {CLIP}, prompt: {text}")
    assert [fault.key for fault in made.faults if not fault.key.startswith("lint-")] == ([key] if key else [])


@pytest.mark.parametrize(
    ("text", "key"), [("Extend it at its end.", ""), ("向后延长", ""), ("Make it snow.", "text-without-word")]
)
def test_a_prompt_holds_the_words_by_which_a_mode_is_told(text: str, key: str) -> None:
    made = planned(LONGER, f"reference_video: {CLIP}, duration: 9, prompt: {text}")
    assert [fault.key for fault in made.faults if not fault.key.startswith("lint-")] == ([key] if key else [])


def test_editors_are_told_of_every_parameter() -> None:
    recipe = SCHEMAS["recipe.schema.json"]
    uses = recipe["definitions"]["step"]["properties"]["uses"]["anyOf"][0]["enum"]
    for name, entry in ENTRIES.items():
        assert name in uses
        reference = recipe["properties"]["defaults"]["properties"][name]["$ref"]
        schema = SCHEMAS[reference]
        jsonschema.Draft7Validator.check_schema(schema)
        assert {key: row["description"] for key, row in schema["properties"].items()} == {
            key: row["description"] for key, row in entry["parameters"].items()
        }
    duration = SCHEMAS["models/wan3.0-video_edit.schema.json"]["properties"]["duration"]["anyOf"]
    assert duration[:2] == [
        {"type": "integer", "minimum": 2, "maximum": 30}, {"const": -1, "description": "The service chooses."},
    ]  # fmt: skip


def test_requests_of_other_models_have_seeds_and_fingerprints_of_their_own() -> None:
    tasks = [
        plan_of(name, f"{key}: {CLIP}, {SNOW}").tasks[0] for name, key in ((HORSE, "video"), (GO_ON, "first_clip"))
    ]
    assert len({task.fingerprint for task in tasks}) == 2
    assert [task.request.derived for task in tasks if task.request] == [("seed",), ("seed",)]


@pytest.mark.parametrize("words", ["Make it snow.", "Make it rain.", "Make it dark."])
def test_a_derived_seed_is_one_that_the_model_takes(words: str) -> None:
    (task,) = plan_of(ACME, f"video: {CLIP}, size: small, prompt: {words}").requests
    assert 0 <= task.request.body["parameters"]["seed"] <= 999


def test_the_catalog_tells_its_models_as_the_shipped_one() -> None:
    from engine.report.models import models_data, models_text

    assert [model["name"] for model in models_data(CATALOG)["models"]] == list(CATALOG.models)
    text = models_text(CATALOG, ENGLISH)
    assert "price in cn-beijing since 2026-07-14: 0.15 CNY/s, seconds of video" in text
    assert "for now x 0.7: for a limited time, says the price page" in text
    assert json.dumps(models_data(CATALOG))
    assert "media/trim: Cuts a stretch out of a clip (works on this machine, unbilled)" in text
    assert "  at     number | first | last, at least 0, default first\n" in text
    trim = models_data(CATALOG)["tools"][-1]
    assert (trim["name"], trim["parameters"]["seconds"]["minimum"]) == ("media/trim", 0.04)


def test_prices_and_rates_are_told_in_the_readers_language() -> None:
    from engine.report.models import models_text

    text = models_text(load_catalog(), Messages(load_json("messages.json"), "zh"))
    told = [line for line in text.splitlines() if " 的价格（" in line or "限额：" in line]
    assert told
    assert [line for line in told if re.search(r"/s\b|, |\* ", line)] == []
    assert any("720P 0.60 CNY/秒，1080P 1.00 CNY/秒，" in line for line in told)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_list_has_a_line_for_each_and_two_where_the_screen_is_narrow(lang: str) -> None:
    messages, catalog = Messages(load_json("messages.json"), lang), load_catalog()
    wide, narrow = (models_list_text(catalog, messages, Display(columns)).splitlines() for columns in (120, 60))
    named = [*catalog.models, *catalog.tools, *catalog.services]
    assert [line.split()[0] for line in wide if line.startswith("  ")] == named
    assert [line.split()[0] for line in narrow if line.startswith("  ") and line[2] != " "] == named
    assert max(map(width_of, wide)) <= 120
    (edit,) = (line for line in wide if line.startswith("  wan3.0-video/edit "))
    assert "0.30-1.20 CNY" in edit


def test_a_plan_counts_list_prices_and_notes_the_discount() -> None:
    plan = plan_of(HORSE, f"video: {CLIP}, {SNOW}")
    text = plan_text(Shown(plan=plan, budget=None, state="."), Messages(load_json("messages.json"), "en"))
    assert "happyhorse-1.0-video-edit: list prices; for now the service says it charges x 0.8 of them" in text
    assert plan.totals.estimate.would_high.amount == "14.40"
