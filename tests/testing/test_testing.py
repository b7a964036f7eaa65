"""What programs test with: a service that answers by script, a clock that jumps, the draft service as a fixture."""

import json
import urllib.request
from pathlib import Path

import anyio
import httpx
import pytest

from engine.catalog import AnswerShape
from engine.errors import FaultsFound
from engine.run.service import Acceptance, Doubt, JobState, JobView, ListedJobs, Payload, Throttled, Unsent
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
    assert await service.cancel("job-0") is False
    assert (service.open_now, service.most_open) == (0, 1)


def payload(prompt: str) -> Payload:
    return Payload(endpoint="/x", body=json.dumps({"model": "m", "input": {"prompt": prompt}}).encode())


async def test_it_lists_what_it_made_also_where_its_reply_is_lost() -> None:
    clock = JumpingClock(time=100)
    service = ScriptedService(clock, account="a", key_id="k", loses="lost", takes="taken", lag_s=3)
    answers = [await service.send(payload(prompt), send_by=0) for prompt in ("lost", "taken", "rain")]
    assert [type(answer) for answer in answers] == [Doubt, Doubt, Acceptance]
    assert (service.accepted, service.server_time()) == (["job-1"], 100)
    assert await service.list_jobs() == ListedJobs(())
    clock.time = 103
    seen = await service.poll("job-0", SHAPE)
    assert isinstance(seen, JobView)
    assert (seen.state, seen.prompt) == (JobState.SUCCEEDED, "taken")
    listed = await service.list_jobs(model="m")
    assert isinstance(listed, ListedJobs)
    assert [(job.job, job.state, job.request_id, job.key_id, job.account, job.created) for job in listed.jobs] == [
        ("job-0", JobState.SUCCEEDED, "r-0", "k", "a", 100),
        ("job-1", JobState.PENDING, "r-1", "k", "a", 100),
    ]
    assert await service.list_jobs(model="another") == ListedJobs(())
    clock.time = 100 + 24 * 3600
    service.lists = [Throttled()]
    assert await service.list_jobs() == Throttled()
    assert await service.list_jobs() == ListedJobs(())


def test_the_draft_service_answers_any_client(tmp_path: Path) -> None:
    with emulator(tmp_path, renderer="none") as service:
        request = urllib.request.Request(f"{service.base_url}/tasks/nothing", headers={"Authorization": "Bearer any"})
        with urllib.request.urlopen(request) as answer:
            assert json.load(answer)["output"]["task_status"] == "UNKNOWN"


def test_the_draft_service_is_told_what_a_file_says(tmp_path: Path) -> None:
    accounts = [{"name": "studio", "keys": ["sk-studio"]}]
    with emulator(tmp_path, renderer="none", accounts=accounts, clock={"at": "2026-11-23T09:00:00+08:00"}) as service:
        assert service.environment == {"DASHSCOPE_HTTP_BASE_URL": service.base_url, "DASHSCOPE_API_KEY": "sk-studio"}
        service.play({"fault": "hold"})
        headers = {"Authorization": f"Bearer {service.api_key}", "X-DashScope-Async": "enable"}
        body = {
            "model": "wan2.7-videoedit",
            "input": {"media": [{"type": "video", "url": "https://example.com/a.mp4"}]},
        }
        address = service.base_url + "/services/aigc/video-generation/video-synthesis"
        assert httpx.post(address, headers=headers, json=body).status_code == 200
        assert service.jobs[0]["state"] == "PENDING"
        service.advance(60)
        service.release()
        assert service.settle()
        assert [row["model"] for row in service.meter] == ["wan2.7-videoedit"]
        assert service.requests[0]["struck"] == "hold"
        assert 1_795_395_600 <= service.jobs[0]["created_ms"] / 1000 < 1_795_395_660


def test_what_a_file_may_not_say_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FaultsFound), emulator(tmp_path, prot=1):
        pass
