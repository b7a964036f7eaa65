"""Nothing is bought without a cap, nor beyond it, over all resumes."""

import shlex

import pytest

from tests.cli.cli_project import FIRST, SECOND, Project
from tests.cli.cli_stand_in import StandIn
from tests.cli.test_doubt import loses_a_reply_and_lists_no_more

RUN = ("run", "two.yaml", "--service", "dashscope-cn", "--format", "json")


def test_no_cap_no_purchase(project: Project, stand_in: StandIn) -> None:
    ended = project.call(*RUN)
    assert (ended.exit, ended.json["error"]["code"]) == (3, "EC2102")
    assert {seen.target for seen in stand_in.requests} == {"/"}


@pytest.mark.parametrize("cap", ["50 USD", "50", "fifty CNY", "-1 CNY"])
def test_a_cap_is_an_amount_in_the_currency_of_the_service(project: Project, stand_in: StandIn, cap: str) -> None:
    ended = project.call(*RUN, "--max-cost", cap)
    assert ended.exit == 2
    assert "CNY" in ended.json["error"]["message"] + ended.json["error"]["hint"]
    assert {seen.target for seen in stand_in.requests} == {"/"}


def test_what_the_cap_has_no_room_for_is_not_sent(project: Project, stand_in: StandIn) -> None:
    # Each step costs 2.40 CNY.
    ended = project.call(*RUN, "--max-cost", "3 CNY")
    assert (ended.exit, ended.json["cause"]["code"]) == (3, "over-budget")
    assert [task["state"] for task in ended.json["tasks"]] == ["done", "held"]
    assert len(stand_in.submits) == 1
    # The cap is the total of all runs: a second one of the same amount buys nothing more.
    again = project.call(*RUN, "--max-cost", "4.79 CNY")
    assert (again.exit, [task["state"] for task in again.json["tasks"]]) == (3, ["reused", "held"])
    assert len(stand_in.submits) == 1
    enough = project.call(*RUN, "--max-cost", "4.80 CNY")
    assert (enough.exit, enough.json["cost"]["amount"]) == (0, "2.40")
    assert [seen.json["input"]["prompt"] for seen in stand_in.submits] == [FIRST, SECOND]


def test_the_end_names_the_command_with_a_cap_that_is_enough(project: Project, stand_in: StandIn) -> None:
    ended = project.call(*RUN[:-2], "--max-cost", "3 CNY")
    said, _, command = ended.err.splitlines()[-1].partition(": editchain ")
    assert (ended.exit, said) == (3, "next, with a cap that is enough for all")
    assert command == "run two.yaml --service dashscope-cn --max-cost '4.80 CNY'"
    again = project.call(*shlex.split(command))
    assert (again.exit, len(stand_in.submits)) == (0, 2)
    assert again.err.splitlines()[-1].startswith("look at it: editchain report ")


def test_the_project_file_may_hold_the_cap(project: Project, stand_in: StandIn) -> None:
    project.write("editchain.toml", 'service = "dashscope-cn"\nmax_cost = "1 CNY"\n')
    ended = project.call("run", "two.yaml")
    assert (ended.exit, len(stand_in.submits)) == (3, 0)
    assert "cap 1.00 CNY" in ended.err.splitlines()[0]


def test_a_doubt_keeps_its_reservation(project: Project, stand_in: StandIn) -> None:
    loses_a_reply_and_lists_no_more(stand_in)
    assert project.call(*RUN, "--max-cost", "4 CNY", "--wait", "4s").exit == 4
    text = project.root.joinpath("two.yaml").read_text("utf-8")
    project.write("two.yaml", text.replace("Convert the whole frame", "Turn everything"))
    # 2.40 CNY may have been spent already: the 1.60 that are left do not pay for another one.
    ended = project.call(*RUN, "--max-cost", "4 CNY")
    assert ended.json["tasks"][0]["state"] == "held"
    assert len(stand_in.submits) == 1


def test_a_plan_is_free(project: Project, stand_in: StandIn) -> None:
    planned = project.call("plan", *RUN[1:])
    assert planned.json["totals"]["cost"] == {"low": "4.80", "high": "4.80", "currency": "CNY"}
    assert {seen.target for seen in stand_in.requests} == {"/"}


def test_a_plan_says_what_is_spent_and_what_is_short(project: Project, stand_in: StandIn) -> None:
    loses_a_reply_and_lists_no_more(stand_in)
    stand_in.acts = ["accept", "lost"]  # the first step is paid, of the second nobody knows
    assert project.call(*RUN, "--max-cost", "10 CNY", "--wait", "9s").exit == 4
    text = project.root.joinpath("two.yaml").read_text("utf-8")
    project.write("two.yaml", text.replace("Convert the whole frame", "Turn everything"))
    args = ("plan", "two.yaml", "--service", "dashscope-cn", "--max-cost", "8 CNY")
    budget = project.call(*args, "--format", "json").json["totals"]["budget"]
    assert {name: budget[name] for name in ("spent", "reserved", "planned", "left", "short")} == {
        "spent": "2.40", "reserved": "2.40", "planned": "4.80", "left": "0.00", "short": "1.60",
    }  # fmt: skip
    said = "cap 8.00 CNY, 2.40 spent, 2.40 reserved, this plan up to 4.80: short by 1.60 CNY"
    assert project.call(*args).out.splitlines()[-1].startswith(said)
    began = project.call(*RUN, "--max-cost", "8 CNY", "--wait", "4s")
    assert began.err.splitlines()[1].startswith(said)


def test_a_draft_under_a_cap_says_what_it_would_lack_where_it_is_billed(project: Project) -> None:
    planned = project.call("plan", "two.yaml", "--service", "embedded", "--max-cost", "4 CNY")
    assert planned.exit == 0
    assert planned.out.splitlines()[-1] == (
        "cap 4.00 CNY, this plan would be up to 4.80 where it is billed: short by 0.80 CNY"
    )
