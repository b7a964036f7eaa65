"""What a person decides about a submit in doubt: what is refused, what is kept of it, and how the next run goes on."""

import json
import sqlite3
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import anyio
import pytest

import engine
from engine.door.result import TaskStatus
from engine.door.turn import DoubtStatus
from engine.run.service import JobState, Unreachable
from engine.testing import ScriptedService, open as open_scripted
from engine.values.reason import quoted
from tests.api.turn.conftest import other_job
from tests.cli.cli_project import FIRST, SECOND

pytestmark = pytest.mark.anyio
AWAY = Unreachable(reason=quoted("no list"))
DAY_S = 24 * 3600


@pytest.fixture
def service() -> ScriptedService:
    return ScriptedService(seconds=Decimal(2))


async def lost(
    project: engine.Project, service: ScriptedService, way: str, prompt: str = FIRST, **inputs: str
) -> engine.Result:
    """Run with the first submit lost: "taken" is one that made a job, "held" one with a twin, "never" one that made none."""
    if way == "never":
        service.loses = prompt
    else:
        service.takes = prompt
    if way == "held":
        other_job(service, "twin")
        result = await (await project.run("two.yaml", inputs=inputs)).result()
    else:
        result = await interrupted(await project.run("two.yaml", inputs=inputs), service)
    service.takes = service.loses = ""
    return result


async def interrupted(run: engine.Run, service: ScriptedService) -> engine.Result:
    """Stop a run as soon as a submit is in doubt, before anybody has seen the list."""
    service.lists = [AWAY] * 10
    service.clock.ready = lambda seconds: seconds <= 0.2  # until the account may submit again
    async for event in run:
        if event.kind == "submit-in-doubt":
            break
    await run.stop()
    service.clock.ready = lambda _: True
    service.lists.clear()
    return await run.result()


async def one(project: engine.Project) -> DoubtStatus:
    (found,) = await project.doubts()
    return found


def ended(task: TaskStatus) -> tuple[str, str | None]:
    """Return the state of a task, and the code of why it is so."""
    return task.state, task.error.code if task.error is not None else None


def decision(folder: Path) -> dict[str, Any]:
    """What the journal keeps of the one decision that was taken."""
    with sqlite3.connect(folder / ".editchain" / "journal.sqlite") as db:
        ((data,),) = db.execute("SELECT data FROM events WHERE kind = 'Resolved'").fetchall()
    found: dict[str, Any] = json.loads(data)
    return found


@pytest.mark.parametrize("way", ["taken", "held"])
async def test_a_job_that_a_person_adopts_is_fetched_and_nothing_is_sent_again(
    folder: Path, service: ScriptedService, way: str
) -> None:
    async with open_scripted(folder, service) as project:
        first = await lost(project, service, way)
        doubt = await one(project)
        assert (doubt.task, doubt.state) == ("first", "held" if way == "held" else "doubt")
        job = next(job for job in service.prompts if job != "twin")
        told = await project.resolve("first", adopt=job, why="seen in the console", who="ann@desk")
        assert (told.decided, told.job, told.may_cost.amount) == (True, job, Decimal("0.00"))
        assert await project.doubts() == ()
        status = await project.status(first.run_id)
        assert [(task.state, task.job_id, task.confirmed, task.in_doubt) for task in status.tasks] == [
            ("waiting", job, "person", False), ("held" if way == "held" else "waiting", None, None, False),
        ]  # fmt: skip
        again = await (await project.run("two.yaml")).result()
    assert (again.state, again.tasks[0].job_id) == ("done", job)
    assert [body["input"]["prompt"] for body in service.sent] == [FIRST, SECOND]


@pytest.mark.parametrize("way", ["taken", "never", "held"])
async def test_what_is_sent_anew_is_sent_once_more(folder: Path, service: ScriptedService, way: str) -> None:
    async with open_scripted(folder, service) as project:
        await lost(project, service, way)
        await project.resolve("first", resubmit=True)
        again = await (await project.run("two.yaml")).result()
        third = await (await project.run("two.yaml")).result()
    assert (again.state, third.state) == ("done", "done")
    assert [body["input"]["prompt"] for body in service.sent] == [FIRST, FIRST, SECOND]


@pytest.mark.parametrize("way", ["taken", "never", "held"])
async def test_what_is_given_up_has_failed_and_is_not_sent_again(
    folder: Path, service: ScriptedService, way: str
) -> None:
    async with open_scripted(folder, service) as project:
        first = await lost(project, service, way)
        await project.resolve("first", give_up=True)
        status = await project.status(first.run_id)
        assert ended(status.tasks[0]) == ("failed", "given-up")
        plan = await project.plan("two.yaml")
        assert plan.tasks[0].reason.code == "given-up"
        for _ in range(2):
            again = await (await project.run("two.yaml")).result()
            assert (again.exit, again.state) == (1, "failed")
            assert [ended(task) for task in again.tasks] == [("failed", "given-up"), ("skipped", "needs-failed")]
        other = await (await project.run("two.yaml", inputs={"look": "ink"})).result()
    assert other.state == "done"
    assert [body["input"]["prompt"] for body in service.sent].count(FIRST) == 1


async def test_who_why_and_what_was_shown_are_kept(folder: Path, service: ScriptedService) -> None:
    async with open_scripted(folder, service) as project:
        run = await lost(project, service, "held")
        shown = await project.resolve("first", resubmit=True, preview=True)
        assert (shown.decided, shown.who, shown.at) == (False, None, None)
        assert len(await project.doubts()) == 1
        (attempt,) = (await project.explain("first", run=run.run_id)).attempts
        assert (attempt.looked, len(attempt.candidates)) == (shown.looked, 2)
        told = await project.resolve("first", resubmit=True, why="the twin is Bob's", who="ann@desk")
    kept = decision(folder)
    assert (kept["who"], kept["note"], kept["way"]) == ("ann@desk", "the twin is Bob's", "resubmit")
    assert kept["command"] == "project.resolve('first', resubmit=True)"
    assert [(job["job"], job["state"], job["prompt"]) for job in kept["candidates"]] == [
        ("job-1", "SUCCEEDED", "same"), ("twin", "SUCCEEDED", "same"),
    ]  # fmt: skip
    assert [job.job for job in told.candidates] == ["job-1", "twin"]
    assert kept["since"] < kept["looked"]
    assert kept["until"] - kept["since"] == 6  # two of the margin each way, two in which the service may take it in


async def test_nobody_is_asked_who_decides(folder: Path, service: ScriptedService) -> None:
    async with open_scripted(folder, service) as project:
        await lost(project, service, "never")
        told = await project.resolve("first", give_up=True)
    assert told.who is not None
    assert "@" in told.who.strip("@")


def much_later(service: ScriptedService, job: str) -> None:
    service.clock.time += 600
    other_job(service, job)


Change = Callable[[ScriptedService], None]


@pytest.mark.parametrize(
    ("change", "job", "key", "why"),
    [
        (lambda service: None, "nobody", "job-unlisted", "24 hours"),
        (lambda service: much_later(service, "late"), "late", "job-unfit", "too late"),
        (
            lambda service: other_job(service, "early", created=service.clock.now() - 600),
            "early",
            "job-unfit",
            "before",
        ),
        (lambda service: other_job(service, "model", model="wan2.7-t2v"), "model", "job-unfit", "another model"),
        (lambda service: service.prompts.update(twin="Another."), "twin", "job-unfit", "another prompt"),
    ],
    ids=["unlisted", "late", "early", "model", "prompt"],
)
async def test_a_job_that_is_surely_another_s_is_not_adopted(
    folder: Path, service: ScriptedService, change: Change, job: str, key: str, why: str
) -> None:
    async with open_scripted(folder, service) as project:
        await lost(project, service, "held")
        change(service)
        with pytest.raises(engine.AuthorError, match=why) as refused:
            await project.resolve("first", adopt=job)
        assert refused.value.key == key
        assert (await one(project)).state == "held"


async def test_a_job_of_another_task_is_not_adopted(folder: Path, service: ScriptedService) -> None:
    async with open_scripted(folder, service) as project:
        await (await project.run("two.yaml", inputs={"look": "ink"})).result()
        owned = service.accepted[0]
        await lost(project, service, "held")
        with pytest.raises(engine.AuthorError, match="another task") as refused:
            await project.resolve("first", adopt=owned)
    assert refused.value.key == "job-unfit"


async def test_only_a_job_that_the_service_shows_is_adopted_and_the_other_ways_need_it_not(
    folder: Path, service: ScriptedService
) -> None:
    async with open_scripted(folder, service) as project:
        await lost(project, service, "taken")
        service.lists = [AWAY] * 3
        with pytest.raises(engine.OperatorError, match="no list") as refused:
            await project.resolve("first", adopt="job-0")
        assert refused.value.key == "service-unreachable"
        told = await project.resolve("first", resubmit=True)
    assert told.unseen is not None
    assert (told.looked, told.candidates, told.unseen.code) == (None, (), "service-unreachable")
    assert decision(folder)["unseen"]["code"] == "service-unreachable"


@pytest.mark.parametrize(
    ("arguments", "key"),
    [
        ({}, "decision-missing"),
        ({"resubmit": True, "give_up": True}, "decision-missing"),
        ({"adopt": "job-0", "resubmit": True}, "decision-missing"),
        ({"adopt": ""}, "name-empty"),
        ({"adopt": 3}, "argument-type"),
    ],
)
async def test_exactly_one_decision_is_taken(
    folder: Path, service: ScriptedService, arguments: dict[str, Any], key: str
) -> None:
    async with open_scripted(folder, service) as project:
        await lost(project, service, "never")
        with pytest.raises(engine.AuthorError) as refused:
            await project.resolve("first", **arguments)
    assert refused.value.key == key


async def test_what_is_not_in_doubt_needs_no_decision(folder: Path, service: ScriptedService) -> None:
    async with open_scripted(folder, service) as project:
        with pytest.raises(engine.AuthorError) as none:
            await project.resolve("first", give_up=True)
        assert not (folder / ".editchain" / "journal.sqlite").exists()
        await lost(project, service, "never")
        with pytest.raises(engine.AuthorError, match="Did you mean first") as unknown:
            await project.resolve("fist", give_up=True)
        await project.resolve("first", give_up=True)
        with pytest.raises(engine.AuthorError) as twice:
            await project.resolve("first", give_up=True)
    assert [error.value.key for error in (none, unknown, twice)] == ["doubt-none", "doubt-unknown", "doubt-none"]


async def test_of_two_doubts_of_one_name_each_is_named_by_its_id(folder: Path, service: ScriptedService) -> None:
    async with open_scripted(folder, service) as project:
        await lost(project, service, "never")
        await lost(project, service, "never", FIRST.replace("cartoon", "ink"), look="ink")
        names = [doubt.name for doubt in await project.doubts()]
        with pytest.raises(engine.AuthorError, match=names[1]) as refused:
            await project.resolve("first", give_up=True)
        told = await project.resolve(names[1], give_up=True)
        assert [doubt.name for doubt in await project.doubts()] == ["first"]
    assert refused.value.key == "doubt-ambiguous"
    assert told.name == names[1]


async def test_what_an_equal_request_waits_for_is_said_and_goes_on(folder: Path, service: ScriptedService) -> None:
    (folder / "same.yaml").write_text((folder / "two.yaml").read_text().replace("name: two", "name: same"))
    async with open_scripted(folder, service) as project:
        await lost(project, service, "held")
        other = (folder / "same.yaml").read_text().replace("seed: 1", "seed: 9")
        (folder / "same.yaml").write_text(other)
        waits = await (await project.run("same.yaml")).result()
        assert ended(waits.tasks[0]) == ("held", "shadowed")
        assert (await one(project)).waiting == ("first",)
        await project.resolve((await one(project)).name, give_up=True)
        done = await (await project.run("same.yaml")).result()
    assert done.state == "done"


async def test_each_run_at_work_hears_of_a_verdict_since_it_may_wait_for_an_equal_doubt(
    folder: Path, service: ScriptedService
) -> None:
    async with open_scripted(folder, service) as project:
        await lost(project, service, "held")
        service.holds_downloads = anyio.Event()
        run = await project.run("two.yaml", inputs={"look": "ink"})
        with anyio.fail_after(30):
            await service.downloading.wait()
            await project.resolve("first", give_up=True)
            service.holds_downloads.set()
            assert (await run.result()).state == "done"
    with sqlite3.connect(folder / ".editchain" / "journal.sqlite") as db:
        asked = db.execute("SELECT run, kind FROM requests").fetchall()
    assert asked == [(run.id, "verdict")]


async def test_a_run_that_looks_for_the_job_is_left_to_it(folder: Path, service: ScriptedService) -> None:
    service.takes, service.lists = FIRST, [AWAY] * 10
    service.clock.ready = lambda _: False
    async with open_scripted(folder, service) as project:
        run = await project.run("two.yaml")
        async for event in run:
            if event.kind == "submit-in-doubt":
                break
        with pytest.raises(engine.OperatorError, match=run.id) as refused:
            await project.resolve("first", resubmit=True)
        service.clock.ready = lambda _: True
        assert (await run.result()).state == "done"
    assert refused.value.key == "doubt-looked-for"


async def test_where_only_proof_counts_a_job_that_its_prompt_speaks_for_is_held_for_a_person(
    folder: Path, service: ScriptedService
) -> None:
    service.takes = FIRST
    async with open_scripted(folder, service, settings={"adopt": "proven"}) as project:
        first = await (await project.run("two.yaml")).result()
        assert ended(first.tasks[0]) == ("held", "in-doubt")
        doubt = await one(project)
        assert (doubt.state, [job.job for job in doubt.candidates], len(doubt.ways)) == ("held", ["job-0"], 3)
        again = await (await project.run("two.yaml")).result()
        assert ended(again.tasks[0]) == ("held", "in-doubt")
        assert again.in_doubt == 1
        await project.resolve("first", adopt="job-0")
        for run in (first, again):
            assert (await project.status(run.run_id)).in_doubt == 0
        done = await (await project.run("two.yaml")).result()
    assert (done.state, done.tasks[0].job_id, len(service.sent)) == ("done", "job-0", 2)


async def test_the_setting_is_one_of_two_words(folder: Path, service: ScriptedService) -> None:
    with pytest.raises(engine.AuthorError, match="proof") as refused:
        async with open_scripted(folder, service, settings={"adopt": "proof"}):
            pass
    assert refused.value.key == "adopt-setting"


async def test_a_decision_whose_process_died_before_it_told_the_account_holds(
    folder: Path, service: ScriptedService
) -> None:
    """The journal decides; the account hears of it at the latest when somebody submits."""
    async with open_scripted(folder, service) as project:
        await lost(project, service, "held")
        account = folder / ".editchain" / "emulator" / "account.sqlite"
        before = account.read_bytes()
        await project.resolve("first", resubmit=True)
    for rest in account.parent.glob("account.sqlite-*"):
        rest.unlink()
    account.write_bytes(before)
    async with open_scripted(folder, service) as project:
        assert (await (await project.run("two.yaml")).result()).state == "done"
    assert [body["input"]["prompt"] for body in service.sent] == [FIRST, FIRST, SECOND]


async def test_a_service_at_another_address_is_not_asked(folder: Path, service: ScriptedService) -> None:
    async with open_scripted(folder, service) as project:
        await lost(project, service, "taken")
        host, service.account = service.account, "elsewhere"
        with pytest.raises(engine.OperatorError, match=host) as refused:
            await project.resolve("first", adopt="job-0")
        told = await project.resolve("first", give_up=True, preview=True)
    assert (refused.value.key, told.unseen and told.unseen.code) == ("sent-elsewhere", "sent-elsewhere")


async def test_a_job_that_the_service_has_forgotten_is_bought_again_only_by_a_person(
    folder: Path, service: ScriptedService
) -> None:
    async with open_scripted(folder, service) as project:
        service.clock.ready = lambda _: False
        run = await project.run("two.yaml")
        async for event in run:
            if event.kind == "job-accepted":
                break
        await run.stop()
        service.clock.ready = lambda _: True
        service.clock.time += 25 * 3600
        service.polls = [JobState.UNKNOWN] * 5000
        held = await (await project.run("two.yaml")).result()
        assert ended(held.tasks[0]) == ("held", "job-expired")
        doubt = await one(project)
        assert (doubt.job, doubt.why.code, [way.decision for way in doubt.ways]) == (
            "job-0", "job-expired", ["resubmit", "give-up"],
        )  # fmt: skip
        service.polls = []
        other_job(service, "other", created=service.clock.now() - 25 * 3600 + 1)
        with pytest.raises(engine.AuthorError) as refused:
            await project.resolve("first", adopt="other")
        await project.resolve("first", resubmit=True)
        again = await (await project.run("two.yaml")).result()
    assert refused.value.key in ("job-unfit", "job-unlisted")
    assert (again.state, [body["input"]["prompt"] for body in service.sent]) == ("done", [FIRST, FIRST, SECOND])
