"""The report of a run or of a campaign: what was made, written as pages that open from a disk."""

import json
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Final

from engine.api.audit.again import asked_again
from engine.api.audit.chosen import ChosenRuns, chosen_runs
from engine.api.audit.ledger import read_ledger
from engine.api.context import Context
from engine.api.planning import plan_file
from engine.api.project import Project, existing_project
from engine.errors import AuthorError, EngineError
from engine.media.preview import DrawnPreview, clip_of, poster_of
from engine.media.previews import KIND, Heard, draw_all, in_silence
from engine.plan.words import PromptTraces
from engine.report.audit.written import WrittenReport
from engine.report.pages.embedded import CarriedMedia, embedded_page, fitting, room_for
from engine.report.pages.looks import ReportMedia, ShownLook, address
from engine.report.pages.overview import Overview, RecordedRun, Wording, media_in, overview_of
from engine.report.pages.render import pages_of
from engine.report.pages.timeline import Timeline, timeline_of
from engine.resources import page_sources
from engine.run.money.ledger import Ledger
from engine.store.files.durable import digest_of_file, write_text
from engine.store.files.handed import MARK, handed_over, prove_replaceable
from engine.values.filenames import safe_part

REPORTS: Final = "reports"
SIGN: Final = b'content="editchain report"'
"""What every page of a report begins with, among other things."""
_SHORT: Final = 20
"""So many digits of a digest tell the media of one report apart."""


def write_report(
    context: Context, name: str | None, out: Path | None = None, heard: Heard = in_silence, *, embed: bool = False
) -> WrittenReport:  # fmt: skip
    """Write the report of the run or campaign of that name, of the newest one if none is named, to a folder of its own.

    With `embed` it is one file. It replaces a report that lies there. `heard` hears how many previews are drawn.

    Raises AuthorError `no-runs`, `report-of-nothing`, `ambiguous-run` or `report-out-taken`; OperatorError `disk-unwritable`.
    """
    with existing_project(context.settings.home) as project:
        if project is None:
            raise AuthorError("no-runs")
        chosen = chosen_runs(context, project, name)
        jobs, words = _jobs_of(chosen, read_ledger(project)), partial(_words_of, context)
        overview = overview_of(chosen.shown, jobs, words, chosen.earlier(project))
        called = f"{overview.name}-{chosen.shown[0].record.run}" if chosen.alone else overview.name
        target = out or context.settings.out / REPORTS / (safe_part(called) + (".html" if embed else ""))
        target = target.relative_to(context.cwd) if target.is_relative_to(context.cwd) else target
        if embed:
            return _embed(context, project, overview, target, heard)
        with handed_over(context.cwd / target, shown=target) as folder:
            return _Writer(context, project, overview, chosen.shown, folder, heard).write(target)


def _words_of(context: Context, run: RecordedRun) -> Wording:
    """Return the words of a run's prompts by task; none if its recipe, rows or media are not there as they were.

    They stand where somebody in the folder of the run would say that they stand.
    """
    head, traces = run.planned.head, PromptTraces()
    source = head.get("source")
    if source is None:
        return {}
    folder = context.settings.project / source.get("folder", ".")
    file = Path(os.path.relpath(context.settings.project / source["file"], folder))
    try:
        again = asked_again(context, head, file)
        there = replace(context, cwd=folder)
        plan = plan_file(there, again.asked, again.terms, again.day, None, traces=traces).plan
    except EngineError:
        return {}
    return traces if plan.recipe_digest == head["recipe"]["digest"] else {}


def _jobs_of(chosen: ChosenRuns, ledger: Ledger) -> Ledger:
    paying = frozenset(chosen.paying)
    return Ledger(tuple(row for row in ledger.rows if row.run in paying))


def _embed(
    context: Context, project: Project, overview: Overview, target: Path, heard: Heard
) -> WrittenReport:  # fmt: skip
    """Write the report as one file, with the media for which it has room: stills first, then clips."""
    prove_replaceable(context.cwd / target, SIGN, shown=target)
    digests = list(dict.fromkeys(row.result for row in overview.rows if row.result is not None))
    folder = context.settings.home / "cache" / KIND
    drawn = draw_all(places_of(context, project, overview, digests), folder, heard)
    posters = [(digest, poster_of(folder, digest)) for digest in digests if digest in drawn]
    clips = [(digest, clip_of(folder, digest)) for digest in digests if digest in drawn and drawn[digest].moves]
    shown, room = fitting([(digest, path.stat().st_size) for digest, path in posters], room_for(overview))
    moving, _ = fitting([(digest, path.stat().st_size) for digest, path in clips if digest in shown], room)
    media = CarriedMedia(
        stills={digest: path.read_bytes() for digest, path in posters if digest in shown},
        clips={digest: path.read_bytes() for digest, path in clips if digest in moving},
        sides={digest: (look.width, look.height) for digest, look in drawn.items()},
    )
    text = embedded_page(overview, media, page_sources(), context.messages)
    write_text(context.cwd / target, text)
    return WrittenReport(
        path=target,
        index=target,
        name=overview.name,
        runs=overview.runs,
        rows=len(overview.rows),
        media=len(digests),
        unseen=len(digests) - len(shown),
        still=len(clips) - len(moving),
        size=len(text.encode()),
        linked=0,
    )


def places_of(
    context: Context, project: Project, overview: Overview, digests: Iterable[str]
) -> dict[str, Path | None]:  # fmt: skip
    """Return where media lie: results in the store, sources where they lay when they were planned, unless they have changed."""
    found: dict[str, Path | None] = {}
    for digest in digests:
        told = overview.paths.get(digest)
        path = context.settings.project / told if told is not None else None
        if project.store.has(digest):
            found[digest] = project.store.path(digest)
        else:
            found[digest] = path if path is not None and path.is_file() and digest_of_file(path) == digest else None
    return found


def place_result(published: Path, digest: str, stored: Path, target: Path) -> int:
    """Give a published file a second name, which takes no room; where it is another by now, or can't have one, copy.

    Return how many bytes need no room. The artifact in the store is never linked: whoever edits a file of the report must not
    change it; nor is a file written into that has the name already: it may be another published one.
    """
    target.unlink(missing_ok=True)
    with suppress(OSError, NotImplementedError):  # pathlib raises the second where the system has no hard links at all
        size = published.stat().st_size
        if digest_of_file(published) == digest:
            target.hardlink_to(published)
            return size  # nothing may fail once the two are one file, which a copy would write into
    shutil.copyfile(stored, target)
    return 0


@dataclass(slots=True)
class _Writer:
    """Fills one folder."""

    context: Context
    project: Project
    overview: Overview
    runs: list[RecordedRun]
    folder: Path
    heard: Heard
    linked: int = 0
    whole: dict[str, str] = field(default_factory=dict)
    copies: dict[str, str] = field(default_factory=dict)

    def write(self, target: Path) -> WrittenReport:
        digests = list(dict.fromkeys(media_in(self.overview.rows)))
        found = places_of(self.context, self.project, self.overview, digests)
        previews = self.context.settings.home / "cache" / KIND
        drawn = draw_all(found, previews, self.heard)
        self._copy_results()
        self._copy_sources(found, drawn)
        looks = {digest: self._look(digest, look, previews) for digest, look in drawn.items()}
        for path, text in pages_of(
            self.overview, self._timelines(), ReportMedia(looks, self.copies), page_sources(), self.context.messages
        ):
            self._put(path).write_text(text, "utf-8")
        told = {"report": 1, "name": self.overview.name, "runs": list(self.overview.runs)}
        self._put(MARK).write_text(json.dumps(told, ensure_ascii=False, indent=2) + "\n", "utf-8")
        return WrittenReport(
            path=target,
            index=target / "index.html",
            name=self.overview.name,
            runs=self.overview.runs,
            rows=len(self.overview.rows),
            media=len(digests),
            unseen=len(digests) - len(drawn),
            still=0,
            size=sum(path.stat().st_size for path in self.folder.rglob("*") if path.is_file()),
            linked=self.linked,
        )

    def _timelines(self) -> Iterator[Timeline]:
        """Give how each run went of which a row is shown, the newest first."""
        for one in self.runs:
            if one.record.run in self.overview.runs:
                needs = {task["id"]: task["needs"] for task in one.planned.tasks()}
                yield timeline_of(self.project.journal.each_event(one.record.run), needs)

    def _put(self, path: str) -> Path:
        target = self.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        return target

    def _copy_results(self) -> None:
        """Put the results under their published names, drafts apart."""
        for row in self.overview.rows:
            for file in row.files:
                if not self.project.store.has(file.digest):
                    continue
                path = f"files/{'drafts/' if file.draft else ''}{PurePosixPath(file.file)}"
                stored = self.project.store.path(file.digest)
                self.linked += place_result(self.context.cwd / file.path, file.digest, stored, self._put(path))
                self.whole.setdefault(file.digest, path)
                self.copies[file.path] = path

    def _copy_sources(self, found: Mapping[str, Path | None], drawn: Mapping[str, DrawnPreview]) -> None:
        """Put beside them the clips that they were made from, where a browser plays these."""
        for digest in dict.fromkeys(row.before for row in self.overview.rows):
            source, look = (found[digest], drawn.get(digest)) if digest is not None else (None, None)
            if (
                digest is not None
                and source is not None
                and look is not None
                and look.plays
                and digest not in self.whole
            ):
                path = f"media/{digest[:_SHORT]}-source.{look.format}"
                shutil.copyfile(source, self._put(path))
                self.whole[digest] = path

    def _look(self, digest: str, look: DrawnPreview, previews: Path) -> ShownLook:
        poster, clip = f"media/{digest[:_SHORT]}.jpg", f"media/{digest[:_SHORT]}.mp4" if look.moves else ""
        shutil.copyfile(poster_of(previews, digest), self._put(poster))
        if clip:
            shutil.copyfile(clip_of(previews, digest), self._put(clip))
        whole = address(self.whole.get(digest, "")) if look.plays else ""
        return ShownLook(
            poster=poster, clip=clip, whole=whole, width=look.width, height=look.height, seconds=look.seconds
        )
