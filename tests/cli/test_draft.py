"""The embedded service by the command: real drafts, and instructions that a draft can't perform."""

import json

import av

from engine.emulator.state.record import read_record
from tests.cli.cli_project import RECIPE, Project


def test_a_draft_is_made_marked_and_free(project: Project) -> None:
    project.write("two.yaml", RECIPE.replace("a winter day", "night"))
    project.env["EDITCHAIN_HOME"] = "kept/here"  # from the working directory, as all paths
    planned = project.call("plan", "two.yaml", "-i", "look=8-bit pixel", "--format", "json").json
    assert planned["totals"]["cost"]["high"] == "0.00"
    assert planned["totals"]["would_cost"]["high"] == "4.80"
    ended = project.call("run", "two.yaml", "-i", "look=8-bit pixel", "--format", "json")
    assert ended.exit == 0, ended.text
    assert (ended.json["cost"]["amount"], ended.json["would_cost"]["amount"]) == ("0.00", "4.80")
    final = ended.json["rows"][0]["outputs"]["final"]
    assert final["seconds"] == 2
    with av.open(str(project.root / final["path"])) as container:
        assert json.loads(container.metadata["comment"])["editchain"] == "draft"
        assert container.streams.video[0].average_rate == 30
    assert len(read_record(project.root / "kept" / "here" / "emulator")["meter"]) == 2
    assert not project.state.exists()


def test_what_a_draft_cannot_do_fails_and_names_the_words(project: Project) -> None:
    ended = project.call("run", "two.yaml", "-i", "look=Zorblaxian filigree", "--format", "json")
    assert (ended.exit, ended.json["state"], ended.json["rows"][0]["state"]) == (1, "failed", "failed")
    assert "Zorblaxian filigree" in ended.json["cause"]["message"]
    assert [task["state"] for task in ended.json["tasks"]] == ["failed", "skipped"]
    assert read_record(project.state / "emulator")["meter"] == []
    assert not (project.root / "out").exists()


def test_the_settings_of_another_service_do_not_concern_it(project: Project) -> None:
    ended = project.at("http://127.0.0.1:9/api/v1").call("plan", "two.yaml")
    assert ended.exit == 0
    assert ended.err.splitlines()[:-1] == ["DASHSCOPE_HTTP_BASE_URL does not concern the embedded service"]
