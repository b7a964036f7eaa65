"""Two commands at once in one project: one job a request between them, and neither waits for ever."""

import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from engine.emulator.rules.scenario import Rule
from engine.emulator.server import EmulatorServer
from engine.emulator.state.record import read_record
from tests.cli.cli_project import FIRST, RECIPE, SECOND, Project, Running
from tests.cli.cli_stand_in import Gate, StandIn
from tests.cli.cli_told import Asked
from tests.store.sqlite.holder import stopped_in_a_commit

RUN = ("run", "two.yaml", "--service", "dashscope-cn", "--format", "json")
BUY = (*RUN, "--max-cost", "50 CNY")


def test_both_end_well_with_one_job_a_step(project: Project, emulators: Callable[..., EmulatorServer]) -> None:
    service = emulators()
    project.at(service.base_url)
    both = [project.start(*RUN), project.start(*RUN)]
    ended = [running.finish() for running in both]
    assert [done.exit for done in ended] == [0, 0], [done.text for done in ended]
    told = service.told()
    assert [job["prompt"] for job in told["accepted"]] == [FIRST, SECOND]
    assert project.parts() == []


def test_the_second_watches_the_job_of_the_first(project: Project, emulators: Callable[..., EmulatorServer]) -> None:
    service = emulators(Rule(fault="hold", prompt=FIRST))
    project.at(service.base_url)
    one = project.start(*RUN)
    one.until("first: accepted")
    two = project.start(*RUN)
    two.until("of an earlier run goes on|of another run goes on")
    one.kill()  # nobody is left but the second
    service.release(None)
    assert two.finish().exit == 0
    assert [job["prompt"] for job in service.told()["accepted"]] == [FIRST, SECOND]
    assert project.parts() == []


@pytest.fixture
def gate(stand_in: StandIn) -> Gate:
    stand_in.on_submit = Gate()
    return stand_in.on_submit


@pytest.fixture
def two(project: Project, gate: Gate) -> tuple[Running, Running]:
    """One command that is sending the first step's request, and another that waits for it."""
    first = project.start(*BUY)
    assert gate.reached()
    second = project.start(*BUY)
    second.until("first: another run is submitting")
    return first, second


def test_a_request_on_its_way_is_waited_for(two: tuple[Running, Running], gate: Gate, stand_in: StandIn) -> None:
    gate.open()
    assert [running.finish().exit for running in two] == [0, 0]
    assert [seen.json["input"]["prompt"] for seen in stand_in.submits] == [FIRST, SECOND]


def test_the_job_of_a_dead_sender_is_found(two: tuple[Running, Running], gate: Gate, stand_in: StandIn) -> None:
    two[0].kill()
    gate.open()
    ended = two[1].finish()
    assert ended.exit == 0, ended.text
    assert [seen.json["input"]["prompt"] for seen in stand_in.submits] == [FIRST, SECOND]


def test_a_doubt_of_one_is_cleared_for_both(two: tuple[Running, Running], gate: Gate, stand_in: StandIn) -> None:
    stand_in.acts = ["lost"]
    gate.open()
    ended = [running.finish() for running in two]
    assert [one.exit for one in ended] == [0, 0], [one.text for one in ended]
    assert [seen.json["input"]["prompt"] for seen in stand_in.submits] == [FIRST, SECOND]


def test_a_stopped_sender_is_not_dead(two: tuple[Running, Running], gate: Gate, stand_in: StandIn) -> None:
    two[0].signal(signal.SIGSTOP)
    gate.open()
    two[1].signal(signal.SIGINT)  # it would wait for as long as the other one sleeps
    assert two[1].finish().exit == 130
    two[0].signal(signal.SIGCONT)
    assert two[0].finish().exit == 0
    assert [seen.json["input"]["prompt"] for seen in stand_in.submits] == [FIRST, SECOND]


@pytest.fixture
def one_step(project: Project) -> Project:
    before = RECIPE.partition("  - id: second\n")[0]
    project.write("two.yaml", before + "outputs:\n  final: ${{ steps.first.video }}\n")
    return project


@pytest.mark.parametrize(("look", "jobs"), [("cartoon", 1), ("8-bit pixel", 2)])
def test_two_at_once_share_the_embedded_service(one_step: Project, look: str, jobs: int) -> None:
    looks = ("cartoon", look)
    both = [one_step.start("run", "two.yaml", "--format", "json", "-i", f"look={name}") for name in looks]
    ended = [running.finish() for running in both]
    assert [done.exit for done in ended] == [0, 0], [done.text for done in ended]
    record = read_record(one_step.state / "emulator")
    assert [job["state"] for job in record["accepted"]] == ["SUCCEEDED"] * jobs
    assert len(record["meter"]) == jobs
    assert not (one_step.state / "emulator" / "server.json").exists()
    assert one_step.parts() == []


def test_who_serves_may_be_killed_and_the_other_goes_on(one_step: Project) -> None:
    one = one_step.start("run", "two.yaml", "-i", "look=8-bit pixel")
    one.until("first: accepted")
    two = one_step.start("run", "two.yaml", "-i", "look=watercolor")
    two.until("first: accepted")
    one.kill()
    ended = two.finish()
    assert ended.exit == 0, ended.text
    # The killed one may have left a download half done: its next run takes that up.
    assert one_step.call("run", "two.yaml", "-i", "look=8-bit pixel").exit == 0
    assert one_step.parts() == []


@pytest.mark.skipif(not Path("/proc/locks").exists(), reason="only Linux tells who holds a lock")
def test_a_command_waits_for_one_that_was_stopped_in_a_commit_and_says_so(done: tuple[Project, Asked]) -> None:
    project, asked = done
    with stopped_in_a_commit(project.state / "journal.sqlite") as other:
        assert project.call("status").exit == 0  # who only looks waits for nobody
        running = project.start("run", "two.yaml", "--service", "dashscope-cn")
        running.until(f"waiting for the journal since .*: process {other} was stopped while it wrote")
        os.kill(other, signal.SIGCONT)
        ended = running.finish()
    assert (ended.exit, asked.billed) == (0, 0), ended.text
    assert "the journal is free again; it was waited for from" in ended.err
