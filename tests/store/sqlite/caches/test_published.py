"""The cache of published files: an unchanged one is not read again, and any other is."""

import os
from pathlib import Path

import pytest

from engine.store.files.durable import digest_of_file
from engine.store.sqlite.caches.published import PublishedCache
from engine.values.canonical import digest_of


class Reading:
    """Reads files, and notes which."""

    def __init__(self) -> None:
        self.paths: list[Path] = []

    def __call__(self, path: Path) -> str:
        self.paths.append(path)
        return digest_of_file(path)


@pytest.fixture
def read() -> Reading:
    return Reading()


def aged(path: Path, data: bytes) -> Path:
    """Write a file that was last changed an hour ago."""
    path.write_bytes(data)
    past = path.stat().st_mtime_ns - 3_600_000_000_000
    os.utime(path, ns=(past, past))
    return path


def test_what_was_placed_is_known_by_its_times_until_it_changes(tmp_path: Path, read: Reading) -> None:
    file = aged(tmp_path / "a.mp4", b"one")
    with PublishedCache(tmp_path, read) as cache:
        cache.placed(file, digest_of(b"one"))
    with PublishedCache(tmp_path, read) as cache:
        assert cache.digest_of(file) == digest_of(b"one")
        assert read.paths == []
    aged(file, b"two")
    with PublishedCache(tmp_path, read) as cache:
        assert cache.digest_of(file) == digest_of(b"two")
        assert read.paths == [file]
        file.unlink()
        assert cache.digest_of(file) is None


def test_what_was_changed_just_now_is_read_again(tmp_path: Path, read: Reading) -> None:
    file = tmp_path / "a.mp4"
    file.write_bytes(b"one")
    for times in (1, 2):
        with PublishedCache(tmp_path, read) as cache:
            assert cache.digest_of(file) == digest_of(b"one")
        assert read.paths == [file] * times


def test_a_cache_that_cannot_be_read_is_done_without(tmp_path: Path, read: Reading) -> None:
    (tmp_path / "cache").mkdir()
    (tmp_path / "cache" / "published.sqlite").write_bytes(b"no database at all" * 1000)
    file = aged(tmp_path / "a.mp4", b"one")
    with PublishedCache(tmp_path, read) as cache:
        assert cache.digest_of(file) == digest_of(b"one")
    assert read.paths == [file]
