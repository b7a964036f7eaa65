"""The cache of media facts: a file that has not changed is not opened again, and nothing that is wrong with the cache matters."""

import os
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from engine.errors import AuthorError
from engine.language.values import MediaName
from engine.sources.media import ClosedWeb, MediaShelf
from engine.store.sqlite.caches.media import MediaCache
from engine.values.media import FileSource, Media, MediaFacts, MediaKind, Span

SAMPLE = Path(__file__).parents[4] / "recipes" / "media" / "bunny.mp4"
DIGEST = "ab" * 32
FACTS = MediaFacts(
    kind=MediaKind.VIDEO, seconds=Span.exactly(Decimal("5.28")), width=640, height=360, fps=Decimal("23.976"),
    rate=Fraction(24000, 1001), sound=True, alpha=False, format="mp4", size=9, codec="h264",
)  # fmt: skip


def later() -> int:
    """Tell a time at which no file of a test is young any more."""
    return time.time_ns() + 3_600_000_000_000


@pytest.fixture
def clip(tmp_path: Path) -> Path:
    path = tmp_path / "clip.mp4"
    path.write_bytes(b"some clip")
    return path


def kept(home: Path, clip: Path, now: Callable[[], int] = later) -> None:
    with MediaCache(home, now) as cache:
        cache.keep(clip, clip.stat(), Media(source=FileSource(DIGEST, str(clip)), facts=FACTS))


def known(home: Path, clip: Path) -> Media | None:
    with MediaCache(home) as cache:
        return cache.known(clip, clip.stat())


def test_what_a_file_was_found_to_be_is_known_of_it_with_nothing_lost(tmp_path: Path, clip: Path) -> None:
    kept(tmp_path / "home", clip)
    assert known(tmp_path / "home", clip) == Media(source=FileSource(DIGEST, str(clip)), facts=FACTS)


@pytest.mark.parametrize(
    "facts",
    [
        FACTS,
        MediaFacts(kind=MediaKind.IMAGE, width=1, height=2, alpha=True, format="png"),
        MediaFacts(kind=MediaKind.VIDEO),
        replace(FACTS, seconds=Span(Decimal("1.5"), Decimal(2)), rate=None),
    ],
)
def test_facts_become_data_and_come_back(facts: MediaFacts) -> None:
    assert MediaFacts.of_data(facts.to_data()) == facts


def _grown(clip: Path) -> None:
    clip.write_bytes(b"another clip, longer")


def _changed(clip: Path) -> None:
    before = clip.stat()
    clip.write_bytes(b"SOME CLIP")
    os.utime(clip, ns=(before.st_atime_ns, before.st_mtime_ns + 1))


def _replaced(clip: Path) -> None:
    before = clip.stat()
    other = clip.with_name("other")
    other.write_bytes(b"SOME CLIP")
    os.utime(other, ns=(before.st_atime_ns, before.st_mtime_ns))
    other.replace(clip)


@pytest.mark.parametrize("change", [_grown, _changed, _replaced])
def test_of_a_file_that_has_changed_nothing_is_known(
    tmp_path: Path, clip: Path, change: Callable[[Path], None]
) -> None:
    kept(tmp_path / "home", clip)
    change(clip)
    assert known(tmp_path / "home", clip) is None


def test_a_file_that_was_changed_a_moment_ago_is_not_remembered_and_no_folder_is_made(
    tmp_path: Path, clip: Path
) -> None:
    kept(tmp_path / "home", clip, time.time_ns)
    assert not (tmp_path / "home").exists()


def test_a_file_that_changed_while_it_was_looked_at_is_not_remembered(tmp_path: Path, clip: Path) -> None:
    before = clip.stat()
    _grown(clip)
    with MediaCache(tmp_path / "home", later) as cache:
        cache.keep(clip, before, Media(source=FileSource(DIGEST, str(clip)), facts=FACTS))
    assert known(tmp_path / "home", clip) is None


def _garbled(path: Path) -> None:
    path.write_bytes(b"no database at all" * 100)


def _emptied(path: Path) -> None:
    path.write_bytes(b"")


def _of_another_version(path: Path) -> None:
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA user_version = 1")


def _with_other_facts(path: Path) -> None:
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("""UPDATE media SET facts = '{"kind": "smell"}'""")


@pytest.mark.parametrize("harm", [_garbled, _emptied, _of_another_version, _with_other_facts, Path.unlink])
def test_a_cache_that_was_harmed_says_nothing_and_is_made_anew(
    tmp_path: Path, clip: Path, harm: Callable[[Path], None]
) -> None:
    home = tmp_path / "home"
    kept(home, clip)
    harm(MediaCache(home).path)
    assert known(home, clip) is None
    kept(home, clip)
    kept(home, clip)
    assert known(home, clip) is not None


def test_where_nothing_can_be_written_all_goes_on_without(tmp_path: Path, clip: Path) -> None:
    (tmp_path / "home").write_text("a file stands where the folder would")
    kept(tmp_path / "home", clip)
    assert (tmp_path / "home").read_text() == "a file stands where the folder would"


def test_a_shelf_opens_a_file_once_for_all_plans_and_still_tells_its_kind(tmp_path: Path) -> None:
    (tmp_path / SAMPLE.name).write_bytes(SAMPLE.read_bytes())

    def resolved(kind: MediaKind) -> Media:
        with MediaCache(tmp_path / "home", later) as cache:
            return MediaShelf([], ClosedWeb(), cache).resolve(MediaName(SAMPLE.name), kind, tmp_path).media

    first = resolved(MediaKind.VIDEO)
    with closing(sqlite3.connect(MediaCache(tmp_path / "home").path)) as db, db:
        db.execute("UPDATE media SET digest = ?", (DIGEST,))
    second = resolved(MediaKind.VIDEO)
    assert second == replace(first, source=replace(first.source, digest=DIGEST))
    with pytest.raises(AuthorError) as found:
        resolved(MediaKind.IMAGE)
    assert found.value.key == "media-kind"
