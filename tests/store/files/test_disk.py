"""The disk: its kind by the mounts of Linux, and its room."""

from pathlib import Path

import pytest

from engine.store.files.disk import REMOTE, kind_of, room_of

MOUNTS = """\
/dev/sda / ext4 rw 0 0
server:/home {at} nfs4 rw 0 0
tmpfs {at}/quick tmpfs rw 0 0
share {at}/with\\040blank cifs rw 0 0
"""


@pytest.mark.parametrize(
    ("place", "kind"),
    [(".", "nfs4"), ("project", "nfs4"), ("quick/project", "tmpfs"), ("with blank", "cifs"), ("..", "ext4")],
)
def test_the_nearest_mount_tells_the_kind(tmp_path: Path, place: str, kind: str) -> None:
    mounts = tmp_path / "mounts"
    at = tmp_path / "at"
    mounts.write_text(MOUNTS.format(at=at))
    assert kind_of(at / place, mounts) == kind
    assert ("nfs4" in REMOTE, "ext4" in REMOTE) == (True, False)


def test_a_system_that_does_not_tell(tmp_path: Path) -> None:
    assert kind_of(tmp_path, tmp_path / "none") == ""


def test_there_is_room(tmp_path: Path) -> None:
    assert room_of(tmp_path) > 0
    with pytest.raises(FileNotFoundError):
        room_of(tmp_path / "none")
