"""The power goes after a sync, and with it all that was not synced; then the same command: nothing is lost, nothing is paid twice."""

import signal
import subprocess
import sys
from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest

from tests.processes.conftest import Worlds
from tests.processes.power import Power
from tests.processes.tally import WELL, Tally
from tests.processes.tools import compiled


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return compiled(Path(__file__).with_name("power.c"), tmp_path_factory.mktemp("library"))


WRITES = """
import os
from pathlib import Path

def synced(path):
    handle = os.open(path, os.O_RDONLY)
    os.fsync(handle)
    os.close(handle)

Path("old").write_text("after")
with open("grown", "w") as file:
    file.write("synced, ")
    file.flush()
    os.fdatasync(file.fileno())
    file.write("not synced")
    file.flush()
    Path("named").mkdir()
    Path("named/empty").touch()
    synced("named")
    synced(".")
Path("renamed.part").write_text("whole")
synced("renamed.part")
Path("renamed.part").rename("renamed")
Path("lost").mkdir()
Path("lost/file").touch()
synced("lost/file")
synced("lost")
"""


@pytest.mark.parametrize(
    ("names_stay", "left"),
    [
        (False, {"old": "before", "grown": "synced, ", "named/empty": ""}),
        (True, {"old": "", "grown": "synced, ", "named/empty": "", "renamed": "whole", "lost/file": ""}),
    ],
)
def test_what_was_not_synced_is_gone(library: Path, tmp_path: Path, names_stay: bool, left: dict[str, str]) -> None:
    root = tmp_path / "root"
    root.mkdir()
    (root / "old").write_text("before")
    power = Power(library, root, tmp_path / "kept")
    power.begin()
    if names_stay:
        (root / "old").unlink()  # it is made anew, and that file was never synced
    subprocess.run([sys.executable, "-c", WRITES], env=power.cut_after(0), cwd=root, check=True)
    power.go(names_stay=names_stay)
    found = {str(path.relative_to(root)): path.read_text() for path in root.rglob("*") if path.is_file()}
    assert found == left


def cut_once(worlds: Worlds, library: Path, syncs: int, tally: Tally, *, names_stay: bool) -> bool:
    """Cut the power after so many syncs and run again; False if the command was over before."""
    with worlds() as (rows, _):
        root = rows.project.root
        power = Power(library, root, root.with_name("kept"))
        power.begin()
        cut = rows.project.start(*rows.run, **power.cut_after(syncs)).finish()
        if cut.exit == 0:
            assert rows.books() == WELL
            return False
        assert cut.exit == -signal.SIGKILL, cut.text
        power.go(names_stay=names_stay)
        again = rows.project.run(*rows.run)
        tally.count(again.exit, rows.books())
        assert (again.exit, rows.books()) == (0, WELL), f"after {syncs} syncs: {again.text}"
    return True


@pytest.mark.long
@pytest.mark.parametrize("names_stay", [False, True], ids=["names go", "names stay"])
def test_the_power_goes_after_each_sync(
    worlds: Worlds, library: Path, told: Callable[[str], None], names_stay: bool
) -> None:
    tally = Tally()
    try:
        for syncs in count(1):
            if not cut_once(worlds, library, syncs, tally, names_stay=names_stay):
                break
    finally:
        told(f"power cut after each sync, names that were not synced {'stay' if names_stay else 'go'}: {tally}")


@pytest.mark.parametrize(("syncs", "names_stay"), [(24, False), (32, True)])
def test_the_power_goes(worlds: Worlds, library: Path, syncs: int, names_stay: bool) -> None:
    assert cut_once(worlds, library, syncs, Tally(), names_stay=names_stay)
