"""`editchain status --watch`: a run followed from another terminal, by what it commits."""

from collections.abc import Callable

from engine.emulator.rules.scenario import Rule
from engine.emulator.server import EmulatorServer
from engine.report.live.view import HEIGHT
from engine.terminal.painter import CLEAR_LINE
from tests.cli.cli_project import FIRST, Project
from tests.cli.cli_terminal import on_a_terminal
from tests.cli.cli_told import Asked

RUN = ("run", "two.yaml", "--service", "dashscope-cn")


def said(err: str) -> list[str]:
    """Return what is told in lines, without their times."""
    return [line.partition("  ")[2] for line in err.splitlines() if line[:2] == "20"]


def test_a_run_is_followed_to_its_end(project: Project, emulators: Callable[..., EmulatorServer]) -> None:
    service = emulators(Rule(fault="hold", prompt=FIRST))
    running = project.at(service.base_url).start(*RUN)
    running.until("first: accepted")
    watching = project.at("nowhere").start("status", "--watch")  # nobody is asked anything for that
    watching.until("first: accepted")
    service.release(None)
    ended, watched = running.finish(), watching.finish()
    assert (ended.exit, watched.exit) == (0, 0)
    assert said(watched.err) == said(ended.err)
    assert watched.out.splitlines()[0].startswith("run ")


def test_on_a_terminal_it_is_the_view_of_the_run(done: tuple[Project, Asked]) -> None:
    project, _ = done
    run = project.call("status", "--format", "json").json["runs"][0]["run"]
    out, text = on_a_terminal(project, "status", run, "--watch", columns=80)
    assert text.startswith("2 of 2 tasks done")
    assert text.count(CLEAR_LINE) == HEIGHT
    assert out.startswith(f"run {run} done")


def test_there_must_be_a_run(project: Project) -> None:
    ended = project.call("status", "--watch")
    assert (ended.exit, "no-runs" in ended.err) == (2, True)
