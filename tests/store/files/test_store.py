"""The store and what is published out of it."""

import os
from pathlib import Path

import pytest

from engine.errors import OperatorError
from engine.store.files import Destination, FolderPublisher, FolderStore
from engine.store.files.durable import make_folder, prove_writable, write_text
from engine.values.canonical import digest_of


def keep(store: FolderStore, data: bytes) -> str:
    with store.part("job-1") as part:
        assert part is not None
        part.growing.write_bytes(data)
        store.complete(part)
        digest = store.keep(part.whole)
        assert digest == digest_of(data)
        store.drop(part)
    return digest


def test_an_artifact_is_found_by_its_digest_and_cannot_be_written(tmp_path: Path) -> None:
    store = FolderStore(tmp_path)
    digest = keep(store, b"bytes")
    assert store.has(digest)
    assert store.path(digest).read_bytes() == b"bytes"
    assert store.path(digest).stat().st_mode & 0o222 == 0
    assert list((tmp_path / "parts").iterdir()) == []


def test_what_came_is_still_there_after_a_download_that_failed(tmp_path: Path) -> None:
    store = FolderStore(tmp_path)
    with pytest.raises(ValueError, match="broken"), store.part("job-1") as part:
        part.growing.write_bytes(b"half")
        raise ValueError("broken")
    with store.part("job-1") as part:
        assert part.growing.read_bytes() == b"half"
    assert not store.arrived("job-1")


def test_a_part_is_kept_as_often_as_it_takes_and_lies_there_until_it_is_dropped(tmp_path: Path) -> None:
    store = FolderStore(tmp_path)
    with store.part("job-1") as part:
        part.growing.write_bytes(b"bytes")
        store.complete(part)
        assert store.keep(part.whole) == store.keep(part.whole) == digest_of(b"bytes")
        assert store.arrived("job-1")
        store.drop(part)
    assert not store.arrived("job-1")
    assert [path.name for path in store.path(digest_of(b"bytes")).parent.iterdir()] == [digest_of(b"bytes")]


def test_parts_are_told_apart_by_their_jobs_also_when_their_bytes_are_equal(tmp_path: Path) -> None:
    store = FolderStore(tmp_path)
    with store.part("job-1") as one, store.part("job-2") as two:
        one.growing.write_bytes(b"bytes")
        two.growing.write_bytes(b"bytes")
        store.complete(one)
    assert (store.arrived("job-1"), store.arrived("job-2")) == (True, False)


def synced(monkeypatch: pytest.MonkeyPatch) -> set[int]:
    """The inodes of all that is brought to the disk from now on."""
    found, real = set[int](), os.fsync

    def fsync(handle: int) -> None:
        found.add(os.fstat(handle).st_ino)
        real(handle)

    monkeypatch.setattr(os, "fsync", fsync)
    return found


@pytest.mark.skipif(not hasattr(os, "O_DIRECTORY"), reason="a system that opens no folders")
def test_new_folders_are_on_disk_with_their_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inodes = synced(monkeypatch)
    home = tmp_path / "a" / "home"
    digest = keep(FolderStore(home), b"one")
    shelf = FolderPublisher(Destination.under(tmp_path / "b", "out", seen_from=tmp_path), is_draft=lambda *_: False)
    shelf.publish(file="rows/final.mp4", source=FolderStore(home).path(digest), digest=digest, draft=False)
    write_text(tmp_path / "c" / "d" / "table.csv", "x")
    folders = ["", "a", "a/home", "a/home/parts", "a/home/artifacts", "b", "b/out", "b/out/rows", "c", "c/d"]
    assert [name for name in folders if (tmp_path / name).stat().st_ino not in inodes] == []
    assert (tmp_path / "c" / "d" / "table.csv").stat().st_ino in inodes


@pytest.mark.skipif(not hasattr(os, "O_DIRECTORY"), reason="a system that opens no folders")
def test_a_folder_that_a_dead_process_left_empty_gets_a_durable_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "home" / "artifacts").mkdir(parents=True)  # it died before it could sync the name
    inodes = synced(monkeypatch)
    make_folder(tmp_path / "home" / "artifacts" / "ab")
    assert {(tmp_path / name).stat().st_ino for name in ("home", "home/artifacts")} <= inodes
    assert tmp_path.stat().st_ino not in inodes  # a folder with something in it has one


def test_a_relative_folder_is_made_in_one_that_is_empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    make_folder(Path("a/b"))
    assert (tmp_path / "a" / "b").is_dir()


def test_a_place_is_proved_without_a_folder_that_another_process_may_begin_to_use(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*args: object) -> None:
        raise AssertionError(args)

    monkeypatch.setattr(os, "mkdir", refuse)
    prove_writable(tmp_path / "out" / "drafts")
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "out").write_text("no folder")
    with pytest.raises(OperatorError, match="disk-unwritable"):
        prove_writable(tmp_path / "out" / "drafts")


def test_one_part_is_written_by_one_process_at_a_time(tmp_path: Path) -> None:
    with FolderStore(tmp_path).part("job-1") as first, FolderStore(tmp_path).part("job-1") as second:
        assert first is not None
        assert second is None
    with FolderStore(tmp_path).part("job-1") as again:
        assert again is not None


def test_a_job_id_cannot_lead_out_of_the_folder(tmp_path: Path) -> None:
    with FolderStore(tmp_path / "home").part("../../evil") as part:
        assert part is not None
        assert part.growing.resolve().is_relative_to(tmp_path / "home")


def test_a_missing_artifact_is_said(tmp_path: Path) -> None:
    with pytest.raises(OperatorError) as error:
        FolderStore(tmp_path).path("0" * 64)
    assert error.value.key == "artifact-missing"


def damage(store: FolderStore, digest: str) -> None:
    store.path(digest).chmod(0o644)
    store.path(digest).write_bytes(b"other")


def test_an_artifact_is_whole_or_the_error_names_it(tmp_path: Path) -> None:
    store = FolderStore(tmp_path)
    digest = keep(store, b"bytes")
    assert store.whole(digest) == store.path(digest)
    damage(store, digest)
    with pytest.raises(OperatorError) as error:
        store.whole(digest)
    assert (error.value.key, error.value.args_by_name["path"]) == ("artifact-damaged", str(store.path(digest)))
    keep(store, b"bytes")  # downloaded again
    assert store.whole(digest).read_bytes() == b"bytes"


def publisher(tmp_path: Path, *drafts: str) -> tuple[FolderStore, FolderPublisher]:
    store, destination = FolderStore(tmp_path / "home"), Destination.under(tmp_path, "out", seen_from=tmp_path)
    return store, FolderPublisher(destination, is_draft=lambda digest, _: digest in drafts)


def test_a_result_is_published_once_and_a_replaced_file_is_said(tmp_path: Path) -> None:
    store, shelf = publisher(tmp_path)
    one, two = keep(store, b"one"), keep(store, b"two")
    assert shelf.publish(file="final.mp4", source=store.path(one), digest=one, draft=False) == ("out/final.mp4", False)
    assert shelf.publish(file="final.mp4", source=store.path(one), digest=one, draft=False) == ("out/final.mp4", False)
    assert shelf.publish(file="final.mp4", source=store.path(two), digest=two, draft=False) == ("out/final.mp4", True)
    assert (tmp_path / "out" / "final.mp4").read_bytes() == b"two"
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["final.mp4"]


def test_a_draft_has_a_folder_of_its_own_and_replaces_nothing_but_drafts(tmp_path: Path) -> None:
    drafts = [digest_of(data) for data in (b"one", b"two")]
    store, shelf = publisher(tmp_path, *drafts)
    one, two = keep(store, b"one"), keep(store, b"two")
    where = tmp_path / "drafts" / "out" / "final.mp4"

    def publish(digest: str, *, draft: bool = True) -> tuple[str, bool]:
        return shelf.publish(file="final.mp4", source=store.path(digest), digest=digest, draft=draft)

    assert publish(one) == ("drafts/out/final.mp4", False)
    assert publish(two) == ("drafts/out/final.mp4", True)
    assert publish(one, draft=False) == ("out/final.mp4", False)
    where.write_bytes(b"somebody's own")
    with pytest.raises(OperatorError) as error:
        publish(one)
    assert (error.value.key, error.value.args_by_name) == ("would-replace", {"path": "drafts/out/final.mp4"})
    assert where.read_bytes() == b"somebody's own"
    where.write_bytes(b"one")
    assert publish(one) == ("drafts/out/final.mp4", False)


@pytest.mark.parametrize("seen_from", ["", "elsewhere"])
def test_a_file_has_a_name_from_where_drafts_lie_and_from_where_the_others_do(tmp_path: Path, seen_from: str) -> None:
    where = Destination.under(tmp_path / "out", "n", seen_from=tmp_path / seen_from)
    paid, draft = (where.shown(folder / "a" / "b.mp4") for folder in (where.results, where.drafts))
    names = [where.beside("a/b.mp4", path, draft=at) for path in (paid, draft, "old/n/a/b.mp4") for at in (False, True)]
    assert names == ["a/b.mp4", "../../n/a/b.mp4", "../drafts/n/a/b.mp4", "a/b.mp4", "a/b.mp4", "a/b.mp4"]


def test_editing_a_published_file_leaves_the_artifact_alone(tmp_path: Path) -> None:
    store, shelf = publisher(tmp_path)
    digest = keep(store, b"one")
    shelf.publish(file="final.mp4", source=store.path(digest), digest=digest, draft=False)
    (tmp_path / "out" / "final.mp4").write_bytes(b"edited")
    assert store.path(digest).read_bytes() == b"one"


@pytest.mark.parametrize("name", ["../evil.mp4", "/tmp/evil.mp4"])
def test_a_name_cannot_lead_out_of_the_folder(tmp_path: Path, name: str) -> None:
    store, shelf = publisher(tmp_path)
    digest = keep(store, b"one")
    with pytest.raises(OperatorError) as error:
        shelf.publish(file=name, source=store.path(digest), digest=digest, draft=False)
    assert error.value.key == "path-escapes"


def test_a_disk_that_refuses_is_the_operators(tmp_path: Path) -> None:
    store, shelf = publisher(tmp_path)
    digest = keep(store, b"one")
    (tmp_path / "out").write_text("a file where the folder should be")
    with pytest.raises(OperatorError) as error:
        shelf.publish(file="final.mp4", source=store.path(digest), digest=digest, draft=False)
    assert error.value.key == "disk-unwritable"


def test_other_bytes_are_never_published(tmp_path: Path) -> None:
    store, out = publisher(tmp_path)
    digest = keep(store, b"good")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "final.mp4").write_bytes(b"before")
    damage(store, digest)
    with pytest.raises(OperatorError) as error:
        out.publish(file="final.mp4", source=store.path(digest), digest=digest, draft=False)
    assert error.value.key == "artifact-damaged"
    assert {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()} == {"final.mp4": b"before"}


def test_how_many_bytes_an_artifact_has_by_now(tmp_path: Path) -> None:
    store = FolderStore(tmp_path)
    digest = keep(store, b"12345678")
    assert (store.size(digest), store.size("0" * 64)) == (8, None)
    store.path(digest).chmod(0o644)
    store.path(digest).write_bytes(b"1234")
    assert store.size(digest) == 4
