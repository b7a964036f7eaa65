"""A run, and what running again sends: nothing that is done already, and only what a change touches."""

from collections.abc import Callable
from typing import Any

import pytest
from cli_project import RECIPE, Project

from engine.emulator.server import EmulatorServer

RUN = ("run", "two.yaml", "--service", "dashscope-cn")


@pytest.fixture
def service(emulators: Callable[..., EmulatorServer], project: Project) -> EmulatorServer:
    server = emulators()
    project.at(server.base_url)
    return server


def prompts(service: EmulatorServer) -> list[str]:
    return [job["prompt"] for job in service.told()["accepted"]]


def test_again_sends_nothing(service: EmulatorServer, project: Project) -> None:
    first = project.run(*RUN)
    print(first)
    requests = len(service.told()["requests"])
    again = project.run(*RUN)
    print(again)
    assert 0
