"""The embedded service of a project that several processes share: who serves, and what becomes of those who asked."""

import contextlib
import json
from collections.abc import AsyncIterator
from pathlib import Path

import anyio
import pytest

from engine.emulator.rules.declaration import declaration
from engine.emulator.rules.options import EmulatorOptions
from engine.emulator.state.folder import Folder
from engine.errors import OperatorError
from engine.run.service import Acceptance, Download, JobState, JobView, Payload, Unreachable, Unsent
from engine.services.dashscope.client import connect
from engine.services.dashscope.secret import Secret
from engine.services.embedded import KEY, Embedded
from engine.services.shared import SharedClient
from tests.emulator.calls import SAMPLES, SUBMIT, body_of
from tests.services.scripted_server import PROFILE, SHAPE

pytestmark = pytest.mark.anyio
STAMP = EmulatorOptions(renderer="stamp", offline_media=SAMPLES)
OTHER = EmulatorOptions(renderer="none")


@contextlib.asynccontextmanager
async def embedded(folder: Path, options: EmulatorOptions = STAMP, tries: int = 600) -> AsyncIterator[Embedded]:
    made = Embedded(folder, options, tries=tries)
    try:
        yield made
    finally:
        await made.aclose()


@contextlib.asynccontextmanager
async def client_of(service: Embedded) -> AsyncIterator[SharedClient]:
    address = await service.reach()
    clock = anyio.current_time
    async with connect(PROFILE, Secret(KEY), clock=clock, wall=clock, base_url=address.base_url) as client:
        yield SharedClient(client, service, address)


async def test_one_serves_and_the_others_are_its_clients(tmp_path: Path) -> None:
    async with embedded(tmp_path) as first, embedded(tmp_path) as second:
        here = await first.reach()
        assert await second.reach() == here == await first.reach()
        assert second.is_at(here)
        await first.aclose()
        assert not second.is_at(here)
        there = await second.reach()
        assert (there.account, there.base_url != here.base_url) == (here.account, True)
        assert await first.reach() == there


async def test_what_a_killed_server_said_is_not_believed(tmp_path: Path) -> None:
    async with embedded(tmp_path) as first:
        account = (await first.reach()).account
    said = {"base_url": "http://127.0.0.1:9/api/v1", "account": account, "declaration": declaration(STAMP)}
    (tmp_path / "server.json").write_text(json.dumps(said))
    async with embedded(tmp_path) as second:
        assert (await second.reach()).base_url != said["base_url"]
        assert json.loads((tmp_path / "server.json").read_text())["base_url"] == (await second.reach()).base_url
    assert not (tmp_path / "server.json").exists()


async def test_a_folder_whose_holder_says_nothing_is_busy(tmp_path: Path) -> None:
    with contextlib.closing(Folder(tmp_path)):
        async with embedded(tmp_path, tries=1) as service:
            with pytest.raises(OperatorError, match="emulator-folder-busy"):
                await service.reach()


async def test_another_service_at_the_same_folder_is_not_taken_for_ours(tmp_path: Path) -> None:
    async with embedded(tmp_path, OTHER) as first, embedded(tmp_path, tries=1) as second:
        await first.reach()
        with pytest.raises(OperatorError, match="emulator-folder-busy"):
            await second.reach()


def payload_of(prompt: str) -> Payload:
    return Payload(endpoint=SUBMIT, body=json.dumps(body_of(prompt)).encode())


async def sent(client: SharedClient, prompt: str) -> str:
    async with client.open() as opened:
        assert not isinstance(opened, Unsent)
        answer = await opened.send(payload_of(prompt), send_by=anyio.current_time() + 60)
    assert isinstance(answer, Acceptance)
    return answer.job


async def done(client: SharedClient, job: str) -> JobView:
    """Ask until the job is done, whoever answers."""
    while True:
        view = await client.poll(job, SHAPE)
        if isinstance(view, JobView) and view.state is JobState.SUCCEEDED:
            return view
        await anyio.sleep(0.01)


async def test_a_client_goes_on_when_the_server_has_gone(tmp_path: Path) -> None:
    async with embedded(tmp_path) as first, embedded(tmp_path) as second:
        await first.reach()
        async with client_of(second) as client:
            job = await sent(client, "rain")
            view = await done(client, job)
            await first.aclose()
            assert isinstance(await client.poll(job, SHAPE), Unreachable)
            assert isinstance(await client.poll(job, SHAPE), JobView)
            assert view.result_url is not None
            assert isinstance(await client.fetch(view.result_url, tmp_path / "got"), Download)
            again = await done(client, await sent(client, "snow"))
            assert again.state is JobState.SUCCEEDED


async def test_a_submit_begun_before_the_server_goes_is_answered_or_surely_unsent(tmp_path: Path) -> None:
    async with embedded(tmp_path) as first, embedded(tmp_path) as second:
        await first.reach()
        async with client_of(second) as client, anyio.create_task_group() as group:
            async with client.open() as opened:
                assert not isinstance(opened, Unsent)
                group.start_soon(first.aclose)
                while (tmp_path / "server.json").exists():
                    await anyio.sleep(0.01)
                answer = await opened.send(payload_of("rain"), send_by=anyio.current_time() + 60)
            assert isinstance(answer, Acceptance | Unsent)


async def test_no_submit_is_begun_at_a_server_that_goes(tmp_path: Path) -> None:
    async with embedded(tmp_path) as first, embedded(tmp_path) as second:
        here = await first.reach()
        async with client_of(second) as client:
            await first.aclose()
            await sent(client, "rain")
            assert (await second.reach()) != here
