"""Jobs that show up after their request was ruled out: booked and told, and no task's result."""

import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from engine.report.manifest import head_data, manifest_lines
from engine.report.planned import PlannedRun
from engine.report.run import run_data, run_text
from engine.run import events as e
from engine.run.marks import USAGE_UNKNOWN
from engine.run.money.attempt import AttemptState
from engine.run.service import JobState, ListedJob, Unreachable
from engine.values.reason import quoted
from tests.report.runs import CHINESE, ENGLISH
from tests.run.test_driver import LOST, chain
from tests.run.world import World
from tests.worlds import CHAIN, fan

PROMPT = "Convert to watercolor."

pytestmark = pytest.mark.anyio


@pytest.fixture
def world(tmp_path: Path) -> World:
    (tmp_path / "clip.mp4").write_bytes(b"a clip")
    return World(tmp_path, price=2_400_000)


def comes_late(world: World, prompt: str = PROMPT, model: str = "wan2.7-videoedit") -> None:
    """Let the service take in a request that was ruled out, long after any terms say."""
    world.service.prompts["late"] = prompt
    world.service.made.append(
        ListedJob(
            job="late", state=JobState.SUCCEEDED, model=model, created=world.clock.now(), request_id="r-late",
            key_id="key", account="a",
        )
    )  # fmt: skip


async def ruled_out(world: World):
    """Lose a request, and send it anew."""
    world.service.submits = [LOST]
    record = await world.run(chain(world))
    assert (record.state, record.orphans, len(world.service.sent)) == ("done", [], 3)
    return record


async def test_what_shows_up_late_is_booked_and_told_by_the_next_run_and_no_tasks_result(world: World) -> None:
    first = await ruled_out(world)
    comes_late(world)
    sent = len(world.service.sent)
    second = await world.run(chain(world, CHAIN.replace("Make it night.", "Make it day.")))
    (orphan,) = second.orphans
    assert (orphan.job, orphan.task, orphan.run) == ("late", "first", first.run)
    assert (orphan.cost_micros, orphan.billed_seconds, orphan.currency, orphan.marks) == (
        2_400_000,
        Decimal(8),
        "CNY",
        (),
    )
    assert (second.state, len(world.service.sent)) == ("done", sent + 1)
    assert second.cost_micros == 2_400_000
    assert world.record_of(first.run).tasks["first"].cost_micros == 2 * 2_400_000
    assert not world.journal.buried(second.run)
    third = await world.run(chain(world))
    assert third.orphans == []


async def test_it_is_told_by_the_run_itself_if_it_shows_up_before_its_end(world: World) -> None:
    world.service.submits = [LOST]
    world.service.on_poll = lambda job: (
        comes_late(world) if job == "job-1" and "late" not in world.service.prompts else None
    )
    record = await world.run(chain(world))
    assert (record.state, [orphan.job for orphan in record.orphans]) == ("done", ["late"])
    assert record.cost_micros == 3 * 2_400_000


async def test_it_is_said_in_every_form(world: World) -> None:
    first = await ruled_out(world)
    comes_late(world)
    plan = chain(world, CHAIN.replace("Make it night.", "Make it day."))
    record = await world.run(plan)
    line = f"paid twice or late: job late, submitted for first by run {first.run}, 2.40 CNY; its result is no task's"
    assert line in run_text(record, plan, ENGLISH).splitlines()
    assert f"重复付费或迟到：作业 late（由运行 {first.run} 为 first 提交），2.40 CNY" in run_text(record, plan, CHINESE)
    told = [{"job_id": "late", "task": "first", "run_id": first.run, "billed_seconds": 8,
             "cost": {"amount": "2.40", "currency": "CNY"}, "marks": []}]  # fmt: skip
    assert run_data(record, plan, ENGLISH)["orphans"] == told
    planned = PlannedRun.of_tables(head_data(plan), plan.tasks, plan.rows)
    assert json.loads("\n".join(manifest_lines(planned, record)))["orphans"] == told


async def test_a_run_of_another_recipe_tells_it_too_at_what_was_reserved(world: World) -> None:
    first = await ruled_out(world)
    reserved = next(event.upper_micros for event in world.told if isinstance(event, e.Intended))
    comes_late(world)
    record = await world.run(chain(world, fan(1)))
    (orphan,) = record.orphans
    assert (orphan.run, orphan.cost_micros, orphan.marks) == (first.run, reserved, (USAGE_UNKNOWN,))


async def test_another_job_of_the_class_stands_for_none(world: World) -> None:
    # Two came after it: which is its own can't be told, and neither is booked.
    await ruled_out(world)
    comes_late(world)
    world.service.made.append(replace(world.service.made[-1], job="another"))
    world.service.prompts["another"] = PROMPT
    record = await world.run(chain(world, CHAIN.replace("Make it night.", "Make it day.")))
    assert (record.state, record.orphans) == ("done", [])
    assert [one.attempt.state for one in world.journal.buried(record.run)] == [AttemptState.RULED_OUT]


async def test_after_a_day_nothing_is_looked_for(world: World) -> None:
    await ruled_out(world)
    world.clock.time += 25 * 3600
    comes_late(world)
    record = await world.run(chain(world, CHAIN.replace("Make it night.", "Make it day.")))
    assert (record.state, record.orphans) == ("done", [])


async def test_a_service_that_does_not_list_its_jobs_holds_no_run_up(world: World) -> None:
    await ruled_out(world)
    comes_late(world)
    world.service.lists = [Unreachable(reason=quoted("a foreign page"))] * 2
    record = await world.run(chain(world, CHAIN.replace("Make it night.", "Make it day.")))
    assert (record.state, record.orphans, world.service.lists) == ("done", [], [])
