"""Examples work where they are written, alone."""

import re
from pathlib import Path

import pytest

from engine.api.asked import Asked
from engine.api.check import check
from engine.api.context import make_context
from engine.api.examples import example_names, write_example
from engine.api.planning import plan_file
from engine.errors import AuthorError, OperatorError
from engine.phrases import usage
from engine.plan import Terms
from engine.resources import data_folder
from engine.sources.recipes import choose
from tests.report.runs import CHINESE, ENGLISH

TERMS = Terms(service="embedded", realm="draft:test", region="cn-beijing", bills=False)


def written(folder: Path) -> dict[Path, bytes]:
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("name", example_names())
def test_it_checks_and_plans_in_an_empty_folder(name: str, tmp_path: Path) -> None:
    path = write_example(name, tmp_path, ENGLISH)
    context = make_context(tmp_path, {})
    assert check(context, choose([tmp_path / "recipes"])) == ()
    assert plan_file(context, Asked(file=path), TERMS, context.today, None).plan.tasks


@pytest.mark.parametrize("name", example_names())
def test_whatever_its_comments_name_is_there(name: str, tmp_path: Path) -> None:
    path = write_example(name, tmp_path, ENGLISH)
    lines = [line for line in path.read_text("utf-8").splitlines() if line.startswith("#   editchain ")]
    assert lines
    named = [found for line in lines for found in re.findall(r"recipes/[\w./-]+\.\w+", line)]
    assert [found for found in named if not (tmp_path / found).is_file()] == []


def test_media_bring_their_credits_and_the_whole_is_what_is_shipped(tmp_path: Path) -> None:
    write_example("films", tmp_path, ENGLISH)
    files = written(tmp_path / "recipes")
    assert {str(path) for path in files} == {
        "campaigns/films.csv", "campaigns/films.yaml", "film_of_shots.yaml", "media/CREDITS.md", "media/bunny.mp4", "media/portrait.mp4",
    }  # fmt: skip
    shipped = data_folder("recipes")
    assert all(content == (shipped / path).read_bytes() for path, content in files.items() if path.suffix != ".yaml")


@pytest.mark.parametrize(("messages", "words"), [(ENGLISH, "an editor"), (CHINESE, "编辑器")], ids=["en", "zh"])
def test_its_first_line_tells_the_way_to_the_schema(tmp_path: Path, messages, words: str) -> None:
    first = write_example("launch", tmp_path, messages).read_text("utf-8").splitlines()[0]
    assert words in first
    assert "editchain schema campaign --path" in first


def test_in_a_project_with_schemas_it_names_them(tmp_path: Path) -> None:
    (tmp_path / "editchain.toml").touch()
    (tmp_path / "schemas").mkdir()
    (tmp_path / "schemas" / "recipe.schema.json").touch()
    first = write_example("look", tmp_path, ENGLISH).read_text("utf-8").splitlines()[0]
    assert first == "# yaml-language-server: $schema=../../schemas/recipe.schema.json"


def test_what_is_there_already_is_left_alone(tmp_path: Path) -> None:
    write_example("restyle", tmp_path, ENGLISH)
    before = written(tmp_path)
    write_example("restyle", tmp_path, ENGLISH)
    write_example("camera_move", tmp_path, ENGLISH)  # of the same clip
    assert {path: content for path, content in written(tmp_path).items() if path in before} == before


@pytest.mark.parametrize("standing", ["recipes/library/look.yaml", "recipes/media/reel.mp4"])
@pytest.mark.parametrize("folder", [False, True])
def test_nothing_is_written_where_something_else_stands(tmp_path: Path, standing: str, folder: bool) -> None:
    path = tmp_path / standing
    path.parent.mkdir(parents=True)
    if folder:
        path.mkdir()
    else:
        path.write_text("mine")
    before = written(tmp_path)
    with pytest.raises(AuthorError) as error:
        write_example("long_clip", tmp_path, ENGLISH)
    assert (error.value.key, error.value.args_by_name["path"]) == ("file-exists", str(path))
    assert written(tmp_path) == before


def test_a_file_in_the_place_of_the_folder_is_in_the_way(tmp_path: Path) -> None:
    (tmp_path / "recipes").write_text("mine")
    with pytest.raises(OperatorError) as error:
        write_example("restyle", tmp_path, ENGLISH)
    assert error.value.key == "disk-unwritable"


def test_the_help_names_them_all() -> None:
    assert f"There are: {', '.join(example_names())}." in usage.NEW.text.en
    assert f"现有：{'、'.join(example_names())}。" in usage.NEW.text.zh
