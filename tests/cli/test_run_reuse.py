"""What running again sends: nothing that is done already, and only what a change touches."""

import shutil
from collections.abc import Callable

import pytest

from tests.cli.cli_project import FIRST, RECIPE, SECOND, Project
from tests.cli.cli_stand_in import StandIn
from tests.cli.cli_told import Asked

RUN = ("run", "two.yaml", "--service", "dashscope-cn")
World = tuple[Project, Asked]


def change(old: str, new: str) -> Callable[[str], str]:
    assert old in RECIPE
    return lambda text: text.replace(old, new)


def edit(project: Project, *changes: Callable[[str], str]) -> None:
    text = RECIPE
    for one in changes:
        text = one(text)
    project.write("two.yaml", text)


def test_again_sends_nothing(done: World) -> None:
    project, asked = done
    again = project.run(*RUN, "--format", "json")
    assert again.exit == 0
    assert [task["state"] for task in again.json["tasks"]] == ["reused", "reused"]
    assert again.json["rows"][0]["outputs"]["final"]["seconds"] == 2
    assert (asked.requests, asked.prompts, asked.billed) == ([], [], 0)


def test_again_needs_no_key_and_says_so(done: World) -> None:
    project, asked = done
    del project.env["DASHSCOPE_API_KEY"]
    again = project.run(*RUN)
    assert again.exit == 0
    assert "everything was reused, nothing was sent" in again.out
    assert asked.requests == []


def test_another_prompt_of_the_second_step_runs_only_that(done: World) -> None:
    project, asked = done
    edit(project, change("Make it a winter day.", "Make it a rainy night."))
    again = project.call(*RUN, "--format", "json")
    assert [(task["id"], task["state"]) for task in again.json["tasks"]] == [("first", "reused"), ("second", "done")]
    assert (asked.prompts, asked.billed) == (["Make it a rainy night."], 1)


def test_another_prompt_of_the_first_step_runs_both(done: World) -> None:
    project, asked = done
    assert project.call(*RUN, "-i", "look=oil painting").exit == 0
    assert asked.prompts == [FIRST.replace("cartoon", "oil painting"), SECOND]


@pytest.mark.parametrize(
    "changes",
    [
        [change("steps:\n", "# a comment\nsteps:\n"), change("name: two", "name: other\ndescription: words")],
        [change("      seed: 2\n", ""), change("    with:\n      video: ${{ steps.first", "    with:\n      seed: 2\n      video: ${{ steps.first")],
        [change("look", "mood")],
        [change("  - id: second\n", "  - id: another\n    description: the same by another name\n"), change("steps.second.", "steps.another.")],
    ],
    ids=["comments and name", "order of parameters", "an input's name", "a step's name"],
)  # fmt: skip
def test_words_that_are_not_sent_do_not_count(done: World, changes: list[Callable[[str], str]]) -> None:
    project, asked = done
    edit(project, *changes)
    again = project.call(*RUN)
    assert again.exit == 0
    assert "everything was reused" in again.out
    assert asked.requests == []


def test_another_seed_runs_anew_and_the_old_one_is_kept(done: World) -> None:
    project, asked = done
    edit(project, change("seed: 2", "seed: 3"))
    assert project.call(*RUN).exit == 0
    assert asked.prompts == [SECOND]
    edit(project)
    assert "everything was reused" in project.call(*RUN).out
    assert (asked.prompts, asked.billed) == ([SECOND], 1)


def test_another_clip_runs_both(done: World) -> None:
    project, asked = done
    assert project.call(*RUN, "-i", "clip=other.mp4").exit == 0
    assert asked.prompts == [FIRST, SECOND]


def test_the_same_bytes_elsewhere_are_the_same_clip(done: World) -> None:
    project, asked = done
    shutil.copyfile(project.root / "clip.mp4", project.root / "renamed.mp4")
    assert project.call(*RUN, "-i", "clip=renamed.mp4").exit == 0
    assert asked.requests == []


def test_deleted_results_are_published_again(done: World) -> None:
    project, asked = done
    result = project.root / "out" / "drafts" / "two" / "final.mp4"
    before = result.read_bytes()
    shutil.rmtree(project.root / "out")
    assert project.call(*RUN).exit == 0
    assert result.read_bytes() == before
    assert asked.requests == []


def test_a_lost_artifact_is_not_reused(done: World) -> None:
    project, asked = done
    digest = project.call(*RUN, "--format", "json").json["rows"][0]["outputs"]["final"]["sha256"]
    (project.state / "artifacts" / digest[:2] / digest).unlink()
    assert project.call(*RUN).exit == 0
    assert asked.prompts == [SECOND]


def test_a_file_of_another_is_replaced_by_what_was_paid_for_and_said_so(project: Project, stand_in: StandIn) -> None:
    assert project.call(*RUN, "--max-cost", "20 CNY").exit == 0
    sent = len(stand_in.submits)
    result = project.root / "out" / "two" / "final.mp4"
    ours = result.read_bytes()
    result.write_bytes(b"a person's own file")
    again = project.call(*RUN, "--max-cost", "20 CNY")
    assert "replaced another file of that name" in again.out
    assert result.read_bytes() == ours
    assert len(stand_in.submits) == sent


def test_what_a_killed_publisher_left_is_tidied_up(done: World) -> None:
    project, _ = done
    folder = project.root / "out" / "drafts" / "two"
    (folder / "final.mp4").unlink()
    (folder / ".final.mp4.part").write_bytes(b"the beginning of it")
    assert project.call(*RUN).exit == 0
    assert [path.name for path in folder.iterdir()] == ["final.mp4"]


def test_another_realm_reuses_nothing(done: World) -> None:
    project, _ = done
    planned = project.call("plan", "two.yaml", "--format", "json").json
    assert planned["realm"].startswith("draft:draft-")
    assert [task["action"] for task in planned["tasks"]] == ["run", "run"]


def test_a_plan_says_that_a_stored_result_has_lost_bytes(done: tuple[Project, Asked]) -> None:
    project, _ = done
    whole = project.call("plan", *RUN[1:], "--format", "json").json["tasks"]
    assert [task["reason"]["code"] for task in whole] == ["stored", "stored"]
    for path in (project.state / "artifacts").glob("*/*"):
        path.chmod(0o644)
        path.write_bytes(path.read_bytes()[:-1])
    planned = project.call("plan", *RUN[1:], "--format", "json").json["tasks"]
    assert [(task["action"], task["reason"]["code"]) for task in planned] == [("reuse", "stored-damaged")] * 2
