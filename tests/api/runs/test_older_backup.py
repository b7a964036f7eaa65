"""A backup of the journal that was taken after the lane was open and before the intent was written is put back."""

import shutil
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Self

import pytest

import engine
from engine.run.service import Unsent
from engine.testing import ScriptedService, open as open_scripted
from tests.cli.cli_media import write_clip
from tests.cli.cli_project import RECIPE

pytestmark = pytest.mark.anyio
BUY = {"service": "dashscope-cn", "max_cost": "20 CNY"}


@dataclass
class Watched(ScriptedService):
    """Tells when a connection for a submit stands: the lane is taken then, and nothing is written in the journal yet."""

    at_open: list[Callable[[], None]] = field(default_factory=list)

    @asynccontextmanager
    async def open(self) -> AsyncIterator[Self | Unsent]:
        async with super().open() as opened:
            if self.at_open:
                self.at_open.pop(0)()
            yield opened


@pytest.fixture(params=["asyncio", "trio"])
def anyio_backend(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "editchain.toml").write_text("")
    (tmp_path / "two.yaml").write_text(RECIPE)
    write_clip(tmp_path / "clip.mp4", seconds=2, shade=40)
    return tmp_path


def saved(file: Path, backup: Path) -> None:
    """Copy a file that is being written, as a backup does."""
    with closing(sqlite3.connect(file)) as now, closing(sqlite3.connect(backup)) as then:
        now.backup(then)


def put_back(backup: Path, file: Path) -> None:
    for path in file.parent.glob(f"{file.name}*"):
        path.unlink()
    shutil.copy(backup, file)


def files_of(folder: Path) -> dict[str, Path]:
    """The journal, and the account file."""
    (account,) = folder.rglob("account.sqlite")
    return {"journal": folder / ".editchain" / "journal.sqlite", "account": account}


async def test_what_was_bought_since_is_not_bought_again_unasked(folder: Path) -> None:
    journal, backup = folder / ".editchain" / "journal.sqlite", folder / "backup.sqlite"
    service = Watched(seconds=Decimal(2), at_open=[lambda: saved(journal, backup)])
    async with open_scripted(folder, service) as project:
        result = await (await project.run("two.yaml", **BUY)).result()
    assert (result.exit, len(service.made)) == (0, 2)
    put_back(backup, journal)
    async with open_scripted(folder, service) as project:
        for _ in range(2):
            with pytest.raises(engine.OperatorError) as raised:
                await (await project.run("two.yaml", **BUY)).result()
            assert raised.value.key == "journal-lacks-jobs"
            assert all(job.job in raised.value.message for job in service.made)
        assert len(service.sent) == 2
        allowed = await (await project.run("two.yaml", **BUY, ignore_foreign=True)).result()
    assert (allowed.exit, len(service.made)) == (0, 4)


async def test_a_process_that_died_there_has_sent_nothing_and_blocks_nobody(folder: Path) -> None:
    kept = folder / "kept"
    kept.mkdir()

    def save() -> None:
        for name, file in files_of(folder).items():
            saved(file, kept / name)

    service = Watched(seconds=Decimal(2), at_open=[save])
    async with open_scripted(folder, service) as project:
        await (await project.run("two.yaml", **BUY)).result()
    for name, file in files_of(folder).items():
        put_back(kept / name, file)
    fresh = ScriptedService(
        seconds=Decimal(2), account=service.account
    )  # that process had died before it sent anything
    async with open_scripted(folder, fresh) as project:
        result = await (await project.run("two.yaml", **BUY)).result()
    assert (result.exit, len(fresh.sent), fresh.most_open) == (0, 2, 1)
