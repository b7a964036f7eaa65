"""`status --ledger`: every job that the service accepted, estimated beside billed; the service's own record is the oracle."""

import json
import sqlite3
from collections.abc import Callable
from decimal import Decimal

import pytest

from engine.emulator.rules.scenario import Rule
from engine.emulator.server import EmulatorServer
from tests.cli.cli_project import FIRST, SECOND, Project
from tests.cli.cli_stand_in import StandIn

BUY = ("run", "two.yaml", "--service", "dashscope-cn", "--max-cost", "50 CNY", "--format", "json")
LEDGER = ("status", "--ledger")


def test_every_accepted_job_has_a_row_and_the_sums_are_those_of_the_books(project: Project, stand_in: StandIn) -> None:
    stand_in.acts = ["lost"]
    stand_in.ends = [None, ("InternalError", "busy")]
    run = project.call(*BUY).json
    told = project.call(*LEDGER, "--format", "json").json
    assert {row["job"] for row in told["jobs"]} == stand_in.jobs.keys()
    assert [(row["task"], row["state"], row["confirmed"]) for row in told["jobs"]] == [
        ("first", "fetched", "evidence"), ("second", "failed", "reply"), ("second", "fetched", "reply"),
    ]  # fmt: skip
    assert [row["billed"]["amount"] for row in told["jobs"]] == ["2.40", "0.00", "2.40"]
    assert {row["run"] for row in told["jobs"]} == {run["run_id"]}
    (total,) = told["totals"]
    assert (total["jobs"], total["billed"], total["difference"]["amount"]) == (3, run["cost"], "-2.40")
    with sqlite3.connect(project.state / "journal.sqlite") as db:
        (spent,) = db.execute("SELECT SUM(spent) FROM scopes").fetchone()
    assert spent == 4_800_000


def test_an_overrun_is_said_in_words_and_as_a_column(project: Project, stand_in: StandIn) -> None:
    stand_in.seconds = 4.0  # twice what the clip has
    project.call(*BUY)
    told = project.call(*LEDGER, "--format", "json").json
    assert told["jobs"][0]["overrun"] is True
    assert told["jobs"][0]["difference"]["amount"] == "2.40"
    job = told["jobs"][0]["job"]
    shown = project.call(*LEDGER).out
    assert f"overrun: job {job} of task first was billed 4.80 CNY, 2.40 more than was reserved for it" in shown
    zh = project.call(*LEDGER, "--lang", "zh").out
    assert f"作业 {job}计费 4.80 CNY" in zh


def test_lines_are_rows_and_what_is_piped_can_be_read(project: Project, stand_in: StandIn) -> None:
    project.call(*BUY)
    *rows, last = map(json.loads, project.call(*LEDGER, "--format", "jsonl").out.splitlines())
    whole = project.call(*LEDGER, "--format", "json").json
    assert rows == whole["jobs"]
    assert last == {"totals": whole["totals"]}
    shared, *lines = project.call(*LEDGER).out.splitlines()
    assert shared == f"dashscope-cn · wan2.7-videoedit · CNY · {rows[0]['run']}"
    assert all(len(line) <= 100 for line in lines)
    assert all(any(row["job"] in line for line in lines) for row in rows)


def test_only_the_jobs_that_a_run_submitted(project: Project, stand_in: StandIn) -> None:
    first = project.call(*BUY).json["run_id"]
    again = project.call(*BUY).json["run_id"]
    assert len(project.call("status", first, "--ledger", "--format", "json").json["jobs"]) == 2
    assert project.call("status", again, "--ledger", "--format", "json").json == {"jobs": [], "totals": []}
    ended = project.call("status", "no-such", "--ledger", "--format", "json")
    assert (ended.exit, ended.json["error"]["code"]) == (2, "EC2010")


def test_a_project_without_a_job(project: Project) -> None:
    assert project.call(*LEDGER).out == "no service has accepted a job of this project yet\n"
    assert project.call(*LEDGER, "--format", "json").json == {"jobs": [], "totals": []}
    assert not project.state.exists()


@pytest.mark.parametrize(
    "rules",
    [
        (), (Rule(fault="lost-after", prompt=FIRST),), (Rule(fault="lost-before", prompt=SECOND),),
        (Rule(fault="fail", prompt=FIRST),), (Rule(fault="overrun", prompt=FIRST, after_s=3.0),),
    ],
    ids=lambda rules: "-".join(rule.fault for rule in rules) or "well",
)  # fmt: skip
def test_its_rows_are_the_jobs_of_the_service_and_its_seconds_those_of_the_meter(
    project: Project, emulators: Callable[..., EmulatorServer], rules: tuple[Rule, ...]
) -> None:
    service = emulators(*rules)
    assert project.at(service.base_url).call("run", "two.yaml", "--service", "dashscope-cn").exit == 0
    told, rows = service.told(), project.call(*LEDGER, "--format", "json").json["jobs"]
    assert [row["job"] for row in rows] == [job["id"] for job in told["accepted"]]
    billed = {row["job"]: Decimal(str(row["billed_seconds"])) for row in rows if row["billed_seconds"]}
    assert billed == {row["job"]: Decimal(row["billed_seconds"]) for row in told["meter"]}
