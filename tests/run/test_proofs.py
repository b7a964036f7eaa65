"""What is made of a result by what its storage announces of it, and by what a look into it shows."""

import threading
from pathlib import Path

import pytest

from engine.run.records import TaskRecord
from engine.run.service import DownloadFailed, JobState
from engine.values.canonical import digest_of
from engine.values.media import Proof
from engine.values.reason import quoted
from tests.run.test_driver import chain
from tests.run.world import World
from tests.worlds import fan

pytestmark = pytest.mark.anyio

ODD, OTHER, SHORT = b"odd: a damaged frame", b"odd in another way", b"short"
GONE = DownloadFailed(reason=quoted("403"), gone=True)


async def ran(world: World, *fetches: bytes | DownloadFailed, announces: bool) -> TaskRecord:
    """Run one edit whose downloads give these, and then what the service made."""
    world.service.announces = announces
    world.service.fetches = [*fetches]
    (task,) = (await world.run(chain(world, fan(1)))).tasks.values()
    return task


async def test_what_was_announced_is_not_decoded(world: World) -> None:
    task = await ran(world, announces=True)
    assert (task.state, task.remarks, world.looks, world.service.downloads) == ("done", (), [False], 1)


async def test_what_nothing_tells_of_is_decoded_whole(world: World) -> None:
    task = await ran(world, announces=False)
    assert (task.state, task.remarks, world.looks, world.service.downloads) == ("done", (), [True], 1)


async def test_what_was_announced_is_never_downloaded_again_for_being_odd(world: World) -> None:
    task = await ran(world, SHORT, announces=True)
    assert (task.state, [remark.code for remark in task.remarks]) == ("done", ["result-odd"])
    assert (task.digest, world.service.downloads) == (digest_of(SHORT), 1)


async def test_a_damaged_download_of_which_nothing_was_told_is_made_good(world: World) -> None:
    task = await ran(world, ODD, announces=False)
    assert (task.state, task.remarks, world.looks, world.service.downloads) == ("done", (), [True, True], 2)
    assert task.digest != digest_of(ODD)


async def test_odd_bytes_that_come_twice_are_the_services_own(world: World) -> None:
    task = await ran(world, ODD, ODD, announces=False)
    assert (task.state, [remark.code for remark in task.remarks]) == ("done", ["result-odd"])
    assert (task.digest, world.service.downloads) == (digest_of(ODD), 2)


async def test_damaged_downloads_that_differ_are_tried_again_and_none_is_published(world: World) -> None:
    task = await ran(world, *[ODD, OTHER] * 5, announces=False)
    assert (task.state, task.cause.code if task.cause else "") == ("failed", "download-failed")
    assert not list((world.folder / "drafts").rglob("*.mp4"))
    task = await ran(world, announces=False)
    assert (task.state, len(world.service.sent)) == ("done", 1)


async def test_damaged_bytes_that_cannot_be_had_again_are_kept_as_evidence(world: World) -> None:
    world.service.announces = False
    world.service.fetches = [ODD, GONE]
    world.service.on_poll = lambda _: world.service.polls.extend([JobState.UNKNOWN] * bool(world.service.downloads))
    record = await world.run(chain(world, fan(1)))
    (task,) = record.tasks.values()
    assert (record.state, task.cause.code if task.cause else "") == ("held", "result-unusable")
    assert world.store.path(digest_of(ODD)).read_bytes() == ODD


async def test_bytes_that_a_process_left_are_decoded_whole(world: World) -> None:
    job = "job-0"
    with world.store.part(job) as part:
        assert part is not None
        part.whole.write_bytes(b"here already")
    task = await ran(world, announces=True)
    assert (task.state, task.digest) == ("done", digest_of(b"here already"))
    assert (world.looks, world.service.downloads) == ([True], 0)


async def test_never_more_results_are_looked_into_at_once_than_there_are_cores(world: World) -> None:
    pair, lock, inside, most = threading.Barrier(2, timeout=20), threading.Lock(), 0, 0

    def prove(path: Path, *, whole: bool) -> Proof:
        nonlocal inside, most
        with lock:
            inside += 1
            most = max(most, inside)
        pair.wait()
        with lock:
            inside -= 1
        return world.prove_bytes(path, whole=whole)

    world.prove = prove
    record = await world.run(chain(world, fan(4)))
    assert (record.state, most) == ("done", 2)
