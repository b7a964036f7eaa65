"""`editchain cancel`: against the emulator, whose record says what was canceled and what was billed."""

import signal
from collections.abc import Callable
from typing import Literal

import pytest

from engine.emulator.rules.scenario import Rule
from engine.emulator.server import EmulatorServer
from tests.cli.cli_project import Project

BUY = ("run", "two.yaml", "--service", "dashscope-cn", "--format", "json")
Emulators = Callable[..., EmulatorServer]


def left_behind(project: Project, service: EmulatorServer) -> str:
    """Leave a job at the service, and return it."""
    project.at(service.base_url)
    running = project.start(*BUY)
    running.until("first: accepted")
    running.signal(signal.SIGINT)
    assert running.finish().exit == 130
    (job,) = service.told()["accepted"]
    return str(job["id"])


def held(state: Literal["PENDING", "RUNNING"]) -> Rule:
    return Rule(fault="hold", on="submit", nth=(1,), state=state)


@pytest.mark.parametrize("lost", [False, True], ids=["answered", "the reply is lost"])
def test_a_job_that_waits_is_taken_back_and_never_billed(project: Project, emulators: Emulators, lost: bool) -> None:
    service = emulators(held("PENDING"), *([Rule(fault="lost-after", on="cancel")] if lost else []))
    job = left_behind(project, service)
    told = project.run("cancel", "first", "--format", "json")
    assert told.exit == 0, told.text
    assert [(one["job"], one["outcome"], one["may_cost"]["amount"]) for one in told.json["jobs"]] == [
        (job, "canceled", "0.00")
    ]
    assert service.told()["meter"] == []
    assert project.call("cancel").out == "no job waits at a service\n"
    again = project.call(*BUY)
    assert (again.exit, len(service.told()["meter"])) == (0, 2)
    assert job not in {task["job_id"] for task in again.json["tasks"]}


def test_what_runs_already_is_said_to_be_billed(project: Project, emulators: Emulators) -> None:
    job = left_behind(project, emulators(held("RUNNING")))
    told = project.call("cancel")
    assert (told.exit, told.err) == (1, "")
    assert f"job {job} runs already (RUNNING): it can't be canceled and will be billed" in told.out
    status = project.call("status", "--format", "json").json["runs"][0]["run"]
    task = project.call("status", status, "--format", "json").json["tasks"][0]
    assert (task["job_id"], task["state"]) == (job, "running")


def test_without_an_answer_it_is_not_known(project: Project, emulators: Emulators) -> None:
    service = emulators(held("PENDING"))
    left_behind(project, service)
    service.stop()
    told = project.call("cancel", "first", "--format", "json")
    assert (told.exit, [one["outcome"] for one in told.json["jobs"]]) == (3, ["unsure"])


def test_what_is_over_asks_for_nothing(project: Project, emulators: Emulators) -> None:
    service = emulators(held("PENDING"))
    job = left_behind(project, service)
    service.release(None)
    assert service.settled()
    told = project.call("cancel", "--format", "json")
    assert (told.exit, [(one["job"], one["outcome"]) for one in told.json["jobs"]]) == (0, [(job, "over")])
    assert "has ended (SUCCEEDED): there is nothing to cancel" in project.call("cancel").out
    assert project.call(*BUY).exit == 0
    for known in ("first", "second"):
        ended = project.call("cancel", known)
        assert (ended.exit, ended.out) == (0, "no job waits at a service\n")
    for lang in ("en", "zh"):
        ended = project.call("cancel", "third", "--lang", lang)
        assert (ended.exit, "nothing-of-that-name" in ended.err) == (2, True)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_only_what_there_is_can_be_canceled(project: Project, lang: str) -> None:
    assert project.call("cancel", "--lang", lang).exit == 0
    ended = project.call("cancel", "first", "--lang", lang)
    assert (ended.exit, ended.out) == (2, "")
    assert "no-runs" in ended.err
