"""`new` and `demo` in an empty folder."""

import re

import pytest

from engine.phrases import usage
from tests.cli.cli_project import Project


def test_an_example_is_written_and_its_next_command_works(project: Project) -> None:
    ended = project.call("new", "--example", "films")
    assert (ended.exit, ended.out) == (0, "recipes/campaigns/films.yaml\n")
    assert ended.err == (
        "wrote recipes/campaigns/films.yaml; its first lines say what to try; "
        "next: editchain plan recipes/campaigns/films.yaml\n"
    )
    assert "27 tasks, 24 to run" in project.call("plan", "recipes/campaigns/films.yaml").out
    assert project.call("new", "--example", "films").exit == 0


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("--example", "restile"), "EC2046"),
        (("--example", "restyle", "mine.yaml"), "EC2044"),
        ((), "EC2043"),
    ],
    ids=str,
)
def test_what_can_not_be_written_is_told(project: Project, args: tuple[str, ...], words: str) -> None:
    ended = project.call("new", *args)
    assert ended.exit == 2
    assert words in ended.err
    assert not (project.root / "recipes").exists()


def test_the_demo_begins_with_files_of_ones_own(project: Project) -> None:
    project.write("recipes/style_then_background.yaml", "mine")
    ended = project.call("demo")
    assert ended.exit == 2
    assert "EC2018" in ended.err


@pytest.mark.parametrize("lines", usage.ROOT.lines[:2], ids=["en", "zh"])
def test_what_the_help_says_to_begin_with_works_in_an_empty_folder(project: Project, lines: str) -> None:
    found = re.findall(r"^  editchain (.+?)  ", lines, re.MULTILINE)
    assert found[0] == "demo"
    for args in (
        "new --example style_then_background",
        *found[1:],
    ):  # what the demo writes; that it runs is shown from the wheel
        ended = project.call(*args.split())
        assert ended.exit == 0, ended.text
