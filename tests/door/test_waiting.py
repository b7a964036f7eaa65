"""A program hears in its log of a file that another process writes, in the words that a command would say."""

import logging
from dataclasses import replace
from pathlib import Path

import pytest

from engine.api.waits import told_to
from engine.door.waiting import LOG, logged
from engine.store.sqlite.turns import TurnAwaited
from engine.values.reason import because
from tests.report.runs import ENGLISH


def test_a_wait_and_its_end_are_logged(caplog: pytest.LogCaptureFixture) -> None:
    hear = told_to(logged(ENGLISH))
    held = TurnAwaited(path=Path("journal.sqlite"), since=0.0, why=because("held-by-stopped", process="7"))
    with caplog.at_level(logging.INFO, LOG.name):
        hear(held)
        hear(replace(held, until=9.0))
    (began, ended) = caplog.records
    assert (began.levelno, ended.levelno) == (logging.WARNING, logging.INFO)
    assert "`kill -CONT 7` lets it go on" in began.getMessage()
    assert "is free again" in ended.getMessage()
