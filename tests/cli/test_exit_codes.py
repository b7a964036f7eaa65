"""One exit code for many ends: 3 before 4 before 1, whichever came first."""

import pytest

from tests.cli.cli_project import RECIPE, Project
from tests.cli.cli_stand_in import Act, End, StandIn
from tests.cli.test_doubt import loses_a_reply_and_lists_no_more

BUY = ("run", "both.yaml", "--service", "dashscope-cn", "--max-cost", "50 CNY", "--format", "json")
BOTH = RECIPE.replace("video: ${{ steps.first.video }}", "video: ${{ inputs.clip }}").replace(
    "outputs:\n", "outputs:\n  other: ${{ steps.first.video }}\n"
)
DOUBT, KEY, IMPROPER = "in-doubt", "InvalidApiKey", "DataInspectionFailed"


@pytest.mark.parametrize(
    ("acts", "ends", "exit", "cause"),
    [
        (["close", (401, KEY)], [], 3, KEY),
        (["accept", (401, KEY)], [(IMPROPER, "x")], 3, KEY),
        (["accept", "lost"], [(IMPROPER, "x"), None], 1, IMPROPER),
        (["lost", (400, IMPROPER)], [], 1, IMPROPER),
        (["accept", (400, IMPROPER)], [], 1, IMPROPER),
        (["accept", "accept"], [], 0, None),
    ],
    ids=["doubt and key", "failed and key", "failed and found", "found and refused", "done and refused", "both done"],
)
def test_of_two_ends(
    project: Project, stand_in: StandIn, acts: list[Act], ends: list[End], exit: int, cause: str | None
) -> None:
    project.write("both.yaml", BOTH)
    stand_in.acts, stand_in.ends = acts, ends
    ended = project.call(*BUY)
    assert (ended.exit, ended.json["exit"]) == (exit, exit)
    assert (ended.json["cause"] or {"code": None})["code"] == cause
    assert len(stand_in.submits) == 2


def test_a_doubt_that_keeps_the_money_comes_before_the_budget(project: Project, stand_in: StandIn) -> None:
    project.write("both.yaml", BOTH)
    loses_a_reply_and_lists_no_more(stand_in)
    ended = project.call(*BUY[:-3], "3 CNY", *BUY[-2:], "--wait", "4s")
    assert ended.exit == 4
    assert DOUBT in {task["error"]["code"] for task in ended.json["tasks"] if task["error"]}
    assert len(stand_in.submits) == 1
