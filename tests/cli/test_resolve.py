"""`editchain resolve`: asked at a terminal, agreed to by --yes, and refused where there is nobody to ask."""

import signal
import sqlite3
from typing import Any

import pytest

from tests.cli.cli_project import FIRST, SECOND, Project
from tests.cli.cli_stand_in import StandIn
from tests.cli.cli_terminal import on_a_terminal

BUY = ("run", "two.yaml", "--service", "dashscope-cn", "--max-cost", "50 CNY", "--format", "json")


@pytest.fixture
def lost(project: Project, stand_in: StandIn) -> str:
    """A submit that made a job, whose answer was lost and that nobody has looked for: that job."""
    stand_in.acts, stand_in.on_submit = ["lost"], lambda: setattr(stand_in, "lists", False)
    running = project.start(*BUY)
    running.until("in doubt")
    running.signal(signal.SIGINT)
    assert running.finish().exit == 130
    stand_in.lists, stand_in.on_submit = True, lambda: None
    (job,) = stand_in.made
    return job


def decisions(project: Project) -> list[str]:
    with sqlite3.connect(project.state / "journal.sqlite") as db:
        return [way for (way,) in db.execute("SELECT json_extract(data, '$.way') FROM events WHERE kind = 'Resolved'")]


def prompts(stand_in: StandIn) -> list[str]:
    return [seen.json["input"]["prompt"] for seen in stand_in.submits]


@pytest.mark.parametrize(
    ("way", "said"),
    [
        (
            "--resubmit",
            "This may pay twice: up to 2.40 CNY if the first one made a job after all, and up to 2.40 CNY for the new one.",
        ),
        ("--give-up", "Its row fails. 2.40 CNY is booked as spent"),
        ("--adopt", "It costs what that job was billed, at most 2.40 CNY; nothing is sent."),
    ],
)
def test_where_nobody_can_be_asked_it_is_only_said_what_would_be_done(
    project: Project, lost: str, way: str, said: str
) -> None:
    ended = project.call("resolve", "first", way, *([lost] if way == "--adopt" else []))
    assert ended.exit == 3
    assert said in ended.out
    assert f"{lost}  SUCCEEDED" in ended.out
    assert "not-confirmed" in ended.err
    assert decisions(project) == []
    told = project.call("status", "--format", "json").json["doubts"]
    assert [(one["name"], one["state"], one["candidates"][0]["job"]) for one in told] == [("first", "doubt", lost)]


def test_the_whole_way_of_a_job_that_is_adopted(project: Project, stand_in: StandIn, lost: str) -> None:
    told = project.run("resolve", "first", "--adopt", lost, "--why", "seen there", "--yes", "--format", "json")
    assert told.exit == 0, told.text
    assert (told.json["decided"], told.json["job"], told.json["why"]) == (True, lost, "seen there")
    assert told.json["command"] == f"editchain resolve first --adopt {lost} --why 'seen there' --yes --format json"
    assert "@" in told.json["who"]
    again = project.run(*BUY)
    assert (again.exit, again.json["tasks"][0]["job_id"], prompts(stand_in)) == (0, lost, [FIRST, SECOND])
    assert again.json["budget"]["spent"] == "4.80"


def test_what_is_sent_anew_may_be_paid_twice_and_that_is_said(project: Project, stand_in: StandIn, lost: str) -> None:
    assert project.call("resolve", "first", "--resubmit", "--yes").exit == 0
    again = project.call(*BUY)
    assert (again.exit, prompts(stand_in)) == (0, [FIRST, FIRST, SECOND])
    budget = again.json["budget"]
    assert (budget["spent"], budget["reserved"], budget["left"]) == ("7.20", "0.00", "42.80")
    assert [orphan["job_id"] for orphan in again.json["orphans"]] == [lost]  # the first one had made a job after all
    assert project.call(*BUY).exit == 0
    assert len(stand_in.submits) == 3


def test_what_is_given_up_is_booked_and_its_row_has_failed(project: Project, stand_in: StandIn, lost: str) -> None:
    assert project.call("resolve", "first", "--give-up", "--yes").exit == 0
    assert "doubt" not in project.call("status").out
    again = project.call(*BUY)
    assert (again.exit, again.json["tasks"][0]["error"]["code"], prompts(stand_in)) == (1, "given-up", [FIRST])
    assert (again.json["budget"]["spent"], again.json["budget"]["reserved"]) == ("2.40", "0.00")


def test_status_shows_a_doubt_with_the_very_commands(project: Project, stand_in: StandIn, lost: str) -> None:
    project.call("resolve", "first", "--resubmit")  # a look at the service, which is kept
    shown = project.call("status").out
    ways = [line.strip() for line in shown.splitlines() if line.strip().startswith("editchain")]
    assert ways == [
        f"editchain resolve first --adopt {lost}",
        "editchain resolve first --resubmit",
        "editchain resolve first --give-up",
    ]
    assert "2.40 CNY may be spent and stays reserved" in shown
    assert project.call(*ways[0].split()[1:], "--yes").exit == 0
    assert (project.call(*BUY).exit, prompts(stand_in)) == (0, [FIRST, SECOND])


@pytest.mark.parametrize(
    "args",
    [
        ("first",),
        ("first", "--resubmit", "--give-up"),
        ("second", "--resubmit"),
        ("first", "--adopt", "no-such-job"),
        ("first", "--adopt", ""),
        ("--resubmit",),
        ("first", "first", "--resubmit"),
    ],
    ids=" ".join,
)
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_what_cannot_be_decided_so(project: Project, lost: str, args: tuple[str, ...], lang: str) -> None:
    ended = project.call("resolve", *args, "--yes", "--lang", lang)
    assert (ended.exit, ended.out) == (2, "")
    assert decisions(project) == []


@pytest.mark.parametrize(("says", "lang"), [("y\n", "en"), ("YES\n", "en"), ("是\n", "zh")])
def test_at_a_terminal_a_plain_yes_decides(project: Project, lost: str, says: str, lang: str) -> None:
    out, shown = on_a_terminal(project, "resolve", "first", "--resubmit", "--lang", lang, says=says)
    assert "[y/N]" in shown
    assert "2.40 CNY" in shown
    assert decisions(project) == ["resubmit"]
    assert len(out.splitlines()) == 1


@pytest.mark.parametrize("says", ["\n", "n\n", "yep\n", "\x04"])
def test_at_a_terminal_everything_else_decides_nothing(project: Project, lost: str, says: str) -> None:
    out, shown = on_a_terminal(project, "resolve", "first", "--resubmit", says=says, code=3)
    assert (out, decisions(project)) == ("", [])
    assert "not-confirmed" in shown


def test_json_never_asks(project: Project, lost: str) -> None:
    ended = project.call("resolve", "first", "--give-up", "--format", "json")
    told: Any = ended.json
    assert (ended.exit, told["decided"], told["may_cost"]) == (3, False, {"amount": "2.40", "currency": "CNY"})
