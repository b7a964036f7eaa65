"""Two commands at once in one project: one job a request between them, and neither waits for ever."""

from collections.abc import Callable

import pytest
from cli_project import FIRST, SECOND, Project

from engine.emulator.scenario import Rule
from engine.emulator.server import EmulatorServer

RUN = ("run", "two.yaml", "--service", "dashscope-cn", "--format", "json")
SUBMITTED = "/api/v1/services/aigc/video-generation/video-synthesis"


def submits(told: dict) -> list[dict]:
    return [seen for seen in told["requests"] if seen["path"] == SUBMITTED]


def test_both_end_well_with_one_job_a_step(project: Project, emulators: Callable[..., EmulatorServer]) -> None:
    service = emulators()
    project.at(service.base_url)
    both = [project.start(*RUN), project.start(*RUN)]
    ended = [running.finish() for running in both]
    assert [done.exit for done in ended] == [0, 0], [done.text for done in ended]
    told = service.told()
    assert [job["prompt"] for job in told["accepted"]] == [FIRST, SECOND]
    assert len(submits(told)) == 2
    assert project.parts() == []


def test_the_second_watches_the_job_of_the_first(project: Project, emulators: Callable[..., EmulatorServer]) -> None:
    service = emulators(Rule(fault="hold", prompt=FIRST))
    project.at(service.base_url)
    one = project.start(*RUN)
    one.until("first: (pending|running)")
    two = project.start(*RUN)
    two.until("of an earlier run goes on|of another run goes on")
    one.kill()  # nobody is left but the second
    service.release()
    assert two.finish().exit == 0
    assert [job["prompt"] for job in service.told()["accepted"]] == [FIRST, SECOND]
    assert project.parts() == []


@pytest.fixture
def sending(project: Project, emulators: Callable[..., EmulatorServer]) -> EmulatorServer:
    """A service that has a request of the first step and does not answer it until its clock is moved."""
    service = emulators(Rule(fault="slow", after_s=1000, prompt=FIRST))
    project.at(service.base_url)
    return service


def test_a_request_on_its_way_is_waited_for(project: Project, sending: EmulatorServer) -> None:
    one = project.start(*RUN)
    assert sending.wait_until(lambda told: len(submits(told)) == 1)
    two = project.start(*RUN)
    two.until("first: another run is sending")
    sending.advance(1000)
    assert [one.finish().exit, two.finish().exit] == [0, 0]
    assert len(submits(sending.told())) == 2


def test_whose_sender_dies_is_in_doubt_for_the_one_that_waits(project: Project, sending: EmulatorServer) -> None:
    one = project.start(*RUN)
    assert sending.wait_until(lambda told: len(submits(told)) == 1)
    two = project.start(*RUN)
    two.until("first: another run is sending")
    one.kill()
    ended = two.finish()
    assert (ended.exit, ended.json["cause"]["code"]) == (4, "in-doubt"), ended.text
    sending.advance(1000)
    assert len(submits(sending.told())) == 1


def test_a_doubt_of_one_holds_the_other(project: Project, emulators: Callable[..., EmulatorServer]) -> None:
    # The request is on its way for 1000 s of the service's time, and then its answer is lost.
    service = emulators(Rule(fault="slow", after_s=1000, prompt=FIRST), drop_after_slow=True)
    project.at(service.base_url)


def test_the_embedded_service_is_one_run_s_at_a_time(project: Project) -> None:
    one = project.start("run", "two.yaml", "-i", "look=8-bit pixel")
    one.until("first: running")
    two = project.run("run", "two.yaml", "-i", "look=8-bit pixel")
    assert two.exit == 3
    assert "EC2" in two.err
    print(two)
    one.kill()
    assert 0
