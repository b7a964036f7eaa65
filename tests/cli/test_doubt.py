"""A submit whose outcome nobody knows heals by itself: its job is found, or it is sure that there is none."""

import signal
import socket

import pytest

from tests.cli.cli_project import Project
from tests.cli.cli_stand_in import Act, StandIn

BUY = ("run", "two.yaml", "--service", "dashscope-cn", "--max-cost", "50 CNY", "--format", "json")
LEAVE = ("--wait", "4s")  # while the service does not say which jobs it has


def loses_a_reply_and_lists_no_more(stand_in: StandIn) -> None:
    """Once the first request has come, the service does not say any more which jobs it has."""
    stand_in.acts = ["lost"]
    stand_in.on_submit = lambda: setattr(stand_in, "lists", False)


@pytest.mark.parametrize("act", ["lost", "garbled", "moved"], ids=str)
def test_a_job_whose_answer_was_lost_is_found(project: Project, stand_in: StandIn, act: Act) -> None:
    stand_in.acts = [act]
    ended = project.call(*BUY)
    assert (ended.exit, ended.json["state"]) == (0, "done"), ended.text
    told = "request_id" if act == "moved" else "evidence"  # an error answer names its request, as the list does
    assert [task["confirmed"] for task in ended.json["tasks"]] == [told, "reply"]
    assert len(stand_in.submits) == len(stand_in.made) == 2
    assert project.call(*BUY).exit == 0
    assert len(stand_in.submits) == 2


@pytest.mark.parametrize("act", ["close", "reset", (500, "InternalError"), (404, "NoSuchCodeAtAll")], ids=str)
def test_what_surely_made_no_job_is_sent_anew(project: Project, stand_in: StandIn, act: Act) -> None:
    stand_in.acts = [act]
    ended = project.call(*BUY)
    assert (ended.exit, ended.json["state"]) == (0, "done"), ended.text
    assert (len(stand_in.submits), len(stand_in.made)) == (3, 2)


def test_what_does_not_need_it_goes_on(project: Project, stand_in: StandIn) -> None:
    stand_in.acts = ["close"]
    other = (
        project.root.joinpath("two.yaml").read_text("utf-8").replace("${{ steps.first.video }}", "${{ inputs.clip }}")
    )
    project.write("two.yaml", other.replace("outputs:\n", "outputs:\n  styled: ${{ steps.first.video }}\n"))
    ended = project.call(*BUY, *LEAVE)
    assert ended.exit == 4
    assert sorted(task["state"] for task in ended.json["tasks"]) == ["done", "running"]
    assert sum(output is not None for output in ended.json["rows"][0]["outputs"].values()) == 1
    again = project.call(*BUY)
    assert sorted(task["state"] for task in again.json["tasks"]) == ["done", "reused"]
    assert (len(stand_in.submits), len(stand_in.made)) == (3, 2)


def test_an_equal_request_of_another_recipe_waits_for_it(project: Project, stand_in: StandIn) -> None:
    # The service's list cannot tell two jobs of one prompt apart, whatever clip they were made from.
    loses_a_reply_and_lists_no_more(stand_in)
    assert project.call(*BUY, *LEAVE).exit == 4
    ended = project.call(*BUY, *LEAVE, "-i", "clip=other.mp4")
    assert (ended.exit, len(stand_in.submits)) == (4, 1)


def test_nobody_listens(project: Project) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    ended = project.at(f"http://127.0.0.1:{port}/api/v1").call(*BUY)
    assert (ended.exit, ended.json["error"]["code"]) == (3, "EC2403")
    assert not project.state.exists() or project.call("status").out.startswith("no runs yet")


def test_connections_refused_leave_no_doubt_and_are_waited_for(project: Project, stand_in: StandIn) -> None:
    stand_in.acts = [(429, "Throttling.RateQuota")]
    stand_in.on_submit = stand_in.close_api
    running = project.start(*BUY)
    running.until(r"service away since \d\d:\d\d:\d\d, next try \d\d:\d\d:\d\d: .*the connection is refused")
    running.signal(signal.SIGINT)
    ended = running.finish()
    assert (ended.exit, ended.json["state"]) == (130, "interrupted")
    assert [task["state"] for task in ended.json["tasks"]] == ["waiting", "waiting"]
    assert len(stand_in.submits) == 1
    with StandIn(stand_in.video) as back:
        assert project.at(back.base_url).call(*BUY).exit == 0


def test_what_a_doubt_may_have_cost_is_said_and_stays_reserved(project: Project, stand_in: StandIn) -> None:
    loses_a_reply_and_lists_no_more(stand_in)
    for again in (False, True):  # the run that lost the reply, and the next one, which sends nothing
        ended = project.call(*BUY, *LEAVE)
        held = {task["id"]: (task["reserved"]["amount"], task["in_doubt"]) for task in ended.json["tasks"]}
        assert held == {"first": ("2.40", True), "second": ("0.00", False)}, again
        told = ended.json
        assert (told["cost"]["amount"], told["reserved"]["amount"], told["in_doubt"]) == ("0.00", "2.40", 1)
        assert told["rows"][0]["reserved"]["amount"] == "2.40"
        assert {name: told["budget"][name] for name in ("cap", "spent", "reserved", "left")} == {
            "cap": "50.00", "spent": "0.00", "reserved": "2.40", "left": "47.60",
        }  # fmt: skip
    told = project.call("status", ended.json["run_id"], "--format", "json").json
    assert (told["reserved"]["amount"], told["in_doubt"], told["tasks"][0]["in_doubt"]) == ("2.40", 1, True)


def test_a_person_reads_what_a_doubt_may_have_cost(project: Project, stand_in: StandIn) -> None:
    loses_a_reply_and_lists_no_more(stand_in)
    shown = project.call(*BUY[:-2], *LEAVE).out
    assert "2.40 CNY may be spent and stays reserved" in shown.splitlines()[0]
    assert "0.00 CNY spent · 2.40 CNY may be spent too: reserved for 1 in doubt" in shown
    assert shown.splitlines()[-1] == "cap 50.00 CNY, 0.00 spent, 2.40 reserved: 47.60 CNY left"
    status = project.call("status", shown.partition("run ")[2].split()[0]).out.splitlines()
    assert "2.40 CNY may be spent and stays reserved" in status[1]
    assert shown.splitlines()[-1] in status
    assert "  editchain resolve first --resubmit" in "\n".join(status)


def test_the_job_of_a_key_that_nobody_else_uses_is_its_own(project: Project, stand_in: StandIn) -> None:
    project.write("editchain.toml", "dedicated_key = true\n")
    stand_in.acts = ["accept", "lost"]  # the first tells by which id the list names the key
    ended = project.call(*BUY)
    assert (ended.exit, [task["confirmed"] for task in ended.json["tasks"]]) == (0, ["reply", "dedicated"]), ended.text
    assert ended.json["disproved"] == []
    assert len(stand_in.submits) == 2


def test_a_key_that_somebody_else_uses_is_not_dedicated(project: Project, stand_in: StandIn) -> None:
    project.write("editchain.toml", 'dedicated_key = true\nadopt = "proven"\n')
    assert project.call(*BUY).exit == 0
    stranger = dict(next(iter(stand_in.made.values())), task_id="stranger", request_id="r", gmt_create=1_000)
    stand_in.made["stranger"], stand_in.jobs["stranger"] = stranger, ("Something else.", None)
    stand_in.acts = ["lost"]
    ended = project.call(*BUY[:-2], "-i", "look=clay")
    assert ended.exit == 4, ended.text
    assert "job stranger of this key is nobody's here" in ended.out
    assert len(stand_in.submits) == 3


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ('dedicated_key = "yes"', "EC2078"),
        ("adopt = true", "EC2013"),
        ("dedicated_key = 1", "EC2013"),
    ],
)
def test_a_setting_that_is_one_of_a_few_words(project: Project, line: str, code: str) -> None:
    project.write("editchain.toml", f"{line}\n")
    ended = project.call("status", "--format", "json")
    assert (ended.exit, ended.json["error"]["code"]) == (2, code)
