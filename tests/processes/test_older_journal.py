"""A journal that lacks what was paid for, since a backup was put back or it was deleted: nothing is paid again unasked."""

import shutil

import pytest

from tests.processes.campaign import Rows
from tests.processes.conftest import Worlds


def journal_of(rows: Rows) -> dict[str, bytes]:
    """The files of a journal that nobody writes."""
    return {path.name: path.read_bytes() for path in rows.project.state.glob("journal.sqlite*")}


def put_back(rows: Rows, files: dict[str, bytes]) -> None:
    for path in rows.project.state.glob("journal.sqlite*"):
        path.unlink()
    for name, data in files.items():
        (rows.project.state / name).write_bytes(data)


@pytest.mark.parametrize("left", ["an older backup", "an empty folder"])
def test_what_the_journal_lacks_is_not_paid_again(worlds: Worlds, left: str) -> None:
    with worlds() as (rows, service):
        all_rows = rows.project.root.joinpath("three.csv").read_text()
        rows.project.write("three.csv", "".join(all_rows.splitlines(keepends=True)[:2]))
        assert rows.project.run(*rows.run).exit == 0
        backup = journal_of(rows)
        rows.project.write("three.csv", all_rows)
        assert rows.project.run(*rows.run).exit == 0
        jobs = [job["id"] for job in service.told()["accepted"]]
        assert len(jobs) == 3
        if left == "an older backup":
            put_back(rows, backup)
        else:
            shutil.rmtree(rows.project.state)
        for _ in range(2):
            again = rows.project.run(*rows.run)
            assert again.exit in (3, 4), again.text
            assert [job["id"] for job in service.told()["accepted"]] == jobs
