"""A run is finished by the plan that it kept, whatever its files say by now; what is not what it was holds its tasks."""

import json
import sqlite3
import zlib
from contextlib import closing
from decimal import Decimal
from pathlib import Path

import pytest

from engine.errors import AuthorError
from engine.testing import ScriptedService, open as open_scripted
from tests.cli.cli_media import write_clip
from tests.door.test_project import accepted, hangs
from tests.media_server import File, MediaServer

pytestmark = pytest.mark.anyio
CAMPAIGN = """\
campaign: 1
name: three
uses: two.yaml
rows: {file: rows.csv, key: [sku]}
limits: {max_running: 1, max_failures: 50%}
"""


@pytest.fixture
def service() -> ScriptedService:
    return ScriptedService(seconds=Decimal(2))


@pytest.fixture
def campaign(folder: Path) -> Path:
    (folder / "campaign.yaml").write_text(CAMPAIGN)
    (folder / "rows.csv").write_text("sku,clip,look\na,clip.mp4,ink\nb,clip.mp4,oil\nc,clip.mp4,ink\n")
    return folder


async def cut_off(folder: Path, service: ScriptedService, file: str = "campaign.yaml") -> str:
    """Begin a run and leave it once a job was accepted; return its id."""
    rounds = service.rounds
    hangs(service)
    async with open_scripted(folder, service) as project:
        run = await project.run(file, service="dashscope-cn", max_cost="20 CNY")
        await accepted(run)
        await run.stop()
        assert (await run.result()).state == "interrupted"
    service.rounds = rounds
    return run.id


async def test_a_run_is_finished_by_the_plan_that_it_kept(campaign: Path, service: ScriptedService) -> None:
    run = await cut_off(campaign, service)
    sent = len(service.sent)
    (campaign / "rows.csv").write_text("sku,clip,look\nz,clip.mp4,another\n")
    (campaign / "two.yaml").write_text("no recipe any more")
    async with open_scripted(campaign, service) as project:
        resumed = await project.resume(run)
        result = await resumed.result()
        again = await (await project.resume(run)).result()
        (kept, *_) = [one for one in await project.status() if one.run == resumed.id]
    assert kept.service == "dashscope-cn"
    assert [(row.key, row.state) for row in result.rows] == [("a", "done"), ("b", "done"), ("c", "done")]
    assert len(service.sent) == 4 > sent, "the rows a and c share their requests; nothing is sent twice"
    assert {task.state for task in again.tasks} == {"reused"}
    assert len(list((campaign / ".editchain" / "plans").iterdir())) == 1, "an equal plan is not written twice"


async def test_a_file_that_is_not_what_it_was_holds_what_would_be_sent(
    campaign: Path, service: ScriptedService
) -> None:
    run = await cut_off(campaign, service)
    sent = len(service.sent)
    write_clip(campaign / "clip.mp4", seconds=2, shade=200)
    async with open_scripted(campaign, service) as project:
        result = await (await project.resume(run)).result()
    assert len(service.sent) == sent + 1, "what goes on is taken over, and what follows from it is made"
    begun = {"a", "c"} if "ink" in service.sent[0]["input"]["prompt"] else {"b"}
    states = {name: "done" if name in begun else "held" for name in ("a", "b", "c")}
    assert {row.key: row.state for row in result.rows} == states
    held = next(task for task in result.tasks if task.state == "held")
    assert held.error is not None
    assert held.error.code == "media-file-changed"
    (campaign / "clip.mp4").unlink()
    async with open_scripted(campaign, service) as project:
        result = await (await project.resume(run)).result()
    assert {row.key: row.state for row in result.rows} == states


async def test_where_the_plan_is_gone_nothing_is_resumed(campaign: Path, service: ScriptedService) -> None:
    run = await cut_off(campaign, service)
    for path in (campaign / ".editchain" / "plans").iterdir():
        path.unlink()
    async with open_scripted(campaign, service) as project:
        for name, key in ((run, "plan-not-kept"), ("nothing", "unknown-run")):
            with pytest.raises(AuthorError) as found:
                await project.resume(name)
            assert found.value.key == key
        status = await project.status(run)
    assert status.state == "interrupted"
    (task,) = status.tasks
    assert task.id in ("a/first", "b/first"), "what the journal tells of it is still there"


async def test_a_run_for_other_results_than_its_service_gives_now_is_not_resumed(
    folder: Path, service: ScriptedService
) -> None:
    async with open_scripted(folder, service) as project:
        run = await project.run("two.yaml")
        await run.result()
    with closing(sqlite3.connect(folder / ".editchain" / "journal.sqlite")) as db, db:
        ((data,),) = db.execute("SELECT data FROM plans").fetchall()
        head = json.loads(zlib.decompress(data)) | {"realm": "draft:draft-0:"}
        db.execute("UPDATE plans SET data = ?", (zlib.compress(json.dumps(head).encode()),))
    async with open_scripted(folder, service) as project:
        with pytest.raises(AuthorError) as found:
            await project.resume(run.id)
    assert found.value.key == "resume-realm"


async def test_signed_addresses_are_taken_anew_from_the_table_and_never_kept(
    campaign: Path, service: ScriptedService
) -> None:
    def table(signature: str, *names: str) -> str:
        cells = (f"{row},{server.origin}/{row}.mp4?Expires=9&Signature={signature},ink" for row in names)
        return "\n".join(["sku,clip,look", *cells]) + "\n"

    data = (campaign / "clip.mp4").read_bytes()
    with MediaServer() as server:
        for row in ("a", "b"):
            server.put(f"/{row}.mp4", File(data, etag=f'"{row}"', kind="video/mp4"))
        (campaign / "rows.csv").write_text(table("0ldsecret", "a", "b"))
        run = await cut_off(campaign, service)
        (campaign / "rows.csv").write_text(table("newsecret", "b" if is_of(service, "a") else "a"))
        async with open_scripted(campaign, service) as project:
            result = await (await project.resume(run)).result()
        assert [row.state for row in result.rows] == ["done", "done"]
        assert "Signature=newsecret" in json.dumps(service.sent)
        plans = (campaign / ".editchain" / "plans").iterdir()
        kept = [*plans, *(campaign / ".editchain").glob("journal.sqlite*")]
        assert not any(b"secret" in path.read_bytes() for path in kept)


async def test_an_address_that_nothing_names_any_more_holds_its_row(campaign: Path, service: ScriptedService) -> None:
    data = (campaign / "clip.mp4").read_bytes()
    with MediaServer() as server:
        cells = []
        for row in ("a", "b"):
            server.put(f"/{row}.mp4", File(data, etag=f'"{row}"', kind="video/mp4"))
            cells.append(f"{row},{server.origin}/{row}.mp4?Signature=x,ink")
        (campaign / "rows.csv").write_text("\n".join(["sku,clip,look", *cells]) + "\n")
        run = await cut_off(campaign, service)
        (campaign / "rows.csv").unlink()
        async with open_scripted(campaign, service) as project:
            result = await (await project.resume(run)).result()
    begun, other = ("a", "b") if is_of(service, "a") else ("b", "a")
    assert {row.key: row.state for row in result.rows} == {begun: "done", other: "held"}
    codes = {task.id: task.error.code for task in result.tasks if task.error is not None}
    assert codes == {f"{other}/first": "media-address-gone", f"{other}/second": "needs-held"}


def is_of(service: ScriptedService, row: str) -> bool:
    """Tell whether the first request that was sent is a row's."""
    return f"/{row}.mp4" in json.dumps(service.sent[0])
