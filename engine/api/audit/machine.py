"""Looking at this machine: the folders that hold what was paid for, their disk, and the media library."""

import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from engine.api.context import Context
from engine.api.project import JOURNAL
from engine.errors import OperatorError
from engine.lock import hold
from engine.report.amounts import bytes_text
from engine.report.audit.doctor import Examined, Fitness
from engine.store.files.disk import REMOTE, kind_of, room_of
from engine.store.sqlite.account import STEPS as ACCOUNT_STEPS
from engine.store.sqlite.migrations import STEPS
from engine.store.sqlite.opening import prove_durable, prove_sound
from engine.values.reason import system_words

LITTLE: Final = 1 << 30
"""With less room than this a few results may fill the disk."""
TOO_LITTLE: Final = 64 << 20
"""With less room than this a result may not fit."""


def examine_machine(context: Context, account: str) -> Iterator[Examined]:
    """Look at the state folder and at that of the user, in which the account file is called so; nothing is made there."""
    yield from _folder(_standing(context.settings.home))
    yield from _file("journal", context.settings.home / JOURNAL, STEPS)
    if context.settings.user_state is not None:
        folder = _standing(context.settings.user_state)
        bad = [one for one in _folder(folder) if one.verdict is not Fitness.OK]
        yield from bad or [Examined(name="user-state", verdict=Fitness.OK, found="fit", args={"path": str(folder)})]
        yield from _file("account", context.settings.user_state / account, ACCOUNT_STEPS)
    yield _media()


def _standing(folder: Path) -> Path:
    """Return a folder, or the nearest one above it that is there."""
    return next(one for one in (folder, *folder.parents) if one.is_dir())


def _folder(folder: Path) -> Iterator[Examined]:
    try:
        with tempfile.TemporaryDirectory(prefix=".doctor-", dir=folder) as scratch:
            yield Examined(name="state", verdict=Fitness.OK, found="writable", args={"path": str(folder)})
            yield _locks(Path(scratch))
        yield _room(folder)
        yield _kind(folder)
        yield _durable(folder)
    except OSError as error:
        yield Examined(
            name="state",
            verdict=Fitness.FAILED,
            found="unwritable",
            args={"path": str(folder), "why": system_words(error)},
            cure="mend-rights",
        )


def _locks(scratch: Path) -> Examined:
    first = hold(scratch / "lock")
    second = hold(scratch / "lock")
    for held in (first, second):
        if held is not None:
            held.release(remove=False)
    if first is not None and second is None:
        return Examined(name="locks", verdict=Fitness.OK, found="locks-hold")
    return Examined(name="locks", verdict=Fitness.FAILED, found="locks-loose", cure="move-state")


def _room(folder: Path) -> Examined:
    room = room_of(folder)
    verdict = Fitness.FAILED if room < TOO_LITTLE else Fitness.WARNING if room < LITTLE else Fitness.OK
    cure = "" if verdict is Fitness.OK else "make-room"
    return Examined(name="disk", verdict=verdict, found="room", args={"room": bytes_text(room)}, cure=cure)


def _kind(folder: Path) -> Examined:
    kind = kind_of(folder)
    if not kind:
        return Examined(name="file-system", verdict=Fitness.OK, found="kind-untold")
    if kind in REMOTE:
        args = {"kind": kind}
        return Examined(name="file-system", verdict=Fitness.FAILED, found="kind-remote", args=args, cure="move-state")
    return Examined(name="file-system", verdict=Fitness.OK, found="kind", args={"kind": kind})


def _durable(folder: Path) -> Examined:
    try:
        prove_durable(folder)
    except OperatorError as error:
        return Examined.of_error("durability", error)
    return Examined(name="durability", verdict=Fitness.OK, found="durable")


def _file(name: str, path: Path, steps: Sequence[str]) -> Iterator[Examined]:
    """Read a SQLite file of ours whole; nothing is said of one that is not there yet, or whose folder is told of as unfit."""
    try:
        if not path.is_file():
            return
    except OSError:
        return
    try:
        prove_sound(path, steps)
    except OperatorError as error:
        yield Examined.of_error(name, error)
        return
    yield Examined(name=name, verdict=Fitness.OK, found="sound", args={"path": str(path)})


def _media() -> Examined:
    from engine.media.abilities import abilities  # noqa: PLC0415 - the library is loaded by whoever needs it

    found = abilities()
    args = {"version": found.version, "codecs": found.codecs, "names": ", ".join(found.missing)}
    if found.missing:
        return Examined(name="media", verdict=Fitness.FAILED, found="codecs-missing", args=args, cure="install-av")
    return Examined(name="media", verdict=Fitness.OK, found="codecs", args=args)
