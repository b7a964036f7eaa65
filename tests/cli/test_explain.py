"""`explain`: of each task why it ran or did not run, what was tried, by what evidence it was decided, what it cost."""

import pytest

from tests.cli.cli_project import Project
from tests.cli.cli_stand_in import SIGNATURE, StandIn
from tests.cli.test_doubt import loses_a_reply_and_lists_no_more
from tests.cli.test_shapes import OPTIONAL

BUY = ("run", "two.yaml", "--service", "dashscope-cn", "--max-cost", "50 CNY", "--format", "json")
JSON = ("--format", "json")


def test_what_ran_says_what_it_cost_where_it_is_and_what_it_was_made_from(project: Project, stand_in: StandIn) -> None:
    run = project.call(*BUY).json
    first, second = (project.call("explain", name, *JSON).json for name in ("first", "second"))
    assert (second["run"], second["state"], second["action"], second["reason"]["code"]) == (
        run["run_id"], "done", "run", "new",
    )  # fmt: skip
    assert second["cost"] == {"amount": "2.40", "currency": "CNY"}
    assert second["made_from"] == [{"output": "first/video", "sha256": first["result"]}]
    assert second["needs"] == [{"task": "first", "state": "done", "sha256": first["result"]}]
    assert second["waits_for"] == []
    (file,) = second["files"]
    assert (project.root / file["path"]).read_bytes() == (project.root / second["artifact"]).read_bytes()
    (attempt,) = second["attempts"]
    assert attempt["bill"]["job"] in stand_in.jobs
    assert [event["kind"] for event in attempt["events"]] == [
        "submitting", "job-accepted", "job-succeeded", "task-done",
    ]  # fmt: skip
    shown = project.call("explain", "second").out
    assert "2.40 CNY billed by 1 job" in shown
    assert f"made from: first/video ({first['result'][:12]})" in shown
    assert SIGNATURE not in shown + str(second)


def test_a_job_that_was_found_says_by_what_evidence(project: Project, stand_in: StandIn) -> None:
    stand_in.acts = ["lost"]
    project.call(*BUY)
    (attempt,) = project.call("explain", "first", *JSON).json["attempts"]
    assert attempt["bill"]["confirmed"] == "evidence"
    assert [event["kind"] for event in attempt["events"]][1:3] == ["submit-in-doubt", "job-adopted"]
    shown = project.call("explain", "first").out
    assert "in doubt: " in shown
    assert (
        f"job {attempt['bill']['job']} is its own: it is the only one of that time with its model and prompt" in shown
    )
    assert "唯一" in project.call("explain", "first", "--lang", "zh").out


def test_a_doubt_that_stands_says_its_window_and_what_waits(project: Project, stand_in: StandIn) -> None:
    loses_a_reply_and_lists_no_more(stand_in)
    project.call(*BUY, "--wait", "3s")
    first, second = (project.call("explain", name, *JSON).json for name in ("first", "second"))
    (attempt,) = first["attempts"]
    assert (attempt["state"], attempt["bill"]) == ("doubt", None)
    assert attempt["since"] < attempt["until"]
    assert first["reserved"]["amount"] == "2.40"
    assert (second["attempts"], second["waits_for"]) == ([], ["first"])
    assert "the service can have taken it in between" in project.call("explain", "first").out
    assert "waits for: first (running)" in project.call("explain", "second").out


@pytest.fixture
def lost(project: Project, stand_in: StandIn) -> str:
    """A submit in doubt whose job the service shows again: that job."""
    loses_a_reply_and_lists_no_more(stand_in)
    assert project.call(*BUY, "--wait", "3s").exit == 4
    stand_in.lists, stand_in.on_submit = True, lambda: None
    (job,) = stand_in.made
    return job


@pytest.mark.parametrize(
    ("way", "words", "state", "confirmed"),
    [
        ("--adopt", "decided that job {job} is its own", "accepted", "person"),
        ("--resubmit", "decided to send it anew", "ruled-out", None),
        ("--give-up", "decided to give it up", "given-up", None),
    ],
)
def test_what_a_person_decided_is_told_with_why_and_what_was_shown(
    project: Project, lost: str, way: str, words: str, state: str, confirmed: str | None
) -> None:
    named = [lost] if way == "--adopt" else []
    assert project.call("resolve", "first", way, *named, "--yes", "--why", "the console says so").exit == 0
    (attempt,) = project.call("explain", "first", *JSON).json["attempts"]
    assert (attempt["state"], attempt["events"][-1]["kind"]) == (state, "doubt-resolved")
    shown = project.call("explain", "first").out
    assert words.format(job=lost) in shown
    assert "said why: the console says so" in shown
    assert f"{lost}  SUCCEEDED" in shown
    rows = project.call("status", "--ledger", *JSON).json["jobs"]
    assert [(row["job"], row["confirmed"]) for row in rows] == {
        "--adopt": [(lost, confirmed)], "--resubmit": [], "--give-up": [(None, None)],
    }[way]  # fmt: skip


def test_what_was_seen_of_a_doubt_is_told(project: Project, stand_in: StandIn) -> None:
    stand_in.ends = [("InternalError", "busy")]  # a failed job tells no prompt: nobody knows whose it is
    stand_in.acts = ["lost"]
    project.call(*BUY, "--wait", "4s")
    (attempt, *_) = project.call("explain", "first", *JSON).json["attempts"]
    (job, *_) = stand_in.made
    assert attempt["looked"]
    assert [one["job"] for one in attempt["candidates"]] == [job]
    shown = project.call("explain", "first").out
    assert "its job was looked for" in shown
    assert job in shown


def test_each_try_is_told_and_what_failed_costs_nothing(project: Project, stand_in: StandIn) -> None:
    stand_in.ends = [("InternalError", "busy")]
    project.call(*BUY)
    found = project.call("explain", "first", *JSON).json
    assert [(one["number"], one["bill"]["state"], one["bill"]["billed"]["amount"]) for one in found["attempts"]] == [
        (1, "failed", "0.00"), (2, "fetched", "2.40"),
    ]  # fmt: skip
    assert "busy" in project.call("explain", "first").out


def test_what_failed_and_what_that_stopped(project: Project, stand_in: StandIn) -> None:
    stand_in.ends = [("DataInspectionFailed", "improper")]
    project.call(*BUY)
    first, second = (project.call("explain", name, *JSON).json for name in ("first", "second"))
    assert (first["state"], first["cause"]["code"]) == ("failed", "DataInspectionFailed")
    assert (second["state"], second["cause"]["code"]) == ("skipped", "needs-failed")
    assert "because: The service judged the input or the result unsafe." in project.call("explain", "first").out


def test_what_finds_no_room_under_the_cap_says_what_to_do(project: Project, stand_in: StandIn) -> None:
    project.call("run", "two.yaml", "--service", "dashscope-cn", "--max-cost", "3 CNY")
    second = project.call("explain", "second", *JSON).json
    assert (second["state"], second["cause"]["code"], second["attempts"]) == ("held", "over-budget", [])
    assert f"what to do: {second['cause']['hint']}" in project.call("explain", "second").out


def test_what_was_skipped_unneeded_and_reused(project: Project, stand_in: StandIn) -> None:
    project.write("optional.yaml", OPTIONAL)
    for _ in range(2):
        project.call("run", "optional.yaml", "--service", "dashscope-cn", "--max-cost", "50 CNY")
    told = {name: project.call("explain", name, *JSON).json for name in ("first", "second", "third")}
    assert {name: (one["action"], one["reason"]["code"]) for name, one in told.items()} == {
        "first": ("reuse", "stored"), "second": ("skip", "condition-false"), "third": ("unneeded", "unneeded"),
    }  # fmt: skip
    assert told["third"]["state"] is None
    assert [one["bill"]["state"] for one in told["first"]["attempts"]] == ["fetched"]
    assert [one["kind"] for one in told["first"]["events"]] == ["task-reused"]
    assert "it was not needed: " in project.call("explain", "third").out


def test_a_task_is_named_by_the_beginning_of_its_id(project: Project, stand_in: StandIn) -> None:
    run = project.call(*BUY).json["run_id"]
    assert project.call("explain", "sec", *JSON).json["task"] == "second"
    assert project.call("explain", "second", "--run", run[:12], *JSON).json["run"] == run


@pytest.mark.parametrize(
    ("name", "code", "words"),
    [("frist", "EC2070", "first"), ("zzz", "EC2070", "second"), ("", "EC2082", "")],
)
def test_a_wrong_name_lists_those_that_there_are(
    project: Project, stand_in: StandIn, name: str, code: str, words: str
) -> None:
    project.call(*BUY)
    ended = project.call("explain", name, *JSON)
    assert (ended.exit, ended.json["error"]["code"]) == (2, code)
    assert words in ended.json["error"]["hint"]


def test_the_beginning_of_two_ids_lists_both(project: Project, stand_in: StandIn) -> None:
    recipe = (project.root / "two.yaml").read_text("utf-8")
    project.write("two.yaml", recipe.replace("first", "look_a").replace("second", "look_b"))
    project.call(*BUY)
    ended = project.call("explain", "look", *JSON)
    assert (ended.exit, ended.json["error"]["code"]) == (2, "EC2071")
    assert "look_a, look_b" in ended.json["error"]["hint"]


def test_a_project_without_a_run(project: Project) -> None:
    ended = project.call("explain", "first", *JSON)
    assert (ended.exit, ended.json["error"]["code"]) == (2, "EC2032")
    assert not project.state.exists()
