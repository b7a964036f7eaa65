"""The durable record: an older one is carried over, whole."""

import sqlite3
from pathlib import Path

import pytest

from engine.emulator.state.record import Record, read_record
from engine.errors import OperatorError

HERE = Path(__file__).parent


def database(folder: Path, version: int) -> Path:
    """A record as version 1 wrote it: two jobs, done and billed."""
    path = folder / "jobs.sqlite"
    with sqlite3.connect(path) as db:
        db.executescript((HERE / "record_1.sql").read_text("utf-8"))
        db.execute(f"PRAGMA user_version={version}")
    db.close()
    return path


def test_a_record_of_version_1_is_carried_over(tmp_path: Path) -> None:
    database(tmp_path, 1)
    for _ in range(2):  # and found done the second time
        told = read_record(tmp_path)
        assert [(job["entry"], job["state"]) for job in told["accepted"]] == [("wan2.7-videoedit", "SUCCEEDED")] * 2
        assert [(row["input_seconds"], row["billed_seconds"]) for row in told["meter"]] == [("5.28", "10.546")] * 2


def test_a_record_of_a_later_version_is_left_alone(tmp_path: Path) -> None:
    path = database(tmp_path, 99)
    with pytest.raises(OperatorError) as refused:
        Record(path)
    assert refused.value.key == "emulator-record"
