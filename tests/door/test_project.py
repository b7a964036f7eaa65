"""An opened project, in the loops of asyncio and trio: what its methods give, and what becomes of those who are cancelled."""

import shutil
import threading
from contextlib import AsyncExitStack
from datetime import timedelta
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

import anyio
import jsonschema
import pytest
from anyio import to_thread

import engine
from engine.resources import load_json
from engine.testing import ScriptedService, open as open_scripted
from tests.cli.cli_project import SECOND

pytestmark = pytest.mark.anyio


@pytest.fixture
def service() -> ScriptedService:
    return ScriptedService(seconds=Decimal(2))


def hangs(service: ScriptedService) -> None:
    """Let no job ever end."""
    service.rounds = 10**9


async def accepted(run: engine.Run) -> None:
    async for event in run:
        if event.kind == "job-accepted":
            return


async def test_a_plan_is_typed_and_holds_the_json_of_its_schema(folder: Path) -> None:
    async with engine.open(folder) as project:
        plan = await project.plan("two.yaml")
    jsonschema.Draft7Validator(load_json("plan.schema.json")).validate(plan.json)
    assert [task.id for task in plan.tasks] == ["first", "second"]
    assert plan.totals.billed_seconds.high == Decimal(8)
    assert plan.digest == plan.json["digest"]
    assert not (folder / ".editchain" / "journal.sqlite").exists()


async def test_inputs_are_values_and_paths_start_in_the_folder(folder: Path, shot: Path) -> None:
    (folder / "deep").mkdir()
    (folder / "clip.mp4").rename(folder / "deep" / "shot.mp4")
    async with engine.open(folder) as project:
        by_text = await project.plan("two.yaml", inputs={"clip": "deep/shot.mp4", "look": "ink"})
        by_path = await project.plan(Path("two.yaml"), inputs={"clip": folder / "deep" / "shot.mp4", "look": "ink"})
        elsewhere = await project.plan(folder / "two.yaml", inputs={"clip": shot, "look": "ink"})
    assert by_text.digest == by_path.digest == elsewhere.digest
    assert by_text.tasks[0].request is not None
    assert by_text.tasks[0].request["input"]["prompt"] == "Convert the whole frame to ink style."


async def test_mistakes_are_raised_with_words_and_excerpts(folder: Path) -> None:
    async with engine.open(folder) as project:
        with pytest.raises(engine.FaultsFound) as found:
            await project.plan("two.yaml", inputs={"lok": "ink", "clip": {"url": object()}})
        with pytest.raises(engine.AuthorError, match="EC20"):
            await project.plan("three.yaml")
    first, second = found.value.faults
    assert (first.key, first.file, first.line, first.severity) == ("input-unknown", "<inputs>", 1, "error")
    assert "^^^" in first.excerpt
    assert second.key == "input-not-json"
    assert str(found.value).startswith("<inputs>:1:1: error: The recipe has no input `lok`.")


async def test_faults_of_files_are_named_as_seen_from_the_folder(folder: Path) -> None:
    (folder / "two.yaml").write_text((folder / "two.yaml").read_text().replace("seed: 1", "sed: 1"))
    async with engine.open(folder, lang="zh") as project:
        with pytest.raises(engine.FaultsFound) as found:
            await project.plan("two.yaml")
    (fault,) = found.value.faults
    assert fault.file == "two.yaml"
    assert "错误" in str(fault)


async def test_a_run_gives_its_events_and_then_its_result(folder: Path, service: ScriptedService) -> None:
    service.rounds = 3
    async with open_scripted(folder, service) as project:
        run = await project.run("two.yaml", service="dashscope-cn", max_cost="20 CNY")
        events = [event async for event in run]
        result = await run.result()
    validator = jsonschema.Draft7Validator(load_json("event.schema.json"))
    for event in events:
        validator.validate(event.as_json())
    recorded = [event.seq for event in events if event.seq is not None]
    assert recorded == sorted(set(recorded))
    assert [event.kind for event in events if event.task == "first" and event.seq] == [
        "submitting", "job-accepted", "job-succeeded", "task-done",
    ]  # fmt: skip
    assert any(event.kind == "progress" and event.data["share"] == 0.5 for event in events)
    assert (events[0].kind, events[-1].kind) == ("run-started", "run-ended")
    assert "Signature" not in str(events)
    jsonschema.Draft7Validator(load_json("run.schema.json")).validate(result.json)
    final = result.rows[0].outputs["final"]
    assert (result.state, result.exit, final.path) == ("done", 0, folder / "out" / "two" / "final.mp4")
    assert final.path.read_bytes() == b"https://storage.example/job-1.mp4"
    assert (final.file.service, final.file.draft) == ("dashscope-cn", False)
    (published,) = [event.data for event in events if event.kind == "published"]
    assert (published["service"], published["draft"]) == ("dashscope-cn", False)
    assert result.cost.amount > 0


async def test_a_result_comes_also_when_nobody_looked(folder: Path, service: ScriptedService) -> None:
    async with open_scripted(folder, service) as project:
        run = await project.run("two.yaml")
        assert (await run.result()).state == "done"
        again = await (await project.run("two.yaml")).result()
    assert [task.state for task in again.tasks] == ["reused", "reused"]
    assert len(service.sent) == 2


async def test_what_is_sent_once_is_not_sent_again_by_another_run_of_the_project(
    folder: Path, service: ScriptedService
) -> None:
    service.rounds = 3
    async with open_scripted(folder, service) as project:
        first = await project.run("two.yaml")
        second = await project.run("two.yaml")
        await project.plan("two.yaml")
        third = await project.run("two.yaml")
        results = [await run.result() for run in (first, second, third)]
    assert [result.state for result in results] == ["done"] * 3
    assert len(service.sent) == 2


async def test_events_after_a_number_are_told_again(folder: Path, service: ScriptedService) -> None:
    async with open_scripted(folder, service) as project:
        run = await project.run("two.yaml")
        whole = [event async for event in run if event.seq is not None]
        later = [event async for event in project.events(run.id, after=whole[3].seq)]
        with pytest.raises(engine.AuthorError, match="unknown-run"):
            _ = [event async for event in project.events("nobody")]
    assert later == whole[4:]


async def test_events_follow_a_run_to_its_end(folder: Path, service: ScriptedService) -> None:
    service.rounds = 5
    async with open_scripted(folder, service) as project:
        run = await project.run("two.yaml")
        followed = [event.kind async for event in project.events(run.id)]
    assert followed[-1] == "run-ended"
    assert "progress" not in followed


async def test_who_is_cancelled_cancels_only_the_waiting(folder: Path, service: ScriptedService) -> None:
    hangs(service)
    async with open_scripted(folder, service) as project:
        run = await project.run("two.yaml")
        await accepted(run)
        with anyio.CancelScope() as scope:
            scope.cancel()
            await run.result()
        with anyio.CancelScope() as scope:
            async for event in run:
                if event.kind == "job-accepted":
                    scope.cancel()
        service.rounds = 1
        assert (await run.result()).state == "done"


async def test_a_run_is_stopped_in_order_and_goes_on_later(folder: Path, service: ScriptedService) -> None:
    hangs(service)
    async with open_scripted(folder, service) as project:
        run = await project.run("two.yaml")
        await accepted(run)
        await run.stop()
        await run.stop()
        result = await run.result()
        assert (result.state, result.exit) == ("interrupted", 130)
        service.rounds = 1
        assert (await (await project.run("two.yaml")).result()).state == "done"
    assert len(service.sent) == 2


async def test_leaving_stops_what_goes_on(folder: Path, service: ScriptedService) -> None:
    hangs(service)
    async with open_scripted(folder, service) as project:
        run = await project.run("two.yaml")
        await accepted(run)
    assert (await run.result()).state == "interrupted"


@pytest.mark.parametrize("left", [False, True], ids=["never entered", "left"])
async def test_a_project_that_is_not_open_says_so_whatever_is_asked(
    folder: Path, service: ScriptedService, left: bool
) -> None:
    project = open_scripted(folder, service, lang="zh")
    if left:
        async with project:
            pass
    asked = [
        partial(project.check, "two.yaml"), partial(project.test, "two.yaml"), partial(project.plan, "two.yaml"),
        partial(project.diff, "two.yaml", "two.yaml"), partial(project.run, "two.yaml"), project.status, project.models,
        partial(project.status, "nobody"), partial(project.__aexit__, None, None, None),
    ]  # fmt: skip
    for ask in asked:
        with pytest.raises(engine.AuthorError, match=r"代码块.*project-not-open"):
            await ask()
    with pytest.raises(engine.AuthorError, match="project-not-open"):
        project.events("nobody")
    with pytest.raises(engine.AuthorError, match="project-not-open"):
        _ = project.folder


async def test_a_project_is_entered_once_and_stays_open(folder: Path, service: ScriptedService) -> None:
    async with open_scripted(folder, service) as project:
        with pytest.raises(engine.AuthorError, match="project-not-open"):
            async with project:
                pass
        assert await project.status() == ()


@pytest.mark.parametrize(
    "wait",
    [
        "20m",
        "soon",
        "60",
        -1,
        timedelta(seconds=-1),
        float("nan"),
        float("inf"),
        pytest.param(10**400, id="huge"),
        True,
        [1],
    ],
)
async def test_a_wait_that_is_no_time_is_told_before_anything_is_written(
    folder: Path, service: ScriptedService, wait: Any
) -> None:
    async with open_scripted(folder, service) as project:
        with pytest.raises(engine.AuthorError, match="wait-not-seconds"):
            await project.run("two.yaml", wait=wait)
    assert not (folder / ".editchain").exists()


@pytest.mark.parametrize("wait", [60, 60.0, timedelta(minutes=1)])
async def test_after_its_wait_a_run_stops_watching(
    folder: Path, service: ScriptedService, wait: float | timedelta
) -> None:
    hangs(service)
    async with open_scripted(folder, service) as project:
        run = await project.run("two.yaml", wait=wait)
        assert (await run.result()).state == "held"


async def test_cancelling_all_around_ends_runs_in_order(folder: Path, service: ScriptedService) -> None:
    hangs(service)
    with anyio.CancelScope() as scope:
        async with open_scripted(folder, service) as project:
            run = await project.run("two.yaml")
            await accepted(run)
            scope.cancel()
            await run.result()
    assert scope.cancelled_caught
    assert (await run.result()).state == "interrupted"
    async with open_scripted(folder, service) as project:
        events = [event.kind async for event in project.events(run.id)]
    assert events[-2:] == ["stopping", "run-ended"]


async def test_an_error_of_the_block_leaves_as_itself(folder: Path, service: ScriptedService) -> None:
    hangs(service)
    with pytest.raises(ValueError, match="mine"):
        async with open_scripted(folder, service) as project:
            await project.run("two.yaml")
            raise ValueError("mine")


async def test_what_is_missing_is_raised_before_a_run_begins(folder: Path) -> None:
    async with engine.open(folder) as project:
        with pytest.raises(engine.OperatorError) as cap:
            await project.run("two.yaml", service="dashscope-cn")
        with pytest.raises(engine.OperatorError) as key:
            await project.run("two.yaml", service="dashscope-cn", max_cost="20 CNY")
    async with engine.open(folder, api_key="sk-1") as project:
        with pytest.raises(engine.OperatorError) as state:
            await project.run("two.yaml", service="dashscope-cn", max_cost="20 CNY")
    assert [raised.value.key for raised in (cap, key, state)] == ["cap-missing", "key-missing", "user-state-missing"]
    assert str(cap.value).startswith("The service dashscope-cn bills, and no cap is given. [EC2102 cap-missing]")


async def test_nothing_is_read_from_the_environment(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DASHSCOPE_API_KEY", "sk-canary")
    monkeypatch.setenv("EDITCHAIN_HOME", str(folder / "elsewhere"))
    async with engine.open(folder) as project:
        with pytest.raises(engine.OperatorError) as key:
            await project.run("two.yaml", service="dashscope-cn", max_cost="20 CNY")
    assert key.value.key == "key-missing"
    assert not (folder / "elsewhere").exists()


async def test_settings_take_the_place_of_the_file_s(folder: Path) -> None:
    async with engine.open(folder, settings={"service": "dashscope-intl"}) as project:
        assert (await project.plan("two.yaml")).service == "dashscope-intl"
    with pytest.raises(engine.AuthorError, match="EC2012"):
        async with engine.open(folder, settings={"serice": "x"}):
            pass


async def test_the_error_of_one_run_is_not_the_others(folder: Path, service: ScriptedService) -> None:
    (folder / "three.yaml").write_text((folder / "two.yaml").read_text().replace("name: two", "name: three"))
    async with open_scripted(folder, service) as project:
        (folder / ".editchain" / "runs").parent.mkdir(exist_ok=True)
        (folder / ".editchain" / "runs").write_text("no folder")
        bad = await project.run("two.yaml")
        with pytest.raises(engine.OperatorError, match="disk-unwritable"):
            await bad.result()
        (folder / ".editchain" / "runs").unlink()
        good = await project.run("three.yaml", inputs={"look": "ink"})
        assert (await good.result()).state == "done"


async def test_a_failure_is_a_result(folder: Path, service: ScriptedService) -> None:
    service.fails = SECOND
    async with open_scripted(folder, service) as project:
        result = await (await project.run("two.yaml")).result()
    assert (result.state, result.exit) == ("failed", 1)
    assert result.cause is not None
    assert result.cause.code == "DataInspectionFailed"
    assert result.rows[0].outputs["final"].files == ()
    with pytest.raises(LookupError):
        _ = result.rows[0].outputs["final"].path


async def test_a_host_that_needs_all_threads_delays_no_run(folder: Path, service: ScriptedService) -> None:
    threads = to_thread.current_default_thread_limiter()
    async with AsyncExitStack() as held:
        for number in range(int(threads.total_tokens)):
            await threads.acquire_on_behalf_of(number)
            held.callback(threads.release_on_behalf_of, number)
        async with open_scripted(folder, service) as project:
            assert (await (await project.run("two.yaml")).result()).state == "done"


@pytest.fixture
def other(tmp_path: Path, folder: Path) -> Path:
    return Path(shutil.copytree(folder, tmp_path / "other"))


async def test_several_runs_and_projects_at_once(folder: Path, other: Path) -> None:
    states = []

    async def runs(where: Path, look: str) -> None:
        async with open_scripted(where, ScriptedService(seconds=Decimal(2), rounds=3)) as project:
            both = [await project.run("two.yaml", inputs={"look": f"{look}{n}"}) for n in range(2)]
            states.extend([(await run.result()).state for run in both])

    async with anyio.create_task_group() as group:
        group.start_soon(runs, folder, "a")
        group.start_soon(runs, other, "b")
    assert states == ["done"] * 4


def test_in_a_thread_beside_another(folder: Path, other: Path) -> None:
    states = []

    async def main(where: Path) -> None:
        async with open_scripted(where, ScriptedService(seconds=Decimal(2))) as project:
            states.append((await (await project.run("two.yaml")).result()).state)

    threads = [threading.Thread(target=anyio.run, args=(main, where)) for where in (folder, other)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert states == ["done", "done"]


@pytest.mark.parametrize(
    ("asked", "hint"),
    [
        ({"service": "dashscope-cn", "api_key": "sk-1"}, 'max_cost="20 CNY"'),
        ({"service": "dashscope-cn", "max_cost": "9 CNY"}, "`api_key` to `open`"),
        ({"rows": ["a"]}, "`rows`, `only`, `canary` and `shuffle`"),
        ({"plan": "0" * 64}, "again with `plan`"),
        ({"out": "two.yaml"}, "a folder as `out`"),
    ],
)
async def test_hints_name_arguments_and_no_options(folder: Path, asked: dict[str, Any], hint: str) -> None:
    key = asked.pop("api_key", None)
    async with engine.open(folder, api_key=key, user_state=folder / "state") as project:
        with pytest.raises((engine.AuthorError, engine.OperatorError)) as raised:
            await project.run("two.yaml", **asked)
    said = f"{raised.value.message} {raised.value.hint}"
    assert hint in said
    assert "--" not in said


@pytest.mark.parametrize(
    ("call", "hint"),
    [
        (lambda project: project.resolve("first", resubmit=True), "`doubts` lists"),
        (lambda project: project.explain("first"), "with `run`"),
        (lambda project: project.status("2026"), "`status` lists"),
        (lambda project: project.replay("2026"), "`status` lists"),
        (lambda project: project.replay("two.yaml"), "`status` lists"),
        (lambda project: project.resolve("first"), "`adopt`"),
    ],
)
async def test_hints_name_methods_and_no_commands(folder: Path, call: Any, hint: str) -> None:
    async with engine.open(folder, user_state=folder / "state") as project:
        with pytest.raises(engine.AuthorError) as raised:
            await call(project)
    assert hint in raised.value.hint
    assert "editchain" not in raised.value.hint


@pytest.mark.parametrize(
    ("call", "name"),
    [
        (lambda project: project.plan(None), "file"),
        (lambda project: project.plan("two.yaml", inputs=["clip"]), "inputs"),
        (lambda project: project.plan("two.yaml", inputs={1: "clip.mp4"}), "inputs"),
        (lambda project: project.plan("two.yaml", canary="2"), "canary"),
        (lambda project: project.plan("two.yaml", canary=True), "canary"),
        (lambda project: project.plan("two.yaml", rows="a"), "rows"),
        (lambda project: project.plan("two.yaml", rows=[1]), "row"),
        (lambda project: project.plan("two.yaml", service=1), "service"),
        (lambda project: project.run("two.yaml", max_cost=20), "max_cost"),
        (lambda project: project.run("two.yaml", out=3), "out"),
        (lambda project: project.run("two.yaml", plan=b"00"), "plan"),
        (lambda project: project.check(7), "file"),
        (lambda project: project.test("two.yaml", only=None), "only"),
        (lambda project: project.diff(None), "before"),
        (lambda project: project.status(3), "run"),
        (lambda project: project.models(3), "name"),
        (lambda project: project.cap("two", 5), "amount"),
        (lambda project: project.stop(3), "run"),
        (lambda project: project.compare("two.yaml", 3), "model"),
        (lambda project: project.compare("two.yaml", step=3), "step"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
async def test_an_argument_of_another_type_is_told_by_its_name(folder: Path, call: Any, name: str) -> None:
    async with engine.open(folder) as project:
        with pytest.raises(engine.AuthorError, match="argument-type") as raised:
            await call(project)
    assert raised.value.message.startswith(f"`{name}` takes ")


def test_so_is_one_of_opening(folder: Path) -> None:
    for opened in (engine.open, engine.sync.open):
        with pytest.raises(engine.AuthorError, match="argument-type"):
            opened(None)
        with pytest.raises(engine.AuthorError, match="argument-type"):
            opened(folder, api_key=b"sk")
