"""Make the samples anew: `python -m tests.processes.make_samples [NAME ...]`; those that are there are replaced.

Samples of a version that was released are kept as they are: make new ones beside them, under other names.
"""

import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from engine.emulator.rules.scenario import Rule
from engine.emulator.server import EmulatorServer
from tests.cli.cli_media import write_clip
from tests.processes.campaign import Rows
from tests.processes.sample import CLIPS, SAMPLES, Sample
from tests.processes.tracer import ANSWERS, DOWNLOADS, SUBMITS, Kind, Point
from tests.processes.world import world

_PUBLICATIONS = Kind("rename,renameat,renameat2", rb'rename\w*\([^\n]*/out/drafts/[^\n]*mp4\.part"')
_LOST = Rule(fault="lost-after", nth=(1,))
_NEVER_CAME = Rule(fault="lost-before", times=2)
_NO_LIST = Rule(on="list", fault="refuse", status=503, code="ServiceUnavailable", times=None)


How = Callable[[Rows, EmulatorServer], None]


@dataclass(frozen=True)
class Interrupted:
    """How a run was interrupted, and what had befallen it at the service."""

    how: How
    rules: tuple[Rule, ...] = ()


def killed_at(kind: Kind, at: int) -> How:
    def kill(rows: Rows, _: EmulatorServer) -> None:
        assert rows.struck(Point(kind, at)).struck

    return kill


def left(rows: Rows, _: EmulatorServer) -> None:
    """Leave while the service doesn't tell which jobs it has."""
    done = rows.project.run(*rows.run, "--wait", "3s")
    assert done.exit == 4, done.text


def waited(rows: Rows, service: EmulatorServer) -> None:
    """Let so much of the service's time go by that nothing more is to be learnt."""
    running = rows.project.start(*rows.run)
    while True:
        with suppress(subprocess.TimeoutExpired):
            assert running.process.wait(1) == 4
            return
        service.advance(60)


def full_disk(rows: Rows, _: EmulatorServer) -> None:
    """Let the journal take no more once a request is on its way."""

    def fill(process: int) -> None:
        size = (rows.project.state / "journal.sqlite-wal").stat().st_size
        resource.prlimit(process, resource.RLIMIT_FSIZE, (size, size))

    assert rows.struck(Point(SUBMITS, 1), fill).done.exit == 3


INTERRUPTED = MappingProxyType(
    {
        "intended": Interrupted(killed_at(SUBMITS, 1)),
        "sent": Interrupted(killed_at(ANSWERS, 1)),
        "accepted": Interrupted(killed_at(ANSWERS, 2)),
        "succeeded": Interrupted(killed_at(DOWNLOADS, 1)),
        "fetched": Interrupted(killed_at(_PUBLICATIONS, 1)),
        "doubt": Interrupted(left, (_LOST, _NO_LIST)),
        "held": Interrupted(waited, (_NEVER_CAME,)),
        "spool": Interrupted(full_disk),
    }
)
"""By the name of the sample: what had happened last to the first of two rows."""


def make(name: str, folder: Path) -> None:
    """Interrupt a run and keep what it left."""
    interrupted = INTERRUPTED[name]
    with world(folder, CLIPS, "slow-answer", *interrupted.rules, rows="ab") as (rows, service):
        interrupted.how(rows, service)
        assert service.settled()
        now = service.told()["now"]
        service.stop()
        Sample(SAMPLES / name).keep(rows, now)


def main() -> None:
    if not CLIPS.exists():
        CLIPS.mkdir(parents=True)
        for number, row in enumerate("ab"):
            write_clip(CLIPS / f"{row}.mp4", seconds=2, shade=40 + 50 * number)
    for name in sys.argv[1:] or INTERRUPTED:
        with tempfile.TemporaryDirectory() as folder:
            make(name, Path(folder) / "world")


if __name__ == "__main__":
    main()
