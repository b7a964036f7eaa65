"""Collecting garbage: what no manifest names, no event needs and no open task waits for; nothing else is ever touched."""

import shutil
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from engine.api.context import Context
from engine.api.manifest import RUNS
from engine.api.project import Project, existing_project
from engine.api.runs.part_files import is_over
from engine.api.runs.wiring import ACCOUNT
from engine.emulator.state.garbage import unreadable
from engine.errors import OperatorError
from engine.lock import hold
from engine.media.previews import KIND, PREVIEWS
from engine.report.audit.garbage import Collected, Garbage
from engine.store.files.unwanted import named_by, take_away
from engine.store.sqlite.account import attempts_with_jobs
from engine.store.sqlite.processes import count_living
from engine.store.sqlite.reader import JournalReader
from engine.values.reason import system_words

YOUNG_S: Final = 3600.0
"""So long a file is left alone that nothing names yet: whoever puts one here names it within moments."""
SERVICES: Final = ("emulator", "emulate")
"""The folders of draft services under the state folder: the project's own, and that of `editchain emulate`."""


@dataclass(slots=True)
class _Collector:
    """Looks, and removes if it may; `now` is Unix seconds."""

    context: Context
    remove: bool
    now: float
    items: list[Garbage] = field(default_factory=list)
    held: list[str] = field(default_factory=list)

    def take(self, kind: str, path: Path) -> None:
        """Count a file, and remove it unless it is another one by now."""
        try:
            seen = path.stat()
            if self.remove and not take_away(path, seen):
                return
        except FileNotFoundError:
            return
        self.items.append(Garbage(kind, self.shown(path), seen.st_size))

    def is_old(self, path: Path) -> bool:
        """Tell whether a file has lain here unchanged for a while; its content and its name count."""
        try:
            seen = path.stat()
        except FileNotFoundError:
            return False
        return self.now - max(seen.st_ctime, seen.st_mtime) > YOUNG_S

    def shown(self, path: Path) -> str:
        cwd = self.context.cwd
        return str(path.relative_to(cwd) if path.is_relative_to(cwd) else path)


def collect(context: Context, *, remove: bool) -> Collected:
    """Find what nothing needs in the state folder, and remove it if asked to.

    While a process is at work in the project, or its journal lacks jobs that the account knows, only the draft service's folders
    are looked at, and these only while nobody serves them. Raises OperatorError `disk-unwritable` where something can't be
    removed.
    """
    home = context.settings.home
    collector = _Collector(context, remove, context.clock.now())
    running, older, served, needed = 0, False, list[str](), frozenset[str]()
    try:
        with existing_project(home) as project:
            if project is not None:
                running = count_living(project.processes)
                opened = (one for known in project.journal.open_attempts().values() for one in known)
                needed = frozenset(one.job for one in opened if one.job is not None)
                with closing(project.reader()) as reader:
                    older = _is_older(context, project, reader)
                    if not running and not older:
                        _project(collector, project, reader)
        for name in SERVICES:
            if not _service(collector, home / name, needed):
                served.append(collector.shown(home / name))
    except OSError as error:
        raise OperatorError("disk-unwritable", path=str(home), reason=system_words(error)) from error
    return Collected(
        items=tuple(collector.items),
        removed=remove,
        running=running,
        older=older,
        served=tuple(served),
        held=tuple(collector.held),
    )


def _is_older(context: Context, project: Project, reader: JournalReader) -> bool:
    """Tell whether the account knows jobs of this project that its journal does not: then nobody knows what its files are."""
    files = [
        folder / ACCOUNT for folder in (context.settings.user_state, project.home / "emulator") if folder is not None
    ]
    known = {attempt for file in files for attempt in attempts_with_jobs(file, str(project.home.resolve()))}
    return not known <= {one.attempt for one in reader.booked()}


def _project(collector: _Collector, project: Project, reader: JournalReader) -> None:
    named = reader.digests() | _in_manifests(project.home)
    for path in project.store.artifacts():
        lost = named_by(path)
        if lost is not None and lost in named and not path.with_name(lost).exists():
            path.rename(path.with_name(lost))  # whoever was taking it away was killed, and was wrong
        elif path.name not in named and collector.is_old(path):
            collector.take("leftover" if path.name.startswith(".") else "artifact", path)
    for path in project.plans.unnamed(named):  # a process was killed before its run began
        if collector.is_old(path):
            collector.take("leftover", path)
    _previews(collector, project.home / "cache", named)
    for name in project.store.parted():
        _parts(collector, project, reader, name)
    for scratch in (one for one in project.home.glob(".doctor-*") if one.is_dir() and collector.is_old(one)):
        size = sum(path.stat().st_size for path in scratch.rglob("*") if path.is_file())
        collector.items.append(Garbage("leftover", collector.shown(scratch), size))
        if collector.remove:
            shutil.rmtree(scratch, ignore_errors=True)


def _previews(collector: _Collector, cache: Path, named: frozenset[str]) -> None:
    """Remove previews of media that nothing names any more, those of versions that drew others, and what a killed one left."""
    for path in sorted(cache.glob(f"{PREVIEWS}*/*")):
        if (path.parent.name != KIND or path.name.partition(".")[0] not in named) and collector.is_old(path):
            collector.take("preview", path)


def _in_manifests(home: Path) -> frozenset[str]:
    """Return every word that a manifest holds which may be a digest, also of a run that the journal has lost."""
    words: set[str] = set()
    for path in (home / RUNS).glob("*/manifest.json"):
        words.update(word for word in path.read_text("utf-8", "replace").split('"') if len(word) == 64)
    return frozenset(words)


def _parts(collector: _Collector, project: Project, reader: JournalReader, name: str) -> None:
    """Remove the part files of a job that is over, under the lock that whoever fetches it would have to take."""
    with project.store.part(name) as part:
        if part is None:
            collector.held.append(collector.shown(project.home / "parts" / name))
            return
        if is_over(project, reader, name):
            for path in project.store.parts_of(name):
                collector.take("part", path)


def _service(collector: _Collector, root: Path, needed: frozenset[str]) -> bool:
    """Remove a draft service's expired objects while nobody serves it; False if somebody does."""
    try:
        held = hold(root / "lock", make=False)
    except FileNotFoundError:
        return True
    if held is None:
        return False
    try:
        hours = {name: model.output.hours for name, model in collector.context.catalog.models.items()}
        for path in _unreadable(root, round(collector.now * 1000), hours, needed):
            collector.take("draft-object", path)
    finally:
        held.release(remove=False)
    return True


def _unreadable(
    root: Path, now_ms: int, hours: Mapping[str, int | None], needed: frozenset[str]
) -> Iterator[Path]:  # fmt: skip
    yield from unreadable(root, now_ms=now_ms, hours=hours, needed=needed)
    yield from (path for path in sorted((root / "tmp").glob("*")) if path.is_file())
