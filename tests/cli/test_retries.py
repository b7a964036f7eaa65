"""Which refusals and failures are tried again, how often, and what they cost."""

import pytest

from tests.cli.cli_project import FIRST, SECOND, Project
from tests.cli.cli_stand_in import StandIn

BUY = ("run", "two.yaml", "--service", "dashscope-cn", "--max-cost", "50 CNY", "--format", "json")


def prompts(stand_in: StandIn) -> list[str]:
    return [seen.json["input"]["prompt"] for seen in stand_in.submits]


def test_throttling_is_waited_out(project: Project, stand_in: StandIn) -> None:
    stand_in.acts = [(429, "Throttling.RateQuota")]
    ended = project.call(*BUY)
    assert ended.exit == 0
    assert prompts(stand_in) == [FIRST, FIRST, SECOND]
    assert [task["attempts"] for task in ended.json["tasks"]] == [2, 1]
    assert ended.json["cost"]["amount"] == "4.80"


@pytest.mark.parametrize(
    ("act", "exit"), [((401, "InvalidApiKey"), 3), ((400, "Arrearage"), 3), ((400, "InvalidParameter"), 1)]
)
def test_a_refusal_for_good_is_not_repeated(
    project: Project, stand_in: StandIn, act: tuple[int, str], exit: int
) -> None:
    stand_in.acts = [act]
    ended = project.call(*BUY)
    assert (ended.exit, ended.json["state"], ended.json["cause"]["code"]) == (exit, "failed", act[1])
    assert [task["state"] for task in ended.json["tasks"]] == ["failed", "skipped"]
    assert prompts(stand_in) == [FIRST]
    assert ended.json["cost"]["amount"] == "0.00"


def test_a_job_that_the_service_spoiled_is_made_anew_once(project: Project, stand_in: StandIn) -> None:
    stand_in.ends = [("InternalError", "an error of the service")]
    ended = project.call(*BUY)
    assert ended.exit == 0
    assert prompts(stand_in) == [FIRST, FIRST, SECOND]
    assert ended.json["cost"]["amount"] == "4.80"  # a failed job is not billed


def test_two_spoiled_jobs_are_enough(project: Project, stand_in: StandIn) -> None:
    stand_in.ends = [("InternalError", "once"), ("InternalError", "twice")]
    ended = project.call(*BUY)
    assert (ended.exit, ended.json["cause"]) == (1, {"code": "InternalError", "message": "twice", "hint": ""})
    assert prompts(stand_in) == [FIRST, FIRST]
    # Nothing is held: running again tries again.
    assert project.call(*BUY).exit == 0
    assert prompts(stand_in) == [FIRST, FIRST, FIRST, SECOND]


def test_an_inspection_is_not_repeated(project: Project, stand_in: StandIn) -> None:
    stand_in.ends = [("DataInspectionFailed", "the content may be improper")]
    ended = project.call(*BUY)
    assert (ended.exit, ended.json["cause"]["code"]) == (1, "DataInspectionFailed")
    assert prompts(stand_in) == [FIRST]
