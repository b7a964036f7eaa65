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


def test_a_429_of_unknown_words_is_throttling(project: Project, stand_in: StandIn) -> None:
    stand_in.acts = [(429, "NoSuchCodeAtAll")]
    ended = project.call(*BUY)
    assert (ended.exit, ended.json["state"]) == (0, "done")
    assert prompts(stand_in) == [FIRST, FIRST, SECOND]


def test_a_refusal_for_good_is_not_repeated(project: Project, stand_in: StandIn) -> None:
    stand_in.acts = [(400, "InvalidParameter")]
    ended = project.call(*BUY)
    assert (ended.exit, ended.json["state"], ended.json["cause"]["code"]) == (1, "failed", "InvalidParameter")
    assert [task["state"] for task in ended.json["tasks"]] == ["failed", "skipped"]
    assert prompts(stand_in) == [FIRST]
    assert ended.json["cost"]["amount"] == "0.00"


LOOK = """\
recipe: 1
name: look
inputs:
  clip: {type: video}
  look: {type: string}
steps:
  - {id: look, uses: wan2.7-videoedit, with: {video: "${{ inputs.clip }}", prompt: "Make it look {{ inputs.look }}."}}
outputs:
  final: ${{ steps.look.video }}
"""
LOOKS = """\
campaign: 1
name: looks
uses: look.yaml
with: {clip: clip.mp4, look: "${{ row.look }}"}
rows: {file: rows.csv, key: [look]}
"""


@pytest.mark.parametrize(
    ("act", "code"),
    [
        ((401, "InvalidApiKey"), "InvalidApiKey"),
        ((400, "Arrearage"), "Arrearage"),
        ((429, "ConsoleBudgetExhausted"), "money-refused"),
        ((429, "您的预算已用尽"), "money-refused"),
    ],
    ids=str,
)
def test_what_concerns_the_account_stops_the_run_and_the_rows_wait(
    project: Project, stand_in: StandIn, act: tuple[int, str], code: str
) -> None:
    for name, text in (("rows.csv", "look\nold\nnew\nred\nblue\n"), ("looks.yaml", LOOKS), ("look.yaml", LOOK)):
        project.write(name, text)
    buy = ("run", "looks.yaml", *BUY[2:])
    stand_in.acts = ["accept", act]
    ended = project.call(*buy)
    assert (ended.exit, ended.json["state"], ended.json["cause"]["code"]) == (3, "failed", code)
    assert ended.json["cause"]["hint"]
    assert sorted(row["state"] for row in ended.json["rows"]) == ["done", "waiting", "waiting", "waiting"]
    assert sorted(task["state"] for task in ended.json["tasks"]) == ["done", "waiting", "waiting", "waiting"]
    assert len(stand_in.submits) == 2
    again = project.call(*buy)
    assert (again.exit, {row["state"] for row in again.json["rows"]}) == (0, {"done"})
    assert len(stand_in.submits) == 5


@pytest.mark.parametrize(
    ("limits", "code", "jobs"),
    [
        ("limits: {max_failures: 2, max_running: 1}", "DataInspectionFailed", 2),
        ("limits: {max_running: 1}", "InternalError", 3),
    ],
    ids=["two rows", "three equal errors of the service"],
)
def test_a_campaign_that_fails_everywhere_stops(
    project: Project, stand_in: StandIn, limits: str, code: str, jobs: int
) -> None:
    project.write("rows.csv", "look\n" + "".join(f"look {n}\n" for n in range(9)))
    project.write("looks.yaml", f"{LOOKS}{limits}\n")
    project.write("look.yaml", LOOK.replace("id: look,", "id: look, retry: {attempts: 1},"))
    stand_in.ends = [(code, "no")] * 99
    ended = project.call("run", "looks.yaml", *BUY[2:])
    assert (ended.exit, ended.json["state"], ended.json["cause"]["code"]) == (1, "failed", "too-many-failures")
    assert "max_failures" in ended.json["cause"]["hint"]
    assert len(stand_in.submits) <= jobs + 1  # one may be on its way when the last one ends
    states = [row["state"] for row in ended.json["rows"]]
    assert set(states) == {"failed", "waiting"}
    stand_in.ends = []
    assert project.call("run", "looks.yaml", *BUY[2:]).exit == 0


@pytest.mark.parametrize(("text", "exit", "code"), [("1", 1, "too-many-failures"), ("few", 2, "EC2079")])
def test_a_project_says_how_many_rows_may_fail(
    project: Project, stand_in: StandIn, text: str, exit: int, code: str
) -> None:
    project.write("rows.csv", "look\n" + "".join(f"look {n}\n" for n in range(9)))
    project.write("looks.yaml", f"{LOOKS}limits: {{max_running: 1}}\n")
    project.write("look.yaml", LOOK)
    project.write("editchain.toml", f'max_failures = "{text}"\n')
    stand_in.ends = [("DataInspectionFailed", "no")] * 99
    ended = project.call("run", "looks.yaml", *BUY[2:])
    told = ended.json.get("cause") or ended.json["error"]
    assert (ended.exit, told["code"]) == (exit, code)
    assert len(stand_in.submits) <= 2


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
