"""What a project's past and surroundings say, as programs get it."""

from decimal import Decimal
from pathlib import Path

import pytest

from engine.testing import ScriptedService, open as open_scripted

pytestmark = pytest.mark.anyio


@pytest.fixture
def service() -> ScriptedService:
    return ScriptedService(seconds=Decimal(2))


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
