"""Canceling what waits at a service: what is billed nevertheless is said, and the next run goes on with what there is."""

import sqlite3
from decimal import Decimal
from pathlib import Path

import pytest

import engine
from engine.catalog import AnswerShape
from engine.run.service import JobState, Throttled, Unreachable
from engine.testing import ScriptedService, open as open_scripted
from engine.values.reason import quoted
from tests.cli.cli_project import FIRST, SECOND

pytestmark = pytest.mark.anyio
AWAY = Unreachable(reason=quoted("closed"))
NO_KEY = Unreachable(reason=quoted("no such key"), status=401, code="InvalidApiKey", answered=True)


@pytest.fixture
def service() -> ScriptedService:
    return ScriptedService(seconds=Decimal(2))


async def waits(
    project: engine.Project, service: ScriptedService, state: JobState = JobState.PENDING, cap: str = ""
) -> engine.Result:
    """Leave a job behind that was seen in that state last."""
    service.clock.time += 1  # the account may submit again
    service.clock.ready = lambda _: False
    run = await project.run("two.yaml", service="dashscope-cn" if cap else None, max_cost=cap or None)
    async for event in run:
        if event.kind == "job-accepted":
            break
    await run.stop()
    service.clock.ready = lambda _: True
    service.polls = [state]
    await service.poll(service.accepted[-1], AnswerShape())
    return await run.result()


def kept(folder: Path) -> list[tuple[str, int, int]]:
    """How the journal holds each attempt: state, what is reserved and what is spent."""
    with sqlite3.connect(folder / ".editchain" / "journal.sqlite") as db:
        return db.execute("SELECT state, reserved, spent FROM attempts ORDER BY rowid").fetchall()


async def test_a_job_that_waits_is_canceled_and_sent_anew_by_the_next_run(
    folder: Path, service: ScriptedService
) -> None:
    async with open_scripted(folder, service) as project:
        first = await waits(project, service)
        (told,) = await project.cancel("first", who="ann@desk")
        assert (told.job, told.outcome, told.state) == ("job-0", "canceled", "CANCELED")
        assert service.canceled == ["job-0"]
        status = await project.status(first.run_id)
        assert (status.tasks[0].state, status.tasks[0].error and status.tasks[0].error.code) == ("failed", "CANCELED")
        assert await project.cancel() == ()
        again = await (await project.run("two.yaml")).result()
    assert again.state == "done"
    assert [body["input"]["prompt"] for body in service.sent] == [FIRST, FIRST, SECOND]
    assert [state for state, _, _ in kept(folder)] == ["failed", "fetched", "fetched"]


async def test_what_was_reserved_is_free_again(folder: Path, service: ScriptedService) -> None:
    async with open_scripted(folder, service) as project:
        await waits(project, service, cap="5 CNY")
        before = kept(folder)
        (told,) = await project.cancel()
    assert before == [("accepted", 2_400_000, 0)]
    assert told.outcome == "canceled"
    assert kept(folder) == [("failed", 0, 0)]


@pytest.mark.parametrize("lost", [1, 2])
async def test_a_reply_that_is_lost_is_asked_for_again(folder: Path, service: ScriptedService, lost: int) -> None:
    async with open_scripted(folder, service) as project:
        await waits(project, service)
        service.lost_cancels = 1
        service.cancels = [AWAY] * (lost - 1)
        (told,) = await project.cancel()
    assert (told.outcome, service.canceled) == ("canceled", ["job-0"])


async def test_a_job_that_began_meanwhile_is_said_to_be_billed_and_its_result_comes(
    folder: Path, service: ScriptedService
) -> None:
    async with open_scripted(folder, service) as project:
        await waits(project, service)
        service.cancels, service.polls = [False], [JobState.RUNNING]  # it began between the look and the question
        (told,) = await project.cancel()
        assert (told.outcome, told.state, service.canceled) == ("runs", "RUNNING", [])
        assert [state for state, _, _ in kept(folder)] == ["accepted"]
        again = await (await project.run("two.yaml")).result()
    assert (again.state, again.tasks[0].job_id) == ("done", "job-0")
    assert [body["input"]["prompt"] for body in service.sent] == [FIRST, SECOND]


@pytest.mark.parametrize("state", [JobState.RUNNING, JobState.SUCCEEDED, JobState.FAILED])
async def test_what_does_not_wait_is_left_as_it_is(folder: Path, service: ScriptedService, state: JobState) -> None:
    async with open_scripted(folder, service) as project:
        await waits(project, service, state)
        service.polls = [state]
        (told,) = await project.cancel()
    assert (told.outcome, told.state) == ("runs" if state is JobState.RUNNING else "over", state.value)
    assert [held for held, _, _ in kept(folder)] == ["accepted"]


@pytest.mark.parametrize(
    ("answers", "code"),
    [
        ([AWAY] * 5, "service-unreachable"),
        ([Throttled(after_s=9)] * 5, "asked-too-often"),
        ([NO_KEY], "service-unreachable"),
    ],
    ids=["away", "throttled", "no key"],
)
async def test_without_an_answer_nothing_is_recorded(
    folder: Path, service: ScriptedService, answers: list[Throttled | Unreachable], code: str
) -> None:
    async with open_scripted(folder, service) as project:
        await waits(project, service)
        service.cancels = [*answers]
        (told,) = await project.cancel()
    assert told.error is not None
    assert (told.outcome, told.state, told.error.code, service.cancels) == ("unsure", None, code, [])
    assert [held for held, _, _ in kept(folder)] == ["accepted"]


async def test_only_what_is_named_is_canceled(folder: Path, service: ScriptedService) -> None:
    async with open_scripted(folder, service) as project:
        assert await project.cancel() == ()
        assert not (folder / ".editchain" / "journal.sqlite").exists()
        first = await waits(project, service)
        with pytest.raises(engine.AuthorError, match="first") as unknown:
            await project.cancel("fist")
        assert unknown.value.key == "nothing-to-cancel"
        (told,) = await project.cancel(first.run_id[:8])
        assert told.run == first.run_id
        assert await project.cancel(first.run_id) == ()


async def test_a_living_run_hears_that_its_job_is_canceled(folder: Path, service: ScriptedService) -> None:
    service.rounds = 10**9
    async with open_scripted(folder, service) as project:
        service.clock.ready = lambda _: False
        run = await project.run("two.yaml")
        async for event in run:
            if event.kind == "job-accepted":
                break
        assert [told.outcome for told in await project.cancel("first")] == ["canceled"]
        service.clock.ready = lambda _: True
        result = await run.result()
    assert (result.exit, result.tasks[0].state) == (1, "failed")
    assert [body["input"]["prompt"] for body in service.sent] == [FIRST]
    assert kept(folder) == [("failed", 0, 0)]


async def test_what_was_canceled_often_is_not_hopeless(folder: Path, service: ScriptedService) -> None:
    async with open_scripted(folder, service) as project:
        for _ in range(4):
            await waits(project, service)
            assert [told.outcome for told in await project.cancel()] == ["canceled"]
        assert (await (await project.run("two.yaml")).result()).state == "done"
