"""A folder that is handed over appears whole, in place of one of its own kind only."""

from pathlib import Path

import pytest

from engine.errors import AuthorError
from engine.store.files.handed import MARK, handed_over


def write(target: Path, words: str) -> None:
    with handed_over(target, shown=target) as folder:
        (folder / MARK).write_text("{}")
        (folder / "page").write_text(words)


def test_it_takes_the_place_of_the_one_before(tmp_path: Path) -> None:
    target = tmp_path / "deep" / "report"
    write(target, "first")
    (target / "stale").write_text("of the first")
    write(target, "second")
    assert sorted(path.name for path in target.iterdir()) == ["page", MARK]
    assert (target / "page").read_text() == "second"
    assert [path.name for path in target.parent.iterdir()] == ["report"]


def test_what_breaks_off_changes_nothing(tmp_path: Path) -> None:
    target = tmp_path / "report"
    write(target, "first")
    with pytest.raises(KeyError), handed_over(target, shown=target) as folder:
        (folder / "page").write_text("half")
        raise KeyError
    assert (target / "page").read_text() == "first"
    assert [path.name for path in tmp_path.iterdir()] == ["report"]


@pytest.mark.parametrize("empty", [True, False])
def test_only_an_empty_folder_of_a_stranger_is_taken(tmp_path: Path, *, empty: bool) -> None:
    target = tmp_path / "theirs"
    target.mkdir()
    if not empty:
        (target / "notes").write_text("mine")
        with pytest.raises(AuthorError, match="report-out-taken"):
            write(target, "ours")
        assert (target / "notes").read_text() == "mine"
    else:
        write(target, "ours")
        assert (target / "page").read_text() == "ours"
