"""Two projects of one key that find the same job at the same moment: what both have read is the same, and one gets the job."""

from pathlib import Path
from typing import Any, cast

import pytest

from engine.run.money.attempt import Attempt, AttemptState
from engine.run.ports import Account
from engine.store.sqlite.account import SqliteAccount, open_account
from tests.run.test_driver import chain
from tests.run.world import World

PROMPT = "Convert to watercolor."

pytestmark = pytest.mark.anyio


class Raced:
    """An account of which another project gets each job between what is read of it and what is written."""

    def __init__(self, account: Account, rival: SqliteAccount) -> None:
        self._account, self._rival = account, rival
        self.lost: list[str] = []

    def __getattr__(self, name: str) -> Any:
        return getattr(self._account, name)

    def claim(self, attempt: str, job: str) -> bool:
        if not self.lost:
            accepted = Attempt(
                id="rival",
                wants="w",
                prompt_class="another",
                upper=1,
                since=0,
                until=1,
                state=AttemptState.ACCEPTED,
                job=job,
            )
            self._rival.take_in([accepted])
        self.lost.append(job)
        return self._account.claim(attempt, job)


async def test_only_one_of_them_adopts_it(world: World, tmp_path: Path) -> None:
    rival = open_account(
        tmp_path / "account.sqlite", realm="draft", project="other", life=tmp_path.joinpath, alive=lambda _: False
    )
    raced = Raced(world.account, rival)
    world.account = cast("Account", raced)
    world.service.takes = PROMPT
    with rival:
        record = await world.run(chain(world))
        (job,) = set(raced.lost)
        assert job in rival.standing().known
    assert job not in {task.job for task in record.tasks.values()}
    assert world.journal.with_job() == frozenset()
    assert [body["input"]["prompt"] for body in world.service.sent].count(PROMPT) <= 2
    assert record.state in ("held", "done")


async def test_who_is_alone_adopts_it(world: World) -> None:
    world.service.takes = PROMPT
    record = await world.run(chain(world))
    assert (record.state, record.tasks["first"].confirmed) == ("done", "evidence")
