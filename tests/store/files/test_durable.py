"""Durable files: what could not be written as a whole leaves nothing behind."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.errors import OperatorError
from engine.store.files.durable import write_parts


@pytest.mark.parametrize("error", [OperatorError("plan-not-kept", run="x"), KeyboardInterrupt()])
def test_parts_that_break_off_leave_the_file_as_it_was(tmp_path: Path, error: BaseException) -> None:
    def parts() -> Iterator[str]:
        yield "a\n"
        raise error

    target = tmp_path / "results.csv"
    write_parts(target, ("before\n",))
    with pytest.raises(type(error)) as raised:
        write_parts(target, parts())
    assert raised.value is error
    assert [(file.name, file.read_text()) for file in tmp_path.iterdir()] == [("results.csv", "before\n")]


def test_a_disk_that_takes_nothing_is_told(tmp_path: Path) -> None:
    (tmp_path / "results.csv").mkdir()
    with pytest.raises(OperatorError, match="disk-unwritable"):
        write_parts(tmp_path / "results.csv", ("a\n",))
    assert [file.name for file in tmp_path.iterdir()] == ["results.csv"]
