"""`editchain cap` and `editchain stop`: a run that goes on hears of it, and one that has ended is told of it too."""

import sqlite3
from collections.abc import Callable
from contextlib import closing

from engine.emulator.rules.scenario import Rule
from engine.emulator.server import EmulatorServer
from engine.resources import load_json
from tests.cli.cli_project import Project
from tests.cli.cli_stand_in import StandIn
from tests.cli.test_retries import LOOK, LOOKS

BUY = ("run", "two.yaml", "--service", "dashscope-cn", "--format", "json", "--max-cost", "100 CNY")
Emulators = Callable[..., EmulatorServer]


def cap_of(project: Project) -> list[tuple[str, int]]:
    with closing(sqlite3.connect(project.root / ".editchain" / "journal.sqlite")) as db:
        return db.execute("SELECT currency, cap FROM scopes WHERE cap IS NOT NULL").fetchall()


def test_a_run_at_work_hears_of_another_cap_and_that_it_is_to_stop(project: Project, emulators: Emulators) -> None:
    project.at(emulators(Rule(fault="hold", on="submit", nth=(1,), state="RUNNING")).base_url)
    running = project.start(*BUY)
    running.until("first: accepted")
    told = project.call("cap", "two", "60", "CNY", "--format", "json").json
    (run,) = told["at_work"]
    assert (told["name"], told["run"], told["cap"]["amount"], told["before"]["amount"]) == (
        "two",
        run,
        "60.00",
        "100.00",
    )
    running.until("set the cap to 60.00 CNY")
    assert cap_of(project) == [("CNY", 60_000_000)]
    assert "is asked to end" in project.call("stop", run).out
    running.until("asked for the run to stop")
    assert running.finish().exit == 130


def test_a_run_that_ended_for_want_of_room_goes_on_under_another_cap(project: Project, stand_in: StandIn) -> None:
    small = project.call(*BUY[:-1], "3 CNY")
    assert (small.exit, small.json["cause"]["code"]) == (3, "over-budget")
    told = project.call("cap", "two", "60 CNY")
    assert (told.exit, told.err) == (0, "")
    assert "the cap is 60.00 CNY now; it was 3.00 CNY" in told.out
    assert f"nothing of it is at work: `editchain resume {small.json['run_id']}` goes on under it" in told.out
    with closing(sqlite3.connect(project.root / ".editchain" / "journal.sqlite")) as db:
        ((run,),) = db.execute("SELECT run FROM events WHERE kind = 'CapSet'").fetchall()
    assert run == small.json["run_id"]
    assert "cap 60.00 CNY" in project.call("plan", *BUY[1:4]).out
    again = project.call("resume", run, "--format", "json")
    assert (again.exit, len(stand_in.submits)) == (0, 2)
    assert cap_of(project) == [("CNY", 60_000_000)]


def test_a_decided_cap_stands_above_what_the_file_says_until_that_changes(project: Project, stand_in: StandIn) -> None:
    def settings(cap: str) -> None:
        project.write("editchain.toml", f'service = "dashscope-cn"\nmax_cost = "{cap}"\n')

    run = ("run", "two.yaml", "--format", "json")
    settings("3 CNY")
    assert project.call(*run).exit == 3
    assert project.call("cap", "two", "4 CNY").exit == 0
    assert project.call(*run).exit == 3
    assert cap_of(project) == [("CNY", 4_000_000)]
    assert project.call(*run, "--max-cost", "3.50 CNY").exit == 3
    assert cap_of(project) == [("CNY", 3_500_000)]
    assert project.call("cap", "two", "4 CNY").exit == 0
    settings("2 CNY")
    assert project.call(*run).exit == 3
    assert cap_of(project) == [("CNY", 2_000_000)]
    assert len(stand_in.submits) == 1


def test_what_is_no_cap_of_anything_is_told(project: Project, stand_in: StandIn) -> None:
    project.call(*BUY[:-1], "1 CNY")
    for args, code in (
        (("three", "60 CNY"), "cap-of-nothing"),
        (("two", "60"), "money-syntax"),
        (("two", "60 USD"), "money-currency"),
    ):
        told = project.call("cap", *args, "--format", "json")
        assert (told.exit, told.json["error"]["code"]) == (2, load_json("messages.json")[code]["code"])
    assert cap_of(project) == [("CNY", 1_000_000)]
    (run,) = (one["run"] for one in project.call("status", "--format", "json").json["runs"])
    gone = project.call("stop", run, "--format", "json")
    assert (gone.exit, gone.json["error"]["code"]) == (3, load_json("messages.json")["not-at-work"]["code"])


def test_a_run_that_had_stopped_submits_again_when_it_is_said(project: Project, emulators: Emulators) -> None:
    project.at(emulators(
        Rule(fault="hold", on="submit", nth=(1,), state="RUNNING"),
        Rule(fault="refuse", on="submit", nth=(2,), status=400, code="Arrearage"),
    ).base_url)  # fmt: skip
    for name, text in (("rows.csv", "look\nold\nnew\nred\n"), ("looks.yaml", LOOKS), ("look.yaml", LOOK)):
        project.write(name, text)
    running = project.start("run", "looks.yaml", *BUY[2:])
    running.until("stopping: nothing more is submitted")
    (run,) = (one["run"] for one in project.call("status", "--format", "json").json["runs"])
    told = project.call("keep-going", run, "--format", "json")
    assert (told.exit, told.json["run"]) == (0, run)
    running.until("said to keep going")
    running.until("accepted")
    assert "submits again" in project.call("keep-going", run).out
    project.call("stop", run)
    assert running.finish().exit == 130
    gone = project.call("keep-going", run, "--format", "json")
    assert (gone.exit, gone.json["error"]["code"]) == (3, load_json("messages.json")["not-at-work"]["code"])
