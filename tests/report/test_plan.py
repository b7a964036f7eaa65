from dataclasses import replace

import pytest

from engine.phrases.messages import Messages
from engine.report.plan import Shown, plan_text
from tests.report.runs import CHINESE, ENGLISH
from tests.worlds import clip, plan_of

OF_LISTS = """\
recipe: 1
name: lists
inputs:
  clip: {type: video}
  looks: {type: list, items: {type: string}}
steps:
  - id: look
    foreach: ${{ inputs.looks }}
    uses: wan2.7-videoedit
    with: {video: "${{ inputs.clip }}", prompt: "Make it {{ item }}."}
outputs:
  looks: ${{ steps.look.video }}
"""


@pytest.mark.parametrize(
    ("messages", "said"),
    [(ENGLISH, "there is nothing to do: looks is an empty list"), (CHINESE, "没有要做的事：looks 是空列表")],
    ids=["en", "zh"],
)
def test_a_plan_without_a_task_says_why(messages: Messages, said: str) -> None:
    plan = replace(plan_of(OF_LISTS, {"clip": clip(), "looks": ()}), inputs={"looks": []})
    text = plan_text(Shown(plan=plan, budget=None, state="state"), messages)
    assert said in text.splitlines()
    assert "  looks = []" in text.splitlines()
