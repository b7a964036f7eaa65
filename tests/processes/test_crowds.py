"""Several commands at once: each row is paid once, and one key has one submit open at a time."""

import shutil
from dataclasses import replace

import pytest

from engine.emulator.server import EmulatorServer
from tests.cli.cli_project import Done, Project
from tests.processes.campaign import Rows
from tests.processes.conftest import Worlds
from tests.processes.tally import WELL

SUBMIT = "/video-generation/video-synthesis"


def at_once(*campaigns: Rows) -> list[Done]:
    running = [rows.project.start(*rows.run) for rows in campaigns]
    return [one.finish() for one in running]


def most_open(service: EmulatorServer) -> int:
    """Return how many submits were open at a time, by what the service has seen."""
    spans = [(seen["at"], seen["ended"]) for seen in service.told()["requests"] if seen["path"].endswith(SUBMIT)]
    return max(sum(began <= at < ended for began, ended in spans) for at, _ in spans)


@pytest.mark.parametrize("commands", [pytest.param(2, marks=pytest.mark.long), 6])
def test_one_campaign(worlds: Worlds, commands: int) -> None:
    with worlds() as (rows, service):
        ended = at_once(*[rows] * commands)
        assert [one.exit for one in ended] == [0] * commands, [one.text for one in ended if one.exit]
        assert (rows.books(), most_open(service)) == (WELL, 1)


def test_two_campaigns_with_the_same_rows(worlds: Worlds) -> None:
    with worlds() as (rows, service):
        other = Rows(rows.project, rows.service, "other", "bcd")
        ended = at_once(rows, other)
        assert [one.exit for one in ended] == [0, 0], [one.text for one in ended if one.exit]
        each_once = replace(WELL, jobs=4, billed=4)
        assert (rows.books(), other.books(), most_open(service)) == (each_once, each_once, 1)


@pytest.mark.parametrize("commands", [1, pytest.param(3, marks=pytest.mark.long)])
def test_two_projects_with_one_key(worlds: Worlds, commands: int) -> None:
    with worlds() as (rows, service):
        home = rows.project.root
        away = Project(home.with_name("away")).at(service.base_url)
        away.env |= {name: rows.project.env[name] for name in ("HOME", "XDG_STATE_HOME")}  # one user
        for row in rows.rows:
            shutil.copy(home / f"{row}.mp4", away.root)
        there = Rows(away, rows.service)
        ended = at_once(*[rows, there] * commands)
        assert [one.exit for one in ended] == [0, 0] * commands, [one.text for one in ended if one.exit]
        both = [rows.books(), there.books()]
        assert [(book.jobs, book.most_of_one, book.swapped, book.missing) for book in both] == [(6, 2, (), ())] * 2
        assert set(both[0].unmentioned).isdisjoint(both[1].unmentioned)
        assert most_open(service) == 1
