"""What a service says it billed, by the rules of a model's entry: the same function as the plan's."""

from decimal import Decimal

import pytest

from engine.api.runs.adapters import bill_of
from engine.plan import Terms
from engine.run.service import Usage
from tests.catalog.worlds import CATALOG, CLIP, ONE, plan_of
from tests.worlds import BILLED, DRAFT, clip

S = Decimal
BILLS: list[tuple[str, str, str, Usage, str | None]] = [
    # model, what it is given, the clip's seconds, what the service told, what that costs
    ("wan2.7-videoedit", f"video: {CLIP}", "4", Usage(billed_seconds=S("8"), tier="1080P"), "8.00"),
    ("wan2.7-videoedit", f"video: {CLIP}", "4", Usage(billed_seconds=S("8"), tier="720P"), "4.80"),
    ("wan2.7-videoedit", f"video: {CLIP}", "4", Usage(billed_seconds=S("8"), tier="480P"), "8.00"),
    ("wan2.7-videoedit", f"video: {CLIP}", "4", Usage(input_seconds=S("4"), output_seconds=S("4.02")), "8.02"),
    ("wan2.7-videoedit", f"video: {CLIP}", "4", Usage(output_seconds=S("4")), None),
    (
        "happyhorse-1.0-video-edit",
        f"video: {CLIP}",
        "40",
        Usage(input_seconds=S("40"), output_seconds=S("15")),
        "88.00",
    ),
    ("wan2.7-r2v", f"reference_videos: [{CLIP}]", "20", Usage(input_seconds=S("20"), output_seconds=S("5")), "10.00"),
    (
        "wan3.0-video/edit",
        f"reference_videos: [{CLIP}]",
        "9",
        Usage(input_seconds=S("9"), output_seconds=S("25")),
        "36.00",
    ),
    ("wan2.7-i2v/continue", f"first_clip: {CLIP}, duration: 8", "4", Usage(output_seconds=S("8")), "8.00"),
    ("wanx2.1-vace-plus/edit", f"video: {CLIP}, mask: {ONE}", "4", Usage(output_seconds=S("5")), "3.50"),
    ("pixverse/pixverse-upscale", f"video: {CLIP}", "4", Usage(input_seconds=S("4.2")), "0.75"),
    ("pixverse/pixverse-upscale", f"video: {CLIP}", "4", Usage(output_seconds=S("4.2")), None),
    ("pixverse/pixverse-upscale", f"video: {CLIP}", "4", Usage(), None),
]


@pytest.mark.parametrize(("model", "with_", "seconds", "usage", "cost"), BILLS)
@pytest.mark.parametrize("terms", [BILLED, DRAFT], ids=["billed", "draft"])
def test_a_bill(model: str, with_: str, seconds: str, usage: Usage, cost: str | None, terms: Terms) -> None:
    prompt = "" if "pixverse" in model else ", prompt: Make it snow."
    plan = plan_of(model, with_ + prompt, terms, clip=clip(seconds))
    found = bill_of(CATALOG, plan)(plan.tasks[0], usage)
    assert (found.cost.amount if found else None) == (cost if terms.bills or cost is None else "0.00")
