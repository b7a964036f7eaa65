"""One step on several models, as people read it: side by side where there is room, in blocks where there is not."""

from decimal import Decimal

import pytest

from engine.errors import OperatorError
from engine.phrases.messages import Messages
from engine.plan import Estimate
from engine.report.display import Display
from engine.report.survey.alternatives import Alternatives, OnModel, alternatives_data, alternatives_text
from engine.report.width import width_of
from engine.resources import load_json
from engine.values.fault import fault
from engine.values.media import Span
from engine.values.money import Money
from engine.values.place import Place
from tests.catalog.worlds import CATALOG
from tests.worlds import BILLED, DAY

MESSAGES = {lang: Messages(load_json("messages.json"), lang) for lang in ("en", "zh")}


def costs(low: str, high: str, seconds: Span) -> Estimate:
    first, last = Money.parse(f"{low} CNY"), Money.parse(f"{high} CNY")
    return Estimate(billed_seconds=seconds, cost_low=first, cost_high=last, would_low=first, would_high=last)


def on(name: str, **known: object) -> OnModel:
    model = CATALOG.models[name]
    return OnModel(model=model, **{"as_written": False, "price": model.price_on("cn-beijing", DAY), **known})


HERE = Place("r.yaml", 3, 1, 3, 2)
TOO_LONG = [
    fault("clip-too-long", HERE, parameter="video", seconds=str(n), limit="10", cut="`-`") for n in range(11, 17)
]
FOUND = Alternatives(
    recipe="restyle",
    step="edit",
    terms=BILLED,
    day=DAY,
    models=(
        on("wan2.7-videoedit", as_written=True, faults=tuple(TOO_LONG)),
        on(
            "wan3.0-video/edit", tasks=1, estimate=costs("9.60", "36.00", Span(Decimal(8), Decimal(30))), seconds=Span(Decimal(2), Decimal(24)),
            left_out=("audio_setting",),
        ),
        on("pixverse/pixverse-upscale", refusal=OperatorError("model-elsewhere", model="m", region="r", regions="cn-beijing")),
    ),
)  # fmt: skip
WIDE = """\
restyle, step edit on dashscope-cn: nothing is sent

model                          price           billed  result  regions
wan2.7-videoedit (as written)  not possible                    cn-beijing, ap-southeast-1
wan3.0-video/edit              9.60-36.00 CNY  8-30 s  2-24 s  cn-beijing, ap-southeast-1
pixverse/pixverse-upscale      not possible                    cn-beijing

wan2.7-videoedit
  EC1501 The clip for `video` is 11 s long; the model takes at most 10 s.
  EC1501 The clip for `video` is 12 s long; the model takes at most 10 s.
  EC1501 The clip for `video` is 13 s long; the model takes at most 10 s.
  EC1501 The clip for `video` is 14 s long; the model takes at most 10 s.
  ... and 2 more

wan3.0-video/edit
  takes no audio_setting
  list price; for now the service says it charges x 0.7 (for a limited time, says the price page)

pixverse/pixverse-upscale
"""


def test_they_stand_side_by_side_and_what_is_to_be_said_below() -> None:
    text = alternatives_text(FOUND, MESSAGES["en"], Display(120))
    head, _, said = text.rpartition("pixverse/pixverse-upscale\n")
    assert head + "pixverse/pixverse-upscale\n" == WIDE
    assert said.startswith("  EC2")
    assert alternatives_text(FOUND, MESSAGES["en"]).startswith(head[:200])


@pytest.mark.parametrize("lang", MESSAGES)
@pytest.mark.parametrize("columns", [60, 120])
def test_no_line_is_wider_than_the_screen_and_nothing_is_left_out(lang: str, columns: int) -> None:
    text = alternatives_text(FOUND, MESSAGES[lang], Display(columns))
    assert max(map(width_of, text.splitlines())) <= columns
    for told in ("9.60-36.00 CNY", "8-30", "2-24", "ap-southeast-1", "audio_setting", "x 0.7", "EC1501"):
        assert told in text, told
    assert (("限时" in text), ("limited" in text)) == (lang == "zh", lang == "en")


def test_a_program_gets_all_of_it() -> None:
    written, wan3, elsewhere = alternatives_data(FOUND, MESSAGES["en"])["models"]
    assert (written["possible"], len(written["faults"]), written["as_written"]) == (False, 6, True)
    assert wan3["estimate"]["cost"] == {"low": "9.60", "high": "36.00", "currency": "CNY"}
    assert (wan3["seconds"], wan3["discount"]["factor"]) == ({"low": 2, "high": 24}, "0.7")
    assert elsewhere["error"]["code"].startswith("EC2")
