"""What a project's past and surroundings say, as programs get it."""

import html
import re
import sys
from decimal import Decimal
from pathlib import Path

import pytest

import engine
from engine.testing import ScriptedService, open as open_scripted
from tests.cli.cli_stand_in import StandIn

pytestmark = pytest.mark.anyio


@pytest.fixture
def service() -> ScriptedService:
    return ScriptedService(seconds=Decimal(2))


def words_of(page: Path) -> str:
    body = page.read_text("utf-8").partition("<body")[2]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", body)).split())


async def test_the_bills_of_all_jobs(folder: Path, service: ScriptedService) -> None:
    async with open_scripted(folder, service) as project:
        assert (await project.ledger()).jobs == ()
        run = await project.run("two.yaml", service="dashscope-cn", max_cost="20 CNY")
        result = await run.result()
        bills = await project.ledger()
        own = await project.ledger(run.id)
    assert [job.job for job in bills.jobs] == [job.job for job in service.made]
    assert [(job.task, job.confirmed, job.overrun) for job in bills.jobs] == [
        ("first", "reply", False),
        ("second", "reply", False),
    ]
    assert bills.totals[0].billed == result.cost
    assert [job.difference.amount for job in bills.jobs if job.difference is not None] == [Decimal(0), Decimal(0)]
    assert own == bills
    assert [row["job"] for row in bills.json["jobs"]] == [job.job for job in bills.jobs]


async def test_a_task_is_explained(folder: Path, service: ScriptedService) -> None:
    async with open_scripted(folder, service) as project:
        run = await project.run("two.yaml", service="dashscope-cn", max_cost="20 CNY")
        await run.result()
        found = await project.explain("seco", run=run.id)
        with pytest.raises(engine.AuthorError, match="unknown-task"):
            await project.explain("third")
    assert (found.task, found.state, found.cost.amount) == ("second", "done", Decimal("2.40"))
    (attempt,) = found.attempts
    assert attempt.bill is not None
    assert attempt.bill.job == service.made[1].job
    assert [event.kind for event in attempt.events] == ["submitting", "job-accepted", "job-succeeded", "task-done"]
    assert [made.output for made in found.made_from] == ["first/video"]
    assert found.files[0].path.is_file()


async def test_a_report_is_handed_over(folder: Path, service: ScriptedService) -> None:
    async with open_scripted(folder, service) as project:
        run = await project.run("two.yaml", service="dashscope-cn", max_cost="20 CNY")
        await run.result()
        pages = await project.report(run.id, out="pages")
        alone = await project.report("two", embed=True)
        with pytest.raises(engine.AuthorError, match="report-of-nothing"):
            await project.report("three")
    assert (pages.index, pages.runs, pages.rows) == (folder / "pages" / "index.html", (run.id,), 1)
    assert pages.index.is_file()
    assert alone.path.suffix == ".html"
    assert alone.json["bytes"] == alone.bytes == alone.path.stat().st_size


@pytest.mark.parametrize(
    ("named", "sums"),
    [
        ("dashscope-cn", ["billed 9.60 CNY", "PAID billed 9.60 CNY 4 jobs 16 s", "estimated for it 9.60 CNY"]),
        ("embedded", ["would have cost 9.60 CNY", "would have cost 9.60 CNY 4 jobs 16 s"]),
    ],
)
async def test_a_campaigns_report_tells_what_all_its_runs_cost(
    folder: Path, service: ScriptedService, named: str, sums: list[str]
) -> None:
    (folder / "looks.csv").write_text("look\nink\noil\n")
    (folder / "spring.yaml").write_text(
        "campaign: 1\nname: spring\nuses: two.yaml\nrows: {file: looks.csv, key: [look]}\n"
    )
    async with open_scripted(folder, service) as project:
        for _ in range(3):
            run = await project.run("spring.yaml", service=named, max_cost="20 CNY")
            await run.result()
        whole = await project.report("spring")
        alone = await project.report(run.id)
    assert (len(service.made), whole.runs, alone.runs) == (4, (run.id,), (run.id,))
    shown = words_of(whole.index)
    assert [one for one in sums if one not in shown] == []
    assert "0.00" not in shown.replace("20.00", "")
    assert shown.count("done 4.80 CNY" if named == "dashscope-cn" else "done (4.80 CNY)") == 2
    assert "billed 0.00 CNY 0 jobs 0 s" in words_of(alone.index), "this run was billed nothing"
    handover = words_of(whole.path / "handover.html")
    assert sums[0] in handover if named == "dashscope-cn" else "9.60 CNY" in handover
    assert ("9.60 CNY spent of 20.00 CNY" in handover) == (named == "dashscope-cn")


async def test_the_table_keeps_its_order_and_the_lines_of_rows_that_are_left_out(
    folder: Path, service: ScriptedService
) -> None:
    (folder / "looks.csv").write_text("look\nink\noil\nwax\ntin\n")
    (folder / "spring.yaml").write_text(
        "campaign: 1\nname: spring\nuses: two.yaml\nrows: {file: looks.csv, key: [look]}\n"
    )
    service.seconds, service.fails = Decimal(4), "Convert the whole frame to wax style."
    tables = []
    async with open_scripted(folder, service) as project:
        for only in (None, None, "failed"):
            run = await project.run("spring.yaml", service="embedded", only=only)
            await run.result()
            lines = (folder / "out" / "drafts" / "spring" / "results.csv").read_text("utf-8").splitlines()
            tables.append([line for line in lines if not line.startswith("wax,")])
            assert [line.partition(",")[0] for line in lines[1:]] == ["ink", "oil", "wax", "tin"]
    assert ["4 s long; 2 s were asked for" in line for line in tables[1][1:]] == [True, True, True]
    assert tables[2] == tables[1]


async def test_the_surroundings_are_looked_at(folder: Path) -> None:
    async with engine.open(folder) as project:
        found = await project.doctor()
        with pytest.raises(engine.AuthorError, match="dashscope-cn"):
            await project.doctor(service="dashscope-c")
    assert (found.service, found.exit, found.failed) == ("embedded", 0, 0)
    assert [check.verdict for check in found.checks if check.name == "reach"] == ["ok"]


async def test_a_run_is_replayed(folder: Path, service: ScriptedService) -> None:
    async with open_scripted(folder, service) as project:
        run = await project.run("two.yaml", service="dashscope-cn", max_cost="20 CNY")
        await run.result()
        same = await project.replay(run.id)
        (folder / "two.yaml").write_text((folder / "two.yaml").read_text().replace("seed: 2", "sed: 2"))
        broken = await project.replay(folder / ".editchain" / "runs" / run.id / "manifest.json")
    assert (same.equal, same.different, same.run) == (True, 0, run.id)
    assert (broken.equal, [fault.key for fault in broken.faults]) == (False, ["unknown-key"])


async def test_garbage_is_found_and_taken_away(folder: Path, service: ScriptedService) -> None:
    async with open_scripted(folder, service) as project:
        run = await project.run("two.yaml", service="dashscope-cn", max_cost="20 CNY")
        await run.result()
        stray = folder / ".editchain" / "parts" / f"{'ab' * 32}.part"
        stray.write_bytes(b"1234")
        looked = await project.gc()
        assert stray.exists()
        removed = await project.gc(remove=True)
        with pytest.raises(engine.AuthorError, match="remove"):
            await project.gc(remove="yes")  # type: ignore[arg-type]
    assert (looked.files, looked.bytes, looked.removed) == (1, 4, False)
    assert ([item.kind for item in removed.items], removed.removed, stray.exists()) == (["part"], True, False)
    assert removed.left_alone.running == 0


async def test_a_command_tells_the_key_once_for_all_runs(folder: Path) -> None:
    command = (sys.executable, "-c", "open('asked', 'a').write('x'); print('sk-of-a-command')")
    with StandIn(folder / "clip.mp4") as service:
        environ = {"DASHSCOPE_HTTP_BASE_URL": service.base_url}
        settings = {"api_key_command": command}
        async with engine.open(folder, settings=settings, environ=environ, user_state=folder / "user") as project:
            for look in ("ink", "wax"):
                run = await project.run("two.yaml", inputs={"look": look}, service="dashscope-cn", max_cost="20 CNY")
                assert (await run.result()).state == "done"
            assert (await project.doctor(service="dashscope-cn")).exit == 0
        assert {seen.headers["authorization"] for seen in service.submits} == {"Bearer sk-of-a-command"}
    assert (folder / "asked").read_text() == "x"
