"""The door without await: over several calls, beside a running loop, interrupted, closed twice."""

import asyncio
import inspect
import signal
import subprocess
import sys
import threading
from decimal import Decimal
from pathlib import Path

import pytest

import engine
from engine.testing import ScriptedService, open as open_scripted

CELLS = """
import engine
project = engine.sync.open({folder!r})
print(len(project.plan("two.yaml").tasks))
"""


@pytest.fixture
def service() -> ScriptedService:
    return ScriptedService(seconds=Decimal(2))


def scripted(folder: Path, service: ScriptedService) -> engine.sync.Project:
    return engine.sync.Project(open_scripted(folder, service))


@pytest.mark.parametrize("face", ["Project", "Run", "open"])
def test_both_faces_take_the_same(face: str) -> None:
    def takes(found: object) -> dict[str, list[str]]:
        methods = {name: one for name, one in inspect.getmembers(found, callable) if name[0] != "_"}
        return {
            name: [str(one) for one in inspect.signature(method).parameters.values()]
            for name, method in methods.items()
        }

    if face == "open":
        assert inspect.signature(engine.sync.open).parameters == inspect.signature(engine.open).parameters
        return
    waiting, blocking = takes(getattr(engine, face)), takes(getattr(engine.sync, face))
    own = {"Project": {"close"}, "Run": set()}[face]
    driven = {"Project": set(), "Run": {"begun", "carry_out", "outcome"}}[face]
    assert {name: one for name, one in blocking.items() if name not in own} == {
        name: one for name, one in waiting.items() if name not in driven
    }


def test_over_several_calls(folder: Path, service: ScriptedService) -> None:
    project = scripted(folder, service)
    assert project.folder == folder
    assert project.check("two.yaml") == ()
    plan = project.plan("two.yaml")
    run = project.run("two.yaml", plan=plan.digest[:12])
    result = run.result()
    assert (result.state, result.rows[0].outputs["final"].path.is_file()) == ("done", True)
    kinds = [event.kind for event in run]
    assert (kinds[0], kinds[-1]) == ("run-started", "run-ended")
    assert [event.kind for event in project.events(run.id, after=3)][-1] == "run-ended"
    assert [summary.run for summary in project.status()] == [run.id]
    assert project.status(run.id).state == "done"
    assert project.diff("two.yaml", "two.yaml").totals.anew == 0
    assert project.models("wan2.7-videoedit").models[0].name == "wan2.7-videoedit"
    assert project.test("two.yaml").passed == 0
    project.close()
    project.close()


def test_closing_ends_runs_in_order(folder: Path, service: ScriptedService) -> None:
    service.rounds = 10**9
    with scripted(folder, service) as project:
        stopped = project.run("two.yaml")
        stopped.stop()
        assert stopped.result().state == "interrupted"
        left = project.run("two.yaml")
    with scripted(folder, service) as project:
        assert project.status(left.id).state == "interrupted"


def test_a_closed_project_says_so(folder: Path, service: ScriptedService) -> None:
    project = scripted(folder, service)
    run = project.run("two.yaml")
    project.close()
    run.stop()
    assert run.result().state in ("done", "interrupted")
    for ask in (project.status, lambda: project.plan("two.yaml"), lambda: project.folder):
        with pytest.raises(engine.AuthorError, match="project-not-open"):
            ask()
    for events in (lambda: project.events(run.id), lambda: iter(run)):
        with pytest.raises(engine.AuthorError, match="project-not-open"):
            list(events())


def test_errors_come_as_they_are(folder: Path, tmp_path: Path) -> None:
    with engine.sync.open(folder) as project, pytest.raises(engine.FaultsFound):
        project.plan("two.yaml", inputs={"lok": 1})
    (folder / "editchain.toml").write_text("colour = 'red'")
    with pytest.raises(engine.AuthorError, match="EC2012"):
        engine.sync.open(folder)


def test_inside_a_running_loop(folder: Path, service: ScriptedService) -> None:
    async def cell() -> str:
        with scripted(folder, service) as project:
            return project.run("two.yaml").result().state

    assert asyncio.run(cell()) == "done"


def test_an_interrupt_ends_only_the_waiting(folder: Path, service: ScriptedService) -> None:
    service.rounds = 10**9
    seen = []

    def interrupt(job: str) -> None:
        seen.append(job)
        if len(seen) == 1:
            signal.pthread_kill(threading.main_thread().ident, signal.SIGINT)

    with scripted(folder, service) as project:
        run = project.run("two.yaml")
        service.on_poll = interrupt
        with pytest.raises(KeyboardInterrupt):
            run.result()
        service.rounds = 1
        assert run.result().state == "done"


def test_who_forgets_to_close_can_end(folder: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-W", "error", "-c", CELLS.format(folder=str(folder))],
        capture_output=True, text=True, check=True, timeout=120,
    )  # fmt: skip
    assert (ended.stdout, ended.stderr) == ("2\n", "")
