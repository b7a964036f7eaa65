"""What the shape can say beyond the entries that are there: prices by several parameters, items, later parameters."""

from typing import Any

import pytest

from engine.api.context import load_catalog, recipe_schemas
from engine.plan import Basis, Plan, RowGiven, make_plan
from engine.plan.seconds import billed_seconds
from engine.recipe import read_recipe
from engine.resources import load_json
from tests.catalog.worlds import CLIP, ONE, RECIPE
from tests.worlds import BILLED, DAY, clip, picture

WAN = load_json("models/wan2.7-videoedit.json")


def like_wan(**changes: Any) -> dict[str, Any]:
    """An entry like the shipped one, under a name of its own."""
    return {**WAN, "name": "like-wan", **changes}


def plan_of(entry: dict[str, Any], with_: str) -> Plan:
    catalog = load_catalog((entry,))
    text = RECIPE.format(model="like-wan", with_=with_)
    checked = read_recipe(text, "recipe.yaml", catalog, recipe_schemas(catalog))
    assert checked.recipe is not None, checked.faults
    row = RowGiven(inputs={"clip": clip(), "more": clip(), "one": picture()}, media={}, places={})
    made = make_plan(checked.recipe, [row], Basis(catalog=catalog, terms=BILLED, day=DAY))
    assert made.plan is not None, made.faults
    return made.plan


def priced(by: list[str], rows: dict[str, str]) -> dict[str, Any]:
    return like_wan(prices=[{**row, "by": by, "rows": rows} for row in WAN["prices"]])


SNOW = f"video: {CLIP}, prompt: Make it snow."
BY_TWO = priced(
    ["resolution", "watermark"], {"720P/true": "0.5", "720P/false": "0.6", "1080P/true": "0.9", "1080P/false": "1.0"}
)


@pytest.mark.parametrize(
    ("given", "cost"),
    [
        ("", "8.00"),
        (", watermark: true", "7.20"),
        (", resolution: 720P", "4.80"),
        (", resolution: 720P, watermark: true", "4.00"),
    ],
)
def test_a_price_may_depend_on_several_parameters(given: str, cost: str) -> None:
    assert plan_of(BY_TWO, SNOW + given).totals.estimate.would_high.amount == cost


@pytest.mark.parametrize(("count", "cost"), [(0, "8.00"), (1, "8.00"), (2, "8.20"), (4, "8.60")])
def test_media_may_be_charged_one_by_one_beyond_the_first(count: int, cost: str) -> None:
    price = {"cn-beijing": "0.20", "ap-southeast-1": "0.03"}
    billing = {**WAN["billing"], "items": [{"of": "reference_images", "over": 1, "price": price}]}
    images = f", reference_images: [{', '.join([ONE] * count)}]" if count else ""
    plan = plan_of(like_wan(billing=billing), SNOW + images)
    assert plan.totals.estimate.would_high.amount == cost
    assert plan.tasks[0].bound.amount == cost


@pytest.mark.parametrize(("round_", "seconds"), [("none", "4.5"), ("up", "5"), ("half", "5")])
def test_a_term_may_be_rounded(round_: str, seconds: str) -> None:
    billing = {"terms": [{"of": "video", "round": round_}]}
    entry = like_wan(billing=billing)
    catalog = load_catalog((entry,))
    assert str(billed_seconds(catalog.models["like-wan"], {"video": clip("4.5")}).high) == seconds


LATER = {
    "type": "string", "enum": ["soft", "hard"], "default": "soft", "place": "parameters.grain",
    "description": "How the grain looks.",
}  # fmt: skip


def test_a_later_parameter_changes_no_older_request() -> None:
    later = like_wan(parameters={**WAN["parameters"], "grain": LATER})
    before, left_out, default, other = (
        plan_of(entry, SNOW + given).tasks[0]
        for entry, given in ((like_wan(), ""), (later, ""), (later, ", grain: soft"), (later, ", grain: hard"))
    )
    assert before.fingerprint == left_out.fingerprint == default.fingerprint != other.fingerprint
    assert other.request.body["parameters"]["grain"] == "hard"


def test_a_model_without_a_seed_asks_for_none() -> None:
    unseeded = like_wan(parameters={name: row for name, row in WAN["parameters"].items() if name != "seed"})
    (task,) = plan_of(unseeded, SNOW).tasks
    assert "seed" not in task.request.asked
    assert "parameters" not in task.request.body
