"""What programs test with: a service that answers by script, a clock that jumps, the draft service as a fixture."""

import json
import urllib.request
from pathlib import Path

import anyio
import pytest

from engine.catalog import AnswerShape
from engine.run.service import JobState, JobView, Throttled, Unsent
from engine.testing import JumpingClock, ScriptedService, emulator

pytestmark = pytest.mark.anyio
SHAPE = AnswerShape()


@pytest.fixture(params=["asyncio", "trio"])
def anyio_backend(request: pytest.FixtureRequest) -> str:
    return str(request.param)


async def test_whoever_sleeps_jumps() -> None:
    clock = JumpingClock(time=100)
    await clock.sleep(86_400)
    assert clock.now() == clock.monotonic() == 86_500


async def test_a_sleeper_waits_until_it_may_jump() -> None:
    clock = JumpingClock(time=0)
    clock.ready = lambda seconds: seconds < 10 or clock.time >= 5
    async with anyio.create_task_group() as group:
        group.start_soon(clock.sleep, 60)
        await anyio.lowlevel.checkpoint()
        assert clock.time == 0
        await clock.sleep(5)
    assert clock.time == 65


async def test_what_a_test_wrote_down_comes_first_and_then_all_is_well() -> None:
    service = ScriptedService(connects=[Unsent(reason="no route")], polls=[Throttled(), JobState.PENDING])
    async with service.open() as first:
        assert isinstance(first, Unsent)
    async with service.open() as second:
        assert second is service
    assert isinstance(await service.poll("job-0", SHAPE), Throttled)
    pending, done = [await service.poll("job-0", SHAPE) for _ in range(2)]
    assert isinstance(pending, JobView)
    assert isinstance(done, JobView)
    assert (pending.state, done.state) == (JobState.PENDING, JobState.SUCCEEDED)
    assert [job async for job in service.list_jobs()] == []
    assert await service.cancel("job-0") is False
    assert (service.open_now, service.most_open) == (0, 1)


def test_the_draft_service_answers_any_client(tmp_path: Path) -> None:
    with emulator(tmp_path, renderer="none") as base_url:
        request = urllib.request.Request(f"{base_url}/tasks/nothing", headers={"Authorization": "Bearer any"})
        with urllib.request.urlopen(request) as answer:
            assert json.load(answer)["output"]["task_status"] == "UNKNOWN"
