"""The pace of an account is shared by its processes, and nothing depends on its file."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from engine.run.job_times import MOST, JobKind, Spread
from engine.run.rate import Rate
from engine.run.shared_pace import HeldPlaces, Kept, SharedPace
from engine.store.sqlite.pace import SqlitePace, open_pace
from tests.store.sqlite.holder import stopped_in_a_commit

KIND = JobKind("wan", "720P")


def asked(pace: SharedPace, at: float) -> float:
    """Take the next question of ten a second; return when the one after it may come."""

    def step(kept: Kept) -> Kept:
        return Rate.of_kept(10, kept).taken(at).kept

    return pace.change("queries", step)[1]


def test_processes_of_an_account_take_turns(tmp_path: Path) -> None:
    with (
        open_pace(tmp_path / "pace.sqlite", realm="r", boot="b") as one,
        open_pace(tmp_path / "pace.sqlite", realm="r", boot="b") as two,
        open_pace(tmp_path / "pace.sqlite", realm="other", boot="b") as other,
    ):
        assert [asked(pace, 5.0) for pace in (one, two, one, other)] == pytest.approx([5.1, 5.2, 5.3, 5.1])
        assert two.kept("queries")[1] == pytest.approx(5.3)
        one.change("queries", lambda kept: Rate.of_kept(10, kept).refused().kept)
        assert asked(two, 5.3) == pytest.approx(5.5)  # half as fast for all


def of(run: str, places: int, now: float, group: str = "g") -> HeldPlaces:
    return HeldPlaces(group, run, places, now, now + 15)


def test_the_places_of_an_account_are_shared_and_free_again_when_nobody_tells_of_them_any_more(tmp_path: Path) -> None:
    with (
        open_pace(tmp_path / "pace.sqlite", realm="r", boot="b") as one,
        open_pace(tmp_path / "pace.sqlite", realm="r", boot="b") as two,
        open_pace(tmp_path / "pace.sqlite", realm="other", boot="b") as other,
    ):
        assert one.take(of("one", 2, 0), 5)
        assert two.take(of("two", 1, 1), 5)
        assert not two.take(of("two", 2, 2), 5)  # but it keeps its two
        assert other.take(of("one", 4, 3), 5)
        assert one.take(of("one", 4, 3, "another group"), 5)
        one.hold(of("one", 0, 4), waits=False)
        assert two.take(of("two", 2, 5), 5)
        assert one.take(of("one", 1, 19), 5)
        assert one.take(of("one", 4, 20), 5)  # the other process died, or was stopped
    with open_pace(tmp_path / "pace.sqlite", realm="r", boot="another") as later:
        assert later.take(of("later", 4, 0), 5)


def test_a_place_that_comes_free_goes_to_who_has_waited_longest_and_lives(tmp_path: Path) -> None:
    with open_pace(tmp_path / "pace.sqlite", realm="r", boot="b") as pace:
        assert pace.take(of("busy", 1, 0), 2)
        assert not pace.take(of("waiter", 0, 0), 2)
        assert not pace.take(of("busy", 1, 1), 2)  # one is free, and the waiter's
        assert pace.take(of("waiter", 0, 1), 2)
        pace.hold(of("busy", 0, 2), waits=True)
        assert not pace.take(of("waiter", 1, 2), 2)
        assert pace.take(of("busy", 0, 2), 2)
        pace.hold(of("waiter", 0, 3), waits=False)  # it waits no longer
        assert pace.take(of("busy", 1, 3), 2)
        assert not pace.take(of("dead", 0, 4), 2)
        assert not pace.take(of("busy", 1, 18), 2)
        assert pace.take(of("busy", 1, 19), 2)


def test_what_a_clock_said_is_worth_nothing_after_another_start_of_the_machine(tmp_path: Path) -> None:
    path = tmp_path / "pace.sqlite"
    with open_pace(path, realm="r", boot="before") as pace:
        asked(pace, 1_000_000.0)
        pace.learn(KIND, 240.0)
    with open_pace(path, realm="r", boot="now") as pace:
        assert asked(pace, 5.0) == pytest.approx(5.1)
        assert pace.times.spread(KIND) == Spread(216.0, 240.0, 264.0)


def test_the_newest_times_of_a_kind_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "pace.sqlite"
    with open_pace(path, realm="r", boot="b") as pace:
        pace.learn(JobKind("wan", "1080P"), 600.0)
        for second in range(MOST + 20):
            pace.learn(KIND, float(second))
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("SELECT count(*), min(seconds) FROM job_times WHERE tier = '720P'").fetchone() == (MOST, 20.0)
    with open_pace(path, realm="r", boot="b") as pace, open_pace(path, realm="other", boot="b") as other:
        spread = pace.times.spread(KIND)
        assert spread is not None
        assert spread.early == 24.0
        assert pace.times.spread(JobKind("wan", "1080P")) is not None
        assert other.times.spread(KIND) is None


@pytest.mark.parametrize("content", [b"not a database at all, but long enough to be one", b""])
def test_a_file_that_is_none_is_done_without(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "pace.sqlite"
    path.write_bytes(content * 100)
    with open_pace(path, realm="r", boot="b") as pace:
        assert [asked(pace, 5.0), asked(pace, 5.0)] == pytest.approx([5.1, 5.2])
        pace.learn(KIND, 240.0)
        assert pace.times.spread(KIND) is not None


def test_a_folder_in_its_place_and_a_file_that_becomes_unreadable_stop_nothing(tmp_path: Path) -> None:
    (tmp_path / "pace.sqlite").mkdir()
    with open_pace(tmp_path / "pace.sqlite", realm="r", boot="b") as pace:
        assert asked(pace, 5.0) == pytest.approx(5.1)
    path = tmp_path / "other" / "pace.sqlite"
    with open_pace(path, realm="r", boot="b") as pace:
        asked(pace, 5.0)
        with closing(sqlite3.connect(path)) as db:
            db.execute("DROP TABLE buckets")
        assert asked(pace, 5.0) == pytest.approx(5.2)
        assert asked(pace, 5.0) == pytest.approx(5.3)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no process can be stopped here")
def test_who_was_stopped_while_it_wrote_is_not_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "pace.sqlite"
    with open_pace(path, realm="r", boot="b") as pace, stopped_in_a_commit(path):
        assert [asked(pace, 5.0), asked(pace, 5.0)] == pytest.approx([5.1, 5.2])
        assert isinstance(pace, SqlitePace)
    with open_pace(path, realm="r", boot="b") as pace:
        assert asked(pace, 5.0) == pytest.approx(5.1)
