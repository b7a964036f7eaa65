"""Over real sockets: whoever gives no answer for a while is waited for, said once, and fails nothing."""

import re
import signal
from collections.abc import Callable

import pytest

from engine.emulator.rules.scenario import Rule
from engine.emulator.server import EmulatorServer
from tests.cli.cli_project import Project

RUN = ("run", "two.yaml", "--service", "dashscope-cn", "--format", "json")
TIME = r"\d\d:\d\d:\d\d"
SERVICE, UPLOADS, RESULTS = "service", "storage for uploads", "storage of results"
Emulators = Callable[..., EmulatorServer]


@pytest.mark.parametrize(
    ("on", "fault", "status", "who"),
    [
        ("poll", "refuse", 503, SERVICE),
        ("poll", "lost-before", 0, SERVICE),
        ("policy", "lost-before", 0, SERVICE),
        ("upload", "refuse", 503, UPLOADS),
        ("upload", "lost-before", 0, UPLOADS),
        ("result", "refuse", 502, RESULTS),
        ("result", "truncate", 0, RESULTS),
        ("result", "foreign", 0, RESULTS),
    ],
)
def test_a_while_without_an_answer_fails_nothing(
    project: Project, emulators: Emulators, on: str, fault: str, status: int, who: str
) -> None:
    service = emulators(Rule(on=on, fault=fault, status=status, times=3), renderer="stamp")
    ended = project.at(service.base_url).call(*RUN)
    assert (ended.exit, ended.json["state"]) == (0, "done"), ended.text
    away, back = [line for line in ended.err.splitlines() if re.search(r"\baway\b", line)]
    assert re.search(rf"  {who} away since {TIME}, next try {TIME}: ", away)
    assert re.search(rf"  {who} back; it was away from {TIME} to {TIME}$", back)
    assert len(service.told()["accepted"]) == 2
    assert "failed" not in ended.err


def test_who_leaves_meanwhile_loses_nothing(project: Project, emulators: Emulators) -> None:
    service = emulators(Rule(on="result", fault="refuse", status=503, times=5), renderer="stamp")
    running = project.at(service.base_url).start(*RUN)
    running.until(f"{RESULTS} away")
    running.signal(signal.SIGINT)
    ended = running.finish()
    assert (ended.exit, ended.json["state"]) == (130, "interrupted")
    assert [task["state"] for task in ended.json["tasks"]] == ["running", "waiting"]
    again = project.call(*RUN)
    assert (again.exit, len(service.told()["accepted"])) == (0, 2)


def test_in_chinese(project: Project, emulators: Emulators) -> None:
    service = emulators(Rule(on="poll", fault="refuse", status=503, times=3), renderer="stamp")
    ended = project.at(service.base_url).call("--lang", "zh", *RUN[:-2])
    away, back = [line for line in ended.err.splitlines() if "无应答" in line]
    assert re.search(rf"  服务自 {TIME} 起无应答，下次尝试 {TIME}：", away)
    assert re.search(rf"  服务已恢复；{TIME} 至 {TIME} 期间无应答$", back)
