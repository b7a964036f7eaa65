"""A starter is a good recipe."""

import re
from pathlib import Path

import pytest

from engine.api.check import check
from engine.api.context import make_context
from engine.api.starter import write_starter
from engine.api.testing import try_tests
from engine.errors import AuthorError
from engine.phrases.messages import Messages
from engine.resources import data_folder
from engine.sources.recipes import choose
from tests.report.runs import CHINESE, ENGLISH

NAMES = [
    ("spring.yaml", "spring"), ("2026 Launch.yaml", "2026_launch"), ("春季.yaml", "春季"), ("春季 新品-A.yaml", "春季_新品_a"), ("….yaml", "recipe"),
]  # fmt: skip


@pytest.mark.parametrize("messages", [ENGLISH, CHINESE], ids=["en", "zh"])
@pytest.mark.parametrize(("file", "name"), NAMES)
def test_it_checks_without_a_fault_and_bears_the_name_of_its_file(
    tmp_path: Path, file: str, name: str, messages: Messages
) -> None:
    assert write_starter(tmp_path / file, messages) == name
    assert check(make_context(tmp_path, {}), choose([tmp_path / file])) == ()
    (tried,) = try_tests(make_context(tmp_path, {}), [tmp_path / file])
    assert [result.passed for result in tried.results] == [True]
    assert f"\nname: {name}\n" in (tmp_path / file).read_text("utf-8")


def test_it_is_written_in_the_language_of_its_reader(tmp_path: Path) -> None:
    english, chinese = (tmp_path / name for name in ("english.yaml", "chinese.yaml"))
    write_starter(english, ENGLISH)
    write_starter(chinese, CHINESE)
    assert english.read_text("utf-8").isascii()
    for line in chinese.read_text("utf-8").splitlines():
        _, comment, words = line.partition("# ")
        assert not comment or words.startswith(" ") or re.search("[\u4e00-\u9fff]", words), line


@pytest.mark.parametrize(("folder", "named"), [("", "schemas"), ("a/b", "../../schemas")])
def test_it_names_the_schema_of_its_project_by_a_relative_path(tmp_path: Path, folder: str, named: str) -> None:
    (tmp_path / "editchain.toml").touch()
    (tmp_path / "schemas").mkdir()
    (tmp_path / "schemas" / "recipe.schema.json").touch()
    write_starter(tmp_path / folder / "spring.yaml", ENGLISH)
    first = (tmp_path / folder / "spring.yaml").read_text("utf-8").splitlines()[0]
    assert first == f"# yaml-language-server: $schema={named}/recipe.schema.json"


def test_nothing_of_this_machine_stands_in_it(tmp_path: Path) -> None:
    write_starter(tmp_path / "spring.yaml", ENGLISH)
    text = (tmp_path / "spring.yaml").read_text("utf-8")
    assert "editchain schema recipe --path" in text.splitlines()[0]
    assert str(tmp_path) not in text
    assert str(data_folder("schemas")) not in text


def test_it_never_replaces_a_file(tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text("mine")
    with pytest.raises(AuthorError) as error:
        write_starter(tmp_path / "mine.yaml", ENGLISH)
    assert error.value.key == "file-exists"
    assert (tmp_path / "mine.yaml").read_text() == "mine"
