"""A journal in which nothing stands looks at the account before it submits."""

from pathlib import Path

import pytest

from engine.run import events as e
from engine.run.exits import exit_code
from engine.run.service import JobState, JobView, ListedJob, Throttled, Unreachable
from engine.values.reason import quoted
from tests.run.test_driver import chain, states
from tests.run.world import World

PROMPT = "Convert to watercolor."

pytestmark = pytest.mark.anyio


@pytest.fixture
def world(tmp_path: Path) -> World:
    (tmp_path / "clip.mp4").write_bytes(b"a clip")
    return World(tmp_path, looks_first=True)


def has(world: World, job: str, prompt: str = PROMPT, state: JobState = JobState.SUCCEEDED, **more: str) -> None:
    """Let the account have a job that nobody here knows."""
    world.service.prompts[job] = prompt
    world.service.made.append(
        ListedJob(
            job=job, state=state, model=more.get("model", "wan2.7-videoedit"), created=world.clock.now(),
            request_id="r", key_id="key", account="a",
        )
    )  # fmt: skip


async def test_an_account_that_did_nothing_of_it_is_submitted_to(world: World) -> None:
    has(world, "other", "Something else.")
    has(world, "another model", model="other-model")
    record = await world.run(chain(world))
    assert (record.state, len(world.service.accepted)) == ("done", 2)


async def test_what_was_made_already_is_not_paid_again(world: World) -> None:
    has(world, "there")
    record = await world.run(chain(world))
    assert (record.state, exit_code(record.state, record.cause), world.service.sent) == ("failed", 3, [])
    assert record.cause is not None
    assert (record.cause.code, dict(record.cause.args)) == ("made-already", {"jobs": "there", "count": 1})
    assert states(record) == {"first": "waiting", "second": "waiting"}


async def test_a_job_that_runs_is_waited_for_until_it_tells_what_it_does(world: World) -> None:
    has(world, "runs", "Something else.", JobState.RUNNING)
    world.service.rounds = 3
    record = await world.run(chain(world))
    assert (record.state, len(world.service.accepted)) == ("done", 2)
    assert any(isinstance(event, e.Blocked) and event.by == "account" for event in world.told)
    assert not any(isinstance(event, e.Intended) for event in world.told[: world.told.index(_last_wait(world))])


def _last_wait(world: World) -> e.Event:
    return [event for event in world.told if isinstance(event, e.Blocked)][-1]


async def test_a_job_that_runs_and_turns_out_to_do_it_stops_the_run(world: World) -> None:
    has(world, "runs", PROMPT, JobState.RUNNING)
    world.service.rounds = 3
    record = await world.run(chain(world))
    assert record.cause is not None
    assert (record.cause.code, world.service.sent) == ("made-already", [])


async def test_a_job_that_never_ends_is_not_waited_for_without_end(world: World) -> None:
    has(world, "runs", PROMPT, JobState.RUNNING)
    world.service.polls = [JobView(job="runs", state=JobState.RUNNING)] * 500
    record = await world.run(chain(world))
    assert record.cause is not None
    assert (record.cause.code, world.service.sent) == ("made-perhaps", [])


async def test_a_list_that_cannot_be_read_stops_the_run(world: World) -> None:
    world.service.lists = [Unreachable(reason=quoted("a foreign page"), answered=True)] * 5
    record = await world.run(chain(world))
    assert record.cause is not None
    assert (record.cause.code, world.service.sent) == ("account-unseen", [])


async def test_a_list_that_is_asked_for_too_often_is_asked_for_again(world: World) -> None:
    world.service.lists = [Throttled()] * 9
    record = await world.run(chain(world))
    assert (record.state, len(world.service.accepted)) == ("done", 2)
