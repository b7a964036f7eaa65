"""The books see what must never be: a result of another row, a row without one, a job that nobody knows of, a row paid twice."""

import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace

from tests.processes.conftest import Worlds
from tests.processes.tally import WELL


def test_what_is_wrong_is_in_the_books(worlds: Worlds) -> None:
    with worlds() as (rows, _):
        assert rows.project.run(*rows.run).exit == 0
        assert rows.books() == WELL
        out = rows.project.root / "out" / "drafts" / "three"
        shutil.copy(out / "a.mp4", out / "b.mp4")
        (out / "c.mp4").unlink()
        assert rows.books() == replace(WELL, swapped=("b",), missing=("c",))
        shutil.rmtree(out)
        with closing(sqlite3.connect(rows.project.state / "journal.sqlite")) as db, db:
            (forgotten,) = db.execute("SELECT job FROM attempts WHERE task = 'b/look'").fetchone()
            db.execute("UPDATE attempts SET job = NULL WHERE task = 'b/look'")
        assert rows.books().unmentioned == (forgotten,)
    with worlds() as (rows, _):
        for user in ("one", "other"):
            rows.project.env["DASHSCOPE_API_KEY"] = f"sk-{user}"
            assert rows.project.run(*rows.run).exit == 0
            if user == "one":
                for folder in (".editchain", "home", "out"):
                    shutil.rmtree(rows.project.root / folder)
        assert (rows.books().jobs, rows.books().most_of_one) == (6, 2)
