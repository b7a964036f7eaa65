"""What a run asks its service goes through one bucket; the time of the service is asked for before it is too old."""

from itertools import pairwise
from pathlib import Path

import anyio
import pytest

from engine.catalog.rates import Allowance
from engine.emulator.rules.rates import Window
from engine.run.service import Payload, Refusal, SubmitAnswer, Throttled
from tests.run.test_driver import chain
from tests.run.world import World
from tests.worlds import fan

pytestmark = pytest.mark.anyio
WAIT_S = 1200.0
RARE = Allowance(count=1, per_s=5)
TOO_OFTEN = Refusal(status=429, code="Throttling.RateQuota", message="slow down", request_id="r", retry=True)


async def test_throttled_questions_slow_all_of_them(world: World) -> None:
    asked: list[float] = []
    world.service.on_poll = lambda job: asked.append(world.clock.time)
    world.service.polls = [Throttled(after_s=0.001)] * 6
    record = await world.run(chain(world, fan(6)))
    assert record.state == "done"
    gaps = [later - before for before, later in pairwise(asked)]
    assert max(gaps) >= 0.3  # twenty a second at first, after six refusals hardly more than one in a second


def counts(world: World, window: Window) -> None:
    """Let the service refuse what comes too often, by the emulator's own rule."""
    send = world.service.send

    async def counted(payload: Payload, *, send_by: float) -> SubmitAnswer:
        if not window.allows(world.clock.time):
            world.service.submits.insert(0, TOO_OFTEN)
        return await send(payload, send_by=send_by)

    world.service.send = counted  # type: ignore[method-assign]


@pytest.mark.parametrize(("submits", "refused"), [(RARE, False), (None, True)])
async def test_no_submit_is_refused_for_its_rate(world: World, submits: Allowance | None, refused: bool) -> None:
    world.submits = submits
    counts(world, Window(RARE.count, RARE.per_s))
    record = await world.run(chain(world, fan(8)))
    assert (record.state, len(world.service.made)) == ("done", 8)
    assert (len(world.service.sent) > 8) is refused


@pytest.mark.parametrize(("shared", "refused"), [(True, False), (False, True)])
async def test_runs_of_one_account_keep_to_its_rate_together(tmp_path: Path, shared: bool, refused: bool) -> None:
    worlds = [World(tmp_path / name, submits=RARE) for name in ("one", "two")]
    first, second = worlds
    (first.folder / "clip.mp4").write_bytes(b"a clip")
    (second.folder / "clip.mp4").write_bytes(b"a clip")
    second.service = first.service
    for world in worlds:
        world.clock = first.clock
    if shared:
        second.shared = first.shared
    counts(first, Window(RARE.count, RARE.per_s))
    async with anyio.create_task_group() as group:
        group.start_soon(first.run, chain(first, fan(5)))
        group.start_soon(second.run, chain(second, fan(5, "Other style {n}.")))
    assert len(first.service.made) == 10
    assert (len(first.service.sent) > 10) is refused


@pytest.mark.parametrize(("silent_s", "pings"), [(None, 1), (700.0, 1), (599.0, 0)])
async def test_the_time_of_the_service_is_asked_for_when_it_is_old(
    world: World, silent_s: float | None, pings: int
) -> None:
    world.service.silent_s = silent_s
    asked: list[int] = []
    ping = world.service.ping

    async def counted() -> None:
        asked.append(len(world.service.sent))
        assert await ping() is None

    world.service.ping = counted  # type: ignore[method-assign]
    assert (await world.run(chain(world))).state == "done"
    assert asked == [0] * pings  # before anything was sent, and not again within ten minutes


async def test_a_job_that_was_found_because_another_task_waited_is_finished_by_this_run(world: World) -> None:
    # An earlier run lost a reply and ended; its request is no task of this run, but has the prompt of one.
    first, second = fan(1), fan(1).replace("seed: 0", "seed: 5")
    world.service.takes, world.service.lists = "Style number 0.", []
    world.service.lag_s = 10_000
    world.clock.ready = lambda seconds: seconds != WAIT_S or bool(world.service.made)
    left = await world.run(chain(world, first), wait_s=WAIT_S)
    assert (left.state, len(world.service.made)) == ("held", 1)
    world.service.takes, world.service.lag_s = "", 0
    record = await world.run(chain(world, second))
    assert (record.state, len(world.service.made)) == ("done", 2)
    before = world.record_of(left.run)
    assert (before.tasks["s0"].state, before.tasks["s0"].job) == ("done", "job-0")
    again = await world.run(chain(world, first))
    assert (again.tasks["s0"].state, len(world.service.sent)) == ("reused", 2)
