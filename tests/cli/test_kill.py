"""Killed, interrupted, and started again: what was accepted is never asked for a second time, and nothing is left lying about."""

import json
import os
import pty
import random
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from engine.emulator.rules.scenario import Rule
from engine.emulator.server import EmulatorServer
from engine.emulator.state.record import read_record
from tests.cli.cli_project import COMMAND, FIRST, PATIENCE_S, RECIPE, SECOND, Project, Running
from tests.cli.cli_stand_in import Gate, StandIn

RUN = ("run", "two.yaml", "--service", "dashscope-cn")


def prompts(told: dict) -> list[str]:
    return [job["prompt"] for job in told["accepted"]]


def test_kill_9_in_the_second_step_on_the_embedded_service(project: Project) -> None:
    project.write("two.yaml", RECIPE.replace("a winter day", "night"))
    running = project.start("run", "two.yaml", "-i", "look=8-bit pixel")
    running.until("second: accepted")
    assert running.kill() == [], "a child outlived it"
    record = read_record(project.state / "emulator")
    assert (len(record["accepted"]), len(record["meter"])) == (2, 1)
    ended = project.run("run", "two.yaml", "-i", "look=8-bit pixel")
    assert ended.exit == 0, ended.text
    assert "of an earlier run goes on" in ended.err
    record = read_record(project.state / "emulator")
    assert (len(record["accepted"]), len(record["meter"])) == (2, 2)
    assert {job["state"] for job in record["accepted"]} == {"SUCCEEDED"}
    assert (project.root / "out" / "drafts" / "two" / "final.mp4").stat().st_size > 0
    assert project.parts() == []


def test_kill_9_between_acceptance_and_result(project: Project, emulators: Callable[..., EmulatorServer]) -> None:
    service = emulators(Rule(fault="hold", prompt=SECOND))
    project.at(service.base_url)
    running = project.start(*RUN)
    running.until("second: accepted")
    running.kill()
    status = project.call("status", "--format", "json").json["runs"]
    assert [run["state"] for run in status] == ["cut off"]
    assert project.call("status", status[0]["run"], "--format", "json").json["state"] == "cut off"
    manifest = json.loads((project.state / "runs" / status[0]["run"] / "manifest.json").read_text("utf-8"))
    assert manifest["state"] == "cut off"
    service.release(None)
    ended = project.call(*RUN, "--format", "json")
    assert [task["state"] for task in ended.json["tasks"]] == ["reused", "done"]
    told = service.told()
    assert (prompts(told), len(told["meter"])) == ([FIRST, SECOND], 2)
    assert project.parts() == []


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_wish_to_stop_is_followed_in_order(
    project: Project, emulators: Callable[..., EmulatorServer], number: int
) -> None:
    service = emulators(Rule(fault="hold", prompt=FIRST))
    project.at(service.base_url)
    running = project.start(*RUN, "--format", "json")
    running.until("first: accepted")
    running.signal(number)
    ended = running.finish()
    assert (ended.exit, ended.json["exit"], ended.json["state"]) == (130, 130, "interrupted")
    assert [task["state"] for task in ended.json["tasks"]] == ["running", "waiting"]
    assert ended.json["rows"][0]["state"] == "waiting"
    assert "stopping: nothing more is submitted" in ended.err
    assert project.call("status", "--format", "json").json["runs"][0]["state"] == "interrupted"
    service.release(None)
    assert project.call(*RUN).exit == 0
    told = service.told()
    assert (prompts(told), len(told["meter"])) == ([FIRST, SECOND], 2)
    assert project.parts() == []


def started_by(project: Project, script: str, *args: str, **streams: Any) -> "subprocess.Popen[str]":
    """Start the command by a line of Python that first puts it into the state in which a shell may start one."""
    begin = f"import os, sys; {script}; os.execv(sys.argv[1], sys.argv[1:])"
    return subprocess.Popen(
        [sys.executable, "-c", begin, COMMAND, *args], cwd=project.root, env=project.env | {"TERM": "dumb"}, text=True,
        **{"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **streams},
    )  # fmt: skip


def test_a_terminal_that_closes_ends_a_run_in_order(project: Project, emulators: Callable[..., EmulatorServer]) -> None:
    service = emulators(Rule(fault="hold", prompt=FIRST))
    project.at(service.base_url)
    ours, theirs = pty.openpty()
    own = "import fcntl, termios; os.setsid(); fcntl.ioctl(0, termios.TIOCSCTTY, 0)"
    process = started_by(project, own, *RUN, stdin=theirs, stdout=theirs, stderr=theirs)
    os.close(theirs)
    shown = b""
    while b"first: accepted" not in shown:
        shown += os.read(ours, 65536)
    os.close(ours)
    process.wait(PATIENCE_S)
    assert project.call("status", "--format", "json").json["runs"][0]["state"] == "interrupted"
    service.release(None)
    assert project.call(*RUN).exit == 0
    assert prompts(service.told()) == [FIRST, SECOND]


def test_a_hangup_that_is_ignored_stops_nothing(project: Project, emulators: Callable[..., EmulatorServer]) -> None:
    service = emulators(Rule(fault="hold", prompt=FIRST))
    project.at(service.base_url)
    ignored = "import signal; signal.signal(signal.SIGHUP, signal.SIG_IGN)"
    running = Running(started_by(project, ignored, *RUN, "--format", "json"))
    running.until("first: accepted")
    running.signal(signal.SIGHUP)
    service.release(None)
    ended = running.finish()
    assert (ended.exit, ended.json["state"]) == (0, "done")


def test_whoever_stops_reading_stops_no_run(project: Project, emulators: Callable[..., EmulatorServer]) -> None:
    project.at(emulators().base_url)
    process = started_by(project, "pass", *RUN, "--format", "json")
    assert process.stderr is not None
    assert process.stderr.readline()
    process.stderr.close()
    told, _ = process.communicate(timeout=PATIENCE_S)
    assert (process.returncode, json.loads(told)["state"]) == (0, "done")


def test_a_second_wish_ends_at_once_and_loses_nothing(project: Project, stand_in: StandIn) -> None:
    stand_in.on_submit = gate = Gate()
    buy = (*RUN, "--max-cost", "50 CNY")
    running = project.start(*buy)
    assert gate.reached()
    running.signal(signal.SIGINT)  # the request is on its way: it is waited for
    running.until("stopping")
    running.signal(signal.SIGINT)
    assert running.finish().exit == 130
    gate.open()  # the service takes it, and nobody hears of it
    for _ in range(2):
        ended = project.call(*buy)
        assert ended.exit == 0, ended.text
        assert len(stand_in.submits) == len(stand_in.made) == 2


def test_stopped_while_it_plans(project: Project) -> None:
    recipe = project.root / "slow.yaml"
    subprocess.run(["mkfifo", str(recipe)], check=True)  # it waits for the end of this file
    running = project.start("run", "slow.yaml")
    with suppress(BrokenPipeError), recipe.open("w") as pipe:  # it may be gone before it has read anything
        running.signal(signal.SIGINT)
        pipe.write(RECIPE)
    ended = running.finish()
    assert (ended.exit, ended.out) == (130, "")
    assert ended.err.endswith("interrupted\n")
    emulator = project.state / "emulator"
    assert not emulator.exists() or read_record(emulator)["accepted"] == []


def test_wait_stops_watching_and_the_job_goes_on(project: Project, emulators: Callable[..., EmulatorServer]) -> None:
    service = emulators(Rule(fault="hold", prompt=FIRST))
    project.at(service.base_url)
    ended = project.call(*RUN, "--wait", "1s", "--format", "json")
    assert (ended.exit, ended.json["state"], ended.json["rows"][0]["state"]) == (4, "held", "waiting")
    assert ended.json["tasks"][0]["state"] == "running"
    service.release(None)
    assert project.call(*RUN).exit == 0
    assert prompts(service.told()) == [FIRST, SECOND]


def test_part_files_of_what_is_over_go_with_the_next_run(
    project: Project, emulators: Callable[..., EmulatorServer]
) -> None:
    service = emulators()
    project.at(service.base_url)
    assert project.call(*RUN).exit == 0
    over, tool, strange = service.told()["accepted"][0]["id"], "ab" * 32, "a-job-that-this-journal-lacks"
    parts = project.state / "parts"
    for name in (f"{over}.whole", f"{over}.lock", f"{tool}.part", f"{strange}.whole"):
        (parts / name).write_bytes(b"bytes")
    assert project.call(*RUN).exit == 0
    assert project.parts() == [parts / f"{strange}.whole"]


@pytest.mark.parametrize("seed", [1, 2, 3, *(pytest.param(seed, marks=pytest.mark.long) for seed in range(4, 44))])
def test_killed_at_any_moment(project: Project, emulators: Callable[..., EmulatorServer], seed: int) -> None:
    service = emulators()
    project.at(service.base_url)
    moments = random.Random(seed)
    for _ in range(3):
        running = project.start(*RUN)
        try:
            running.process.wait(moments.uniform(0.2, 3.0))
        except subprocess.TimeoutExpired:
            assert running.kill() == []
    finish(project, service)


def finish(project: Project, service: EmulatorServer) -> None:
    """Run to the end, without a person."""
    ended = project.call(*RUN, "--format", "json")
    assert ended.exit == 0, ended.text
    told = service.told()
    assert (prompts(told), len(told["meter"])) == ([FIRST, SECOND], 2)
    assert (project.root / "out" / "drafts" / "two" / "final.mp4").is_file()
    assert project.parts() == []
    runs = {run["run"] for run in project.call("status", "--format", "json").json["runs"]}
    manifests = [json.loads(path.read_text("utf-8")) for path in Path(project.state / "runs").glob("*/manifest.json")]
    assert {manifest["run"] for manifest in manifests} == runs  # of those that were killed too
