"""`run --notify`: a command is told of the end, by the command's own word or by the project's."""

import json

import jsonschema
import pytest

from engine.resources import load_json
from tests.cli.cli_project import KEY, Project
from tests.cli.cli_stand_in import StandIn

BUY = ("run", "two.yaml", "--service", "dashscope-cn", "--max-cost", "20 CNY")


@pytest.fixture(autouse=True)
def tell(project: Project) -> None:
    project.write("tell.sh", "cat >> told.jsonl\nenv >> surroundings\n")


def told(project: Project) -> list[str]:
    path = project.root / "told.jsonl"
    return path.read_text("utf-8").splitlines() if path.exists() else []


def test_a_command_is_told_of_the_end_and_not_of_the_key(project: Project, stand_in: StandIn) -> None:
    ended = project.call(*BUY, "--notify", "sh tell.sh")
    assert ended.exit == 0, ended.text
    (line,) = told(project)
    alert = json.loads(line)
    jsonschema.Draft7Validator(load_json("notify.schema.json")).validate(alert)
    assert (alert["about"], alert["state"], alert["draft"]) == ("end", "done", False)
    surroundings = (project.root / "surroundings").read_text("utf-8")
    assert "EDITCHAIN_STATE=done" in surroundings
    assert KEY not in surroundings


def test_the_project_names_one_and_nothing_is_none(project: Project, stand_in: StandIn) -> None:
    project.write("editchain.toml", 'notify = ["sh", "tell.sh"]\n')
    assert project.call(*BUY, "--notify", "").exit == 0
    assert told(project) == []
    assert project.call(*BUY).exit == 0
    assert {json.loads(line)["about"] for line in told(project)} == {"end"}


def test_one_that_is_missing_is_told_before_anything_is_sent(project: Project, stand_in: StandIn) -> None:
    ended = project.call(*BUY, "--notify", "no-such-command --now")
    assert ended.exit == 2
    assert "no-such-command" in ended.err
    assert stand_in.submits == []


def test_one_that_fails_changes_nothing_of_the_run(project: Project, stand_in: StandIn) -> None:
    project.write("tell.sh", "echo the line is down >&2\nexit 3\n")
    ended = project.call(*BUY, "--notify", "sh tell.sh")
    assert (ended.exit, len(stand_in.submits)) == (0, 2)
    assert "the line is down" in ended.err
