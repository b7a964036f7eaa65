"""A starter is a good recipe."""

from pathlib import Path

import pytest

from engine.api.check import check
from engine.api.context import make_context
from engine.api.starter import write_starter
from engine.api.testing import try_tests
from engine.errors import AuthorError
from engine.resources import data_folder
from engine.sources.recipes import choose


@pytest.mark.parametrize(("file", "name"), [("spring.yaml", "spring"), ("2026 Launch.yaml", "recipe_2026_launch")])
def test_it_checks_without_a_fault_and_bears_the_name_of_its_file(tmp_path: Path, file: str, name: str) -> None:
    assert write_starter(tmp_path / file) == name
    assert check(make_context(tmp_path, {}), choose([tmp_path / file])) == ()
    (tried,) = try_tests(make_context(tmp_path, {}), [tmp_path / file])
    assert [result.passed for result in tried.results] == [True]
    assert f"\nname: {name}\n" in (tmp_path / file).read_text("utf-8")


def test_it_names_its_schema_by_a_uri_because_editors_end_a_path_at_its_first_blank(tmp_path: Path) -> None:
    write_starter(tmp_path / "spring.yaml")
    _, _, named = (tmp_path / "spring.yaml").read_text("utf-8").splitlines()[0].partition("$schema=")
    assert named == (data_folder("schemas") / "recipe.schema.json").as_uri()


def test_it_never_replaces_a_file(tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text("mine")
    with pytest.raises(AuthorError) as error:
        write_starter(tmp_path / "mine.yaml")
    assert error.value.key == "file-exists"
    assert (tmp_path / "mine.yaml").read_text() == "mine"
