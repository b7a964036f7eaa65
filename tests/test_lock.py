"""Locks: what holds between opening a file and locking it, when somebody else removes it just then."""

import sys
from collections.abc import Callable
from pathlib import Path
from threading import Thread

import pytest

from engine.lock import alone, hold
from engine.store.sqlite.processes import is_alive, living

BEFORE_LOCKING: list[Callable[[], object]] = []


def heard(event: str, args: tuple[object, ...]) -> None:
    """Do what the test asks for when the interpreter is about to ask for a lock of the operating system."""
    if event == "fcntl.flock" and BEFORE_LOCKING:
        BEFORE_LOCKING.pop()()


sys.addaudithook(heard)
posix = pytest.mark.skipif(sys.platform == "win32", reason="the moment is told by a call that Windows has not")


def test_a_lock_is_held_by_one_and_ends_with_it(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    held = hold(path)
    assert held is not None
    assert hold(path) is None
    held.release(remove=False)
    again = hold(path, make=False)
    assert again is not None
    again.release(remove=True)
    assert not path.exists()
    with pytest.raises(FileNotFoundError):
        hold(path, make=False)


def test_who_waits_gets_the_lock_of_the_file_that_is_there(tmp_path: Path) -> None:
    path, order = tmp_path / "lock", []
    held = hold(path)
    assert held is not None

    def wait() -> None:
        with alone(path):
            order.append("waited")
            assert hold(path) is None

    waiting = Thread(target=wait)
    waiting.start()
    order.append("released")
    held.release(remove=True)
    waiting.join()
    assert order == ["released", "waited"]
    assert not path.exists()


@posix
def test_a_file_that_is_removed_before_it_is_locked_is_no_lock(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    BEFORE_LOCKING.append(path.unlink)
    held = hold(path)
    assert held is not None
    assert path.exists()
    assert hold(path) is None
    held.release(remove=True)


@posix
def test_a_process_that_starts_is_not_buried_by_another(tmp_path: Path) -> None:
    def start_another() -> None:
        with living(tmp_path, "another"):
            pass

    BEFORE_LOCKING.append(start_another)  # it finds the file of the first, not yet locked, and removes it
    with living(tmp_path, "first"):
        assert BEFORE_LOCKING == []
        assert is_alive(tmp_path, "first")
        with living(tmp_path, "third"):
            assert is_alive(tmp_path, "first")
    assert not is_alive(tmp_path, "first")
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_process_left_is_removed_by_the_next(tmp_path: Path) -> None:
    (tmp_path / "killed").touch()
    assert not is_alive(tmp_path, "killed")
    with living(tmp_path, "next"):
        assert [path.name for path in tmp_path.iterdir()] == ["next"]
